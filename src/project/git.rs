//! The git repository around a folder: its work tree and its remotes.
//!
//! The only room that uses git2. It reads; it fetches nothing and runs nothing. Libgit2
//! waits for a named pipe, and for as long as patterns of `.gitignore` and files that
//! include each other tell it to; so it is let at ordinary files only, and for a moment.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};
use std::{iter, thread};

use crate::system::files::{self, Unseen};
use git2::{Config, ErrorCode, Repository, RepositoryOpenFlags};

/// A named remote with its URL, `insteadOf` applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// The name, such as `origin`.
    pub name: String,
    /// The URL; it may hold a password, so it is shown by [`crate::text::escape::url`] only.
    pub url: String,
}

/// What git says of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// It is in no repository.
    Nothing,
    /// It was not asked; why.
    NotAsked(&'static str),
    /// The remotes, `origin` first, the others by name.
    Remotes(Vec<Remote>),
}

/// The folder at or above `start` that holds `.git`, below `home`: a home folder
/// under version control is nobody's project.
#[must_use]
pub fn work_tree(start: &Path, home: Option<&Path>) -> Option<PathBuf> {
    work_tree_as_seen(start, home, &mut Vec::new())
}

/// The same; notes each `.git` that could not be looked at.
#[must_use]
pub fn work_tree_as_seen(
    start: &Path,
    home: Option<&Path>,
    unseen: &mut Vec<Unseen>,
) -> Option<PathBuf> {
    let root = start.ancestors().find(|folder| {
        let path = folder.join(".git");
        match path.symlink_metadata() {
            Ok(_) => true,
            Err(error) => {
                Unseen::note(path, error, unseen);
                false
            }
        }
    })?;
    let is_home = home.is_some_and(|home| root == home || files::is_same(root, home));
    (!is_home).then(|| root.to_path_buf())
}

/// How long libgit2 may take; it needs a thousandth of that where nobody made it slow.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the work has to tell before that time is over. It goes on in a thread that nobody
/// waits for; where none can be had nothing is told.
fn told_in_time<T: Send + 'static>(
    work: impl FnOnce(&Sender<T>) + Send + 'static,
) -> impl Iterator<Item = T> {
    let (tell, hear) = mpsc::channel();
    let deadline = Instant::now() + PATIENCE;
    let _ = thread::Builder::new().spawn(move || work(&tell));
    iter::from_fn(move || {
        let left = deadline.saturating_duration_since(Instant::now());
        hear.recv_timeout(left).ok()
    })
}

/// Looks for the remotes of the repository whose work tree is `root`.
#[must_use]
pub fn look(root: &Path) -> Look {
    let root = root.to_owned();
    told_in_time(move |tell| drop(tell.send(look_for_long(&root))))
        .next()
        .unwrap_or(Look::NotAsked("its configuration took too long to read"))
}

fn look_for_long(root: &Path) -> Look {
    if git_folders(root).is_none() {
        return Look::NotAsked("something that is no ordinary file stands where git reads");
    }
    match open(root) {
        Ok(repository) => Look::Remotes(remotes(&repository).unwrap_or_default()),
        Err(error) if error.code() == ErrorCode::Owner => {
            Look::NotAsked("it belongs to another user")
        }
        Err(_) => Look::Nothing,
    }
}

/// Where a work tree's repository keeps what it has.
struct GitFolders {
    own: PathBuf,
    /// What it shares with other work trees; most often its own.
    common: PathBuf,
}

/// The folders, unless something stands in them, or among the user's configurations, that
/// is not for libgit2 to open.
fn git_folders(root: &Path) -> Option<GitFolders> {
    let pointed_to = |file: &Path, mark: &str| -> Option<Option<String>> {
        let text = files::read_text(file).ok()?;
        Some(text.and_then(|text| Some(text.strip_prefix(mark)?.trim().to_owned())))
    };
    let mut own = root.join(".git");
    if !own.is_dir() {
        own = root.join(pointed_to(&own, "gitdir:")?.unwrap_or_default());
    }
    let common = own.join(pointed_to(&own.join("commondir"), "")?.unwrap_or_default());
    let of_user = [
        Config::find_system(),
        Config::find_xdg(),
        Config::find_global(),
    ];
    let read = [own.join("HEAD"), own.join("config.worktree")];
    let all_ordinary = read
        .into_iter()
        .chain([common.join("config")])
        .chain(of_user.into_iter().flatten())
        .all(|path| is_ordinary(&path));
    all_ordinary.then_some(GitFolders { own, common })
}

/// False for what never ends or makes its reader wait, and for a file that is too large.
fn is_ordinary(path: &Path) -> bool {
    match path.metadata() {
        Ok(it) => it.is_dir() || (it.is_file() && it.len() <= files::LIMIT),
        // What is not there, or not for us to see, keeps nobody.
        Err(_) => true,
    }
}

fn open(root: &Path) -> Result<Repository, git2::Error> {
    let none: &[&Path] = &[];
    Repository::open_ext(root, RepositoryOpenFlags::NO_SEARCH, none)
}

fn remotes(repository: &Repository) -> Result<Vec<Remote>, git2::Error> {
    let config = repository.config()?.snapshot()?;
    let rewrites = config
        .entries(Some(r"^url\..*\.insteadof$"))?
        .next()
        .is_some();
    // To look up a remote copies the whole configuration, which makes many of them slow.
    let url = |name: &str| {
        if rewrites {
            let remote = repository.find_remote(name).ok()?;
            return remote.url().ok().map(str::to_owned);
        }
        config.get_string(&format!("remote.{name}.url")).ok()
    };
    let names = repository.remotes()?;
    let mut remotes: Vec<Remote> = names
        .iter()
        .filter_map(|name| name.ok().flatten())
        .filter(|name| git2::Remote::is_valid_name(name))
        .filter_map(|name| {
            Some(Remote {
                name: name.to_owned(),
                url: url(name).filter(|url| !url.is_empty())?,
            })
        })
        .collect();
    remotes.sort_by(|a, b| (a.name != "origin", &a.name).cmp(&(b.name != "origin", &b.name)));
    Ok(remotes)
}

/// What git makes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is in the index.
    Tracked,
    /// It is not, and nothing would keep it out.
    Untracked,
    /// It is ignored.
    Ignored,
}

/// What git makes of files below `root`; those that it cannot be asked about are left out.
#[must_use]
pub fn kept(root: &Path, files: Vec<PathBuf>) -> HashMap<PathBuf, Kept> {
    let root = root.to_owned();
    told_in_time(move |tell| {
        ask(&root, files, tell);
    })
    .collect()
}

fn ask(root: &Path, files: Vec<PathBuf>, tell: &Sender<(PathBuf, Kept)>) -> Option<()> {
    let git = git_folders(root)?;
    let repository = open(root).ok()?;
    let excludes = repository.config().ok()?.get_path("core.excludesfile");
    let index = git.own.join("index");
    let are_ordinary = [index, git.common.join("info/exclude")]
        .into_iter()
        .chain(excludes)
        .all(|path| is_ordinary(&path));
    if !are_ordinary {
        return None;
    }
    let index = repository.index().ok()?;
    for file in files {
        let below = file.strip_prefix(root).ok();
        let kept = below.and_then(|below| {
            if index.get_path(below, 0).is_some() {
                return Some(Kept::Tracked);
            }
            let above = file.ancestors().skip(1);
            let mut folders = above.take_while(|folder| folder.starts_with(root));
            if !folders.all(|folder| is_ordinary(&folder.join(".gitignore"))) {
                return None;
            }
            let is_ignored = repository.is_path_ignored(below).ok()?;
            Some(if is_ignored {
                Kept::Ignored
            } else {
                Kept::Untracked
            })
        });
        if let Some(kept) = kept {
            tell.send((file, kept)).ok()?;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::files;

    #[test]
    fn names_and_urls_beyond_ascii_are_read() {
        let root = tempfile::tempdir().expect("a folder");
        let repository = Repository::init(root.path()).expect("a repository");
        repository.remote("zürich", "kürzel:x").expect("a remote");
        let mut config = repository.config().expect("its configuration");
        config
            .set_str("url.https://feed.test/ü/.insteadOf", "kürzel:")
            .expect("set");
        let remote = Remote {
            name: "zürich".to_owned(),
            url: "https://feed.test/ü/x".to_owned(),
        };
        assert_eq!(look(root.path()), Look::Remotes(vec![remote]));
    }

    #[test]
    fn what_git2_does_not_open_has_no_remotes() {
        const REMOTE: &str = "[remote \"o\"]\nurl = x\n";
        for (file, text, known) in [
            ("config", REMOTE, true),
            (
                "config",
                "[core]\nrepositoryformatversion = 9\n[remote \"o\"]\nurl = x\n",
                false,
            ),
            (
                "config",
                "[extensions]\nnobody = knows\n[core]\nrepositoryformatversion = 1\n",
                false,
            ),
            ("config", "[core]\nbare = perhaps\n", false),
            ("config", "[remote\n", false),
            ("commondir", "nowhere\n", false),
        ] {
            let root = tempfile::tempdir().expect("a folder");
            let repository = Repository::init(root.path()).expect("a repository");
            drop(repository);
            write(root.path(), "config", REMOTE);
            write(root.path(), file, text);
            let look = look(root.path());
            assert_eq!(look != Look::Nothing, known, "{file}: {text}: {look:?}");
            assert_eq!(Repository::open(root.path()).is_ok(), known, "{text}");
        }
        let root = tempfile::tempdir().expect("a folder");
        let repository = Repository::init(root.path()).expect("a repository");
        drop(repository);
        #[expect(clippy::disallowed_methods, reason = "the test makes its files")]
        std::fs::remove_file(root.path().join(".git/HEAD")).expect("it was there");
        write(root.path(), "config", REMOTE);
        assert_eq!(look(root.path()), Look::Nothing);
    }

    fn write(root: &Path, name: &str, text: &str) {
        #[expect(clippy::disallowed_methods, reason = "the test makes its files")]
        std::fs::write(root.join(".git").join(name), text).expect("a new file");
    }

    /// `origin` first; none that nothing can be fetched from.
    #[test]
    fn remotes_are_those_that_git_would_fetch_from() {
        for (text, wanted) in [
            ("", ""),
            (
                "[remote \"o\"]\n\turl = https://a.test/x\n",
                "o https://a.test/x",
            ),
            (
                "[remote \"a.b\"]\nurl = one\nurl = two\npushurl = three\n",
                "a.b two",
            ),
            (
                "[remote \"b\"]\nURL = x\n[Remote \"A\"]\nurl = y\n[remote \"origin\"]\nurl = z\n",
                "origin z, A y, b x",
            ),
            ("[remote \"only-push\"]\npushurl = x\n", ""),
            (
                "[remote \"o\"]\nurl = x\nurl\n[remote \"p\"]\nurl\nurl = y\n",
                "p y",
            ),
            ("[remote \"empty\"]\nurl =\n[remote \"none\"]\nurl\n", ""),
            (
                "[remote \"not a name\"]\nurl = x\n[remote \"a..b\"]\nurl = y\n[remote]\nurl = z\n",
                "",
            ),
            (
                "[remote \"o\"]\nurl = s:x\n[url \"https://a.test/\"]\ninsteadOf = s:\n",
                "o https://a.test/x",
            ),
            (
                "[include]\npath = other\n[remote \"o\"]\nurl = x\n",
                "o x, other y",
            ),
            // What only the repository knows: where it is, and what belongs to this tree.
            ("[includeIf \"gitdir:/\"]\npath = other\n", "other y"),
            ("[includeIf \"gitdir:/none/\"]\npath = other\n", ""),
            (
                "[extensions]\nworktreeConfig = true\n[remote \"o\"]\nurl = x\n",
                "o x, tree z",
            ),
            ("[core]\nworktree = ..\n[remote \"o\"]\nurl = x\n", "o x"),
        ] {
            let root = tempfile::tempdir().expect("a folder");
            drop(Repository::init(root.path()).expect("a repository"));
            let mut file = files::read_text(&root.path().join(".git/config"))
                .expect("it can be read")
                .expect("it is there");
            file.push_str(text);
            for (name, text) in [
                ("config", file.as_str()),
                ("other", "[remote \"other\"]\nurl = y\n"),
                ("config.worktree", "[remote \"tree\"]\nurl = z\n"),
            ] {
                write(root.path(), name, text);
            }
            let Look::Remotes(remotes) = look(root.path()) else {
                panic!("it is a repository: {text}");
            };
            let found: Vec<String> = remotes
                .iter()
                .map(|remote| format!("{} {}", remote.name, remote.url))
                .collect();
            assert_eq!(found.join(", "), wanted, "{text}");
        }
    }
}

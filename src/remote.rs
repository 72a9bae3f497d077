//! The git repository around a folder: its work tree and its remotes.
//!
//! The only room that uses git2. It reads; it fetches nothing and runs nothing. Libgit2
//! waits for a named pipe, and for as long as patterns of `.gitignore` and files that
//! include each other tell it to; so it is let at ordinary files only, and for a moment.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};
use std::{iter, thread};

use crate::files::{self, Unseen};
use git2::{Config, ConfigLevel, ErrorCode, Repository, RepositoryOpenFlags};

/// A named remote with its URL, `insteadOf` applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// The name, such as `origin`.
    pub name: String,
    /// The URL; it may hold a password, so it is shown by [`crate::foreign::url`] only.
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
    let Some(git) = git_folders(root) else {
        return Look::NotAsked("something that is no ordinary file stands where git reads");
    };
    let mut remotes = match of_its_files(root, &git.own) {
        Some(remotes) => remotes,
        None => match open(root) {
            Ok(repository) => of_repository(&repository).unwrap_or_default(),
            Err(error) if error.code() == ErrorCode::Owner => {
                return Look::NotAsked("it belongs to another user");
            }
            Err(_) => return Look::Nothing,
        },
    };
    remotes.sort_by(|a, b| (a.name != "origin", &a.name).cmp(&(b.name != "origin", &b.name)));
    Look::Remotes(remotes)
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

/// The remotes that git's configuration files name, where opening the repository could
/// add nothing to that: to open it takes twice as long, and `connect` has nothing else
/// to ask of it. `None` wherever it could.
fn of_its_files(root: &Path, git: &Path) -> Option<Vec<Remote>> {
    if !is_plain(root, git) {
        return None;
    }
    let mut config = Config::open_default().ok()?;
    config
        .add_file(&git.join("config"), ConfigLevel::Local, false)
        .ok()?;
    let said = Said::by(&config).ok()?;
    (!said.is_more && !said.rewrites).then(|| {
        let plain = |(name, url): (String, Option<String>)| {
            let url = url.filter(|url| is_remote(&name, url))?;
            Some(Remote { name, url })
        };
        said.urls().filter_map(plain).collect()
    })
}

/// True for a repository that this user owns and that keeps all it has in its `.git`.
#[cfg(unix)]
fn is_plain(root: &Path, git: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let user = rustix::process::geteuid().as_raw();
    let is_folder_of_theirs = |path: &Path| {
        path.symlink_metadata()
            .is_ok_and(|it| it.is_dir() && it.uid() == user)
    };
    is_folder_of_theirs(root)
        && is_folder_of_theirs(git)
        && git.join("HEAD").is_file()
        && git.join("objects").is_dir()
        && git.join("refs").is_dir()
        && git
            .join("commondir")
            .symlink_metadata()
            .is_err_and(|error| files::is_absent(&error))
}

/// Whose a folder is git alone can tell here.
#[cfg(not(unix))]
fn is_plain(_: &Path, _: &Path) -> bool {
    false
}

/// Each remote by its plain URL; only where git rewrites URLs the remote itself is looked
/// up, for that copies the whole configuration twice.
fn of_repository(repository: &Repository) -> Result<Vec<Remote>, git2::Error> {
    let said = Said::by(&repository.config()?)?;
    let rewrites = said.rewrites;
    let url = |name: &str, plain: Option<String>| -> Option<String> {
        if rewrites {
            let remote = repository.find_remote(name).ok()?;
            return remote.url().ok().map(str::to_owned);
        }
        plain.filter(|url| is_remote(name, url))
    };
    Ok(said
        .urls()
        .filter_map(|(name, plain)| {
            let url = url(&name, plain)?;
            Some(Remote { name, url })
        })
        .collect())
}

fn is_remote(name: &str, url: &str) -> bool {
    git2::Remote::is_valid_name(name) && !url.is_empty()
}

/// What git's configuration says that has to do with remotes.
#[derive(Default)]
struct Said {
    /// By name: the URL, and the level that it is from. The highest counts, and of one
    /// file the last.
    remotes: BTreeMap<String, (i32, Option<String>)>,
    /// True where URLs may be rewritten.
    rewrites: bool,
    /// True where opening the repository may read more, or be refused.
    is_more: bool,
}

impl Said {
    fn by(config: &Config) -> Result<Self, git2::Error> {
        let mut said = Self::default();
        config.entries(None)?.for_each(|entry| said.hear(entry))?;
        Ok(said)
    }

    fn hear(&mut self, entry: &git2::ConfigEntry<'_>) {
        let Ok(key) = entry.name() else {
            // It may be any of these.
            self.rewrites = true;
            self.is_more = true;
            return;
        };
        let value = || entry.has_value().then(|| entry.value().ok()).flatten();
        self.rewrites |= key.starts_with("url.") && key.ends_with(".insteadof");
        self.is_more |= match key {
            "core.repositoryformatversion" => value() != Some("0"),
            "core.bare" => value() != Some("false"),
            "core.worktree" => true,
            _ => key.starts_with("extensions.") || key.starts_with("includeif."),
        };
        let name = key
            .strip_prefix("remote.")
            .and_then(|rest| rest.strip_suffix(".url"));
        let Some(name) = name else {
            return;
        };
        let level = entry.level() as i32;
        let is_lower = |(known, _): &(i32, Option<String>)| *known > level;
        if !self.remotes.get(name).is_some_and(is_lower) {
            let url = value().map(str::to_owned);
            self.remotes.insert(name.to_owned(), (level, url));
        }
    }

    fn urls(self) -> impl Iterator<Item = (String, Option<String>)> {
        self.remotes.into_iter().map(|(name, (_, url))| (name, url))
    }
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
    use crate::files;

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

    #[cfg(unix)]
    #[test]
    fn only_a_plain_repository_need_not_be_opened() {
        for (text, is_plain) in [
            ("[remote \"o\"]\nurl = x\n", true),
            ("[url \"x\"]\ninsteadOf = y\n", false),
            ("[includeIf \"gitdir:/none/\"]\npath = other\n", false),
            ("[extensions]\nworktreeConfig = true\n", false),
        ] {
            let root = tempfile::tempdir().expect("a folder");
            Repository::init(root.path()).expect("a repository");
            write(root.path(), "config", text);
            assert_eq!(
                of_its_files(root.path(), &root.path().join(".git")).is_some(),
                is_plain,
                "{text}"
            );
        }
    }

    fn write(root: &Path, name: &str, text: &str) {
        #[expect(clippy::disallowed_methods, reason = "the test makes its files")]
        std::fs::write(root.join(".git").join(name), text).expect("a new file");
    }

    /// Whatever the file says, the remotes are those of git2 that one can fetch from.
    #[test]
    fn remotes_are_those_of_git2() {
        for (text, count) in [
            ("", 0),
            ("[remote \"origin\"]\n\turl = https://a.test/x\n", 1),
            (
                "[remote \"a.b\"]\nurl = one\nurl = two\npushurl = three\n",
                1,
            ),
            (
                "[remote \"b\"]\nURL = x\n[Remote \"A\"]\nurl = y\n[remote \"origin\"]\nurl = z\n",
                3,
            ),
            ("[remote \"only-push\"]\npushurl = x\n", 0),
            (
                "[remote \"o\"]\nurl = x\nurl\n[remote \"p\"]\nurl\nurl = y\n",
                1,
            ),
            ("[remote \"empty\"]\nurl =\n[remote \"none\"]\nurl\n", 0),
            (
                "[remote \"not a name\"]\nurl = x\n[remote \"a..b\"]\nurl = y\n[remote]\nurl = z\n",
                0,
            ),
            (
                "[remote \"o\"]\nurl = s:x\n[url \"https://a.test/\"]\ninsteadOf = s:\n",
                1,
            ),
            ("[include]\npath = other\n[remote \"o\"]\nurl = x\n", 2),
            // What only the repository knows: where it is, and what belongs to this tree.
            ("[includeIf \"gitdir:/\"]\npath = other\n", 1),
            ("[includeIf \"gitdir:/none/\"]\npath = other\n", 0),
            (
                "[extensions]\nworktreeConfig = true\n[remote \"o\"]\nurl = x\n",
                2,
            ),
            ("[core]\nworktree = ..\n[remote \"o\"]\nurl = x\n", 1),
        ] {
            let root = tempfile::tempdir().expect("a folder");
            let repository = Repository::init(root.path()).expect("a repository");
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
            drop(repository);
            let repository = Repository::open(root.path()).expect("a repository");
            let names = repository.remotes().expect("their names");
            let mut theirs: Vec<Remote> = names
                .iter()
                .flatten()
                .flatten()
                .filter_map(|name| {
                    let remote = repository.find_remote(name).ok()?;
                    Some(Remote {
                        name: name.to_owned(),
                        url: remote.url().ok()?.to_owned(),
                    })
                })
                .filter(|remote| !remote.url.is_empty())
                .collect();
            let Look::Remotes(mut ours) = look(root.path()) else {
                panic!("it is a repository");
            };
            assert_eq!(ours.len(), count, "{text}");
            let sorted = |remotes: &mut Vec<Remote>| {
                remotes.sort_by(|a, b| a.name.cmp(&b.name));
                format!("{remotes:?}")
            };
            assert_eq!(sorted(&mut ours), sorted(&mut theirs), "{text}");
        }
    }
}

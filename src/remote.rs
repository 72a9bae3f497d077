//! The git repository around a folder: its work tree and its remotes.
//!
//! The only room that uses git2. It reads; it fetches nothing and runs nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::files::{self, Unseen};
use git2::{ErrorCode, Repository, RepositoryOpenFlags};

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
    /// The repository belongs to another user, so git reads nothing in it.
    NotOurs,
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

/// Looks for the remotes of the repository whose work tree is `root`.
#[must_use]
pub fn look(root: &Path) -> Look {
    let none: &[&Path] = &[];
    let repository = match Repository::open_ext(root, RepositoryOpenFlags::NO_SEARCH, none) {
        Ok(repository) => repository,
        Err(error) if error.code() == ErrorCode::Owner => return Look::NotOurs,
        Err(_) => return Look::Nothing,
    };
    let mut remotes = remotes(&repository).unwrap_or_default();
    remotes.sort_by(|a, b| (a.name != "origin", &a.name).cmp(&(b.name != "origin", &b.name)));
    Look::Remotes(remotes)
}

/// Each remote by its plain URL; only where git rewrites URLs the remote itself is looked
/// up, for that copies the whole configuration twice.
fn remotes(repository: &Repository) -> Result<Vec<Remote>, git2::Error> {
    // A name with its URL, and the level that it is from: the highest counts, and of one
    // file the last.
    let mut found: BTreeMap<String, (i32, Option<String>)> = BTreeMap::new();
    let mut rewrites = false;
    repository.config()?.entries(None)?.for_each(|entry| {
        let Ok(key) = entry.name() else {
            // It may rewrite something.
            rewrites = true;
            return;
        };
        rewrites |= key.starts_with("url.") && key.ends_with(".insteadof");
        let name = key
            .strip_prefix("remote.")
            .and_then(|rest| rest.strip_suffix(".url"));
        let Some(name) = name else {
            return;
        };
        let level = entry.level() as i32;
        let is_lower = |(known, _): &(i32, Option<String>)| *known > level;
        if !found.get(name).is_some_and(is_lower) {
            let url = entry.has_value().then(|| entry.value().ok()).flatten();
            found.insert(name.to_owned(), (level, url.map(str::to_owned)));
        }
    })?;
    let url = |name: &str, plain: Option<String>| -> Option<String> {
        if rewrites {
            let remote = repository.find_remote(name).ok()?;
            return remote.url().ok().map(str::to_owned);
        }
        plain.filter(|url| git2::Remote::is_valid_name(name) && !url.is_empty())
    };
    Ok(found
        .into_iter()
        .filter_map(|(name, (_, plain))| {
            let url = url(&name, plain)?;
            Some(Remote { name, url })
        })
        .collect())
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

/// What git makes of a file below `root`; `None` where it cannot be asked.
#[must_use]
pub fn kept(root: &Path, file: &Path) -> Option<Kept> {
    let none: &[&Path] = &[];
    let repository = Repository::open_ext(root, RepositoryOpenFlags::NO_SEARCH, none).ok()?;
    let below = file.strip_prefix(root).ok()?;
    let index = repository.index().ok()?;
    Some(if index.get_path(below, 0).is_some() {
        Kept::Tracked
    } else if repository.is_path_ignored(below).ok()? {
        Kept::Ignored
    } else {
        Kept::Untracked
    })
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
        ] {
            let root = tempfile::tempdir().expect("a folder");
            let repository = Repository::init(root.path()).expect("a repository");
            let mut file = files::read_text(&root.path().join(".git/config"))
                .expect("it can be read")
                .expect("it is there");
            file.push_str(text);
            #[expect(clippy::disallowed_methods, reason = "the test makes its files")]
            std::fs::write(root.path().join(".git/config"), file).expect("a new file");
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

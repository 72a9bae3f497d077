//! The git repository around a folder: its work tree and its remotes.
//!
//! The only room that uses git2. It reads; it fetches nothing and runs nothing.

use std::path::{Path, PathBuf};

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
    let root = start
        .ancestors()
        .find(|folder| folder.join(".git").symlink_metadata().is_ok())?;
    let is_home = home.is_some_and(|home| {
        root == home
            || matches!((root.canonicalize(), home.canonicalize()), (Ok(a), Ok(b)) if a == b)
    });
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
    let Ok(names) = repository.remotes() else {
        return Look::Nothing;
    };
    let mut remotes: Vec<Remote> = names
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
        .collect();
    remotes.sort_by(|a, b| (a.name != "origin", &a.name).cmp(&(b.name != "origin", &b.name)));
    Look::Remotes(remotes)
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
}

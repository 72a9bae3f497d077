//! Every checkout below a folder, found in parallel.
//!
//! A checkout is a git work tree, or a folder with a manifest or a configuration
//! that is in none. No link is followed, and `target`, `node_modules` and `.git`
//! are not entered. Not for judging what is found (see [`crate::doctor::run`]).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// A checkout, with the folders from which cargo's configuration differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkout {
    /// Its root.
    pub root: PathBuf,
    /// Its root, then each folder below that has a configuration of its own.
    pub starts: Vec<PathBuf>,
}

/// How deep folders are entered.
const DEPTH: usize = 64;

/// Finds the checkouts, sorted by their roots. `root` is the checkout that `folder`
/// itself lies in, if any.
#[must_use]
pub fn find(folder: &Path, root: Option<PathBuf>) -> Vec<Checkout> {
    let state = State {
        todo: vec![Todo {
            folder: folder.to_owned(),
            root,
            depth: 0,
        }],
        busy: 0,
        found: BTreeMap::new(),
    };
    let walk = Walk {
        state: Mutex::new(state),
        changed: Condvar::new(),
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        // This one works too, alone where the system has no other to spare.
        for _ in 1..threads {
            let started = thread::Builder::new().spawn_scoped(scope, || walk.work());
            if started.is_err() {
                break;
            }
        }
        walk.work();
    });
    let state = walk
        .state
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    state
        .found
        .into_iter()
        .map(|(root, mut starts)| {
            starts.retain(|start| *start != root);
            starts.sort();
            starts.insert(0, root.clone());
            Checkout { root, starts }
        })
        .collect()
}

struct Walk {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    todo: Vec<Todo>,
    busy: usize,
    found: BTreeMap<PathBuf, Vec<PathBuf>>,
}

struct Todo {
    folder: PathBuf,
    root: Option<PathBuf>,
    depth: usize,
}

impl Walk {
    fn work(&self) {
        while let Some(todo) = self.next() {
            let (seen, root) = look(&todo);
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(root) = &root
                && (seen.is_root || seen.has_config)
            {
                let starts = state.found.entry(root.clone()).or_default();
                if seen.has_config {
                    starts.push(todo.folder);
                }
            }
            if todo.depth < DEPTH {
                state.todo.extend(seen.below.into_iter().map(|folder| Todo {
                    folder,
                    root: root.clone(),
                    depth: todo.depth + 1,
                }));
            }
            state.busy -= 1;
            drop(state);
            self.changed.notify_all();
        }
    }

    /// The next folder; `None` when all are done.
    fn next(&self) -> Option<Todo> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(todo) = state.todo.pop() {
                state.busy += 1;
                return Some(todo);
            }
            if state.busy == 0 {
                return None;
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

#[derive(Default)]
struct Seen {
    below: Vec<PathBuf>,
    is_root: bool,
    has_config: bool,
}

/// Looks into one folder. Returns what is in it, and the checkout that it is in.
fn look(todo: &Todo) -> (Seen, Option<PathBuf>) {
    let mut seen = Seen::default();
    let mut is_tree = false;
    let mut has_manifest = false;
    for entry in todo.folder.read_dir().into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name == ".git" {
            is_tree = true;
        } else if name == "Cargo.toml" {
            has_manifest = true;
        } else if name == ".cargo" {
            let folder = entry.path();
            seen.has_config = ["config.toml", "config"]
                .iter()
                .any(|file| folder.join(file).symlink_metadata().is_ok());
        } else if name != "target"
            && name != "node_modules"
            && entry.file_type().is_ok_and(|kind| kind.is_dir())
        {
            seen.below.push(entry.path());
        }
    }
    let starts_here = is_tree || (todo.root.is_none() && (has_manifest || seen.has_config));
    let root = if starts_here {
        Some(todo.folder.clone())
    } else {
        todo.root.clone()
    };
    seen.is_root = root.as_deref() == Some(&todo.folder);
    (seen, root)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make files")]
mod tests {
    use super::*;

    #[test]
    fn checkouts_are_found_with_their_starts_and_no_link_is_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |path: &str| folder.path().join(path);
        for path in [
            "a/.git/x",
            "a/.cargo/config.toml",
            "a/member/.cargo/config",
            "a/target/b/.git/x",
            "a/node_modules/b/.git/x",
            "a/vendor/sub/.git",
            "plain/src/x",
            "deep/er/c/Cargo.toml",
            "deep/er/c/x/Cargo.toml",
            "outside/.git/x",
        ] {
            let path = at("dir").join(path);
            let path = match path.strip_prefix(at("dir/outside")) {
                Ok(rest) => at("outside").join(rest),
                Err(_) => path,
            };
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            std::fs::write(path, "").expect("a file");
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(at("outside"), at("dir/link")).expect("a link");
        let found: Vec<Vec<String>> = find(&at("dir"), None)
            .into_iter()
            .map(|checkout| {
                checkout
                    .starts
                    .iter()
                    .map(|start| {
                        let below = start.strip_prefix(at("dir")).expect("it is below");
                        below.to_string_lossy().replace('\\', "/")
                    })
                    .collect()
            })
            .collect();
        assert_eq!(
            found,
            [
                vec!["a", "a/member"],
                vec!["a/vendor/sub"],
                vec!["deep/er/c"],
            ]
        );
    }
}

//! What is on the disk: every file, folder and link of a sandbox, with its mode.
//!
//! Times are no part of it.

use std::collections::BTreeMap;
use std::fs::File;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// What stands at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Thing {
    /// A folder.
    Folder(u32),
    /// A link, and where it leads.
    Link(String),
    /// A file's mode and bytes.
    File(u32, Vec<u8>),
}

/// Everything, by its path from the sandbox's root.
pub(crate) type Picture = BTreeMap<String, Thing>;

/// The folders that a run may write in: the project, cargo's home, the user's home, the
/// scratch folder.
const WATCHED: [&str; 4] = ["p", "cargo", "home", "tmp"];

/// Looks at all of it.
pub(crate) fn look(root: &Path) -> Picture {
    let mut found = Picture::new();
    let mut folders: Vec<_> = WATCHED.iter().map(|name| root.join(name)).collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path
                .strip_prefix(root)
                .expect("it lies there")
                .display()
                .to_string();
            // What cargo caches is cargo's.
            if name == "cargo/registry" {
                continue;
            }
            let metadata = path.symlink_metadata().expect("it is there");
            let mode = metadata.permissions().mode() & 0o7777;
            let thing = if metadata.is_symlink() {
                let to = path.read_link().expect("a link");
                Thing::Link(to.display().to_string())
            } else if metadata.is_dir() {
                folders.push(path.clone());
                Thing::Folder(mode)
            } else {
                let bytes = std::fs::read(&path).expect("a file that can be read");
                Thing::File(mode, without_root(bytes, root))
            };
            found.insert(name, thing);
        }
    }
    found
}

/// True for what a run that is killed may leave: a new file that was not yet in its
/// place, or the package that cargo is asked with.
pub(crate) fn is_left_by_a_kill(path: &str) -> bool {
    let is_random =
        |text: &str| text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_new_file = name.starts_with('.')
        && name
            .strip_suffix(".tmp")
            .and_then(|name| name.rsplit_once('.'))
            .is_some_and(|(_, random)| is_random(random));
    let is_scratch = path
        .strip_prefix("tmp/feedctl-")
        .and_then(|rest| rest.split('/').next())
        .is_some_and(is_random);
    is_new_file || is_scratch
}

/// As if the run that was killed had been a while ago.
pub(crate) fn age(root: &Path, now: &Picture) {
    let long_ago = SystemTime::now() - Duration::from_mins(10);
    for path in now.keys().filter(|path| is_left_by_a_kill(path)) {
        if let Ok(file) = File::options().append(true).open(root.join(path)) {
            file.set_modified(long_ago).expect("a time");
        }
    }
}

/// The paths at which two pictures differ.
pub(crate) fn differences<'p>(one: &'p Picture, other: &'p Picture) -> Vec<&'p str> {
    let mut paths: Vec<&str> = one
        .keys()
        .chain(other.keys())
        .filter(|path| one.get(*path) != other.get(*path))
        .map(String::as_str)
        .collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

/// Some files name the sandbox, which is another one each time.
fn without_root(bytes: Vec<u8>, root: &Path) -> Vec<u8> {
    let root = root.display().to_string();
    match String::from_utf8(bytes) {
        Ok(text) => text
            .replace(root.trim_end_matches('/'), "[ROOT]")
            .into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

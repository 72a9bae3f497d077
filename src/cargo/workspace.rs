//! Cargo's manifests around a folder: the root of the workspace, and which
//! manifests below it speak of a registry.
//!
//! It follows cargo's way from a package to its workspace as far as files tell,
//! and runs nothing. Not for cargo's configuration (see [`crate::cargo`]).

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::system::files::{self, ReadError, UnreadFile, Unseen};
use crate::toml::{Document, Node, Position, Table};

/// Folders that are looked at below a root, at the most.
const MOST_FOLDERS: usize = 5000;
/// How deep they may lie.
const DEPTH: usize = 8;

/// The folder of the workspace (or lone package) that `start` lies in; looks no
/// higher than `top`.
#[must_use]
pub fn root(start: &Path, top: Option<&Path>) -> Option<PathBuf> {
    look(start, top).root
}

/// What manifests say of the workspace around a folder.
#[derive(Debug, Default)]
pub struct Look {
    /// The folder of the workspace or of the lone package.
    pub root: Option<PathBuf>,
    /// A root that the package names and that does not count: it neither contains the
    /// folder nor lies in the same work tree, so that a package from anywhere could name
    /// any folder of the user's.
    pub elsewhere: Option<PathBuf>,
    /// The manifests that could not be read.
    pub unseen: Vec<Unseen>,
}

/// Looks for the workspace that `start` lies in, no higher than `top`.
#[must_use]
pub fn look(start: &Path, top: Option<&Path>) -> Look {
    let mut look = Look::default();
    for folder in start.ancestors() {
        let path = folder.join("Cargo.toml");
        let read = files::read_text(&path);
        if let Err(ReadError::Io(error)) = read {
            Unseen::note(path, error, &mut look.unseen);
        } else if let Some(manifest) = manifest_of(path, read) {
            match &look.root {
                None => {
                    let named = manifest
                        .text_at(&["package", "workspace"])
                        .filter(|named| !(cfg!(windows) && files::is_elsewhere(named)))
                        .map(|named| files::entered(&folder.join(named)));
                    look.root = Some(folder.to_path_buf());
                    match named {
                        Some(named) if is_around(&named, start, top) => {
                            look.root = Some(named);
                            return look;
                        }
                        Some(named) => {
                            look.elsewhere = Some(named);
                            return look;
                        }
                        None if manifest.is_root() => return look,
                        None => {}
                    }
                }
                Some(package) if manifest.is_root() && !manifest.excludes(folder, package) => {
                    look.root = Some(folder.to_path_buf());
                    return look;
                }
                Some(_) => {}
            }
        }
        if Some(folder) == top {
            break;
        }
    }
    look
}

/// True where a workspace contains the folder, or lies in its work tree.
fn is_around(workspace: &Path, start: &Path, top: Option<&Path>) -> bool {
    let real = |path: &Path| files::canonical(path).unwrap_or_else(|_| path.to_owned());
    let workspace = real(workspace);
    real(start).starts_with(&workspace) || top.is_some_and(|top| workspace.starts_with(real(top)))
}

/// The manifests between a folder and `top` that are there and could not be read or are
/// no TOML: what they say of the workspace is unknown.
#[must_use]
pub fn unread(start: &Path, top: Option<&Path>) -> Vec<UnreadFile> {
    let mut unread = Vec::new();
    for folder in start.ancestors() {
        let path = folder.join("Cargo.toml");
        let reason = match files::read_text(&path) {
            Ok(None) => None,
            Ok(Some(text)) => Document::parse(text)
                .and_then(|document| document.tree())
                .err()
                .map(|error| format!("it is not TOML: {error}")),
            Err(error) => Some(error.to_string()),
        };
        if let Some(reason) = reason {
            unread.push(UnreadFile { path, reason });
        }
        if Some(folder) == top {
            break;
        }
    }
    unread
}

/// A manifest that could be read.
#[derive(Debug)]
pub struct Manifest {
    /// Where it lies.
    pub path: PathBuf,
    document: Document,
    tree: Table,
}

fn manifest_in(folder: &Path) -> Option<Manifest> {
    let path = folder.join("Cargo.toml");
    let read = files::read_text(&path);
    manifest_of(path, read)
}

fn manifest_of(path: PathBuf, read: Result<Option<String>, ReadError>) -> Option<Manifest> {
    let document = Document::parse(read.ok()??).ok()?;
    let tree = document.tree().ok()?;
    Some(Manifest {
        path,
        document,
        tree,
    })
}

impl Manifest {
    fn text_at(&self, path: &[&str]) -> Option<&str> {
        self.tree.str_at(path)
    }

    /// Its text with the places in it.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Its values.
    #[must_use]
    pub fn tree(&self) -> &Table {
        &self.tree
    }

    fn texts_at(&self, path: &[&str]) -> Vec<&str> {
        let items = self.tree.list_at(path).unwrap_or_default();
        items.iter().filter_map(|item| item.node.as_str()).collect()
    }

    /// True for a manifest that heads a workspace.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.tree.get("workspace").is_some()
    }

    fn excludes(&self, folder: &Path, package: &Path) -> bool {
        let listed = |key: &str| {
            let listed = self.texts_at(&["workspace", key]);
            listed
                .iter()
                .any(|path| package.starts_with(folder.join(path)))
        };
        listed("exclude") && !listed("members")
    }

    /// Where a dependency or `publish` names the registry.
    #[must_use]
    pub fn mentions(&self, registry: &str) -> Vec<Position> {
        let mut found = Vec::new();
        self.search(&self.tree, registry, &mut found, 0);
        found.sort();
        found
    }

    fn search(&self, table: &Table, registry: &str, found: &mut Vec<Position>, depth: usize) {
        for (key, entry) in table.iter() {
            match entry.value() {
                Node::String(text) if key == "registry" && text == registry => {
                    found.push(self.document.position(entry.item.span.start));
                }
                Node::List(items) if key == "publish" => {
                    let named = items
                        .iter()
                        .find(|item| item.node.as_str() == Some(registry));
                    found.extend(named.map(|item| self.document.position(item.span.start)));
                }
                Node::Table(inner) if depth < 5 => self.search(inner, registry, found, depth + 1),
                _ => {}
            }
        }
    }
}

/// The manifest in `root` and those of the members that its workspace lists, as
/// far as they can be read: at most `limit`, and none outside of `root`.
///
/// Of a pattern only `*` as a whole folder name is followed.
#[must_use]
pub fn with_members(root: &Path, limit: usize) -> Vec<Manifest> {
    let Some(head) = manifest_in(root) else {
        return Vec::new();
    };
    let mut folders = Vec::new();
    // Patterns may name the same folders over and over.
    let mut entries = 10 * limit;
    let mut known = HashSet::new();
    for pattern in head.texts_at(&["workspace", "members"]) {
        if known.insert(pattern) {
            expand(root, pattern, &mut entries, &mut folders);
        }
    }
    folders.sort();
    folders.dedup();
    let mut found = vec![head];
    let excluded: HashSet<PathBuf> = found[0]
        .texts_at(&["workspace", "exclude"])
        .into_iter()
        .map(|path| root.join(path))
        .collect();
    found.extend(
        folders
            .iter()
            .filter(|folder| *folder != root && !excluded.contains(*folder))
            .take(limit)
            .filter_map(|folder| manifest_in(folder)),
    );
    found
}

/// Adds the folders that a pattern names; `entries` of folders are looked at, at the most.
fn expand(root: &Path, pattern: &str, entries: &mut usize, folders: &mut Vec<PathBuf>) {
    let mut now = vec![root.to_path_buf()];
    for part in pattern.split(['/', '\\']) {
        match part {
            "" | "." => {}
            // Nothing outside of the checkout is looked at.
            ".." => return,
            drive if cfg!(windows) && drive.contains(':') => return,
            "*" => {
                let mut below = Vec::new();
                for folder in &now {
                    for entry in folder.read_dir().into_iter().flatten().flatten() {
                        if *entries == 0 {
                            break;
                        }
                        *entries -= 1;
                        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                            below.push(entry.path());
                        }
                    }
                }
                now = below;
            }
            name => now.iter_mut().for_each(|folder| folder.push(name)),
        }
    }
    folders.append(&mut now);
}

/// The roots of workspaces below a folder, that folder's own left out.
#[must_use]
pub fn roots_below(folder: &Path) -> Vec<PathBuf> {
    let mut roots = Vec::new();
    walk(folder, &mut |below| {
        // Most manifests head no workspace and need no parsing.
        let may_head = below != folder
            && matches!(files::read_text(&below.join("Cargo.toml")), Ok(Some(text)) if text.contains("workspace"));
        if may_head && manifest_in(below).is_some_and(|manifest| manifest.is_root()) {
            roots.push(below.to_path_buf());
        }
    });
    roots.sort();
    roots
}

/// The manifests at and below a folder, without following links and without
/// entering hidden folders, `target` or `node_modules`.
#[must_use]
pub fn manifests(root: &Path) -> Vec<Manifest> {
    let mut found = Vec::new();
    walk(root, &mut |folder| found.extend(manifest_in(folder)));
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Calls for a folder and those below it, up to a limit.
fn walk(root: &Path, see: &mut dyn FnMut(&Path)) {
    let mut folders = vec![(root.to_path_buf(), 0)];
    let mut seen = 0;
    while let Some((folder, depth)) = folders.pop() {
        seen += 1;
        if seen > MOST_FOLDERS {
            break;
        }
        see(&folder);
        if depth == DEPTH {
            continue;
        }
        let Ok(entries) = folder.read_dir() else {
            continue;
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let skipped = name.as_encoded_bytes().starts_with(b".")
                || name == "target"
                || name == "node_modules";
            if !skipped && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push((entry.path(), depth + 1));
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make files")]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            std::fs::write(path, text).expect("a file");
        }
        root
    }

    #[test]
    fn a_member_finds_its_workspace() {
        let tree = tree(&[
            (
                "Cargo.toml",
                "[workspace]\nmembers = ['a']\nexclude = ['b']\n",
            ),
            ("a/Cargo.toml", "[package]\nname = 'a'\n"),
            ("a/src/lib.rs", ""),
            ("b/Cargo.toml", "[package]\nname = 'b'\n"),
            (
                "c/Cargo.toml",
                "[package]\nname = 'c'\nworkspace = '../d'\n",
            ),
            ("d/Cargo.toml", "[workspace]\n"),
        ]);
        let at = |path: &str| {
            root(&tree.path().join(path), Some(tree.path())).map(|root| {
                root.strip_prefix(tree.path().canonicalize().unwrap_or_default())
                    .or(root.strip_prefix(tree.path()))
                    .unwrap_or(&root)
                    .to_string_lossy()
                    .into_owned()
            })
        };
        assert_eq!(at("a/src").as_deref(), Some(""));
        assert_eq!(at("b").as_deref(), Some("b"));
        assert_eq!(at("c").as_deref(), Some("d"));
        assert_eq!(at("").as_deref(), Some(""));
        let alone = root(&tree.path().join("a"), Some(&tree.path().join("a")));
        assert_eq!(alone, Some(tree.path().join("a")));
        // Without a work tree the folder that is named has to contain the package.
        let unpacked = look(&tree.path().join("c"), None);
        assert_eq!(unpacked.root, Some(tree.path().join("c")));
        assert!(unpacked.elsewhere.is_some_and(|named| named.ends_with("d")));
    }

    #[test]
    fn mentions_of_a_registry_are_found_wherever_they_stand() {
        let tree = tree(&[(
            "Cargo.toml",
            "[package]\nname = 'a'\npublish = ['crates']\n[dependencies]\nx = { version = '1', registry = 'crates' }\ny = { version = '1', registry = 'other' }\n[target.'cfg(unix)'.dependencies.z]\nregistry = 'crates'\n",
        )]);
        let all = manifests(tree.path());
        let lines: Vec<usize> = all[0].mentions("crates").iter().map(|at| at.line).collect();
        assert_eq!(lines, [3, 5, 8]);
    }
}

//! The feeds that a `Cargo.lock` already speaks of.
//!
//! Not for dependencies: only the index URLs are of interest.

use std::path::Path;

use crate::system::files;
use crate::toml::Document;

/// The index URLs of sparse registries in the lock file of a workspace, each once,
/// in the order of the file.
#[must_use]
pub fn indexes(root: &Path) -> Vec<String> {
    let Ok(Some(text)) = files::read_text(&root.join("Cargo.lock")) else {
        return Vec::new();
    };
    // Most lock files speak of crates.io alone and need no parsing.
    if !text.contains("sparse+") {
        return Vec::new();
    }
    let Some(tree) = Document::parse(text)
        .and_then(|document| document.tree())
        .ok()
    else {
        return Vec::new();
    };
    let Some(packages) = tree.list_at(&["package"]) else {
        return Vec::new();
    };
    let mut found: Vec<String> = Vec::new();
    for package in packages {
        if let Some(package) = package.node.as_table()
            && let Some(source) = package.str_at(&["source"])
            && source.starts_with("sparse+")
            && !found.iter().any(|known| known == source)
        {
            found.push(source.to_owned());
        }
    }
    found
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make files")]
mod tests {
    use super::*;

    #[test]
    fn each_sparse_source_is_found_once() {
        let root = tempfile::tempdir().expect("a folder");
        let package = |name: &str, source: &str| {
            format!(
                "[[package]]\nname = \"{name}\"\nversion = \"1.0.0\"\nsource = \"{source}\"\n\n"
            )
        };
        let text = format!(
            "version = 4\n\n{}{}{}",
            package("a", "registry+https://example.test/index"),
            package("b", "sparse+https://feed.test/i/"),
            package("c", "sparse+https://feed.test/i/"),
        );
        std::fs::write(root.path().join("Cargo.lock"), text).expect("a file");
        assert_eq!(indexes(root.path()), ["sparse+https://feed.test/i/"]);
        assert!(indexes(&root.path().join("none")).is_empty());
    }
}

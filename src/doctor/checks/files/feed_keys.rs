//! Whether a file has anything to do with feeds.

use crate::toml::{Document, Node, Span, Table};

/// The first key of a file that is about feeds; the protocol of crates.io is not.
pub(super) fn first(tree: &Table) -> Option<Span> {
    ["registries", "registry", "source", "credential-alias"]
        .iter()
        .filter_map(|key| Some((*key, tree.get(key)?)))
        .filter(|(key, entry)| match entry.value() {
            Node::Table(table) if *key == "registries" => {
                table.iter().any(|(name, _)| name != "crates-io")
            }
            Node::Table(table) => !table.is_empty(),
            _ => true,
        })
        .map(|(_, entry)| entry.key)
        .min()
}

/// [`first`] of a text.
pub(super) fn of_document(document: Option<&Document>) -> Option<Span> {
    first(&document?.tree().ok()?)
}

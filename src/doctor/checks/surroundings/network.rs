//! The keys of `[http]`, `[net]` and `[term]`, by the types that cargo declares.
//!
//! From the chapter on configuration of the Cargo Book, 1.95.

use crate::cargo::WrongType;
use crate::doctor::checks::Facts;

/// What cargo wants of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wants {
    /// `true` or `false`.
    Boolean,
    /// A number.
    Integer,
    /// Text.
    Text,
    /// A table, or several kinds of things.
    Other,
}

/// A key of the network.
pub(super) type Key = (&'static str, &'static str, Wants);

/// Every key of the three tables.
pub(super) const KEYS: &[Key] = &[
    ("http", "cainfo", Wants::Text),
    ("http", "check-revoke", Wants::Boolean),
    ("http", "debug", Wants::Boolean),
    ("http", "low-speed-limit", Wants::Integer),
    ("http", "multiplexing", Wants::Boolean),
    ("http", "proxy", Wants::Text),
    ("http", "proxy-cainfo", Wants::Text),
    ("http", "ssl-version", Wants::Other),
    ("http", "timeout", Wants::Integer),
    ("http", "user-agent", Wants::Text),
    ("net", "git-fetch-with-cli", Wants::Boolean),
    ("net", "offline", Wants::Boolean),
    ("net", "retry", Wants::Integer),
    ("net", "ssh", Wants::Other),
    ("term", "color", Wants::Other),
    ("term", "hyperlinks", Wants::Other),
    ("term", "progress", Wants::Other),
    ("term", "quiet", Wants::Other),
    ("term", "unicode", Wants::Other),
    ("term", "verbose", Wants::Other),
];

/// What cargo cannot take for a key of `[http]` or `[net]`, which it looks up when
/// it first uses the network.
pub(super) fn wrong_values(facts: &Facts<'_>) -> impl Iterator<Item = (Key, WrongType)> {
    KEYS.iter().filter_map(|key| {
        let path = [key.0, key.1];
        let wrong = match key.2 {
            Wants::Boolean => facts.view.boolean(&path).err(),
            Wants::Integer => facts.view.integer(&path).err(),
            Wants::Text => facts.view.string(&path).err(),
            Wants::Other => None,
        }?;
        Some((*key, wrong))
    })
}

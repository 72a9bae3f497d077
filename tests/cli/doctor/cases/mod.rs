//! The cases of every check, by group.

mod files;
mod providers;
mod registries;
mod sources;
mod surroundings;
mod tokens;
mod vendors;

use super::case::Case;

/// A check's code, and its cases.
pub(super) type Cases = (&'static str, &'static [Case]);

pub(super) use files::CASES as FILES;
pub(super) use providers::CASES as PROVIDERS;
pub(super) use registries::CASES as REGISTRIES;
pub(super) use sources::CASES as SOURCES;
pub(super) use surroundings::CASES as SURROUNDINGS;
pub(super) use tokens::CASES as TOKENS;
pub(super) use vendors::CASES as VENDORS;

/// Mistakes that files, variables and programs do not show, with the reason.
pub(super) const UNSEEN: &[(u8, &str)] = &[
    (
        79,
        "that `cargo install` was expected to read the configuration of a project",
    ),
    (
        92,
        "that the server answers 401 while its `config.json` lacks `auth-required` (`doctor --online` does)",
    ),
    (
        93,
        "that the server answers 403 to everybody without a token (`doctor --online` does)",
    ),
    (
        94,
        "that the server's `config.json` has no `api` (`doctor --online` does)",
    ),
];

pub(super) fn all() -> impl Iterator<Item = &'static Cases> {
    [
        FILES,
        REGISTRIES,
        PROVIDERS,
        TOKENS,
        SOURCES,
        VENDORS,
        SURROUNDINGS,
    ]
    .into_iter()
    .flatten()
}

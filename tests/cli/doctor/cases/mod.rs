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

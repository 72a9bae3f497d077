//! Checks of `[registries]`: tables, names and index URLs.

mod index_without_slash;

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    title: "Registries and their index URLs",
    checks: &[&index_without_slash::CHECK],
};

//! Checks: sources and the replacement of crates.io.

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    title: "Sources and the replacement of crates.io",
    checks: &[],
};

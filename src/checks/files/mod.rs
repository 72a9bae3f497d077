//! Checks: files that cargo reads or passes over.

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    title: "Files that cargo reads or passes over",
    checks: &[],
};

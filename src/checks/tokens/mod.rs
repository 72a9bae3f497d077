//! Checks: tokens and secrets.

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    title: "Tokens and secrets",
    checks: &[],
};

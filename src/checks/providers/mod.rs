//! Checks: credential providers.

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    title: "Credential providers",
    checks: &[],
};

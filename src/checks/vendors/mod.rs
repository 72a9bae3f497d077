//! Checks: what Azure Artifacts, Cloudsmith and others want.

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    title: "What Azure Artifacts, Cloudsmith and others want",
    checks: &[],
};

//! Checks: manifests, network and trust.

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    title: "Manifests, network and trust",
    checks: &[],
};

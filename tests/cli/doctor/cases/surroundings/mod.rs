//! Cases of this group.

use super::Cases;

pub(in crate::doctor) const CASES: &[Cases] = &[];

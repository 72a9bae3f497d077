//! Cases of the checks of registries.

mod index_without_slash;

use super::Cases;

pub(in crate::doctor) const CASES: &[Cases] =
    &[("index-without-slash", index_without_slash::CASES)];

//! The tables of `[source]` as checks look at them.

use std::collections::HashSet;

use crate::cargo::{MergedTable, MergedValue, Replacement};
use crate::doctor::checks::Facts;
use crate::text::suggest::nearest;

/// Crates.io's own name.
pub(super) const CRATES_IO: &str = "crates-io";

/// Keys that say where a source is; a source has one of them.
pub(super) const LOCATIONS: [&str; 4] = ["registry", "local-registry", "directory", "git"];

/// A source: its name, its value and its table.
pub(super) type Source<'f> = (&'f str, &'f MergedValue<'f>, &'f MergedTable<'f>);

/// Every source that is a table.
pub(super) fn sources<'f>(facts: &Facts<'f>) -> impl Iterator<Item = Source<'f>> {
    entries(facts).filter_map(|(name, value)| Some((name, value, value.table()?)))
}

/// Every entry of `[source]`.
pub(super) fn entries<'f>(
    facts: &Facts<'f>,
) -> impl Iterator<Item = (&'f str, &'f MergedValue<'f>)> {
    let table = facts.view.at(&["source"]).and_then(MergedValue::table);
    table.into_iter().flat_map(MergedTable::iter)
}

/// True for a table that says where the source is.
pub(super) fn has_location(table: &MergedTable<'_>) -> bool {
    LOCATIONS.iter().any(|key| table.get(key).is_some())
}

/// True for a source that can only be meant to be crates.io.
pub(super) fn means_crates_io(name: &str, table: &MergedTable<'_>) -> bool {
    if name == CRATES_IO || has_location(table) {
        return false;
    }
    // `[source.crates.io]` is a table `io` in a source `crates`.
    let is_dotted = name == "crates" && table.get("io").is_some();
    is_dotted || nearest(&name.replace('.', "-"), [CRATES_IO]).is_some()
}

/// The names on the way from crates.io to what replaces it.
pub(super) fn used<'f>(facts: &Facts<'f>) -> HashSet<&'f str> {
    let steps = match facts.replacement() {
        Ok(
            Replacement::Registry { steps, .. }
            | Replacement::Source { steps, .. }
            | Replacement::Unknown { steps, .. }
            | Replacement::Cycle { steps, .. },
        ) => steps.as_slice(),
        Ok(Replacement::NotReplaced) | Err(_) => &[],
    };
    steps
        .iter()
        .flat_map(|step| [step.from, step.to.value])
        .chain([CRATES_IO])
        .collect()
}

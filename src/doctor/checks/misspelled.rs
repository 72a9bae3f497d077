//! Variables that cargo does not read for the way their names are spelled.
//!
//! Not for what is missing for want of them (see the checks).

use super::finding::{Finding, Fix, Spot};
use super::phrase::quoted;
use super::{Check, Facts, Severity};
use crate::cargo::Aside;
use crate::text::escape;

/// A variable, with the beginning of what is said of it.
pub(super) struct Misspelled<'f> {
    /// As it is spelled.
    pub(super) name: &'f str,
    /// As cargo would read it.
    pub(super) meant: &'f str,
    /// A warning about it.
    pub(super) finding: Finding,
}

/// Those whose names are meant to end so.
pub(super) fn variables<'f>(
    facts: &'f Facts<'_>,
    check: &'static Check,
    end: &'static str,
) -> impl Iterator<Item = Misspelled<'f>> {
    let asides = facts.config().asides().iter();
    asides.filter_map(move |aside| {
        let Aside::MisspelledVariable { name, meant } = aside else {
            return None;
        };
        if !meant.ends_with(end) {
            return None;
        }
        let words = format!(
            "cargo does not read {}, but {}",
            quoted(name),
            quoted(meant)
        );
        let fix = Fix::Do(format!("set {} instead", quoted(meant)));
        let finding = Finding::new(check, Spot::Variable(escape::line(name)), words, fix);
        Some(Misspelled {
            name,
            meant,
            finding: finding.severity(Severity::Warning),
        })
    })
}

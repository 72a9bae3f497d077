//! The index URLs of registries and sources, as the vendors judge them.

use crate::doctor::checks::Facts;
use crate::doctor::checks::finding::{Effect, Finding, Fix};
use crate::doctor::checks::indexes::{Index, all};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Severity};
use crate::feeds::{Fault, FaultKind, Feed, Provider};
use crate::toml::edit::Change;

/// Every index with a fault of that kind.
pub(super) fn faulty<'f>(
    facts: &'f Facts<'_>,
    provider: &'static Provider,
    kind: FaultKind,
) -> impl Iterator<Item = (Index<'f>, &'f Fault)> {
    let find_fault = *facts
        .vendors_find_fault
        .get_or_init(|| all(facts).any(|index| index.seen.vendor_fault.is_some()));
    let list = find_fault.then(|| all(facts));
    list.into_iter().flatten().filter_map(move |index| {
        let (found, fault) = index.seen.vendor_fault.as_deref()?;
        (*found == provider && fault.kind == kind).then_some((index, fault))
    })
}

impl Index<'_> {
    /// `the index of NAME`, or `the source NAME`.
    pub(super) fn in_words(&self) -> String {
        match self.table {
            "registries" => format!("the index of {}", quoted(self.name)),
            _ => format!("the source {}", quoted(self.name)),
        }
    }

    /// Writes another URL in its place.
    pub(super) fn rewrite(&self, facts: &Facts<'_>, safe: bool, url: &str, does: String) -> Fix {
        facts.edit(
            safe,
            self.definition,
            vec![Change::set(&[self.table, self.name], self.key, url)],
            does,
        )
    }

    /// A finding about it, which accounts for whatever else its URL brings about.
    pub(super) fn finding(
        &self,
        check: &'static Check,
        facts: &Facts<'_>,
        words: &str,
        fix: Fix,
    ) -> Finding {
        let finding = Finding::new(
            check,
            facts.at_value(self.definition),
            format!("{} {words}", self.in_words()),
            fix,
        )
        .subject(facts.subject(self.definition));
        if check.severity == Severity::Error && self.table == "registries" {
            return finding.explains(Effect::BadIndex(self.name.to_owned()));
        }
        finding
    }
}

/// The index of the feed that a fault means.
pub(super) fn meant(provider: &'static Provider, fault: &Fault) -> Option<String> {
    Some(Feed::recognised(provider, fault.meant.clone()?).index())
}

/// Writes the index that is meant, where that is sure; otherwise says what to do.
pub(super) fn fix(
    facts: &Facts<'_>,
    index: &Index<'_>,
    provider: &'static Provider,
    fault: &Fault,
    otherwise: &str,
) -> Fix {
    let sure = fault
        .meant
        .as_ref()
        .is_some_and(|found| !found.scope_unsure && !found.burnt);
    match meant(provider, fault) {
        Some(url) => index.rewrite(facts, sure, &url, format!("write {}", quoted(&url))),
        None => Fix::Do(otherwise.to_owned()),
    }
}

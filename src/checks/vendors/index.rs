//! The index URLs of registries and sources, as the vendors judge them.

use crate::checks::Facts;
use crate::checks::facts::VendorFaults;
use crate::checks::finding::{Effect, Finding, Fix};
use crate::checks::phrase::{quoted, set_string};
use crate::checks::{Check, Severity};
use crate::config::{Definition, MergedTable, MergedValue};
use crate::providers::{self, Fault, FaultKind, Provider};

/// Where an index is written.
pub(super) struct Index<'f> {
    /// `registries` or `source`.
    pub(super) table: &'static str,
    /// The name of the registry or source.
    pub(super) name: &'f str,
    /// `index` or `registry`.
    pub(super) key: &'static str,
    /// The URL.
    pub(super) url: &'f str,
    /// Where it is written.
    pub(super) definition: Definition,
}

/// Every index, of registries first.
pub(super) fn all<'f>(facts: &'f Facts<'_>) -> impl Iterator<Item = Index<'f>> {
    let registries = facts.registries().iter().filter_map(|registry| {
        let index = registry.index.as_ref().ok()?.as_ref()?;
        Some(Index {
            table: "registries",
            name: &registry.name,
            key: "index",
            url: index.value,
            definition: index.definition.clone(),
        })
    });
    let sources = facts.view.at(&["source"]).and_then(MergedValue::table);
    let sources = sources
        .into_iter()
        .flat_map(MergedTable::iter)
        .filter_map(|(name, source)| {
            let value = source.table()?.get("registry")?;
            Some(Index {
                table: "source",
                name,
                key: "registry",
                url: value.text()?,
                definition: value.definition().clone(),
            })
        });
    registries.chain(sources)
}

/// Every index with a fault of that kind.
pub(super) fn faulty<'f>(
    facts: &'f Facts<'_>,
    provider: &'static Provider,
    kind: FaultKind,
) -> impl Iterator<Item = (Index<'f>, Fault)> {
    let wanted = faults(facts)
        .values()
        .any(|(found, fault)| *found == provider && fault.kind == kind);
    let list = wanted.then(|| all(facts).enumerate());
    list.into_iter().flatten().filter_map(move |(at, index)| {
        let (found, fault) = faults(facts).get(&at)?;
        (*found == provider && fault.kind == kind).then(|| (index, fault.clone()))
    })
}

/// The faults of all indexes, by their places in [`all`].
pub(super) fn faults<'f>(facts: &'f Facts<'_>) -> &'f VendorFaults {
    facts.vendor_faults.get_or_init(|| {
        all(facts)
            .enumerate()
            .filter_map(|(at, index)| Some((at, providers::fault_of_index(index.url)?)))
            .collect()
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
            &self.definition,
            vec![set_string(&[self.table, self.name], self.key, url)],
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
            facts.at_value(&self.definition),
            format!("{} {words}", self.in_words()),
            fix,
        )
        .subject(facts.subject(&self.definition));
        if check.severity == Severity::Error && self.table == "registries" {
            return finding.explains(Effect::BadIndex(self.name.to_owned()));
        }
        finding
    }
}

/// The index of the feed that a fault means.
pub(super) fn meant(provider: &'static Provider, fault: &Fault) -> Option<String> {
    Some(fault.meant.clone()?.feed(provider).index())
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

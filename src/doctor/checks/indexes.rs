//! The URLs of indexes, each taken apart once for all checks that ask.
//!
//! Not for judging them: that is the checks' business.

use ::url::Url;

use super::Facts;
use super::registries::url;
use crate::cargo::index_url::Canonical;
use crate::cargo::{Definition, MergedTable, MergedValue, Registry};
use crate::feeds::providers::{self, paths};
use crate::feeds::url::Location;
use crate::feeds::{Fault, Feed, Kind, Provider};

/// What the URL of an index says.
#[derive(Debug)]
pub(super) struct Seen {
    /// The feed that it means, where a provider knows it.
    pub(super) feed: Option<Box<Feed>>,
    /// What is wrong with it to the vendor that it is of.
    pub(super) vendor_fault: Option<Box<(&'static Provider, Fault)>>,
    /// The kind of server whose path it has, and what the path should be.
    pub(super) path: Option<Box<(&'static Kind, paths::Shape)>>,
    /// What is wrong with its text.
    pub(super) fault: Option<url::Fault>,
    /// The form in which cargo compares it.
    pub(super) canonical: Canonical,
}

impl Seen {
    fn of(text: &str) -> Self {
        // As cargo reads it: with `sparse+` it is no URL of the web, so that nothing in it
        // is put in its usual form. What vendors look at is the address behind that.
        let trimmed = text.trim();
        let parsed = Url::parse(trimmed);
        let location = Location::of_pasted(text).ok();
        let location = location.as_ref();
        Self {
            feed: location.and_then(providers::feed_in).map(Box::new),
            vendor_fault: location.and_then(providers::fault_in).map(Box::new),
            path: location.and_then(paths::of_location).map(Box::new),
            fault: url::fault_of_parsed(trimmed, &parsed),
            canonical: Canonical::from_parsed(trimmed, parsed.ok()),
        }
    }
}

/// Where an index is written.
pub(super) struct Index<'f> {
    /// `registries` or `source`.
    pub(super) table: &'static str,
    /// The name of the registry or source.
    pub(super) name: &'f str,
    /// `index` or `registry`.
    pub(super) key: &'static str,
    /// Where it is written.
    pub(super) definition: &'f Definition,
    /// What it says.
    pub(super) seen: &'f Seen,
}

/// What the index of each registry says, in their order.
pub(super) fn of_registries<'f>(facts: &'f Facts<'_>) -> &'f [Option<Seen>] {
    facts.indexes.get_or_init(|| {
        let seen = |registry: &Registry<'_>| match &registry.index {
            Ok(Some(index)) => Some(Seen::of(index.value)),
            _ => None,
        };
        facts.registries().iter().map(seen).collect()
    })
}

/// Every index, of registries first.
pub(super) fn all<'f>(facts: &'f Facts<'_>) -> impl Iterator<Item = Index<'f>> {
    let registries = facts.registries().iter().zip(of_registries(facts));
    let registries = registries.filter_map(|(registry, seen)| {
        Some(Index {
            table: "registries",
            name: &registry.name,
            key: "index",
            definition: &registry.index.as_ref().ok()?.as_ref()?.definition,
            seen: seen.as_ref()?,
        })
    });
    let seen = facts
        .source_indexes
        .get_or_init(|| sources(facts).map(|(_, _, url)| Seen::of(url)).collect());
    let sources = sources(facts).zip(seen);
    registries.chain(sources.map(|((name, value, _), seen)| Index {
        table: "source",
        name,
        key: "registry",
        definition: value.definition(),
        seen,
    }))
}

/// The sources with an index: their names, the value, its text.
fn sources<'f>(
    facts: &'f Facts<'_>,
) -> impl Iterator<Item = (&'f str, &'f MergedValue<'f>, &'f str)> {
    let table = facts.view.at(&["source"]).and_then(MergedValue::table);
    let all = table.into_iter().flat_map(MergedTable::iter);
    all.filter_map(|(name, source)| {
        let value = source.table()?.get("registry")?;
        Some((name, value, value.text()?))
    })
}

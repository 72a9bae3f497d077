//! What cargo is to call a feed.

use std::cell::LazyCell;

use super::{Conflict, Wish};
use crate::cargo::display_path::Places;
use crate::cargo::index_url::Canonical;
use crate::cargo::registry_name::{check, cleaned, variable_form};
use crate::cargo::{Registry, View};
use crate::feeds::Feed;
use crate::feeds::providers;
use crate::text::escape;

/// A name, and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: String,
    /// The feed is known here by this name; where.
    pub known_at: Option<String>,
    /// The vendor's name for the feed, where cargo does not take it.
    pub cleaned_from: Option<String>,
}

/// Finds the name: the one that was asked for, the one that the feed has here,
/// else the vendor's.
pub(super) fn name(wish: &Wish, view: &View<'_>, places: &Places<'_>) -> Result<Named, Conflict> {
    let feed = &wish.feed;
    let registries = view.registries();
    // Where nothing has a name yet, nobody asks for it.
    let canonical = LazyCell::new(|| Canonical::of(&feed.index()));
    let is_it =
        |registry: &Registry<'_>| index_of(registry).is_some_and(|other| canonical.is(other));
    let known: Vec<&Registry<'_>> = registries
        .iter()
        .filter(|registry| is_it(registry))
        .collect();
    let named = match wish.name.as_deref() {
        Some(asked) => {
            if let Err(why) = check(asked) {
                return Err(Conflict::BadName {
                    name: escape::line(asked),
                    why: why.to_string(),
                    better: cleaned(asked),
                });
            }
            if let Some(other) = known.iter().find(|registry| registry.name != asked) {
                return Err(Conflict::SecondName {
                    name: asked.to_owned(),
                    known: escape::line(&other.name),
                    place: place_of(other, places),
                    by_variable: matches!(
                        &other.index,
                        Ok(Some(found)) if found.definition.file().is_none()
                    ),
                });
            }
            Named {
                name: asked.to_owned(),
                known_at: None,
                cleaned_from: None,
            }
        }
        None => match known.iter().find(|registry| check(&registry.name).is_ok()) {
            Some(registry) => Named {
                name: registry.name.to_string(),
                known_at: Some(place_of(registry, places)),
                cleaned_from: None,
            },
            None => suggested(feed),
        },
    };
    if !wish.force {
        no_conflict(&named.name, feed, &is_it, &registries, places)?;
    }
    Ok(named)
}

/// The name that a feed has here, or would get.
#[must_use]
pub fn usual_name(feed: &Feed, view: &View<'_>) -> String {
    let canonical = Canonical::of(&feed.index());
    view.registries()
        .iter()
        .filter(|registry| index_of(registry).is_some_and(|other| canonical.is(other)))
        .find(|registry| check(&registry.name).is_ok())
        .map_or_else(
            || suggested(feed).name,
            |registry| registry.name.to_string(),
        )
}

fn suggested(feed: &Feed) -> Named {
    let vendors = feed.suggested_name();
    if check(&vendors).is_ok() {
        Named {
            name: vendors,
            known_at: None,
            cleaned_from: None,
        }
    } else {
        Named {
            name: cleaned(&vendors),
            known_at: None,
            cleaned_from: Some(vendors),
        }
    }
}

fn index_of<'c>(registry: &Registry<'c>) -> Option<&'c str> {
    match &registry.index {
        Ok(Some(found)) => Some(found.value),
        _ => None,
    }
}

/// Where a registry is defined: its index where it has one.
fn place_of(registry: &Registry<'_>, places: &Places<'_>) -> String {
    match &registry.index {
        Ok(Some(found)) => places.show(&found.definition),
        _ => registry
            .definitions
            .first()
            .map_or_else(|| "here".to_owned(), |place| places.show(place)),
    }
}

fn no_conflict(
    name: &str,
    feed: &Feed,
    is_it: &dyn Fn(&Registry<'_>) -> bool,
    registries: &[Registry<'_>],
    places: &Places<'_>,
) -> Result<(), Conflict> {
    for registry in registries {
        if is_it(registry) {
            continue;
        }
        let same_name = registry.name == name;
        let index = index_of(registry);
        if same_name && index.is_some() {
            return Err(Conflict::NameTaken {
                name: name.to_owned(),
                place: place_of(registry, places),
                other: index.map(in_words).unwrap_or_default(),
                free: free_name(feed, registries),
            });
        }
        if !same_name && variable_form(&registry.name) == variable_form(name) {
            return Err(Conflict::SameVariables {
                name: name.to_owned(),
                other: escape::line(&registry.name),
                place: place_of(registry, places),
                variables: format!("CARGO_REGISTRIES_{}_", variable_form(name)),
                free: free_name(feed, registries),
            });
        }
    }
    Ok(())
}

/// ` (organization fabrikam)`: what tells the other feed from this one.
fn in_words(index: &str) -> String {
    match providers::feed_of_index(index) {
        Some(other) => format!(" ({})", other.in_words()),
        None => format!(" (`{}`)", escape::url(index)),
    }
}

/// A name made of all values of the feed, or numbered, that no registry has.
pub(super) fn free_name(feed: &Feed, registries: &[Registry<'_>]) -> String {
    let taken = |name: &str| {
        registries
            .iter()
            .any(|registry| variable_form(&registry.name) == variable_form(name))
    };
    let values: Vec<&str> = feed
        .provider
        .names
        .params
        .iter()
        .filter_map(|param| feed.get(param.key))
        .collect();
    let first = values.first().copied().unwrap_or_default();
    let short = cleaned(&format!("{first}_{}", feed.suggested_name())).replace('-', "_");
    if values.len() > 1 && !taken(&short) {
        return short;
    }
    let long = if values.is_empty() {
        feed.suggested_name()
    } else {
        values.join("_")
    };
    let long = cleaned(&long).replace('-', "_");
    if !taken(&long) {
        return long;
    }
    (2..=registries.len() + 2)
        .map(|number| format!("{long}_{number}"))
        .find(|name| !taken(name))
        .unwrap_or(long)
}

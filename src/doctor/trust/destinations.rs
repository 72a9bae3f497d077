//! Where cargo would send the tokens that its own store and variables keep by names, and
//! where their owner sent them: what `feedctl login` recorded, what the user's own files
//! say, and a vendor's own host for a token of that vendor's.
//!
//! Pure. Not for refusing or asking (see [`crate::commands`]).

use std::collections::BTreeMap;

use super::{Danger, is_of_checkout};
use crate::cargo::index_url::{Canonical, address, host, is_same_destination, is_sparse};
use crate::cargo::registry_name::variable_form;
use crate::cargo::{Found, Registry};
use crate::doctor::checks::{Facts, KeeperKind, TokenHome, keepers};
use crate::feeds::providers;
use crate::text::escape;

/// Why a token must not leave. Texts are clean for output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Astray {
    /// The token is for another feed than the one that the name means here.
    Elsewhere {
        /// The name of the registry.
        name: String,
        /// Where the token would go, and where that is written.
        here: String,
        /// Where it belongs, and what says so.
        meant: String,
        /// True where `feedctl login` recorded it.
        recorded: bool,
    },
    /// The host looks like a vendor's and is none of theirs.
    LookAlike {
        /// The index as it is to be typed.
        index: String,
        /// The host.
        host: String,
        /// Where it is written.
        place: String,
        /// The vendor.
        vendor: &'static str,
    },
}

/// The first registry whose token must not leave. Cargo may come from any registry to
/// any other, by a source or a patch, so all of them count. For `subject` a token is
/// about to be stored.
#[must_use]
pub fn astray(facts: &Facts<'_>, subject: Option<&str>) -> Option<Astray> {
    let owner = Owner::new(facts);
    let of_registry = |registry: &Registry<'_>| {
        let Ok(Some(index)) = &registry.index else {
            return None;
        };
        look_alike(facts, registry, index).or_else(|| owner.elsewhere(registry, index, subject))
    };
    let mut registries = facts.registries().iter();
    registries.find_map(of_registry).or_else(|| twin(facts))
}

/// A source of the checkout that cargo takes for a registry, whose token it sends then,
/// though it asks at another place.
fn twin(facts: &Facts<'_>) -> Option<Astray> {
    super::entries(facts.view.at(&["source"])).find_map(|(_, source)| {
        let written = source.table()?.get("registry")?;
        let url = written.text().filter(|url| is_sparse(url))?;
        if !is_of_checkout(facts, written.definition()) {
            return None;
        }
        let canonical = Canonical::of(url);
        facts.registries().iter().find_map(|registry| {
            let index = registry.index.as_ref().ok()?.as_ref()?;
            let is_twin = canonical.is(index.value) && !is_same_destination(url, index.value);
            (is_twin && facts.token(&registry.name).is_some()).then(|| Astray::Elsewhere {
                name: escape::line(&registry.name),
                here: format!(
                    "{} ({})",
                    escape::url(url),
                    facts.show(written.definition())
                ),
                meant: format!(
                    "{} ({})",
                    escape::url(index.value),
                    facts.show(&index.definition)
                ),
                recorded: false,
            })
        })
    })
}

/// The tokens of which nothing says where they belong, as something that the checkout
/// chooses: the host that gets them.
pub(super) fn unsaid(facts: &Facts<'_>, found: &mut Vec<Danger>) {
    let owner = Owner::new(facts);
    for registry in facts.registries() {
        let Ok(Some(index)) = &registry.index else {
            continue;
        };
        if !is_sparse(index.value) || !is_of_checkout(facts, &index.definition) {
            continue;
        }
        let Some(token) = owner.token(registry, index) else {
            continue;
        };
        if owner.said(registry, token.home).next().is_some() {
            continue;
        }
        let danger = Danger {
            what: format!(
                "the feed that gets your token for `{}`, which is in {}: `{}`",
                escape::line(&registry.name),
                token.place,
                escape::url(address(index.value))
            ),
            place: facts.show(&index.definition),
        };
        if !found.contains(&danger) {
            found.push(danger);
        }
    }
}

fn look_alike(facts: &Facts<'_>, registry: &Registry<'_>, index: &Found<&str>) -> Option<Astray> {
    let host = host(index.value)?;
    let vendor = providers::look_alike(&host)?;
    // Somebody typed it, and meant it.
    let recorded = facts.around.recorded.index_of(&registry.name);
    if recorded.is_some_and(|recorded| is_same_destination(recorded, index.value)) {
        return None;
    }
    Some(Astray::LookAlike {
        index: escape::url(index.value),
        host: escape::line(&host),
        place: facts.show(&index.definition),
        vendor: vendor.name,
    })
}

/// A token that cargo would send by the name of a registry.
struct Sent {
    /// `None` where a program of the user's prints it.
    home: Option<TokenHome>,
    place: String,
}

/// What the owner of the tokens said.
struct Owner<'f> {
    facts: &'f Facts<'f>,
    /// The index of each registry in files that are not the checkout's, and its place.
    own: BTreeMap<&'f str, (&'f str, String)>,
}

impl<'f> Owner<'f> {
    fn new(facts: &'f Facts<'f>) -> Self {
        let config = facts.config();
        let mut own = BTreeMap::new();
        for id in config.precedence() {
            let file = config.file(id);
            let Some(tree) = file
                .tree()
                .filter(|_| !super::is_file_of_checkout(facts, id))
            else {
                continue;
            };
            let Some(registries) = tree.table_at(&["registries"]) else {
                continue;
            };
            for (name, registry) in registries.iter() {
                let Some(registry) = registry.value().as_table() else {
                    continue;
                };
                if let Some(index) = registry.get("index")
                    && let Some(text) = index.value().as_str()
                {
                    let path = crate::cargo::display_path::shown(file.path(), facts.env);
                    let place = match file.line(index.key.start) {
                        Some(line) => format!("{path}:{line}"),
                        None => path,
                    };
                    own.entry(name).or_insert((text, place));
                }
            }
        }
        Self { facts, own }
    }

    /// What cargo would send for a registry, unless it is the checkout's own, or of the
    /// vendor whose host it is.
    fn token(&self, registry: &Registry<'_>, index: &Found<&str>) -> Option<Sent> {
        let facts = self.facts;
        let url = url::Url::parse(address(index.value)).ok();
        if let Some(token) = facts.token(&registry.name) {
            let is_theirs =
                token.home == TokenHome::Config && is_of_checkout(facts, &token.definition);
            let is_vendors = url.is_some_and(|url| providers::is_of_vendor(&url, &token.shape));
            return (!is_theirs && !is_vendors).then(|| Sent {
                home: Some(token.home),
                place: facts.show(&token.definition),
            });
        }
        // A program that prints one token prints it for whoever asks.
        let printing = keepers(facts, &registry.name)?.into_iter().find(|keeper| {
            keeper.kind == KeeperKind::Command && !is_of_checkout(facts, &keeper.named_at)
        })?;
        let is_told = printing.args.iter().any(|arg| arg.contains("{index_url}"));
        let program = printing
            .args
            .first()
            .map(String::as_str)
            .unwrap_or_default();
        let is_vendors = url.is_some_and(|url| providers::is_mint_of(&url, program));
        (!is_told && !is_vendors).then(|| Sent {
            home: None,
            place: facts.show(&printing.definition),
        })
    }

    /// Every index that the owner of a token named for it, and what says so. A variable
    /// is that of every name which is spelled alike in capitals.
    fn said(
        &self,
        registry: &Registry<'_>,
        home: Option<TokenHome>,
    ) -> impl Iterator<Item = (&str, String, bool)> {
        let form = (home == Some(TokenHome::Variable)).then(|| variable_form(&registry.name));
        let name = registry.name.to_string();
        let is_meant = move |other: &str| {
            other == name
                || form
                    .as_deref()
                    .is_some_and(|form| variable_form(other) == form)
        };
        let recorded = self.facts.around.recorded.iter();
        let recorded = recorded.map(|(name, index)| (name, index, None));
        let own = self.own.iter();
        let own = own.map(|(name, (index, place))| (*name, *index, Some(place)));
        recorded
            .chain(own)
            .filter(move |(name, ..)| is_meant(name))
            .map(|(_, index, place)| {
                let says = place.map_or_else(|| "`feedctl login`".to_owned(), Clone::clone);
                (index, says, place.is_none())
            })
    }

    fn elsewhere(
        &self,
        registry: &Registry<'_>,
        index: &Found<&str>,
        subject: Option<&str>,
    ) -> Option<Astray> {
        let facts = self.facts;
        let of_checkout = is_of_checkout(facts, &index.definition);
        let token = facts.token(&registry.name);
        let is_theirs = token.as_ref().is_some_and(|token| {
            token.home == TokenHome::Config && is_of_checkout(facts, &token.definition)
        });
        let may_leave = subject == Some(registry.name.as_ref()) || (token.is_some() && !is_theirs);
        let (meant, says, recorded) = self
            .said(registry, token.map(|token| token.home))
            // What the user's own files or variables say here, they say of this feed.
            .filter(|(_, _, recorded)| *recorded || (of_checkout && may_leave))
            .find(|(meant, ..)| !is_same_destination(meant, index.value))?;
        Some(Astray::Elsewhere {
            name: escape::line(&registry.name),
            here: format!(
                "{} ({})",
                escape::url(index.value),
                facts.show(&index.definition)
            ),
            meant: format!("{} ({says})", escape::url(meant)),
            recorded,
        })
    }
}

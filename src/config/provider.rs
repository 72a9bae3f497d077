//! Which credential providers are in effect for a registry.
//!
//! Not for aliases or built-in names: a name is given as it is configured.

use super::typed::{Element, PathAndArgs};
use super::{Found, View, WrongType};

/// The credential providers that cargo asks for one registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Providers<'c> {
    /// Its own, and no other.
    Own(Found<PathAndArgs<'c>>),
    /// Those for all registries, each a program with arguments in one text. Cargo
    /// asks the last one first.
    Global(Found<Vec<Element<'c>>>),
    /// None is configured, or an empty list: cargo refuses to read a registry
    /// that wants a login.
    NotConfigured,
}

impl<'c> View<'c> {
    /// The credential providers for a registry; `crates-io` has its own key.
    ///
    /// Fails where cargo fails on one of the two keys, whichever counts.
    pub fn providers_for(&self, registry: &str) -> Result<Providers<'c>, WrongType> {
        let own = self.own_provider(registry)?;
        let global = self.global_providers()?;
        Ok(match (own, global) {
            (Some(own), _) => Providers::Own(own),
            (None, Some(global)) if !global.value.is_empty() => Providers::Global(global),
            (None, _) => Providers::NotConfigured,
        })
    }

    /// The credential provider that a registry has for itself.
    pub fn own_provider(
        &self,
        registry: &str,
    ) -> Result<Option<Found<PathAndArgs<'c>>>, WrongType> {
        match registry {
            "crates-io" => self.path_and_args(&["registry", "credential-provider"]),
            _ => self.path_and_args(&["registries", registry, "credential-provider"]),
        }
    }

    /// The credential providers for all registries, where the key is set.
    pub fn global_providers(&self) -> Result<Option<Found<Vec<Element<'c>>>>, WrongType> {
        self.list(&["registry", "global-credential-providers"])
    }
}

/// True for the name of this program, with or without a path.
#[must_use]
pub fn is_feedctl(program: &str) -> bool {
    let name = program.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.strip_suffix(".exe").unwrap_or(name);
    name.eq_ignore_ascii_case("feedctl")
}

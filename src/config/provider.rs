//! Which credential providers are in effect for a registry.
//!
//! Not for aliases or built-in names: a name is given as it is configured.

use super::typed::{Element, PathAndArgs};
use super::{Found, MergedTable, MergedValue, View, WrongType};

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

    /// Those that registries have for themselves, in the order of [`View::registries`],
    /// without those that cargo fails on.
    #[must_use]
    pub fn own_providers(&self) -> Vec<Found<PathAndArgs<'c>>> {
        const KEY: &str = "credential-provider";
        let mut variables = self.env().variables().map(|(name, _)| name);
        if variables.any(|name| {
            name.starts_with("CARGO_REGISTRIES_") && name.ends_with("_CREDENTIAL_PROVIDER")
        }) {
            let all = self.registries().into_iter();
            return all
                .filter_map(|registry| self.own_provider(&registry.name).ok().flatten())
                .collect();
        }
        let table = self.at(&["registries"]).and_then(MergedValue::table);
        let all = table.into_iter().flat_map(MergedTable::iter);
        all.filter_map(|(name, value)| {
            if name == "crates-io" {
                return self.own_provider(name).ok()?;
            }
            let own = value.table()?.get(KEY)?;
            let path = ["registries", name, KEY];
            self.path_and_args_in(&path, Some(own)).ok()?
        })
        .collect()
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

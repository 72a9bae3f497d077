//! Under which name cargo looks the credentials of a registry up.
//!
//! Cargo goes by the URL: a variable that holds it decides the name, in lower case
//! with underscores, and only without one the files do. Not for registries of one URL
//! (several names are an error of cargo's).

use std::collections::HashMap;

use crate::cargo::index_url::Canonical;
use crate::cargo::{BuiltIn, CredentialChain, Registry, variable_name};
use crate::doctor::checks::Facts;
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::providers::chain::Chains;
use crate::doctor::checks::{Severity, Spot};
use crate::text::escape;

/// A registry whose credentials cargo looks for under another name, where something
/// is lost by that.
#[derive(Debug)]
pub(super) struct Renamed<'f> {
    /// The registry.
    pub(super) registry: &'f Registry<'f>,
    /// The name that cargo uses.
    pub(super) name: String,
    /// The variable that decides it.
    pub(super) variable: &'f str,
    /// The variable is the registry's own.
    pub(super) is_own: bool,
    /// What is lost, in words.
    pub(super) lost: &'static str,
    /// How grave that is.
    pub(super) severity: Severity,
    /// What cargo says.
    words: Option<String>,
}

/// Every such registry.
pub(super) fn renamed<'f>(facts: &'f Facts<'_>) -> Vec<Renamed<'f>> {
    let by_url = by_url(facts);
    if by_url.is_empty() {
        return Vec::new();
    }
    let chains = Chains::new(facts);
    let in_files =
        |registry: &&Registry<'_>| facts.view.at(&["registries", &registry.name]).is_some();
    facts
        .registries()
        .iter()
        .filter(in_files)
        .filter_map(|registry| {
            let Ok(Some(index)) = &registry.index else {
                return None;
            };
            let [variable] = by_url.get(&Canonical::of(index.value))?[..] else {
                return None;
            };
            let name = middle(variable)?.to_lowercase();
            (registry.name != name)
                .then(|| judge(facts, &chains, registry, variable, name))
                .flatten()
        })
        .collect()
}

fn middle(variable: &str) -> Option<&str> {
    variable
        .strip_prefix("CARGO_REGISTRIES_")?
        .strip_suffix("_INDEX")
}

/// The index variables, also those that cargo does not read as configuration.
fn by_url<'f>(facts: &'f Facts<'_>) -> HashMap<Canonical, Vec<&'f str>> {
    let mut by_url: HashMap<Canonical, Vec<&str>> = HashMap::new();
    for (variable, url) in facts.env.variables() {
        if middle(variable).is_some() {
            by_url.entry(Canonical::of(url)).or_default().push(variable);
        }
    }
    by_url
}

fn judge<'f>(
    facts: &'f Facts<'_>,
    chains: &Chains<'_>,
    registry: &'f Registry<'f>,
    variable: &'f str,
    name: String,
) -> Option<Renamed<'f>> {
    let old: &str = &registry.name;
    let provides = |name: &str| CredentialChain::own(facts.view, name).ok().flatten();
    let new_provider = provides(&name);
    let loses_provider = provides(old).is_some() && new_provider.is_none();
    let has_token = facts.token(&name).is_some();
    let loses_token = facts.token(old).is_some() && !has_token;
    let lost = match (loses_provider, loses_token) {
        (true, true) => "its credential provider and its token are",
        (true, false) => "its credential provider is",
        (false, true) => "its token is",
        (false, false) => return None,
    };
    let asks_token_alone = match &new_provider {
        Some(own) => own.built_in() == Some(BuiltIn::Token),
        None => chains
            .global()
            .is_some_and(|chain| chain.is_token_alone(facts)),
    };
    let words = if new_provider.is_none() && chains.global().is_none() {
        let words = "authenticated registries require a credential-provider to be configured";
        Some(words.to_owned())
    } else if asks_token_alone && !has_token {
        Some(format!("no token found for `{}`", escape::line(old)))
    } else {
        None
    };
    Some(Renamed {
        registry,
        is_own: variable == variable_name(&["registries", old, "index"]),
        name,
        variable,
        lost,
        severity: if words.is_some() {
            Severity::Error
        } else {
            Severity::Warning
        },
        words,
    })
}

impl Renamed<'_> {
    /// The place of the variable.
    pub(super) fn spot(&self) -> Spot {
        Spot::Variable(escape::line(self.variable))
    }

    /// Adds what cargo says, and what follows.
    pub(super) fn explain(&self, finding: Finding) -> Finding {
        let name = self.registry.name.to_string();
        let finding = match &self.words {
            Some(words) => finding.cargo(words.as_str()),
            None => finding.so("cargo signs in by what is left"),
        };
        finding
            .severity(self.severity)
            .explains(Effect::NoProvider(Some(name.clone())))
            .explains(Effect::TokenIgnored(Some(name.clone())))
            .explains(Effect::NoToken(name))
    }
}

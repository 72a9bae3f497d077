//! Which registry has which token, and whether cargo gets to it.
//!
//! Not for judging the token.

use crate::cargo::Registry;
use crate::doctor::checks::providers::chain::{Chain, Chains, Reach};
use crate::doctor::checks::{Facts, KnownToken, Severity, Subject, TokenHome};

/// A token of a registry.
#[derive(Debug)]
pub(super) struct Held<'f> {
    /// The registry.
    pub(super) registry: &'f Registry<'f>,
    /// Its token.
    pub(super) token: KnownToken<'f>,
    /// How grave it is when the feed refuses the token.
    pub(super) severity: Severity,
}

/// Every token that `cargo:token` would find, unless cargo never asks for it.
pub(super) fn all<'f>(facts: &'f Facts<'_>) -> Vec<Held<'f>> {
    if !facts.has_tokens() {
        return Vec::new();
    }
    let chains = Chains::new(facts);
    let mut held = Vec::new();
    for (registry, chain) in chains.each() {
        let Some(token) = facts.token(&registry.name) else {
            continue;
        };
        let severity = match chain.map(|chain| reach(facts, chain)) {
            // With a provider it would be the same.
            None | Some(Reach::Surely) => Severity::Error,
            Some(Reach::Perhaps) => Severity::Warning,
            Some(Reach::Never) => continue,
        };
        held.push(Held {
            registry,
            token,
            severity,
        });
    }
    held
}

fn reach(facts: &Facts<'_>, chain: &Chain<'_>) -> Reach {
    match chain.token() {
        Some(at) => chain.reach(facts, true)[at],
        None => Reach::Never,
    }
}

impl Held<'_> {
    /// What a finding about the token is about.
    pub(super) fn subject(&self, facts: &Facts<'_>) -> Subject {
        match self.token.home {
            TokenHome::Config => facts.subject(&self.token.definition),
            TokenHome::Variable | TokenHome::Credentials => Subject::Machine,
        }
    }
}

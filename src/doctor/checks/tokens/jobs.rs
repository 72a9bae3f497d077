//! Registries that a job of a pipeline cannot sign in to: nothing gives it a token.
//!
//! Not for telling why (see the checks that ask here).

use crate::cargo::Registry;
use crate::doctor::checks::keepers::of_registries;
use crate::doctor::checks::{Facts, KeeperKind, SignIn};
use crate::feeds::{Provider, Source};
use crate::project::ci::Job;
use crate::project::environment::Program;

/// A registry without a token, in a job.
pub(super) struct Without<'f> {
    pub(super) job: Job,
    pub(super) registry: &'f Registry<'f>,
    /// The provider of its feed, where it is known.
    pub(super) provider: Option<&'static Provider>,
    /// True where feedctl itself would get the token.
    pub(super) by_feedctl: bool,
}

/// The registries that want a sign-in and get no token in the job that this runs in.
pub(super) fn without_token<'f>(facts: &'f Facts<'f>) -> Vec<Without<'f>> {
    let Some(job) = facts.around.job else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (registry, keepers) in of_registries(facts) {
        if facts.sign_in(registry) < SignIn::Likely || facts.token(&registry.name).is_some() {
            continue;
        }
        let provider = facts.feed(registry).map(|feed| feed.provider);
        let sources: &[Source] = provider.map_or(&[], |provider| provider.sign_in.sources);
        let by_feedctl = keepers
            .iter()
            .any(|keeper| keeper.kind == KeeperKind::Feedctl);
        let may_have = keepers.iter().any(|keeper| match keeper.kind {
            KeeperKind::File
            | KeeperKind::Elsewhere
            | KeeperKind::BrokenKeychain
            | KeeperKind::Unusable => false,
            KeeperKind::Feedctl => sources.iter().any(|source| gives(source, facts)),
            KeeperKind::Keychain | KeeperKind::Command | KeeperKind::Program(_) => true,
        });
        if !may_have {
            found.push(Without {
                job,
                registry,
                provider,
                by_feedctl,
            });
        }
    }
    found
}

/// True where feedctl can get a token there.
fn gives(source: &Source, facts: &Facts<'_>) -> bool {
    match source {
        Source::Variable { .. } | Source::File { .. } => source.is_set(facts.env),
        Source::Program(mint) => facts.around.programs.get(mint.program) == Some(&Program::Found),
    }
}

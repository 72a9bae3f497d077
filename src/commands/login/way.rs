//! Where a token would go: the credential provider that cargo would hand it to.

use super::keep::Keep;
use crate::doctor::checks::{Facts, KeeperKind, keepers};
use crate::feeds::{Feed, Source};
use crate::project::environment::Program;
use crate::text::escape;

/// What a login comes down to.
pub(super) enum Way {
    /// A store keeps what is pasted.
    Keep(Keep),
    /// The provider of that name gets tokens by itself.
    ByItself(String),
    /// Cargo would fail: why, and what to do.
    Broken(String, String),
}

/// Goes through the providers as cargo does: the first that does not pass it over.
pub(super) fn way(facts: &Facts<'_>, registry: &str, feed: Option<&Feed>) -> Way {
    let Some(kept) = keepers(facts, registry) else {
        return Way::Broken(
            "cargo fails on the credential providers that are configured".to_owned(),
            "`feedctl doctor` says where".to_owned(),
        );
    };
    for keeper in &kept {
        let written = keeper.written.clone();
        match keeper.kind {
            KeeperKind::Elsewhere => {}
            KeeperKind::File => {
                return Way::Keep(Keep::File {
                    path: credentials_file(facts),
                });
            }
            KeeperKind::Keychain => return Way::Keep(Keep::Keychain { written }),
            KeeperKind::BrokenKeychain => {
                return Way::Broken(
                    format!(
                        "`{}` ({}) is asked first, and its library is not on this machine: cargo would stop there",
                        escape::line(&written),
                        facts.show(&keeper.definition)
                    ),
                    "install it (Debian: `apt install libsecret-1-0`), or take it out of the list"
                        .to_owned(),
                );
            }
            KeeperKind::Command => return Way::ByItself(written),
            KeeperKind::Feedctl => {
                let gets = feed.is_some_and(|feed| {
                    let sources = feed.provider.sign_in.sources;
                    sources
                        .iter()
                        .any(|source| matches!(source, Source::Program(_)))
                        || has_token(sources, facts)
                });
                // Else it says "not found", and cargo hands the token to the next.
                if gets {
                    return Way::ByItself(written);
                }
            }
            KeeperKind::Program(Program::Missing) => {
                return Way::Broken(
                    format!(
                        "the credential provider `{}` ({}) is not on PATH",
                        keeper.shown(&keeper.program),
                        facts.show(&keeper.named_at)
                    ),
                    "install it, or name another one".to_owned(),
                );
            }
            KeeperKind::Program(_) => return Way::Keep(Keep::Program { written }),
            KeeperKind::Unusable => {
                return Way::Broken(
                    format!(
                        "`{}` ({}) works with a nightly cargo only",
                        escape::line(&written),
                        facts.show(&keeper.definition)
                    ),
                    "name another credential provider".to_owned(),
                );
            }
        }
    }
    Way::Broken(
        "no credential provider that is configured works on this system".to_owned(),
        "`feedctl connect --credential-provider token` writes one into your own config.toml"
            .to_owned(),
    )
}

/// True where a variable or a file of the vendor's tool has one already.
fn has_token(sources: &[Source], facts: &Facts<'_>) -> bool {
    sources.iter().any(|source| match source {
        Source::File { paths, .. } => paths(facts.env).iter().any(|path| path.is_file()),
        Source::Variable { .. } | Source::Program(_) => source.is_set(facts.env),
    })
}

/// Cargo's own file: the one without extension counts where it is there.
pub(in crate::commands) fn credentials_file(facts: &Facts<'_>) -> std::path::PathBuf {
    let config = facts.config();
    if let Some(file) = config.credentials().file() {
        return config.file(file).path().to_owned();
    }
    let home = facts.env.cargo_home().unwrap_or_default();
    home.join("credentials.toml")
}

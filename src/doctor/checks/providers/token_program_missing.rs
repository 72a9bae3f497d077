//! The program that prints the token is not there.

use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::keepers::of_registries;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Keeper, KeeperKind, Severity, Subject, Text};
use crate::feeds::Source;
use crate::project::environment::Program;
use crate::text::escape;

pub(super) const CHECK: Check = Check {
    code: "token-program-missing",
    title: "the program that prints the token is not on PATH",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "`cargo:token-from-stdout` names a program that is not on PATH, or `feedctl` gets its tokens from one (`az` for Azure Artifacts) that is not.",
        why: "Without it nobody gives cargo a token.",
        example: "[registry]\nglobal-credential-providers = [\"cargo:token\", \"feedctl\"]\n# and no `az`",
        fix: "Install the program (for `az`: the Azure CLI, then `az login`), or store a token: `feedctl login NAME` with `cargo:token` alone in the list.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    if facts.around.files_only {
        return;
    }
    // Most share one list, and most lists name no such program.
    let mut last: Option<(*const Keeper, bool)> = None;
    for (registry, keepers) in of_registries(facts) {
        let place = keepers.as_ptr();
        let concerns = match last {
            Some((known, concerns)) if known == place => concerns,
            _ => keepers
                .iter()
                .any(|keeper| matches!(keeper.kind, KeeperKind::Command | KeeperKind::Feedctl)),
        };
        last = Some((place, concerns));
        if !concerns {
            continue;
        }
        for (at, keeper) in keepers.iter().enumerate() {
            let (program, install) = match keeper.kind {
                // A path is another check's.
                KeeperKind::Command => match keeper.args.first() {
                    Some(program) if !program.contains(['/', '\\']) => (program.as_str(), None),
                    _ => continue,
                },
                KeeperKind::Feedctl => match of_feedctl(facts, registry) {
                    Some((program, install)) => (program, Some(install)),
                    None => continue,
                },
                _ => continue,
            };
            if facts.around.programs.get(program) != Some(&Program::Missing) {
                continue;
            }
            // feedctl passes where it has nothing; a command that is missing ends it.
            let is_behind = keepers[..at]
                .iter()
                .any(|before| before.kind == KeeperKind::File)
                && facts.token(&registry.name).is_some();
            let has_another = keeper.kind == KeeperKind::Feedctl
                && keepers[at + 1..]
                    .iter()
                    .any(|after| after.kind == KeeperKind::File)
                && facts.token(&registry.name).is_some();
            let certain = facts.sign_in(registry) >= crate::doctor::checks::SignIn::Likely;
            let severity = if is_behind || has_another || !certain {
                Severity::Warning
            } else {
                Severity::Error
            };
            let next = install.map_or_else(
                || "install it, or name another credential provider".to_owned(),
                str::to_owned,
            );
            found.push(
                Finding::new(
                    &CHECK,
                    facts.at_value(&keeper.named_at),
                    format!(
                        "`{}`, which is to print the token for {}, is not on PATH",
                        escape::line(program),
                        quoted(&registry.name)
                    ),
                    Fix::Do(next),
                )
                .severity(severity)
                .subject(Subject::Machine)
                .cargo(if keeper.kind == KeeperKind::Feedctl {
                    format!("no token found for {}", quoted(&registry.name))
                } else {
                    "failed action `get`".to_owned()
                }),
            );
            break;
        }
    }
}

/// The program that feedctl would ask for this feed, where nothing else gives it a
/// token.
fn of_feedctl(
    facts: &Facts<'_>,
    registry: &crate::cargo::Registry<'_>,
) -> Option<(&'static str, &'static str)> {
    let feed = facts.feed(registry)?;
    let sources = feed.provider.sign_in.sources;
    if sources.iter().any(|source| source.is_set(facts.env)) {
        return None;
    }
    sources.iter().find_map(|source| match source {
        Source::Program(mint) => Some((mint.program, mint.install)),
        Source::Variable { .. } | Source::File { .. } => None,
    })
}

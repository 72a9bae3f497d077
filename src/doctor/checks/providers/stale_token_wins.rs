//! An old token that is asked for before a fresh one.

use super::chain::{Chain, Chains, Kind};
use crate::cargo::BuiltIn;
use crate::cargo::Definition;
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::phrase::{quoted, typed};
use crate::doctor::checks::{Check, Facts, Fix, KnownToken, Severity, Subject, Text, TokenHome};

pub(super) const CHECK: Check = Check {
    code: "stale-token-wins",
    title: "an old token is asked for before a fresh one",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "Two places may hold a token for one registry, and the one that cargo asks first is not the fresh one: a variable is set while a keychain is asked before `cargo:token`, or a token that has run out stands in a file before the keychain.",
        why: "The first provider that has a token decides. When the feed rejects that token, cargo does not ask the next provider.",
        example: "# the keychain is asked before the variable\n[registry]\nglobal-credential-providers = [\"cargo:token\", \"cargo:wincred\"]\n# export CARGO_REGISTRIES_CRATES_TOKEN=...",
        fix: "Sign out where the old token is kept (`cargo logout --registry NAME`), or set `CARGO_REGISTRIES_NAME_CREDENTIAL_PROVIDER=cargo:token` beside the token's variable.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    if facts.around.files_only {
        return;
    }
    let chains = Chains::new(facts);
    let Some(chain) = chains.global() else {
        return;
    };
    let Some(place) = chain.token() else {
        return;
    };
    let before = keeper(facts, chain, 0..place);
    let after = keeper(facts, chain, place + 1..chain.links.len());
    for registry in chains.others() {
        let Some(token) = facts.token(&registry.name) else {
            continue;
        };
        if let (Definition::Variable(variable), TokenHome::Variable) =
            (&token.definition, token.home)
        {
            let late = |before| fresh_behind(facts, &registry.name, variable, &token, before);
            found.extend(before.map(late));
        } else if let (Some(after), None) = (after, before)
            && facts.has_run_out(&token)
        {
            found.push(stale_before(facts, &registry.name, &token, after));
        }
    }
}

/// A provider in that part of the chain that may keep a token of its own.
fn keeper<'c>(
    facts: &Facts<'_>,
    chain: &'c Chain<'_>,
    part: std::ops::Range<usize>,
) -> Option<&'c str> {
    let keeps = |kind: Kind| match kind {
        Kind::BuiltIn(BuiltIn::Keychain(system)) => system == facts.around.system,
        Kind::BuiltIn(BuiltIn::Token | BuiltIn::Command | BuiltIn::Paseto) => false,
        Kind::Program(program) => program == crate::project::environment::Program::Found,
    };
    chain.links[part]
        .iter()
        .find(|link| keeps(link.kind))
        .map(|link| link.entry.program)
}

fn fresh_behind(
    facts: &Facts<'_>,
    name: &str,
    variable: &str,
    token: &KnownToken<'_>,
    before: &str,
) -> Finding {
    Finding::new(
        &CHECK,
        facts.at_value(&token.definition),
        format!(
            "{} is asked before {}, so a token that it keeps for {} wins",
            quoted(before),
            quoted(variable),
            quoted(name)
        ),
        Fix::Do(format!(
            "set {} to `cargo:token` beside it",
            quoted(&variable.replace("_TOKEN", "_CREDENTIAL_PROVIDER"))
        )),
    )
    // Most keychains are empty where variables are set.
    .severity(Severity::Info)
    .so("an old token there is used, and the variable is not")
}

fn stale_before(facts: &Facts<'_>, name: &str, token: &KnownToken<'_>, after: &str) -> Finding {
    Finding::new(
        &CHECK,
        facts.at_value(&token.definition),
        format!(
            "this token of {} has run out, and {} is asked only after it",
            quoted(name),
            quoted(after)
        ),
        Fix::Type(format!("cargo logout --registry {}", typed(name))),
    )
    .cargo(format!("token rejected for {}", quoted(name)))
    .explains(Effect::StaleToken(name.to_owned()))
    .explains(Effect::KeychainLate)
}

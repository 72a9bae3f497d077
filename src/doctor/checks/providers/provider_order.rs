//! A keychain that is asked after `cargo:token`.

use super::chain::{Chains, Kind};
use super::rewrite;
use crate::cargo::BuiltIn;
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "provider-order",
    title: "`cargo:token` is asked before the keychain",
    severity: Severity::Info,
    subject: Subject::Files,
    text: Text {
        what: "In the list of credential providers `cargo:token` stands behind a keychain.",
        why: "Cargo asks the last provider first, and `cargo login` stores with the first that takes the token. So tokens go into a plain-text file and the keychain gets none. Lists of several files are joined: those of the project stand behind those at home.",
        example: "[registry]\nglobal-credential-providers = [\"cargo:wincred\", \"cargo:token\"]",
        fix: "Put `cargo:token` first, if the keychain is meant to keep the tokens. If tokens come from variables only, the order is good as it is.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let chains = Chains::new(facts);
    let Some(chain) = chains.global() else {
        return;
    };
    let is_keychain =
        |at: usize| matches!(chain.links[at].kind, Kind::BuiltIn(BuiltIn::Keychain(_)));
    let Some(token) = chain.token() else {
        return;
    };
    // A keychain that is asked before keeps what `cargo login` is given.
    if (0..token).any(is_keychain) {
        return;
    }
    let Some(keychain) = (token + 1..chain.links.len()).find(|at| is_keychain(*at)) else {
        return;
    };
    let (token, keychain) = (&chain.links[token], &chain.links[keychain]);
    // Who sets the list by a variable sets the tokens so too.
    if token.entry.definition.file().is_none() {
        return;
    }
    let in_tree =
        facts.in_tree(&token.entry.definition) && facts.in_tree(&keychain.entry.definition);
    let does = "put `cargo:token` first, if the keychain is to keep the tokens";
    let fix = rewrite::token_first(facts, &token.entry.definition, does);
    found.push(
        Finding::new(
            &CHECK,
            facts.at_value(&token.entry.definition),
            format!(
                "`cargo:token` is asked before {}",
                quoted(keychain.entry.program)
            ),
            fix,
        )
        .subject(if in_tree {
            Subject::Files
        } else {
            Subject::Machine
        })
        .so("`cargo login` stores tokens in plain text, and the keychain gets none")
        .effect(Effect::KeychainLate),
    );
}

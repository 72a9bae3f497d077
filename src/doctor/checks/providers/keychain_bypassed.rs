//! A plain-text token that is asked for before the keychain.

use super::chain::{Chains, Reach};
use super::rewrite;
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text, TokenHome};

pub(super) const CHECK: Check = Check {
    code: "keychain-bypassed",
    title: "a keychain is listed, but a plain-text token is used",
    severity: Severity::Warning,
    subject: Subject::Machine,
    text: Text {
        what: "The list of credential providers names the keychain of this system before `cargo:token`, and a file holds a token in plain text.",
        why: "Cargo asks the last provider of the list first. So it finds the plain-text token, and `cargo login` stores the next one in plain text too; the keychain is never asked.",
        example: "[registry]\nglobal-credential-providers = [\"cargo:wincred\", \"cargo:token\"]",
        fix: "Put `cargo:token` first in the list, then sign in again and take the old token out of the file.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let chains = Chains::new(facts);
    let Some(chain) = chains.global() else {
        return;
    };
    let Some(token) = chain.token() else {
        return;
    };
    let later = chain.links[token..]
        .iter()
        .find(|link| link.is_keychain_of(facts.around.system));
    let reach = chain.reach(facts, true);
    let (Some(keychain), true) = (later, reach[token] == Reach::Surely) else {
        return;
    };
    let in_file = |name: &str| {
        facts
            .token(name)
            .filter(|token| token.home != TokenHome::Variable && !facts.has_run_out(token))
    };
    let Some((name, stored)) = chains
        .others()
        .iter()
        .find_map(|registry| Some((&registry.name, in_file(&registry.name)?)))
    else {
        return;
    };
    let place = &chain.links[token].entry.definition;
    let fix = rewrite::token_first(facts, place, "put `cargo:token` first");
    found.push(
        Finding::new(
            &CHECK,
            facts.at_value(place),
            format!(
                "`cargo:token` is asked before {}, and {} keeps the token of {} in plain text",
                quoted(keychain.entry.program),
                facts.show(&stored.definition),
                quoted(name)
            ),
            fix,
        )
        .so("the keychain is never asked, and `cargo login` stores tokens in plain text")
        .explains(Effect::KeychainLate),
    );
}

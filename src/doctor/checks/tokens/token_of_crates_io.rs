//! The token of a feed in the variable of crates.io.

use crate::cargo::{Definition, variable_name};
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::phrase::{listed, quoted};
use crate::doctor::checks::providers::chain::Chains;
use crate::doctor::checks::{Check, Facts, Fix, Severity, SignIn, Subject, Text};
use crate::text::secret::Credential;

pub(super) const CHECK: Check = Check {
    code: "token-of-crates-io",
    title: "the token of a feed stands in the variable of crates.io",
    severity: Severity::Warning,
    subject: Subject::Machine,
    text: Text {
        what: "`CARGO_REGISTRY_TOKEN` holds a token that crates.io does not use, and a feed has none.",
        why: "That variable is for crates.io alone. Cargo does not send it to a feed, not even to one that replaces crates.io.",
        example: "export CARGO_REGISTRY_TOKEN=\"Bearer ...\"",
        fix: "Set `CARGO_REGISTRIES_NAME_TOKEN`, with the name of the registry in upper case and `_` for `-`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let Ok(Some(token)) = facts.view.secret(&["registry", "token"]) else {
        return;
    };
    let shape = token.value.shape();
    // Tokens of crates.io have no scheme.
    let is_of_feed = shape.scheme.is_some() || shape.credential == Credential::AzurePat;
    if !is_of_feed || !matches!(token.definition, Definition::Variable(_)) {
        return;
    }
    let chains = Chains::new(facts);
    let without: Vec<(&str, SignIn)> = chains
        .each()
        .filter(|(registry, chain)| {
            chain.is_some_and(|chain| chain.is_token_alone(facts))
                && facts.token(&registry.name).is_none()
        })
        .map(|(registry, _)| (registry.name.as_ref(), facts.sign_in(registry)))
        .filter(|(_, sign_in)| *sign_in >= SignIn::Likely)
        .collect();
    let names: Vec<&str> = without.iter().map(|(name, _)| *name).collect();
    let Some(first) = names.first() else {
        return;
    };
    let variable = variable_name(&["registries", first, "token"]);
    let mut finding = Finding::new(
        &CHECK,
        facts.at_value(&token.definition),
        format!(
            "cargo sends `CARGO_REGISTRY_TOKEN` to crates.io alone, and {} has no token",
            listed(&names)
        ),
        Fix::Do(format!("set {} instead", quoted(&variable))),
    )
    .so("cargo finds no token for the feed");
    for (name, sign_in) in without {
        // What surely fails is told as that.
        if sign_in < SignIn::Certain {
            finding = finding.explains(Effect::NoToken(name.to_owned()));
        }
    }
    found.push(finding);
}

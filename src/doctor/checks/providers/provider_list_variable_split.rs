//! A provider with arguments in the variable of the list.

use super::chain::{Chains, GLOBAL};
use super::names::split_variable;
use crate::cargo::variable_name;
use crate::doctor::checks::finding::{Effect, Finding, Spot};
use crate::doctor::checks::{Check, Facts, Fix, Severity, SignIn, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "provider-list-variable-split",
    title: "the variable of the provider list holds a provider with arguments",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "`CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS` holds a credential provider with arguments.",
        why: "Cargo takes each word of the variable for a provider of its own, and asks the last word first.",
        example: "export CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS=\"cargo:token-from-stdout get-token --feed crates\"",
        fix: "Define a `[credential-alias]` in a file and put its name into the variable, or set `CARGO_REGISTRIES_NAME_CREDENTIAL_PROVIDER`, which may hold arguments.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    if split_variable(facts).is_none() {
        return;
    }
    let name = variable_name(&GLOBAL);
    let wants = Chains::new(facts)
        .others()
        .iter()
        .any(|registry| facts.sign_in(registry) >= SignIn::Likely);
    found.push(
        Finding::new(
            &CHECK,
            Spot::Variable(name.clone()),
            format!("cargo takes each word of `{name}` for a provider of its own"),
            Fix::Do(
                "define the provider as a `[credential-alias]` in a file, and name the alias in the variable"
                    .to_owned(),
            ),
        )
        .severity(if wants {
            Severity::Error
        } else {
            Severity::Warning
        })
        .so("cargo tries to start the last word as a program")
        .explains(Effect::TokenIgnored(None)),
    );
}

//! A provider as an array in two files, which cargo merges by chance.

use super::chain::OWN;
use crate::cargo::{MergedTable, MergedValue};
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "provider-array-twice",
    title: "two files give a credential provider as an array",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "Two files give the credential provider of one registry (or one credential alias), each as an array.",
        why: "The nearer array should replace the other. By a fault of cargo (1.86 and later) it is joined with the other in some runs, so that the command line is doubled and the sign-in fails now and then.",
        example: "# ~/.cargo/config.toml and .cargo/config.toml both say\n[registries.crates]\ncredential-provider = [\"cargo:token-from-stdout\", \"get-token\"]",
        fix: "Keep it in one file, or write a string in both: `\"cargo:token-from-stdout get-token\"`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let registries = facts.view.at(&["registries"]);
    for (name, registry) in registries
        .and_then(|value| value.table())
        .into_iter()
        .flat_map(MergedTable::iter)
    {
        if let Some(value) = registry.table().and_then(|table| table.get(OWN)) {
            judge(
                facts,
                &format!("the credential provider of {}", quoted(name)),
                value,
                Severity::Error,
                found,
            );
        }
    }
    if let Some(value) = facts.view.at(&["registry", OWN]) {
        judge(
            facts,
            "the credential provider of crates.io",
            value,
            Severity::Warning,
            found,
        );
    }
    let aliases = facts.view.at(&["credential-alias"]);
    for (name, value) in aliases
        .and_then(|value| value.table())
        .into_iter()
        .flat_map(MergedTable::iter)
    {
        judge(
            facts,
            &format!("the credential alias {}", quoted(name)),
            value,
            Severity::Error,
            found,
        );
    }
}

fn judge(
    facts: &Facts<'_>,
    what: &str,
    value: &MergedValue<'_>,
    severity: Severity,
    found: &mut Vec<Finding>,
) {
    if !value.ambiguous() {
        return;
    }
    let all_in_tree = std::iter::once(value.definition())
        .chain(value.shadowed())
        .all(|definition| facts.in_tree(definition));
    let others: Vec<String> = value
        .shadowed()
        .iter()
        .map(|definition| facts.show(definition))
        .collect();
    found.push(
        Finding::new(
            &CHECK,
            facts.at_value(value.definition()),
            format!("{what} is an array here and also in {}", others.join(", ")),
            Fix::Do("keep it in one file, or write it as a string in both".to_owned()),
        )
        .severity(severity)
        .subject(if all_in_tree {
            Subject::Files
        } else {
            Subject::Machine
        })
        .so("cargo joins the two in some runs, and the command line is doubled"),
    );
}

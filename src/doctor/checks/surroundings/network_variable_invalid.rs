//! A variable of the network that cargo cannot read, such as `CARGO_NET_OFFLINE=1`.

use super::network::{Wants, wrong_values};
use crate::cargo::Definition;
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::text::escape;

pub(super) const CHECK: Check = Check {
    code: "network-variable-invalid",
    title: "a variable of the network is no boolean or number",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "A variable stands for a key of `[http]` or `[net]`, and its text is not what cargo takes there. Booleans are `true` and `false`; `1`, `yes` and `on` are not.",
        why: "Cargo stops when it first uses the network.",
        example: "export CARGO_NET_OFFLINE=1",
        fix: "Set it to `true` or `false` (or to a number), or unset it.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for ((_, _, wants), wrong) in wrong_values(facts) {
        let Definition::Variable(name) = &wrong.definition else {
            continue;
        };
        let (word, cargo) = match wants {
            Wants::Boolean => (
                "neither `true` nor `false`",
                "provided string was not `true` or `false`",
            ),
            _ => ("no number", "invalid digit found in string"),
        };
        let cause = format!("`{}` is {word}", escape::line(name));
        let fix = match wants {
            Wants::Boolean => Fix::Do(format!(
                "set `{}` to `true` or `false`, or unset it",
                escape::line(name)
            )),
            _ => Fix::Do(format!(
                "set `{}` to a number, or unset it",
                escape::line(name)
            )),
        };
        found
            .push(Finding::new(&CHECK, facts.at_value(&wrong.definition), cause, fix).cargo(cargo));
    }
}

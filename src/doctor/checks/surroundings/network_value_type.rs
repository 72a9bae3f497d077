//! A network setting of the wrong type, such as `timeout = "30"`.

use super::network::{Wants, wrong_values};
use crate::cargo::{Definition, WrongType};
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::edit::{Change, Literal};

pub(super) const CHECK: Check = Check {
    code: "network-value-type",
    title: "a setting of the network has the wrong type",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "A key of `[http]` or `[net]` holds text where cargo wants a number or a boolean, or the other way round.",
        why: "Cargo reads these keys when it first uses the network, and stops there. Until then nothing is said, so a build whose crates are all at hand still works.",
        example: "[http]\ntimeout = \"30\"",
        fix: "Leave the quotes out, or put them in. `--fix` does it where the text is a number or a boolean.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for ((table, key, wants), wrong) in wrong_values(facts) {
        if matches!(wrong.definition, Definition::Variable(_)) {
            continue;
        }
        let word = match wants {
            Wants::Boolean => "true or false",
            Wants::Integer => "a number",
            Wants::Text | Wants::Other => "text",
        };
        let fix = match literal(facts, &wrong, table, key, wants) {
            Some(literal) => {
                let does = format!("write {}", literal.encode());
                facts.edit(
                    true,
                    &wrong.definition,
                    vec![Change::set(&[table], key, literal)],
                    does,
                )
            }
            None => Fix::Do(format!("give {} {word}", quoted(&wrong.key))),
        };
        let cause = format!(
            "{} is {} here, and cargo wants {word}",
            quoted(&wrong.key),
            wrong.found
        );
        let expected = match wants {
            Wants::Boolean => "expected true/false",
            Wants::Integer => "expected an integer",
            Wants::Text | Wants::Other => "expected a string",
        };
        found.push(
            Finding::new(&CHECK, facts.at_value(&wrong.definition), cause, fix)
                .subject(facts.subject(&wrong.definition))
                .cargo(format!("{expected}, but found a {}", wrong.found)),
        );
    }
}

/// What the text plainly means.
fn literal(
    facts: &Facts<'_>,
    wrong: &WrongType,
    table: &str,
    key: &str,
    wants: Wants,
) -> Option<Literal> {
    let value = facts.view.at(&[table, key])?;
    if value.definition() != &wrong.definition {
        return None;
    }
    let text = value.text()?.trim();
    match wants {
        Wants::Boolean => text.parse().ok().map(Literal::Boolean),
        Wants::Integer => text.parse().ok().map(Literal::Integer),
        Wants::Text | Wants::Other => None,
    }
}

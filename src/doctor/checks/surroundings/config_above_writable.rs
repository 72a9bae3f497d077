//! A configuration above the checkout that somebody else can change.

use crate::doctor::checks::finding::{Finding, Fix, Spot};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::project::environment::Exposure;

pub(super) const CHECK: Check = Check {
    code: "config-above-writable",
    title: "somebody else can change a configuration that cargo reads here",
    severity: Severity::Warning,
    subject: Subject::Machine,
    text: Text {
        what: "Cargo reads the configuration of every folder above the one where it is run. One of these files lies outside the checkout, and another user owns it, or everybody may write it or its folder.",
        why: "Whoever changes it decides which program gets your token and where your crates come from.",
        example: "# /tmp/.cargo/config.toml, while the checkout is /tmp/app\n[source.crates-io]\nreplace-with = \"theirs\"",
        fix: "Move the checkout below your home, or take the file away.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for exposed in &facts.around.exposed {
        let who = match exposed.to {
            Exposure::Everybody => "everybody may change this file or its folder",
            Exposure::AnotherUser => "another user owns this file or its folder",
        };
        found.push(
            Finding::new(
                &CHECK,
                Spot::of_file(&exposed.path),
                format!("{who}, and cargo reads it here"),
                Fix::Do("move the checkout below your home, or take this file away".to_owned()),
            )
            .so("it could send your token elsewhere, or make cargo run a program"),
        );
    }
}

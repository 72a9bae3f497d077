//! What a checkout's own files make cargo run, or send its traffic through.

use std::collections::HashSet;

use crate::cargo::credential_chain::ALIASES;
use crate::cargo::{BuiltIn, CredentialChain, Definition, MergedNode, MergedValue};
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::providers::names::is_like_built_in;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::project::environment::Program;
use crate::text::escape;

pub(super) const CHECK: Check = Check {
    code: "runs-program",
    title: "this checkout chooses a program that cargo runs",
    severity: Severity::Info,
    subject: Subject::Files,
    text: Text {
        what: "A file of the checkout names a program that cargo starts (a credential provider, a compiler or a wrapper around it), or a proxy or certificates that its traffic goes through.",
        why: "Whoever wrote the checkout decides what runs on your machine at the next build, and a credential provider is given what it needs to ask for your token. That is fine in a repository that you trust.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\ncredential-provider = \"./tools/token\"",
        fix: "Read the program before you build. In your own repository prefer cargo's built-in credential providers, and let each user choose at home.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    providers(facts, found);
    let has_feeds = facts
        .registries()
        .iter()
        .any(|registry| registry.definitions.iter().any(|at| facts.in_tree(at)));
    if !has_feeds {
        return;
    }
    for key in [
        "rustc",
        "rustc-wrapper",
        "rustc-workspace-wrapper",
        "rustdoc",
    ] {
        if let Ok(Some(program)) = facts.view.string(&["build", key])
            && facts.in_tree(&program.definition)
            && !program.value.is_empty()
        {
            let value = escape::line(program.value);
            let cause = format!("this checkout chooses the program of `build.{key}`: `{value}`");
            add(facts, found, &program.definition, cause);
        }
    }
    for (key, what) in [("proxy", "the proxy"), ("cainfo", "the certificates")] {
        if let Ok(Some(value)) = facts.view.string(&["http", key])
            && facts.in_tree(&value.definition)
        {
            let cause = format!(
                "this checkout chooses {what} for what cargo sends: `{}`",
                escape::address(value.value)
            );
            found.push(
                Finding::new(&CHECK, facts.at_value(&value.definition), cause, look())
                    .so("your token passes there"),
            );
        }
    }
}

/// The providers that cargo would ask and that the checkout names or defines the alias
/// of; and its aliases for names that others may have at home.
fn providers(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let mut named: Vec<(Definition, &str)> = Vec::new();
    for entry in CredentialChain::all(facts.view) {
        let places = [entry.named_at(), &entry.definition];
        if let Some(at) = places.into_iter().find(|at| facts.in_tree(at)) {
            named.push((at.clone(), entry.program));
        }
    }
    if let Some(aliases) = facts.view.at(&[ALIASES]) {
        of_aliases(facts, aliases, &mut named);
    }
    // An alias is met where it is named, too.
    let mut seen = HashSet::new();
    for (at, program) in &named {
        if seen.insert(at) {
            provider(facts, found, at, program);
        }
    }
}

/// A name with dots stands in tables below each other.
fn of_aliases<'f>(
    facts: &Facts<'_>,
    alias: &MergedValue<'f>,
    named: &mut Vec<(Definition, &'f str)>,
) {
    let program = match alias.node() {
        MergedNode::Table(table) => {
            for (_, alias) in table.iter() {
                of_aliases(facts, alias, named);
            }
            return;
        }
        MergedNode::String(text) => text.split_whitespace().next(),
        MergedNode::List(items) => items.first().and_then(MergedValue::text),
        _ => None,
    };
    if let Some(program) = program
        && facts.in_tree(alias.definition())
    {
        named.push((alias.definition().clone(), program));
    }
}

fn provider(facts: &Facts<'_>, found: &mut Vec<Finding>, at: &Definition, program: &str) {
    let is_found = facts.around.programs.get(program) == Some(&Program::Found);
    let cause = match BuiltIn::named(program) {
        Some(BuiltIn::Command) => {
            "this checkout chooses a command that prints your token".to_owned()
        }
        // What is meant as one of cargo's own and is none is another mistake.
        None if !program.is_empty() && (is_found || !is_like_built_in(program)) => {
            let program = escape::line(program);
            format!("this checkout chooses a credential provider: `{program}`")
        }
        _ => return,
    };
    add(facts, found, at, cause);
}

fn add(facts: &Facts<'_>, found: &mut Vec<Finding>, at: &Definition, cause: String) {
    found.push(
        Finding::new(&CHECK, facts.at_value(at), cause, look())
            .so("cargo runs it at the next build that needs it"),
    );
}

fn look() -> Fix {
    Fix::Do("read it before you build, unless you trust this checkout".to_owned())
}

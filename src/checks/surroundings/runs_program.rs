//! What a checkout's own files make cargo run, or send its traffic through.

use crate::checks::finding::{Finding, Fix};
use crate::checks::{Check, Facts, Severity, Subject, Text};
use crate::config::{Definition, MergedNode, MergedTable, MergedValue};
use crate::foreign;

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

/// The names of cargo's own credential providers behind `cargo:`.
const OF_BUILT_INS: [&str; 6] = [
    "token",
    "libsecret",
    "wincred",
    "macos-keychain",
    "keychain",
    "paseto",
];

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
        if let Ok(Some(program)) = facts.view.string(&["build", key]) {
            add(
                facts,
                found,
                &program.definition,
                program.value,
                &format!("the program of `build.{key}`"),
            );
        }
    }
    for (key, what) in [("proxy", "the proxy"), ("cainfo", "the certificates")] {
        if let Ok(Some(value)) = facts.view.string(&["http", key])
            && facts.in_tree(&value.definition)
        {
            let cause = format!(
                "this checkout chooses {what} for what cargo sends: `{}`",
                foreign::address(value.value)
            );
            found.push(
                Finding::new(&CHECK, facts.at_value(&value.definition), cause, look())
                    .so("your token passes there"),
            );
        }
    }
}

fn providers(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let what = "a credential provider";
    for (registry, has_own) in facts.registries().iter().zip(facts.have_own_provider()) {
        if *has_own && let Ok(Some(own)) = facts.view.own_provider(&registry.name) {
            add(facts, found, &own.definition, own.value.path, what);
        }
    }
    if let Ok(Some(global)) = facts.view.global_providers() {
        for element in &global.value {
            let program = element.text.split_whitespace().next().unwrap_or_default();
            add(facts, found, &element.definition, program, what);
        }
    }
    let aliases = facts
        .view
        .at(&["credential-alias"])
        .and_then(MergedValue::table);
    for (_, alias) in aliases.into_iter().flat_map(MergedTable::iter) {
        let program = match alias.node() {
            MergedNode::String(text) => text.split_whitespace().next(),
            MergedNode::List(items) => items.first().and_then(MergedValue::text),
            _ => None,
        };
        if let Some(program) = program {
            add(facts, found, alias.definition(), program, what);
        }
    }
}

fn add(
    facts: &Facts<'_>,
    found: &mut Vec<Finding>,
    definition: &Definition,
    program: &str,
    what: &str,
) {
    let is_alias = facts.view.at(&["credential-alias", program]).is_some();
    let is_built_in = program.starts_with("cargo:") && program != "cargo:token-from-stdout";
    // A built-in without its prefix is another mistake.
    let is_meant_built_in = OF_BUILT_INS
        .iter()
        .any(|name| program.eq_ignore_ascii_case(name));
    let is_nothing = is_built_in || is_meant_built_in || is_alias || program.is_empty();
    if !facts.in_tree(definition) || is_nothing {
        return;
    }
    let cause = if program == "cargo:token-from-stdout" {
        "this checkout chooses a command that prints your token".to_owned()
    } else {
        format!("this checkout chooses {what}: `{}`", foreign::line(program))
    };
    found.push(
        Finding::new(&CHECK, facts.at_value(definition), cause, look())
            .so("cargo runs it at the next build that needs it"),
    );
}

fn look() -> Fix {
    Fix::Do("read it before you build, unless you trust this checkout".to_owned())
}

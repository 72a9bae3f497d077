//! A pipeline that cannot read the configuration.

use std::collections::BTreeSet;

use crate::cargo::ConfigFile;
use crate::cargo::display_path::shown;
use crate::doctor::checks::finding::{Finding, Fix, Spot};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::{Item, Node, Pair, Span, Statement, Table, Value};

pub(super) const CHECK: Check = Check {
    code: "pipeline-cannot-read-config",
    title: "a pipeline's sign-in task cannot read this file",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "A pipeline of this checkout uses `CargoAuthenticate@0` on this file, and the file holds something that the task cannot read, or no registry to sign in to.",
        why: "The task reads the file with an older parser than cargo's: it refuses keys with dots, a byte order mark and arrays of mixed kinds, anywhere in the file. It wants a `[registries]` table in which every entry has an `index`. Otherwise it stops the pipeline.",
        example: "[registries]\ncrates.index = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/\"",
        fix: "Write tables or inline tables instead of dotted keys, one kind of value in an array, and save without a byte order mark.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let Some(root) = &facts.around.tree else {
        return;
    };
    let mut seen = BTreeSet::new();
    for step in &facts.around.pipeline_steps {
        let path = root.join(&step.config);
        let Some((_, file, tree)) = facts.files().find(|(_, file, _)| file.path() == path) else {
            continue;
        };
        if !seen.insert(path) {
            continue;
        }
        let pipeline = format!("{}:{}", shown(&step.path, facts.env), step.line);
        for (span, cause, fix) in faults(file, tree) {
            found.push(
                Finding::new(
                    &CHECK,
                    Spot::of_config(file, span),
                    cause,
                    Fix::Do(fix.to_owned()),
                )
                .subject(facts.subject_of(file))
                .so(format!(
                    "`CargoAuthenticate@0` fails where {pipeline} uses it"
                )),
            );
        }
    }
}

/// Why the task could not read a file, if it could not.
pub(in crate::doctor::checks) fn unreadable(file: &ConfigFile) -> Option<String> {
    faults(file, file.tree()?)
        .into_iter()
        .next()
        .map(|(_, cause, _)| cause)
}

type Seen = (Span, String, &'static str);

/// The first of each kind of fault.
fn faults(file: &ConfigFile, tree: &Table) -> Vec<Seen> {
    let mut found: Vec<Seen> = Vec::new();
    let text = file.text().unwrap_or_default();
    if text.starts_with('\u{feff}') {
        found.push((
            Span { start: 0, end: 0 },
            "the file begins with a byte order mark".to_owned(),
            "save it as UTF-8 without a byte order mark",
        ));
    }
    if let Some(span) = file.document().and_then(|document| {
        document
            .statements()
            .iter()
            .find_map(|statement| match statement {
                Statement::Pair(pair) => dotted(pair),
                Statement::Header { .. } => None,
            })
    }) {
        found.push((
            span,
            format!("{} is a key with dots", quoted(span.of(text))),
            "write a table: `[NAME]`, or `NAME = { … }`",
        ));
    }
    if let Some(span) = mixed(tree) {
        found.push((
            span,
            "the array holds values of different kinds".to_owned(),
            "write values of one kind in it",
        ));
    }
    found.extend(registries(tree));
    found
}

/// The first key with dots in a statement.
fn dotted(pair: &Pair) -> Option<Span> {
    if let [first, .., last] = pair.path.as_slice() {
        return Some(Span {
            start: first.span.start,
            end: last.span.end,
        });
    }
    dotted_in(&pair.value)
}

fn dotted_in(value: &Value) -> Option<Span> {
    match value {
        Value::Scalar { .. } => None,
        Value::Array { items, .. } => items.iter().find_map(dotted_in),
        Value::Inline { pairs, .. } => pairs.iter().find_map(dotted),
    }
}

/// The first array with values of different kinds.
fn mixed(table: &Table) -> Option<Span> {
    table.iter().find_map(|(_, entry)| mixed_in(&entry.item))
}

fn mixed_in(item: &Item) -> Option<Span> {
    match &item.node {
        Node::Table(table) => mixed(table),
        Node::List(items) => {
            let kind = items.first().map(|item| item.node.kind());
            let differs = items.iter().any(|item| Some(item.node.kind()) != kind);
            if differs {
                return Some(item.span);
            }
            items.iter().find_map(mixed_in)
        }
        _ => None,
    }
}

/// What is wrong with the registries in the file itself: it follows no `include`.
fn registries(tree: &Table) -> Option<Seen> {
    let Some(entry) = tree.get("registries") else {
        return Some((
            Span { start: 0, end: 0 },
            "the file has no `[registries]`".to_owned(),
            "let the task read the file that defines the registries",
        ));
    };
    let table = entry.value().as_table()?;
    table.iter().find_map(|(name, entry)| {
        let registry = entry.value().as_table()?;
        registry.get("index").is_none().then(|| {
            (
                entry.key,
                format!("the registry {} has no `index` in this file", quoted(name)),
                "write its `index` here, or remove the entry",
            )
        })
    })
}

//! A dependency that names a registry which nothing defines.

use std::collections::BTreeMap;

use crate::doctor::checks::finding::{Effect, Finding, Fix, Spot};
use crate::doctor::checks::name_uses;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::text::suggest::nearest;
use crate::toml::{Span, Table};

pub(super) const CHECK: Check = Check {
    code: "dependency-registry-unknown",
    title: "a dependency names a registry that nothing defines",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "A `Cargo.toml` says `registry = \"NAME\"` for a dependency, and neither a file that cargo reads here nor a variable gives NAME an index. Names are compared letter by letter: `Crates` is not `crates`, `my_feed` not `my-feed`.",
        why: "Cargo cannot read the manifest then, whatever the command.",
        example: "[dependencies]\ngreet = { version = \"1\", registry = \"cratse\" }",
        fix: "Write the name as it is defined, or define it: `feedctl connect`. In CI a variable does it too: `CARGO_REGISTRIES_<NAME>_INDEX`.",
    },
    find,
};

const KINDS: [&str; 5] = [
    "dependencies",
    "dev-dependencies",
    "dev_dependencies",
    "build-dependencies",
    "build_dependencies",
];

/// For so many names the one that was meant is looked for among all. More are no slips, and
/// each costs a look at every registry.
const GUESSES: usize = 20;

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let mut guesses = GUESSES;
    for manifest in &facts.around.manifests {
        for (name, span) in named(manifest.tree()) {
            // A registry with a bad index is another mistake.
            if name == "crates-io" || facts.registry(name).is_some() {
                continue;
            }
            let known = facts
                .registries()
                .iter()
                .map(|registry| registry.name.as_ref());
            let near = if guesses > 0 {
                nearest(name, known)
            } else {
                None
            };
            guesses = guesses.saturating_sub(1);
            // A home may define it; only what the checkout itself shows is about files.
            let near_in_tree = near
                .and_then(|near| facts.registry(near))
                .is_some_and(|registry| registry.definitions.iter().any(|at| facts.in_tree(at)));
            let subject = if near_in_tree {
                Subject::Files
            } else {
                Subject::Machine
            };
            let (cause, fix) = match near {
                Some(near) => (
                    format!(
                        "no registry is called {}; did you mean {}?",
                        quoted(name),
                        quoted(near)
                    ),
                    name_uses::fix(facts, name, near, |_| {
                        let near = crate::text::escape::line(near);
                        Fix::Do(format!("write `registry = \"{near}\"`"))
                    }),
                ),
                None => (
                    format!("no registry is called {} here", quoted(name)),
                    Fix::Type(format!("feedctl connect --name {}", shell_word(name))),
                ),
            };
            let spot = Spot::of_document(&manifest.path, manifest.document(), span);
            found.push(
                Finding::new(&CHECK, spot, cause, fix)
                    .subject(subject)
                    .cargo(format!(
                        "registry index was not found in any configuration: {}",
                        quoted(name)
                    ))
                    .effect(Effect::Undefined(name.to_owned())),
            );
        }
    }
}

fn shell_word(name: &str) -> String {
    let word = crate::text::shell::Shell::native().quote(name);
    crate::text::escape::line(&word)
}

/// The registries that dependencies name, each with its first place.
pub(in crate::doctor::checks) fn named(manifest: &Table) -> BTreeMap<&str, Span> {
    let mut named: BTreeMap<&str, Span> = BTreeMap::new();
    let mut tables: Vec<&Table> = vec![manifest];
    if let Some(workspace) = manifest.table_at(&["workspace"]) {
        tables.push(workspace);
    }
    if let Some(targets) = manifest.table_at(&["target"]) {
        tables.extend(
            targets
                .iter()
                .filter_map(|(_, entry)| entry.value().as_table()),
        );
    }
    for of in tables
        .into_iter()
        .flat_map(|of| KINDS.iter().filter_map(|kind| of.table_at(&[kind])))
    {
        for (_, entry) in of.iter() {
            if let Some(dependency) = entry.value().as_table()
                && let Some(registry) = dependency.get("registry")
                && let Some(name) = registry.value().as_str()
            {
                named.entry(name).or_insert(registry.item.span);
            }
        }
    }
    named
}

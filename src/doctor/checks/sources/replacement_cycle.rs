//! Sources that replace each other in a circle.

use std::collections::{HashMap, HashSet};

use super::table::{CRATES_IO, sources, used};
use crate::cargo::Found;
use crate::cargo::index_url::Canonical;
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "replacement-cycle",
    title: "sources replace each other in a circle",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "Following `replace-with` from source to source comes back to one that was met before.",
        why: "Where the circle comes back to the source that cargo started from, cargo says so and stops. Where it does not, cargo follows it for ever and prints nothing: a build that hangs.",
        example: "[source.crates-io]\nreplace-with = \"a\"\n\n[source.a]\nregistry = \"sparse+https://a.example.com/\"\nreplace-with = \"b\"\n\n[source.b]\nregistry = \"sparse+https://b.example.com/\"\nreplace-with = \"a\"",
        fix: "Take one of the `replace-with` lines out.",
    },
    find,
};

type Steps<'f> = HashMap<&'f str, Found<&'f str>>;

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let steps: Steps<'_> = sources(facts)
        .filter_map(|(name, _, _)| {
            Some((name, facts.view.source_string(name, "replace-with").ok()??))
        })
        .collect();
    let cycles = cycles(&steps);
    if cycles.is_empty() {
        return;
    }
    let reached = reached(facts, &steps);
    for cycle in cycles {
        let Some(first) = cycle.first() else {
            continue;
        };
        let definition = &steps[first].definition;
        let names: Vec<String> = cycle
            .iter()
            .chain([first])
            .take(8)
            .map(|name| quoted(name))
            .collect();
        let places: Vec<String> = cycle
            .iter()
            .take(8)
            .map(|name| facts.show(&steps[name].definition))
            .collect();
        let is_met = cycle.iter().any(|name| reached.contains(name));
        let cause = format!("this goes round in a circle: {}", names.join(" → "));
        let fix = Fix::Do(format!(
            "take one of these `replace-with` lines out: {}",
            places.join(", ")
        ));
        let subject = if cycle
            .iter()
            .all(|name| facts.in_tree(&steps[name].definition))
        {
            Subject::Files
        } else {
            Subject::Machine
        };
        let finding = Finding::new(&CHECK, facts.at_value(definition), cause, fix).subject(subject);
        found.push(if !is_met {
            finding
                .severity(Severity::Warning)
                .so("nothing that cargo reads here leads into it yet")
        } else if cycle.contains(&CRATES_IO) {
            finding.cargo("detected a cycle of `replace-with` sources")
        } else {
            finding.so("cargo follows it without end and prints nothing")
        });
    }
}

/// Every circle, each from the name that comes first in the alphabet.
fn cycles<'f>(steps: &Steps<'f>) -> Vec<Vec<&'f str>> {
    let mut names: Vec<&str> = steps.keys().copied().collect();
    names.sort_unstable();
    let mut done: HashSet<&str> = HashSet::new();
    let mut cycles = Vec::new();
    for start in names {
        let mut way: Vec<&str> = Vec::new();
        let mut on_way: HashMap<&str, usize> = HashMap::new();
        let mut name = start;
        while done.insert(name) {
            on_way.insert(name, way.len());
            way.push(name);
            match steps.get(name) {
                Some(to) => name = to.value,
                None => break,
            }
        }
        if let Some(at) = on_way.get(name)
            && steps.contains_key(name)
        {
            let cycle = &way[*at..];
            let smallest = (0..cycle.len()).min_by_key(|at| cycle[*at]).unwrap_or(0);
            cycles.push([&cycle[smallest..], &cycle[..smallest]].concat());
        }
    }
    cycles
}

/// The sources that cargo meets: from crates.io, and from each registry whose URL
/// is that of a source.
fn reached<'f>(facts: &Facts<'f>, steps: &Steps<'f>) -> HashSet<&'f str> {
    let mut reached = used(facts);
    let by_url: HashMap<Canonical, &str> = sources(facts)
        .filter_map(|(name, _, table)| Some((Canonical::of(table.get("registry")?.text()?), name)))
        .collect();
    for registry in facts.registries() {
        let Ok(Some(index)) = &registry.index else {
            continue;
        };
        let mut at = by_url.get(&Canonical::of(index.value)).copied();
        while let Some(name) = at
            && reached.insert(name)
        {
            at = steps.get(name).map(|to| to.value);
        }
    }
    reached
}

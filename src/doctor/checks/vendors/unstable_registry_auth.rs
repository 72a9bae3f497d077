//! What cargo wanted before sign-in to registries was stable.

use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "unstable-registry-auth",
    title: "`[unstable]` still asks for what has long been stable",
    severity: Severity::Info,
    subject: Subject::Files,
    text: Text {
        what: "`[unstable]` has `registry-auth`, `credential-process` or `sparse-registry`.",
        why: "Sparse indexes are stable since cargo 1.68, and registries with sign-in since 1.74. A stable cargo passes over the table, and a nightly one needs it no more.",
        example: "[unstable]\nregistry-auth = true",
        fix: "Remove the keys. `--fix` does it.",
    },
    find,
};

const LEFT_OVER: [&str; 3] = ["credential-process", "registry-auth", "sparse-registry"];

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (_, file, tree) in facts.files() {
        let Some(table) = tree.table_at(&["unstable"]) else {
            continue;
        };
        let keys: Vec<_> = table
            .iter()
            .filter(|(key, _)| LEFT_OVER.contains(key))
            .collect();
        let Some((first, entry)) = keys.first() else {
            continue;
        };
        let changes = if keys.len() == table.iter().count() {
            vec![Change::remove(&["unstable"])]
        } else {
            keys.iter()
                .map(|(key, _)| Change::remove(&["unstable", key]))
                .collect()
        };
        let more = match keys.len() {
            1 => "is",
            2 => "and another key are",
            _ => "and other keys are",
        };
        let cause = format!(
            "{} {more} stable in every cargo that can sign in to a registry",
            quoted(&format!("unstable.{first}"))
        );
        let fix = Facts::edit_file(true, file, changes, "remove what is left over");
        let spot = crate::doctor::checks::Spot::of_config(file, entry.key);
        found.push(
            Finding::new(&CHECK, spot, cause, fix)
                .subject(facts.subject_of(file))
                .so("it does nothing"),
        );
    }
}

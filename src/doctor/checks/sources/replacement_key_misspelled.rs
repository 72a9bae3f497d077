//! `replace_with` and the like.

use super::table::{CRATES_IO, used};
use crate::doctor::checks::finding::{Effect, Finding, Fix, Spot};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::text::suggest::nearest;
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "replacement-key-misspelled",
    title: "`replace-with` is misspelled",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "A table of `[source]` has a key that is nearly `replace-with`, such as `replace_with`.",
        why: "Cargo warns of an unused key and goes on: crates.io is not replaced, so crates come from crates.io itself, or the build fails where it cannot be reached.",
        example: "[source.crates-io]\nreplace_with = \"crates\"",
        fix: "Spell it `replace-with`. `--fix` does it.",
    },
    find,
};

const KEY: &str = "replace-with";

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let used = used(facts);
    for (_, file, tree) in facts.files() {
        let Some(sources) = tree.table_at(&["source"]) else {
            continue;
        };
        for (name, source) in sources.iter() {
            let Some(table) = source.value().as_table() else {
                continue;
            };
            for (key, entry) in table.iter() {
                if key == KEY || nearest(key, [KEY]).is_none() {
                    continue;
                }
                let is_set = table.get(KEY).is_some();
                let fix = if is_set {
                    Fix::Do("take this line out".to_owned())
                } else {
                    Facts::edit_file(
                        true,
                        file,
                        vec![Change::rename(&["source", name, key], KEY)],
                        format!("call it `{KEY}`"),
                    )
                };
                let is_replaced = facts.view.at(&["source", name, KEY]).is_some();
                let severity = if is_replaced || !used.contains(name) {
                    Severity::Warning
                } else {
                    Severity::Error
                };
                let cause = format!("{} is not `{KEY}`, so this replaces nothing", quoted(key));
                found.push(
                    Finding::new(&CHECK, Spot::of_config(file, entry.key), cause, fix)
                        .severity(severity)
                        .subject(facts.subject_of(file))
                        .cargo(format!(
                            "unused config key `source.{}.{}`",
                            crate::text::escape::line(name),
                            crate::text::escape::line(key)
                        ))
                        .explains(Effect::NotReplaced(CRATES_IO.to_owned())),
                );
            }
        }
    }
}

//! A key of `[http]`, `[net]` or `[term]` that cargo does not know.

use super::network::KEYS;
use crate::doctor::checks::finding::{Finding, Fix, Spot};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::text::suggest::{is_slip, nearest};
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "network-key-misspelled",
    title: "a key of the network is one that cargo does not know",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "A key of `[http]`, `[net]` or `[term]` is misspelled, or is one of other programs, such as git's `sslVerify`.",
        why: "Cargo warns of a key that nobody reads, goes on, and uses its own default.",
        example: "[http]\ntimout = 60",
        fix: "Spell it as cargo does. `--fix` does it where one key is near. There is no key that turns the check of certificates off: name the company's root in `http.cainfo`.",
    },
    find,
};

/// Keys that people bring from elsewhere.
const OF_OTHERS: [&str; 5] = [
    "ssl-verify",
    "sslverify",
    "verify",
    "strict-ssl",
    "insecure",
];

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (_, file, tree) in facts.files() {
        for table in ["http", "net", "term"] {
            let Some(keys) = tree.table_at(&[table]) else {
                continue;
            };
            let known: Vec<&str> = KEYS
                .iter()
                .filter(|key| key.0 == table)
                .map(|key| key.1)
                .collect();
            for (name, entry) in keys.iter() {
                if known.contains(&name) {
                    continue;
                }
                let is_of_others = OF_OTHERS.contains(&name.to_ascii_lowercase().as_str());
                let near = nearest(name, known.iter().copied())
                    .filter(|near| !is_of_others && keys.get(near).is_none());

                let (cause, fix) = match near {
                    Some(near) => (
                        format!(
                            "cargo knows no {} in `[{table}]`; did you mean `{near}`?",
                            quoted(name)
                        ),
                        // `online` is two letters from `offline`.
                        Facts::edit_file(
                            is_slip(name, near),
                            file,
                            vec![Change::rename(&[table, name], near)],
                            format!("call it `{near}`"),
                        ),
                    ),
                    None if is_of_others => (
                        format!("cargo knows no {} in `[{table}]`", quoted(name)),
                        Fix::Do(
                            "take it out; a company's root certificate goes into `http.cainfo`"
                                .to_owned(),
                        ),
                    ),
                    None => continue,
                };
                found.push(
                    Finding::new(&CHECK, Spot::of_config(file, entry.key), cause, fix)
                        .subject(facts.subject_of(file))
                        .cargo(format!(
                            "unused config key `{table}.{}`",
                            crate::text::escape::line(name)
                        )),
                );
            }
        }
    }
}

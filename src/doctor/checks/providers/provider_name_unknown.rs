//! A name that looks as if it were part of cargo.

use super::chain::{Chains, Kind};
use super::names::{guess, is_like_built_in, is_piece};
use super::rewrite;
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::{quoted, quoted_provider};
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};
use crate::project::environment::Program;

pub(super) const CHECK: Check = Check {
    code: "provider-name-unknown",
    title: "a credential provider is called as if it were built in, and is not",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "A credential provider starts with `cargo:` and cargo has none of that name, or it is the name of a built-in one without `cargo:`.",
        why: "Cargo compares the whole name, letter for letter. What it does not know it takes for a program and tries to start.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\ncredential-provider = \"cargo:Token\"",
        fix: "Write the exact name: `cargo:token`, `cargo:wincred`, `cargo:macos-keychain`, `cargo:libsecret` or `cargo:token-from-stdout`. `--fix` corrects a name that starts with `cargo:` and is like one of these.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for asked in Chains::new(facts).asked() {
        let link = asked.link;
        let unknown = matches!(link.kind, Kind::Program(program) if program != Program::Found)
            && is_like_built_in(link.entry.program)
            && !is_piece(facts, link);
        if !unknown {
            continue;
        }
        let mut cause = format!(
            "cargo has no built-in credential provider {}",
            quoted(link.entry.program)
        );
        // Several of the list in one text, as it seems.
        let is_several = link.entry.words().any(|word| word.ends_with([',', ';']));
        let fix = match guess(link.entry.program) {
            Some(_) if is_several => {
                Fix::Do("write each credential provider as an entry of its own".to_owned())
            }
            Some(guess) => {
                cause = format!("{cause} (did you mean {}?)", quoted(guess.name));
                rewrite::program(facts, &asked, guess.name, guess.sure)
            }
            None => Fix::Do(
                "name `cargo:token`, `cargo:wincred`, `cargo:macos-keychain`, `cargo:libsecret` or a program"
                    .to_owned(),
            ),
        };
        let words = link.entry.words();
        let finding = Finding::new(&CHECK, facts.at_value(link.entry.named_at()), cause, fix)
            .severity(asked.severity)
            .subject(facts.subject(link.entry.named_at()))
            .cargo(format!(
                "credential provider {} failed action `get`",
                quoted_provider(words)
            ));
        found.push(asked.whose.explain(finding));
    }
}

//! A command for `cargo:token-from-stdout` that is found from one folder only.

use std::path::Path;

use super::chain::{Chains, Kind};
use crate::cargo::BuiltIn;
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "provider-argument-relative",
    title: "the command of `cargo:token-from-stdout` is a relative path",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "The command behind `cargo:token-from-stdout` is a path that does not start at the root.",
        why: "Cargo resolves only the provider itself from the folder of the file. The command is an argument: it is looked for from the folder in which cargo is run, so it is found from one folder and from no other.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\ncredential-provider = \"cargo:token-from-stdout ./tools/token.sh\"",
        fix: "Put the command on `PATH` and name it without a slash, or write the whole path.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for asked in Chains::new(facts).asked() {
        let link = asked.link;
        let (Kind::BuiltIn(BuiltIn::Command), Some(command)) = (link.kind, link.entry.args.first())
        else {
            continue;
        };
        if !is_relative(command) {
            continue;
        }
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(link.entry.named_at()),
                format!(
                    "{} is looked for from the folder in which cargo is run",
                    quoted(command)
                ),
                Fix::Do("put the command on `PATH`, or write its whole path".to_owned()),
            )
            .subject(facts.subject(link.entry.named_at()))
            .so("cargo finds the command from one folder only"),
        );
    }
}

/// Both kinds of slash count: a file is read on every system.
fn is_relative(command: &str) -> bool {
    let has_drive = command
        .split_once(':')
        .is_some_and(|(drive, _)| drive.len() == 1);
    command.contains(['/', '\\'])
        && !command.starts_with(['/', '\\', '\'', '"'])
        && !has_drive
        && !Path::new(command).is_absolute()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_are_known_on_every_system() {
        for command in ["./a", "tools/a", "..\\a", "~/a"] {
            assert!(is_relative(command), "{command}");
        }
        for command in ["a", "/usr/bin/a", "C:\\a.exe", "c:/a.exe", "\\\\host\\a"] {
            assert!(!is_relative(command), "{command}");
        }
    }
}

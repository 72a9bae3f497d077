//! A variable of another registry with the same index.

use super::lookup;
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::{quoted, typed};
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};
use crate::text::shell::Shell;

pub(super) const CHECK: Check = Check {
    code: "index-variable-renames",
    title: "an index variable gives a registry another name",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "A variable gives a registry of another name the index of one that stands in a file.",
        why: "To sign in, cargo goes by the index and takes the name from the variable. The provider and the token of the name in the file are passed over.",
        example: "# [registries.crates] has the same index in .cargo/config.toml\nexport CARGO_REGISTRIES_OTHER_INDEX=sparse+https://feed.example.com/index/",
        fix: "Unset the variable, or use one name for the feed everywhere.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for renamed in lookup::renamed(facts) {
        if renamed.is_own {
            continue;
        }
        let cause = format!(
            "this variable has the index of {}, so cargo signs in under the name {}, and {} passed over",
            quoted(&renamed.registry.name),
            quoted(&renamed.name),
            renamed.lost
        );
        let variable = typed(renamed.variable);
        let fix = Fix::Type(match Shell::native() {
            Shell::Posix => format!("unset {variable}"),
            Shell::PowerShell => format!("Remove-Item Env:{variable}"),
        });
        found.push(renamed.explain(Finding::new(&CHECK, renamed.spot(), cause, fix)));
    }
}

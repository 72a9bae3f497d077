//! An index with a path that its kind of server does not have.

use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::indexes::all;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::feeds::providers::paths::Shape;

pub(super) const CHECK: Check = Check {
    code: "vendor-index-malformed",
    title: "an index has a path that its kind of server does not have",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "The path of an index is almost that of Gitea, Forgejo, Artifactory or GitLab, with a part too many or one missing.",
        why: "Each of them serves its index under one path. Gitea's ends with `/cargo/`, Artifactory's with `/index/`; cargo takes neither for the other.",
        example: "[registries.tools]\nindex = \"sparse+https://git.example.com/api/packages/acme/cargo/index/\"",
        fix: "Write the path as the vendor's page has it. `--fix` does it.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for index in all(facts) {
        let Some((host, Shape::Wrong(right))) = index.seen.path.as_deref() else {
            continue;
        };
        let words = format!(
            "is not that of {}, which ends with {}",
            host.name, host.right
        );
        let fix = index.rewrite(facts, true, right, format!("write {}", quoted(right)));
        found.push(
            index
                .finding(&CHECK, facts, &words, fix)
                .so("cargo finds no index there"),
        );
    }
}

//! crates.io replaced with a feed that only holds its own crates.

use crate::cargo::{MergedValue, Replacement};
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::feeds::providers::paths::of;

pub(super) const CHECK: Check = Check {
    code: "cannot-replace-crates-io",
    title: "crates.io is replaced with a feed that cannot stand in for it",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "crates.io is replaced with a feed of Gitea, Forgejo, GitLab or Nitro Repo, or with Kellnr's own crates.",
        why: "These hold what was published to them and fetch nothing from crates.io. Cargo then finds none of the public crates and says that there is no such package.",
        example: "[registries.tools]\nindex = \"sparse+https://git.example.com/api/packages/acme/cargo/\"\n\n[source.crates-io]\nreplace-with = \"tools\"",
        fix: "Take the replacement out, and name the registry at the dependencies that come from it. Kellnr has a second index for crates.io, `/api/v1/cratesio/`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let (index, steps) = match facts.replacement() {
        Ok(Replacement::Registry { index, steps, .. }) => (index.value, steps),
        Ok(Replacement::Source { name, steps, .. }) => {
            let index = facts.view.at(&["source", name, "registry"]);
            match index.and_then(MergedValue::text) {
                Some(index) => (index, steps),
                None => return,
            }
        }
        _ => return,
    };
    let (Some((host, _)), Some(step)) = (of(index), steps.first()) else {
        return;
    };
    if host.proxies {
        return;
    }
    let cause = format!(
        "{} holds its own crates only ({}), and crates.io is replaced with it",
        quoted(step.to.value),
        host.name
    );
    let fix = Fix::Do(
        "take `replace-with` out, and write `registry = \"NAME\"` at the dependencies from there"
            .to_owned(),
    );
    found.push(
        Finding::new(&CHECK, facts.at_value(&step.to.definition), cause, fix)
            .subject(facts.subject(&step.to.definition))
            .cargo("no matching package named"),
    );
}

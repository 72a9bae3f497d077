//! `.cargo/credentials.toml` in a project.

use crate::cargo::Aside;
use crate::doctor::checks::finding::{Effect, Finding, Fix, Spot};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, SignIn, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "credentials-in-project",
    title: "credentials lie where cargo does not read them",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "A `.cargo` folder outside of cargo's home has a `credentials.toml`.",
        why: "Cargo reads credentials in its home alone, and says nothing of this file. A secret in a checkout is easily committed.",
        example: "# .cargo/credentials.toml in a project\n[registries.crates]\ntoken = \"…\"",
        fix: "Take the file away, revoke the token if it was ever committed, and sign in: `feedctl login`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for aside in facts.config().asides() {
        let Aside::UnreadCredentials { path } = aside else {
            continue;
        };
        let tokens = facts
            .around
            .unread
            .iter()
            .find(|file| file.path == *path)
            .map(|file| file.tokens.as_slice())
            .unwrap_or_default();
        let lacking: Vec<&String> = tokens
            .iter()
            .filter(|name| {
                facts.token(name).is_none()
                    && facts
                        .registry(name)
                        .is_some_and(|registry| facts.sign_in(registry) > SignIn::Unknown)
            })
            .collect();
        let cause = match lacking.first() {
            Some(name) => format!(
                "cargo does not read this file, so it has no token for {}",
                quoted(name)
            ),
            None => "cargo reads credentials in its home alone, not here".to_owned(),
        };
        let severity = if lacking.is_empty() || facts.around.files_only {
            Severity::Warning
        } else {
            Severity::Error
        };
        let in_tree = facts.around.files_only
            || facts
                .around
                .tree
                .as_deref()
                .is_some_and(|tree| path.starts_with(tree));
        let mut finding = Finding::new(
            &CHECK,
            Spot::of_file(path),
            cause,
            Fix::Do("sign in instead (`feedctl login`), and take this file away".to_owned()),
        )
        .severity(severity)
        .subject(if in_tree {
            Subject::Files
        } else {
            Subject::Machine
        })
        .so("cargo says nothing of it");
        if !tokens.is_empty() {
            finding = finding.secret_in(path);
        }
        for name in lacking {
            finding = finding.explains(Effect::NoToken(name.clone()));
        }
        found.push(finding);
    }
}

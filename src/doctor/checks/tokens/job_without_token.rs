//! A job of a pipeline without the variable that holds the token.

use super::jobs::without_token;
use crate::doctor::checks::finding::{Effect, Finding, Spot};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "job-without-token",
    title: "this job of a pipeline has no token for a feed",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "This runs in a job of a pipeline, the feed wants a sign-in, and no variable of the job holds a token.",
        why: "Cargo stops later, in a step that says less.",
        example: "no token found for `crates`, please run `cargo login --registry crates`",
        fix: "Give the step the variables that the message names. In Azure Pipelines the task `CargoAuthenticate@0` before it sets them.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for without in without_token(facts) {
        if without.job.is_fork {
            continue;
        }
        let name = &without.registry.name;
        let variable = without
            .provider
            .filter(|_| without.by_feedctl)
            .and_then(|provider| provider.sign_in.variable());
        let lines = if let Some(variable) = variable {
            without.job.system.variable_line(variable)
        } else {
            let task = without.provider.and_then(|provider| provider.sign_in.task);
            without.job.system.token_lines(name, task)
        };
        found.push(
            Finding::new(
                &CHECK,
                Spot::Machine,
                format!(
                    "this job of {} has no token for {}",
                    without.job.system.name(),
                    quoted(name)
                ),
                Fix::Do(lines),
            )
            .cargo(format!("no token found for {}", quoted(name)))
            .explains(Effect::NoToken(name.to_string())),
        );
    }
}

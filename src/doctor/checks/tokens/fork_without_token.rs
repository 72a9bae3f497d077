//! A fork's build, which gets no secrets.

use super::jobs::without_token;
use crate::doctor::checks::finding::{Effect, Finding, Spot};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "fork-without-token",
    title: "a fork's build gets no token for a feed",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "This job builds what somebody proposes from a fork. Such jobs get no secrets, and in Azure Pipelines no `System.AccessToken` that reads the feed.",
        why: "`CargoAuthenticate@0` says that all went well there, and cargo then ends in 401.",
        example: "token rejected for `crates` … got 401",
        fix: "Leave the step out for forks, with the condition that the message names, or let a maintainer start the build.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for without in without_token(facts) {
        if !without.job.is_fork {
            continue;
        }
        let name = &without.registry.name;
        let system = without.job.system;
        found.push(
            Finding::new(
                &CHECK,
                Spot::Machine,
                format!(
                    "this job of {} builds a fork, and such jobs get no token for {}",
                    system.name(),
                    quoted(name)
                ),
                Fix::Do(format!(
                    "leave the step out for forks: `{}`",
                    system.not_for_forks()
                )),
            )
            .cargo(format!("no token found for {}", quoted(name)))
            .explains(Effect::NoToken(name.to_string())),
        );
    }
}

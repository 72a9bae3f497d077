//! Nothing is stored for a registry.

use crate::doctor::checks::finding::{Effect, Finding, Spot};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::providers::chain::Chains;
use crate::doctor::checks::{Check, Facts, Fix, Severity, SignIn, Subject, System, Text};

pub(super) const CHECK: Check = Check {
    code: "token-missing",
    title: "not signed in to a registry",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "Only `cargo:token` is asked for a registry, and neither a variable nor a file of this machine holds a token for it.",
        why: "When the feed wants a sign-in, cargo finds no token and stops.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\ncredential-provider = \"cargo:token\"\n# and nothing in ~/.cargo/credentials.toml",
        fix: "`feedctl login NAME`; or set `CARGO_REGISTRIES_NAME_TOKEN`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    if facts.around.files_only {
        return;
    }
    for (registry, chain) in Chains::new(facts).each() {
        let severity = match facts.sign_in(registry) {
            SignIn::Certain => Severity::Error,
            SignIn::Likely => Severity::Info,
            SignIn::Unknown => continue,
        };
        let token_alone = match chain {
            Some(chain) => chain.is_token_alone(facts),
            // What `connect` would configure decides, once somebody does.
            None => !matches!(facts.around.system, System::Windows | System::Macos),
        };
        let nobody = token_alone && facts.token(&registry.name).is_none();
        if !nobody {
            continue;
        }
        let name = &registry.name;
        found.push(
            Finding::new(
                &CHECK,
                Spot::Machine,
                format!("this machine is not signed in to {}", quoted(name)),
                Fix::Do(facts.sign_in_line(name)),
            )
            .severity(severity)
            .cargo(format!("no token found for {}", quoted(name)))
            .effect(Effect::NoToken(name.to_string())),
        );
    }
}

//! A `CARGO_HOME` that is not the folder that is meant.

use crate::doctor::checks::finding::{Effect, Finding, Fix, Spot};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::system::env::HomeFault;

pub(super) const CHECK: Check = Check {
    code: "cargo-home-malformed",
    title: "`CARGO_HOME` is not the folder that is meant",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "`CARGO_HOME` begins with `~`, holds a variable, has quotes or a blank at one end, or is a relative path.",
        why: "Cargo takes the text as it stands, below the folder in which it is run. Your own configuration and your tokens are not found, and `cargo login` writes new tokens into a folder of the project.",
        example: "# in an env file, where nothing is replaced\nCARGO_HOME=~/.cargo",
        fix: "Set it to a whole path, or unset it if you mean `.cargo` in your home. Then look for a folder called `~` or the like in your projects, and for tokens in it.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    if facts.around.files_only {
        return;
    }
    let Some(fault) = facts.env.cargo_home_fault() else {
        return;
    };
    let finding = Finding::new(
        &CHECK,
        Spot::Variable("CARGO_HOME".to_owned()),
        fault.to_string(),
        Fix::Do("set `CARGO_HOME` to a whole path, or unset it".to_owned()),
    )
    .so("cargo does not read your own configuration, nor your tokens");
    // A CI job may mean it so.
    if fault == HomeFault::Relative {
        found.push(finding.severity(Severity::Warning));
        return;
    }
    let names = facts.registries().iter().map(|it| it.name.to_string());
    found.push(names.fold(
        finding.explains(Effect::NoProvider(None)),
        |finding, name| finding.explains(Effect::NoToken(name)),
    ));
}

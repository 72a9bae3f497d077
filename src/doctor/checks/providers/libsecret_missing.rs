//! `cargo:libsecret` without its library.

use super::chain::{Chains, Reach};
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, System, Text};

pub(super) const CHECK: Check = Check {
    code: "libsecret-missing",
    title: "`cargo:libsecret` is asked and its library is not installed",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "Cargo will ask the credential provider `cargo:libsecret`, and the library `libsecret-1.so.0` is not on this machine.",
        why: "Cargo stops there. It does not go on to the next provider of the list, not even where a variable holds a good token; containers and build agents rarely have the library.",
        example: "[registry]\nglobal-credential-providers = [\"cargo:token\", \"cargo:libsecret\"]",
        fix: "Install the library (`apt install libsecret-1-0`, `dnf install libsecret`), or take `cargo:libsecret` out of the list on this machine.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let around = facts.around;
    if around.files_only || around.system != System::Linux || around.libsecret {
        return;
    }
    let chains = Chains::new(facts);
    let asked = chains.asked();
    let reached = asked
        .iter()
        .filter(|asked| asked.link.is_keychain_of(System::Linux) && asked.reach > Reach::Never)
        .max_by_key(|asked| asked.severity);
    // One library is missing, however many ask for it.
    let Some(gravest) = reached else {
        return;
    };
    let finding = Finding::new(
        &CHECK,
        facts.at_value(&gravest.link.entry.definition),
        "cargo asks `cargo:libsecret`, and its library is not on this machine",
        Fix::Do(
            "install the library (Debian, Ubuntu: `sudo apt install libsecret-1-0`; Fedora: `sudo dnf install libsecret`), or take `cargo:libsecret` out"
                .to_owned(),
        ),
    )
    .severity(gravest.severity)
    .cargo("failed to load libsecret: try installing the `libsecret` or `libsecret-1-0` package with the system package manager");
    found.push(gravest.whose.explain(finding));
}

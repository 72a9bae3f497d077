//! A configuration in a member's folder, which cargo does not read from the root
//! of the workspace.

use crate::doctor::checks::finding::{Finding, Fix, Spot};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "config-in-member",
    title: "a configuration lies in a member's folder",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "The folder of a member of the workspace has a `.cargo/config.toml` that speaks of feeds.",
        why: "Cargo looks for its configuration from the folder where it is run upward, whatever package is built. From the root of the workspace, or with `--manifest-path` from elsewhere, it never sees this file.",
        example: "# services/api/.cargo/config.toml, while cargo is run in the root\n[registries]\ncrates = { index = \"sparse+https://feed.example.com/index/\" }",
        fix: "Move the lines to the `.cargo/config.toml` in the root of the workspace.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for config in &facts.around.member_configs {
        let spot = Spot::of_document(&config.path, &config.document, config.feed_key);
        let fix = Fix::Do(
            "move these lines to `.cargo/config.toml` in the root of the workspace".to_owned(),
        );
        found.push(
            Finding::new(
                &CHECK,
                spot,
                "cargo reads this file only when it is run in this folder",
                fix,
            )
            .so("in the root of the workspace cargo does not see these feeds"),
        );
    }
}

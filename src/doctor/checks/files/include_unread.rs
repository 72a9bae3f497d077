//! An `include` that the checkout's own toolchain does not know.

use crate::doctor::checks::finding::{Finding, Fix, Spot};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "include-unread",
    title: "the chosen toolchain reads no `include`",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "A configuration has an `include`, and the checkout's `rust-toolchain.toml` chooses a cargo before 1.94.",
        why: "An older cargo passes `include` over and says nothing, so what the other file defines is missing.",
        example: "# .cargo/config.toml\ninclude = [\"feeds.toml\"]\n\n# rust-toolchain.toml\n[toolchain]\nchannel = \"1.85\"",
        fix: "Choose 1.94 or later, or write the lines of the other file here.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let Some(channel) = facts
        .around
        .toolchain
        .as_ref()
        .and_then(|toolchain| toolchain.channel.as_deref())
    else {
        return;
    };
    let mut parts = channel.split(['.', '-']);
    let major = parts.next().and_then(|part| part.parse::<u32>().ok());
    let minor = parts.next().and_then(|part| part.parse::<u32>().ok());
    let (Some(1), Some(minor)) = (major, minor) else {
        return;
    };
    if minor >= 94 {
        return;
    }
    for (_, file, tree) in facts.files() {
        let Some(entry) = tree.get("include") else {
            continue;
        };
        found.push(
            Finding::new(
                &CHECK,
                Spot::of_config(file, entry.key),
                format!(
                    "cargo {} of this checkout passes `include` over",
                    crate::text::escape::line(channel)
                ),
                Fix::Do(
                    "choose 1.94 or later in the toolchain file, or write the included lines here"
                        .to_owned(),
                ),
            )
            .subject(facts.subject_of(file))
            .so("what the included file defines is missing, and cargo says nothing"),
        );
    }
}

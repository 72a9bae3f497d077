//! The texts of the checks, for `--explain` and for the reference page.

use std::fmt::Write as _;

use super::{Check, groups};
use crate::text::shell::Shell;

/// What `--explain CODE` prints.
#[must_use]
pub fn explain(check: &Check) -> String {
    let mut text = format!(
        "{}: {}\n{}, about {}\n\n",
        check.code,
        check.title,
        check.severity.word(),
        check.subject.word(),
    );
    let example = Shell::native().example(check.text.example);
    for (heading, body) in [
        ("What is wrong", check.text.what),
        ("Why it matters", check.text.why),
        ("Example", &example),
        ("How it is mended", check.text.fix),
    ] {
        let _ = writeln!(text, "{heading}");
        for line in body.trim_end().lines() {
            let _ = writeln!(text, "{}", format!("  {line}").trim_end());
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// The part of the reference page that the checks' own texts make up.
#[must_use]
pub fn page() -> String {
    let mut text = String::new();
    for group in groups() {
        let _ = writeln!(text, "## {}\n", group.title);
        for check in group.checks {
            let _ = writeln!(
                text,
                "### {}\n\n*{}, about {}*: {}\n\n{}\n\n{}\n\n```text\n{}\n```\n\n{}\n",
                check.code,
                check.severity.word(),
                check.subject.word(),
                check.title,
                check.text.what.trim_end(),
                check.text.why.trim_end(),
                check.text.example.trim_end(),
                check.text.fix.trim_end(),
            );
        }
    }
    text
}

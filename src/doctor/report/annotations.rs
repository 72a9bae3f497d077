//! Findings as the log commands of CI systems, one a line.
//!
//! The two systems escape the same few characters, each in its own way.

use std::fmt::Write as _;

use super::{Report, advice};
use crate::doctor::checks::{Consequence, Finding, Severity, Spot};

/// Annotations of GitHub Actions.
#[must_use]
pub fn github(report: &Report<'_>) -> String {
    let value = |text: &str| {
        text.replace('%', "%25")
            .replace('\r', "%0D")
            .replace('\n', "%0A")
    };
    let property = |text: &str| value(text).replace(':', "%3A").replace(',', "%2C");
    let mut text = String::new();
    for finding in report.findings {
        let kind = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let _ = write!(text, "::{kind} ");
        if let Spot::File(spot) = &finding.spot {
            let _ = write!(text, "file={},", property(&report.below_root(&spot.path)));
            if let Some(at) = spot.at {
                let _ = write!(text, "line={},col={},", at.line, at.column);
            }
        }
        let _ = writeln!(
            text,
            "title={}::{}",
            property(finding.check.code),
            value(&message(finding))
        );
    }
    text
}

/// Log commands of Azure Pipelines; what only teaches goes into the debug log.
#[must_use]
pub fn azure(report: &Report<'_>) -> String {
    let value = |text: &str| {
        text.replace('%', "%AZP25")
            .replace('\r', "%0D")
            .replace('\n', "%0A")
    };
    let property = |text: &str| value(text).replace(']', "%5D").replace(';', "%3B");
    let mut text = String::new();
    for finding in report.findings {
        let kind = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => {
                let _ = writeln!(
                    text,
                    "##vso[task.debug]{}: {}",
                    finding.check.code,
                    value(&message(finding))
                );
                continue;
            }
        };
        let _ = write!(text, "##vso[task.logissue type={kind};");
        if let Spot::File(spot) = &finding.spot {
            let _ = write!(
                text,
                "sourcepath={};",
                property(&report.below_root(&spot.path))
            );
            if let Some(at) = spot.at {
                let _ = write!(text, "linenumber={};columnnumber={};", at.line, at.column);
            }
        }
        let _ = writeln!(
            text,
            "code={};]{}",
            property(finding.check.code),
            value(&message(finding))
        );
    }
    text
}

/// Cause, consequence and what to do, in one line.
pub(super) fn message(finding: &Finding) -> String {
    let mut text = finding.cause.clone();
    match &finding.consequence {
        Some(Consequence::Cargo(words)) => {
            let _ = write!(text, "; cargo: {words}");
        }
        Some(Consequence::Plain(words)) => {
            let _ = write!(text, "; {words}");
        }
        None => {}
    }
    let _ = write!(text, "; next: {}", advice(&finding.fix));
    text
}

//! Findings for programs: the shape of `doctor --format json`, version 1.
//!
//! Fields are added, never renamed or taken away; `snapshots/` shows them whole.

use serde::Serialize;

use super::{Count, Report};
use crate::cargo::display_path;
use crate::doctor::checks::{Check, Consequence, Finding, Fix, Spot};

const VERSION: u8 = 1;

/// What `doctor` found.
#[derive(Debug, Serialize)]
struct Doctored<'r> {
    version: u8,
    command: &'static str,
    /// `errors`, `warnings` or `ok`.
    status: &'static str,
    /// `machine` or `files`.
    judged: &'static str,
    findings: Vec<Row<'r>>,
    /// What came of asking cargo, registry by registry.
    #[serde(skip_serializing_if = "Option::is_none")]
    online: Option<Vec<super::tried::Row<'r>>>,
    /// False where a feed was not reached, so that nothing is known of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    conclusive: Option<bool>,
    /// Why cargo was not asked at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_asked: Option<&'r str>,
    summary: Summary,
    /// The files that `--fix` changes or has changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<Vec<FixedFile>>,
    /// Whether `--fix` has written.
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<bool>,
}

/// A file that `--fix` changes.
#[derive(Debug, Clone, Serialize)]
pub struct FixedFile {
    /// The file.
    pub path: String,
    /// The change.
    pub patch: String,
}

/// One checkout of `doctor --recursive`.
#[derive(Debug, Serialize)]
struct OneOfMany<'r> {
    version: u8,
    checkout: String,
    status: &'static str,
    findings: Vec<Row<'r>>,
}

#[derive(Debug, Serialize)]
struct Summary {
    files: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    feeds: Option<usize>,
    errors: usize,
    warnings: usize,
    infos: usize,
    fixable: usize,
}

#[derive(Debug, Serialize)]
struct Row<'r> {
    code: &'static str,
    severity: &'static str,
    subject: &'static str,
    path: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    variable: Option<&'r str>,
    /// The line as it may be shown.
    text: Option<&'r str>,
    cause: &'r str,
    /// What cargo says, in its own words.
    cargo: Option<&'r str>,
    /// What follows, in ours.
    consequence: Option<&'r str>,
    fix: RowFix<'r>,
}

#[derive(Debug, Serialize)]
struct RowFix<'r> {
    /// `edit`, `command` or `words`.
    kind: &'static str,
    /// Whether `--fix` makes it.
    safe: bool,
    /// The command to type, or what to do.
    text: &'r str,
    /// What an edit changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    patch: Option<&'r str>,
}

fn rows<'r>(report: &Report<'r>) -> Vec<Row<'r>> {
    report
        .findings
        .iter()
        .enumerate()
        .map(|(at, finding)| row(report, at, finding))
        .collect()
}

fn row<'r>(report: &Report<'r>, at: usize, finding: &'r Finding) -> Row<'r> {
    let (path, position, text) = match &finding.spot {
        Spot::File(spot) => (
            Some(display_path::shown(&spot.path, report.env)),
            spot.at,
            spot.line.as_deref(),
        ),
        Spot::Variable(_) | Spot::Machine => (None, None, None),
    };
    let (cargo, consequence) = match &finding.consequence {
        Some(Consequence::Cargo(words)) => (Some(words.as_str()), None),
        Some(Consequence::Plain(words)) => (None, Some(words.as_str())),
        None => (None, None),
    };
    let (kind, safe, words) = match &finding.fix {
        Fix::Edit { safe, does, .. } => ("edit", *safe, does),
        Fix::Type(command) => ("command", false, command),
        Fix::Do(words) => ("words", false, words),
    };
    Row {
        code: finding.check.code,
        severity: finding.severity.word(),
        subject: finding.subject.word(),
        path,
        line: position.map(|at| at.line),
        column: position.map(|at| at.column),
        variable: match &finding.spot {
            Spot::Variable(name) => Some(name),
            _ => None,
        },
        text,
        cause: &finding.cause,
        cargo,
        consequence,
        fix: RowFix {
            kind,
            safe,
            text: words,
            patch: report
                .previews
                .get(at)
                .and_then(Option::as_ref)
                .map(|patch| patch.text.as_str()),
        },
    }
}

fn status(count: Count) -> &'static str {
    match (count.errors, count.warnings) {
        (0, 0) => "ok",
        (0, _) => "warnings",
        _ => "errors",
    }
}

/// The whole result of `doctor`, as text.
#[must_use]
pub fn doctored(
    report: &Report<'_>,
    files_only: bool,
    fixed: Option<Vec<FixedFile>>,
    written: Option<bool>,
) -> String {
    let count = Count::of(report.findings);
    pretty(&Doctored {
        version: VERSION,
        command: "doctor",
        status: status(count),
        judged: if files_only { "files" } else { "machine" },
        findings: rows(report),
        online: report.tried.map(|tried| {
            tried
                .iter()
                .map(|one| super::tried::Row::of(one, report.findings))
                .collect()
        }),
        conclusive: report
            .tried
            .map(|tried| report.not_asked.is_none() && tried.iter().all(|one| one.conclusive)),
        not_asked: report.not_asked,
        summary: Summary {
            files: report.files,
            feeds: Some(report.feeds),
            errors: count.errors,
            warnings: count.warnings,
            infos: count.infos,
            fixable: count.fixable,
        },
        fixed,
        written,
    })
}

/// One line for one checkout of `doctor --recursive`.
#[must_use]
pub fn checkout(report: &Report<'_>, shown: String) -> String {
    let line = OneOfMany {
        version: VERSION,
        checkout: shown,
        status: status(Count::of(report.findings)),
        findings: rows(report),
    };
    format!("{}\n", serde_json::to_string(&line).unwrap_or_default())
}

/// The last line of `doctor --recursive`.
#[must_use]
pub fn total(checkouts: usize, files: usize, count: Count) -> String {
    #[derive(Serialize)]
    struct Total {
        version: u8,
        command: &'static str,
        status: &'static str,
        checkouts: usize,
        summary: Summary,
    }
    let line = Total {
        version: VERSION,
        command: "doctor",
        status: status(count),
        checkouts,
        summary: Summary {
            files,
            feeds: None,
            errors: count.errors,
            warnings: count.warnings,
            infos: count.infos,
            fixable: count.fixable,
        },
    };
    format!("{}\n", serde_json::to_string(&line).unwrap_or_default())
}

/// The text of a check.
#[must_use]
pub fn explained(check: &Check) -> String {
    #[derive(Serialize)]
    struct Explained {
        version: u8,
        command: &'static str,
        code: &'static str,
        title: &'static str,
        severity: &'static str,
        subject: &'static str,
        what: &'static str,
        why: &'static str,
        example: &'static str,
        fix: &'static str,
    }
    pretty(&Explained {
        version: VERSION,
        command: "explain",
        code: check.code,
        title: check.title,
        severity: check.severity.word(),
        subject: check.subject.word(),
        what: check.text.what,
        why: check.text.why,
        example: check.text.example,
        fix: check.text.fix,
    })
}

fn pretty(result: &impl Serialize) -> String {
    // Only maps with keys that are no strings could fail, and there are none.
    format!(
        "{}\n",
        serde_json::to_string_pretty(result).unwrap_or_default()
    )
}

//! Findings for people: the line, the letters that are meant, why, and what next.

use std::fmt::Write as _;

use console::Style;

use super::{Count, Report, advice, is_safe};
use crate::cargo::display_path;
use crate::doctor::checks::{Consequence, Finding, Fix, Severity, Spot};
use crate::text::diff::Patch;
use crate::text::grammar::plural;

/// How many lines of a fix are shown.
const PREVIEW: usize = 8;

/// All findings, by file.
#[must_use]
pub fn human(report: &Report<'_>, color: bool) -> String {
    let paint = Paint { color };
    let mut text = String::new();
    let mut last = None;
    for (at, finding) in report.findings.iter().enumerate() {
        let place = finding.spot.path();
        if last.is_some_and(|last| last != place) {
            text.push('\n');
        }
        last = Some(place);
        one(&mut text, report, finding, report.preview(at), &paint);
    }
    text
}

/// The last line: counts, and what to type next.
#[must_use]
pub fn summary(report: &Report<'_>) -> String {
    let count = Count::of(report.findings);
    if report.findings.is_empty() {
        return match report.not_asked {
            Some(_) => "the files show nothing wrong; the feeds were not tried".to_owned(),
            None => all_well(report),
        };
    }
    let mut files: Vec<_> = report
        .findings
        .iter()
        .filter_map(|finding| finding.spot.path())
        .collect();
    files.sort();
    files.dedup();
    let mut text = counted(count);
    match files.len() {
        0 => {}
        1 => {
            let file = files.first().copied().unwrap_or(report.root);
            let _ = write!(text, " in {}", display_path::shown(file, report.env));
        }
        several => {
            let _ = write!(text, " in {several} files");
        }
    }
    let all = count.errors + count.warnings + count.infos;
    if count.fixable > 0 {
        let what = match count.fixable {
            1 if all == 1 => "it".to_owned(),
            2 if all == 2 => "both".to_owned(),
            several if all == several => "all".to_owned(),
            several => format!("{several} of them"),
        };
        let _ = write!(text, "; `feedctl doctor --fix` mends {what}");
    }
    let worst = report
        .findings
        .iter()
        .max_by_key(|finding| (finding.severity, !is_safe(&finding.fix)));
    if let Some(worst) = worst {
        let _ = write!(
            text,
            "; `feedctl doctor --explain {}` says more",
            worst.check.code
        );
    }
    text
}

fn all_well(report: &Report<'_>) -> String {
    if report.files == 0 && report.feeds == 0 {
        return "all is well: cargo reads no configuration here".to_owned();
    }
    let files = plural(report.files, "file");
    let feeds = match report.feeds {
        0 => "no feed".to_owned(),
        several => plural(several, "feed"),
    };
    format!("all is well: cargo reads {files} of configuration here and knows {feeds}")
}

/// `2 errors, 1 warning`.
#[must_use]
pub fn counted(count: Count) -> String {
    let parts: Vec<String> = [
        (count.errors, "error"),
        (count.warnings, "warning"),
        (count.infos, "hint"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, word)| plural(number, word))
    .collect();
    parts.join(", ")
}

struct Paint {
    color: bool,
}

impl Paint {
    fn with(&self, style: &Style, text: &str) -> String {
        if self.color {
            style.clone().force_styling(true).apply_to(text).to_string()
        } else {
            text.to_owned()
        }
    }

    fn of(severity: Severity) -> Style {
        match severity {
            Severity::Error => Style::new().red().bold(),
            Severity::Warning => Style::new().yellow().bold(),
            Severity::Info => Style::new().cyan(),
        }
    }
}

fn one(
    text: &mut String,
    report: &Report<'_>,
    finding: &Finding,
    preview: Option<&Patch>,
    paint: &Paint,
) {
    let style = Paint::of(finding.severity);
    let head = format!("{}[{}]", finding.severity.word(), finding.check.code);
    let _ = writeln!(
        text,
        "{} {}",
        paint.with(&style, &head),
        report.place(&finding.spot)
    );
    source(text, finding, paint, &style);
    match &finding.consequence {
        Some(Consequence::Cargo(words)) => {
            let _ = writeln!(text, "  cargo: {words}");
        }
        Some(Consequence::Plain(words)) => {
            let _ = writeln!(text, "  {words}");
        }
        None => {}
    }
    let next = paint.with(&Style::new().green(), "next:");
    let _ = writeln!(text, "  {next} {}", advice(&finding.fix));
    if let (Fix::Edit { .. }, Some(patch)) = (&finding.fix, preview) {
        changes(text, patch, paint);
    }
}

/// The line with the letters that are meant underlined, and the cause.
fn source(text: &mut String, finding: &Finding, paint: &Paint, style: &Style) {
    let Spot::File(spot) = &finding.spot else {
        let _ = writeln!(text, "  {}", finding.cause);
        return;
    };
    let (Some(at), Some(line)) = (spot.at, &spot.line) else {
        let _ = writeln!(text, "  {}", finding.cause);
        return;
    };
    let number = at.line.to_string();
    let blank = " ".repeat(number.len());
    let _ = writeln!(text, "  {number} | {}", line.trim_end());
    match spot.mark {
        Some((first, count)) => {
            let letters: Vec<char> = line.chars().collect();
            let width = |from: usize, count: usize| {
                let part: String = letters.iter().skip(from).take(count).collect();
                console::measure_text_width(&part)
            };
            let before = " ".repeat(width(0, first));
            let marks = "^".repeat(width(first, count).max(1));
            let _ = writeln!(
                text,
                "  {blank} | {before}{} {}",
                paint.with(style, &marks),
                finding.cause
            );
        }
        None => {
            let _ = writeln!(text, "  {blank} = {}", finding.cause);
        }
    }
}

/// The lines that an edit takes out and puts in.
fn changes(text: &mut String, patch: &Patch, paint: &Paint) {
    let lines: Vec<&str> = patch
        .text
        .lines()
        .skip(2)
        .filter(|line| line.starts_with(['-', '+']))
        .collect();
    for line in lines.iter().take(PREVIEW) {
        let style = if line.starts_with('+') {
            Style::new().green()
        } else {
            Style::new().red()
        };
        let _ = writeln!(text, "    {}", paint.with(&style, line));
    }
    if lines.len() > PREVIEW {
        let _ = writeln!(text, "    … {} more lines", lines.len() - PREVIEW);
    }
}

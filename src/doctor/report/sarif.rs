//! Findings as SARIF 2.1.0, which code scanning reads.
//!
//! Paths count from the root of the checkout. Columns count Unicode code points.

use serde_json::{Value, json};
use url::Url;

use super::annotations::message;
use super::{Report, advice};
use crate::doctor::checks::{self, Check, Finding, Severity, Spot};

/// The whole log.
#[must_use]
pub fn sarif(report: &Report<'_>) -> String {
    let mut rules: Vec<&'static Check> = report
        .findings
        .iter()
        .map(|finding| finding.check)
        .collect();
    rules.sort_by_key(|check| check.code);
    rules.dedup_by_key(|check| check.code);
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| result(report, finding, &rules))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "feedctl",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|check| rule(check)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let text = serde_json::to_string_pretty(&log).unwrap_or_default();
    format!("{text}\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(check: &Check) -> Value {
    json!({
        "id": check.code,
        "shortDescription": { "text": check.title },
        "fullDescription": { "text": check.text.what },
        "help": { "text": checks::reference::explain(check) },
        "defaultConfiguration": { "level": level(check.severity) },
    })
}

fn result(report: &Report<'_>, finding: &Finding, rules: &[&Check]) -> Value {
    let index = rules
        .iter()
        .position(|check| check.code == finding.check.code);
    let mut result = json!({
        "ruleId": finding.check.code,
        "level": level(finding.severity),
        "message": { "text": message(finding) },
        "properties": { "subject": finding.subject.word(), "fix": advice(&finding.fix) },
    });
    if let Some(index) = index {
        result["ruleIndex"] = json!(index);
    }
    if let Spot::File(spot) = &finding.spot {
        let mut place = json!({ "artifactLocation": location(report, &spot.path) });
        if let Some(at) = spot.at {
            let mut region = json!({ "startLine": at.line, "startColumn": at.column });
            if let Some((_, count)) = spot.mark {
                region["endColumn"] = json!(at.column + count);
            }
            place["region"] = region;
        }
        result["locations"] = json!([{ "physicalLocation": place }]);
    }
    result
}

/// A URI reference below the root of the checkout, or a whole one.
fn location(report: &Report<'_>, path: &std::path::Path) -> Value {
    match path.strip_prefix(report.root) {
        Ok(below) => {
            let mut url = Url::parse("file:///").unwrap_or_else(|_| unreachable!("a constant URL"));
            if let Ok(mut segments) = url.path_segments_mut() {
                segments
                    .clear()
                    .extend(below.iter().map(|part| part.to_string_lossy().into_owned()));
            }
            json!({ "uri": url.path().trim_start_matches('/'), "uriBaseId": "%SRCROOT%" })
        }
        Err(_) => match Url::from_file_path(path) {
            Ok(url) => json!({ "uri": url.as_str() }),
            Err(()) => json!({ "uri": "unknown" }),
        },
    }
}

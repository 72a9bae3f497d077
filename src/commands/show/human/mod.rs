//! An answer as text for people: short rows that can be read aloud.

mod feed;
mod value;

use std::fmt::Write as _;

use super::shown::{Answer, Chain, Everything, FileRow, Keyed, Named, Providers};
use super::values::{Value, grouped};
use feed::{feed, origin, provider};
use value::value;

/// How many of a kind stand in one row.
const IN_A_ROW: usize = 5;

/// No column is wider.
const COLUMN: usize = 40;

/// The text.
pub(super) fn text(answer: &Answer) -> String {
    let mut out = String::new();
    match answer {
        Answer::Everything(all) => everything(all, &mut out),
        Answer::Name(named) => name(named, &mut out),
        Answer::Key(keyed) => key(keyed, &mut out),
    }
    out
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn heading(out: &mut String, text: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    line(out, text);
}

/// Rows with a first column of one width; what has no second one stands alone.
fn rows(out: &mut String, rows: &[(String, String)]) {
    let width = rows
        .iter()
        .map(|(first, _)| first.chars().count())
        .filter(|width| *width <= COLUMN)
        .max()
        .unwrap_or(0);
    for (first, second) in rows {
        let row = format!("  {first:width$}  {second}");
        line(out, row.trim_end());
    }
}

fn everything(all: &Everything, out: &mut String) {
    heading(out, "Feeds here");
    for fault in &all.faults {
        line(out, &format!("  cargo fails: {fault}"));
    }
    if all.feeds.is_empty() && all.faults.is_empty() {
        line(out, "  none");
    }
    for (at, shown) in all.feeds.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        feed(shown, &all.global_credential_providers, out);
    }
    global(&all.global_credential_providers, out);
    heading(out, "crates.io");
    chain(&all.crates_io, out);
    heading(
        out,
        "Files that cargo reads, the one that counts most first",
    );
    if all.files.is_empty() {
        line(out, "  none");
    }
    files(&all.files, out);
    if let Some(home) = &all.cargo_home {
        line(out, &format!("  cargo's home is {home}"));
    }
    if !all.not_read.is_empty() {
        heading(out, "Not read, though it looks like it");
        let unread: Vec<(String, String)> = all
            .not_read
            .iter()
            .map(|unread| {
                let file = unread.file.clone();
                let variable = unread.variable.as_ref();
                let what = file.or_else(|| variable.map(|name| format!("variable {name}")));
                (what.unwrap_or_default(), unread.why.clone())
            })
            .collect();
        rows(out, &unread);
    }
    if !all.variables.is_empty() {
        heading(out, "Variables");
        let variables: Vec<(String, String)> = all
            .variables
            .iter()
            .map(|variable| {
                let remarks = after_semicolons(&variable.remarks);
                (variable.name.clone(), bare(&variable.value) + &remarks)
            })
            .collect();
        rows(out, &variables);
    }
}

fn after_semicolons(remarks: &[String]) -> String {
    remarks.iter().fold(String::new(), |mut text, remark| {
        let _ = write!(text, "; {remark}");
        text
    })
}

/// A value as a person says it: a text without quotes, unless it is empty.
fn bare(value: &Value) -> String {
    match value {
        Value::Text(text) if text.is_empty() => "set, but empty".to_owned(),
        Value::Text(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The list for all registries.
fn global(providers: &Providers, out: &mut String) {
    heading(
        out,
        "Credential providers for all registries, in the order in which cargo asks them",
    );
    if let Some(fault) = &providers.fault {
        line(out, &format!("  cargo fails: {fault}"));
    } else if providers.asked.is_empty() {
        line(out, "  none");
    }
    let asked: Vec<(String, String)> = providers
        .asked
        .iter()
        .map(|asked| (provider(asked), format!("from {}", asked.from)))
        .collect();
    rows(out, &asked);
}

fn chain(chain: &Chain, out: &mut String) {
    if !chain.replaced {
        line(out, "  not replaced");
    }
    let steps: Vec<(String, String)> = chain
        .steps
        .iter()
        .map(|step| {
            (
                format!("{} is replaced by {}", step.from, step.to),
                origin(&step.defined, &step.shadows),
            )
        })
        .collect();
    rows(out, &steps);
    let name = chain.end.name.as_deref().unwrap_or_default();
    match (chain.end.kind, chain.end.values.as_slice()) {
        ("registry", [index]) => {
            let url = index.value.as_ref().map(bare).unwrap_or_default();
            line(out, &format!("  {name} is a registry: {url}"));
        }
        ("source", values) => {
            line(out, &format!("  {name} is a source:"));
            for entry in values {
                value(entry, "    ", out);
            }
        }
        _ => {}
    }
    if !chain.end.cycle.is_empty() {
        let mut names: Vec<&str> = chain
            .end
            .cycle
            .iter()
            .take(IN_A_ROW)
            .map(String::as_str)
            .collect();
        if chain.end.cycle.len() > IN_A_ROW {
            names.push("…");
        }
        line(out, &format!("  a circle: {}", names.join(", ")));
    }
    if let Some(fault) = &chain.fault {
        line(out, &format!("  cargo fails: {fault}"));
    }
}

fn files(files: &[FileRow], out: &mut String) {
    let width = files
        .iter()
        .map(|file| file.path.chars().count())
        .filter(|width| *width <= COLUMN)
        .max()
        .unwrap_or(0);
    for file in files {
        let role = match (file.role, &file.included_by) {
            ("here", _) => "of this folder".to_owned(),
            ("above", _) => "of a folder above".to_owned(),
            ("home", _) => "of cargo's home".to_owned(),
            ("credentials", _) => "credentials, which beat every other file".to_owned(),
            (_, Some(by)) => format!("included by {by}"),
            (other, None) => other.to_owned(),
        };
        let remarks = after_semicolons(&file.remarks);
        line(out, &format!("  {:width$}  {role}{remarks}", file.path));
        for problem in file.problems.iter().take(IN_A_ROW) {
            line(out, &format!("    cargo fails: {problem}"));
        }
        if file.problems.len() > IN_A_ROW {
            let more = grouped(file.problems.len() - IN_A_ROW);
            line(out, &format!("    and {more} more of the kind"));
        }
    }
}

fn name(named: &Named, out: &mut String) {
    let none = Providers {
        which: "none",
        asked: Vec::new(),
        shadows: Vec::new(),
        fault: None,
        remarks: Vec::new(),
    };
    if let Some(shown) = &named.feed {
        heading(out, "Registry");
        let list = named.global_credential_providers.as_ref();
        feed(shown, list.unwrap_or(&none), out);
    }
    if !named.values.is_empty() {
        heading(out, "Values");
        for entry in &named.values {
            value(entry, "  ", out);
        }
    }
    if let Some(list) = &named.global_credential_providers {
        global(list, out);
    }
    if let Some(shown) = &named.crates_io {
        heading(out, "crates.io");
        chain(shown, out);
    }
}

fn key(keyed: &Keyed, out: &mut String) {
    for (at, entry) in keyed.values.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        value(entry, "", out);
    }
}

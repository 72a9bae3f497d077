//! One registry as text.

use std::fmt::Write as _;

use super::{IN_A_ROW, bare, line};
use crate::commands::show::shown::{Asked, Entry, Feed, Place, Providers, Shadowed};
use crate::commands::show::values::grouped;

/// A row with a label, and more rows below it.
fn row(out: &mut String, label: &str, text: &str) {
    let _ = writeln!(out, "    {label:9}  {text}");
}

/// A registry.
pub(super) fn feed(feed: &Feed, global: &Providers, out: &mut String) {
    let words = feed.in_words.as_deref().map(|words| format!(": {words}"));
    line(
        out,
        &format!("  {}{}", feed.name, words.unwrap_or_default()),
    );
    if feed.replaces_crates_io {
        row(out, "role", "stands in for crates.io");
    }
    fact(out, "index", &feed.index);
    providers(&feed.credential_providers, global, out);
    fact(out, "token", &feed.token);
    for remark in &feed.remarks {
        row(out, "note", remark);
    }
}

/// The value of an entry, and below it where it comes from.
fn fact(out: &mut String, label: &str, entry: &Entry) {
    let value = match (&entry.fault, &entry.value) {
        (Some(fault), _) => format!("cargo fails: {fault}"),
        (None, Some(value)) => bare(value),
        (None, None) => match entry.remarks.as_slice() {
            [] => "not set".to_owned(),
            remarks => {
                row(out, label, &remarks.join("; "));
                return;
            }
        },
    };
    row(out, label, &value);
    if let Some(from) = &entry.from {
        row(out, "", &origin(from, &entry.shadows));
    }
    for remark in &entry.remarks {
        row(out, "", remark);
    }
}

/// `from A, shadows B and C`.
pub(super) fn origin(from: &Place, shadows: &[Shadowed]) -> String {
    let mut text = format!("from {from}");
    if !shadows.is_empty() {
        let places: Vec<String> = shadows
            .iter()
            .take(IN_A_ROW)
            .map(|shadowed| shadowed.from.to_string())
            .collect();
        let _ = write!(text, ", shadows {}", places.join(", "));
        if shadows.len() > IN_A_ROW {
            let _ = write!(text, " and {} more", grouped(shadows.len() - IN_A_ROW));
        }
    }
    text
}

fn providers(providers: &Providers, global: &Providers, out: &mut String) {
    const LABEL: &str = "sign-in";
    if let Some(fault) = &providers.fault {
        row(out, LABEL, &format!("cargo fails: {fault}"));
        return;
    }
    match (providers.which, providers.asked.first()) {
        ("own", Some(asked)) => {
            row(out, LABEL, &provider(asked));
            let from = origin(&asked.from, &providers.shadows);
            row(out, "", &format!("{from}: its own, and no other is asked"));
        }
        ("global", _) => {
            let mut names: Vec<String> = global
                .asked
                .iter()
                .take(IN_A_ROW)
                .map(|asked| asked.credential_provider.clone())
                .collect();
            if global.asked.len() > IN_A_ROW {
                names.push(format!("{} more", grouped(global.asked.len() - IN_A_ROW)));
            }
            row(out, LABEL, &names.join(", then "));
            row(
                out,
                "",
                "it has none of its own, so those for all registries",
            );
        }
        _ => {}
    }
    let silent = providers.which == "none";
    for (at, remark) in providers.remarks.iter().enumerate() {
        row(out, if silent && at == 0 { LABEL } else { "" }, remark);
    }
}

/// A credential provider, and what it is an alias of.
pub(super) fn provider(asked: &Asked) -> String {
    match (&asked.alias_of, &asked.alias_from) {
        (Some(alias), Some(from)) => {
            format!(
                "{}, an alias of {alias} ({from})",
                asked.credential_provider
            )
        }
        _ => asked.credential_provider.clone(),
    }
}

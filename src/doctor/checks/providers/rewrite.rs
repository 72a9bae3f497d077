//! Changes of what a file says about credential providers.
//!
//! A list is written anew as a whole, so one with a comment in it is left alone.

use super::chain::{Asked, GLOBAL};
use crate::cargo::{ConfigFile, Definition};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Facts, Fix};
use crate::toml::edit::{Change, Literal};
use crate::toml::{Entry, Item, Node, Span, texts};

/// Exchanges the program of a provider, and nothing else.
pub(super) fn program(facts: &Facts<'_>, asked: &Asked<'_, '_>, new: &str, safe: bool) -> Fix {
    let old = asked.link.entry.program;
    let does = format!("write {} instead of {}", quoted(new), quoted(old));
    let change = || {
        let path = asked.path();
        let (file, entry, at) = entry(facts, asked.link.entry.named_at(), &path)?;
        let exchanged = |text: &str| text.replacen(old, new, 1);
        let value = match entry.value() {
            Node::String(text) => Literal::String(exchanged(text)),
            Node::List(items) => {
                let mut texts = texts(items)?;
                let at = items.iter().position(|item| item.span == at).unwrap_or(0);
                texts[at] = exchanged(&texts[at]);
                Literal::List(texts)
            }
            _ => return None,
        };
        let (key, table) = path.split_last()?;
        Some((file, Change::set(table, key, value)))
    };
    match change() {
        Some((file, change)) => Facts::edit_file(safe, file, vec![change], does),
        None => Fix::Do(does),
    }
}

/// Writes the part of the common list anew that stands in one file.
pub(super) fn list(
    facts: &Facts<'_>,
    definition: &Definition,
    safe: bool,
    does: &str,
    change: impl FnOnce(&[Item]) -> Option<Vec<String>>,
) -> Fix {
    let changed = || {
        let (file, entry, _) = entry(facts, definition, &GLOBAL)?;
        let items = entry.value().as_list()?;
        let value = Literal::List(change(items)?);
        Some((file, Change::set(&GLOBAL[..1], GLOBAL[1], value)))
    };
    match changed() {
        Some((file, change)) => Facts::edit_file(safe, file, vec![change], does),
        None => Fix::Do(does.to_owned()),
    }
}

/// The same, so that `cargo:token` is asked after the others: the last one is asked first.
pub(super) fn token_first(facts: &Facts<'_>, definition: &Definition, does: &str) -> Fix {
    list(facts, definition, false, does, |items| {
        let mut texts = texts(items)?;
        let at = texts.iter().rposition(|text| text == "cargo:token")?;
        if at == 0 {
            return None;
        }
        let token = texts.remove(at);
        texts.insert(0, token);
        Some(texts)
    })
}

/// The entry in the file of a definition, and the place of its value. Nothing where
/// writing it anew would lose a comment.
fn entry<'f>(
    facts: &Facts<'f>,
    definition: &Definition,
    path: &[&str],
) -> Option<(&'f ConfigFile, &'f Entry, Span)> {
    let Definition::File { file, value, .. } = definition else {
        return None;
    };
    let file = facts.config().file(*file);
    let entry = file.tree()?.at(path)?;
    let has_comment =
        entry.value().as_list().is_some() && entry.item.span.of(file.text()?).contains('#');
    (!has_comment).then_some((file, entry, *value))
}

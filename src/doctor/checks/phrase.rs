//! Short forms for what checks write: words from elsewhere, and changes.

use crate::text::escape;
use crate::text::shell::Shell;
use crate::toml::edit::{Change, Literal};

/// A word from elsewhere for a sentence: clean, in backticks.
#[must_use]
pub(super) fn quoted(word: &str) -> String {
    format!("`{}`", escape::url(word))
}

/// A credential provider for a sentence: its program, in backticks.
pub(super) fn quoted_provider<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    format!("`{}`", crate::cargo::provider_words::shown(words))
}

/// `Change::Replace` of a value by a table with that one key.
pub(super) fn as_table(path: &[&str], key: &str, value: &str) -> Change {
    let pairs = vec![(key.to_owned(), Literal::String(value.to_owned()))];
    let name = path.last().copied().unwrap_or_default();
    Change::replace(path, name, Literal::Table(pairs))
}

/// Names from elsewhere for a sentence: up to three, then how many more.
pub(super) fn listed(names: &[&str]) -> String {
    let mut shown: Vec<String> = names.iter().take(3).map(|name| quoted(name)).collect();
    if names.len() > 3 {
        return format!("{} and {} more", shown.join(", "), names.len() - 3);
    }
    let last = shown.pop().unwrap_or_default();
    if shown.is_empty() {
        return last;
    }
    format!("{} and {last}", shown.join(", "))
}

/// A word from elsewhere within something to type.
pub(super) fn typed(word: &str) -> String {
    escape::line(&Shell::native().quote(word))
}

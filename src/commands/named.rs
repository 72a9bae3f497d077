//! Which registry a command is about, when it takes a NAME that may be left out.

use crate::config::{Registry, Replacement, View};
use crate::error::CliError;
use crate::foreign;

/// The registry of that name, or the only one, or the one that replaces crates.io.
pub(super) fn registry(name: Option<&str>, view: &View<'_>) -> Result<String, CliError> {
    let known = with_index(view);
    match name {
        Some(name) if known.iter().any(|registry| registry.name == name) => Ok(name.to_owned()),
        Some(name) => Err(unknown(name, &known)),
        None => only(view, &known),
    }
}

/// Registries that have an index.
pub(super) fn with_index<'c>(view: &View<'c>) -> Vec<Registry<'c>> {
    view.registries()
        .into_iter()
        .filter(|registry| matches!(registry.index, Ok(Some(_))))
        .collect()
}

fn only(view: &View<'_>, known: &[Registry<'_>]) -> Result<String, CliError> {
    if let Ok(Replacement::Registry { name, .. }) = view.replacement_of_crates_io() {
        return Ok(name.to_owned());
    }
    match known {
        [one] => Ok(one.name.to_string()),
        [] => Err(CliError::usage(
            "no feed is configured here",
            "`feedctl connect`",
        )),
        several => Err(CliError::usage(
            format!("several feeds are configured here: {}", list(several)),
            "name one of them",
        )),
    }
}

/// A name that nothing has, with the one that was meant.
pub(super) fn unknown(name: &str, known: &[Registry<'_>]) -> CliError {
    let message = format!("no feed is called `{}` here", foreign::line(name));
    match nearest(name, known.iter().map(|registry| registry.name.as_ref())) {
        Some(near) => CliError::usage(message, format!("did you mean `{}`?", foreign::line(near))),
        None if known.is_empty() => CliError::usage(message, "`feedctl connect`"),
        None => CliError::usage(message, format!("known are {}", list(known))),
    }
}

fn list(registries: &[Registry<'_>]) -> String {
    let names: Vec<String> = registries
        .iter()
        .take(20)
        .map(|registry| format!("`{}`", foreign::line(&registry.name)))
        .collect();
    names.join(", ")
}

/// The known name that differs least, if it differs by little.
pub(super) fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let fold = |text: &str| text.to_lowercase().replace('-', "_");
    let wanted: Vec<char> = fold(name).chars().collect();
    known
        .into_iter()
        .map(|other| {
            let letters: Vec<char> = fold(other).chars().collect();
            (distance(&wanted, &letters), other)
        })
        .filter(|(distance, _)| *distance <= wanted.len().div_ceil(3).min(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// How many letters have to be put in, taken out, exchanged or swapped.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, left) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, right) in b.iter().enumerate() {
            let above = &rows[i];
            let mut best = (above[j] + usize::from(left != right))
                .min(above[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *left == b[j - 1] && a[i - 1] == *right {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_that_was_meant_is_found() {
        let known = ["crates", "my_feed", "tools"];
        assert_eq!(nearest("Crates", known), Some("crates"));
        assert_eq!(nearest("my-feed", known), Some("my_feed"));
        assert_eq!(nearest("craets", known), Some("crates"));
        assert_eq!(nearest("other", known), None);
        assert_eq!(nearest("", known), None);
    }
}

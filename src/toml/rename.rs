//! Giving a key or a table another name: the bytes of the name change wherever
//! it is written, and nothing else does.
//!
//! Not for moving anything to another table.

use super::change::Refusal;
use super::literal::encode_key;
use super::locate::{sections, sibling_must_be_free};
use super::pass::Pass;
use super::{Document, Key, Pair, Statement, Value};

/// Writes `to` in the place of the last part of `path`, at every mention.
pub(super) fn rename(
    pass: &mut Pass,
    document: &Document,
    path: &[String],
    to: &str,
) -> Result<(), Refusal> {
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    sibling_must_be_free(document, &names, to)?;
    let mut renamer = Renamer {
        pass,
        text: document.text(),
        names: &names,
        new: encode_key(to),
    };
    for section in sections(document) {
        let own: &[Key] = match section.header {
            Some(Statement::Header { path, .. }) => path,
            _ => &[],
        };
        let Some(depth) = renamer.keys(own, 0) else {
            continue;
        };
        for pair in section.pairs() {
            renamer.pair(pair, depth);
        }
    }
    Ok(())
}

struct Renamer<'a> {
    pass: &'a mut Pass,
    text: &'a str,
    names: &'a [&'a str],
    new: String,
}

impl Renamer<'_> {
    /// Follows `keys` from `depth` names on: renames where the last name is met.
    /// Returns how many names are matched when the keys end before it.
    fn keys(&mut self, keys: &[Key], mut depth: usize) -> Option<usize> {
        for key in keys {
            if self.names.get(depth) != Some(&key.name(self.text)) {
                return None;
            }
            depth += 1;
            if depth == self.names.len() {
                self.pass.replace(key.span, self.new.as_str());
                return None;
            }
        }
        Some(depth)
    }

    fn pair(&mut self, pair: &Pair, depth: usize) {
        let Some(depth) = self.keys(&pair.path, depth) else {
            return;
        };
        if let Value::Inline { pairs, .. } = &pair.value {
            for inner in pairs {
                self.pair(inner, depth);
            }
        }
    }
}

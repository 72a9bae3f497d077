//! Values that are found otherwise than by one declared type: tokens, which have a
//! file of their own, and keys of which feedctl knows no type.

use std::collections::HashSet;

use super::keys;
use super::seen::{CHANCE, Seen};
use super::shown::{Entry, Shadowed};
use super::values::{Hidden, Value};
use crate::cargo::keys::Holds;
use crate::cargo::{Definition, FileId, MergedNode, MergedValue, StoredToken, variable_name};
use crate::text::escape;
use crate::toml::Span;

impl Seen<'_> {
    /// A token: a variable beats the credentials file, which beats the others.
    pub(super) fn secret(&self, path: &[&str]) -> Entry {
        let stored = match path {
            ["registries", name, "token"] => self.stored.get(&Some(*name)),
            ["registry", "token"] => self.stored.get(&None),
            _ => None,
        };
        let Some(stored) = stored else {
            return self.found(path, Holds::Secret, self.view.secret(path), |secret| {
                Value::Hidden(Hidden::new(Some(secret.shape())))
            });
        };
        let mut in_files: Vec<Definition> = Vec::new();
        if let Some(value) = self.view.at(path) {
            in_files.push(value.definition().clone());
            in_files.extend(value.shadowed().iter().cloned());
        }
        let mut shadows = self.shadowed(path, &in_files, Holds::Secret);
        let variable = variable_name(path);
        if let Some(text) = self.env.config_variable(&variable) {
            let below = Shadowed {
                value: Some(of_stored(stored)),
                from: self.place(&stored.definition),
            };
            shadows.insert(0, below);
            return Entry {
                value: Some(Value::text(text, Holds::Secret)),
                from: Some(self.place(&Definition::Variable(variable.into()))),
                shadows,
                ..Entry::default()
            };
        }
        Entry {
            value: Some(of_stored(stored)),
            from: Some(self.place(&stored.definition)),
            shadows,
            ..Entry::default()
        }
    }

    /// What the files say, and whether a variable speaks too.
    pub(super) fn any(&self, path: &[&str], holds: Holds) -> Entry {
        let mut entry = Entry::default();
        if let Some(value) = self.view.at(path) {
            let place = |value: &MergedValue<'_>| self.place(value.definition());
            entry.value = Some(Value::merged(value, holds, &place));
            entry.from = Some(self.place(value.definition()));
            entry.shadows = self.shadowed(path, &not_joined(value), holds);
            if value.ambiguous() {
                entry.remarks.push(CHANCE.to_owned());
            }
        }
        let variable = variable_name(path);
        if keys::is_read(path) && path.len() > 1 && self.env.config_variable(&variable).is_some() {
            entry.remarks.push(format!(
                "variable {} is set, and cargo asks it first",
                escape::line(&variable)
            ));
        }
        entry
    }
}

/// What is known of a token in the credentials file.
fn of_stored(token: &StoredToken) -> Value {
    Value::Hidden(Hidden::new(Some(token.shape)))
}

/// The places of a value that are no part of it: lists are joined from several.
fn not_joined(value: &MergedValue<'_>) -> Vec<Definition> {
    let MergedNode::List(items) = value.node() else {
        return match value.node() {
            MergedNode::Table(_) => Vec::new(),
            _ => value.shadowed().to_vec(),
        };
    };
    let parts: HashSet<_> = items
        .iter()
        .filter_map(|item| key_of(item.definition()))
        .collect();
    let apart =
        |definition: &&Definition| key_of(definition).is_none_or(|key| !parts.contains(&key));
    value.shadowed().iter().filter(apart).cloned().collect()
}

/// The key that a value belongs to.
fn key_of(definition: &Definition) -> Option<(FileId, Span)> {
    match definition {
        Definition::File { file, key, .. } => Some((*file, *key)),
        Definition::Variable(_) => None,
    }
}

//! The configuration with what every part of an answer needs to look at, and the
//! value of a single key in it.
//!
//! Not for what registries, files or variables mean together.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::keys::{self, Of};
use super::shown::{Entry, Place, Shadowed};
use super::values::Value;
use crate::cargo::display_path::shown;
use crate::cargo::keys::Holds;
use crate::cargo::{Definition, Element, Found, Registry, StoredToken, View, WrongType, dotted};
use crate::system::env::Env;
use crate::text::escape;
use crate::text::grammar::with_article;
use crate::text::suggest::nearest;

/// What cargo sees, with indexes that keep every look-up short.
pub(super) struct Seen<'v> {
    pub(super) view: &'v View<'v>,
    pub(super) env: &'v Env,
    /// Every registry but `crates-io`.
    pub(super) registries: Vec<Registry<'v>>,
    /// Tokens of the credentials file; that of crates.io has no name.
    pub(super) stored: BTreeMap<Option<&'v str>, &'v StoredToken>,
}

impl<'v> Seen<'v> {
    pub(super) fn new(view: &'v View<'v>, env: &'v Env) -> Self {
        let tokens = view.config().credentials().tokens();
        let mut registries = view.registries();
        registries.retain(|registry| registry.name != "crates-io");
        Self {
            view,
            env,
            registries,
            stored: tokens
                .iter()
                .map(|token| (token.registry.as_deref(), token))
                .collect(),
        }
    }

    /// The names in a table of names.
    pub(super) fn names(&self, table: &str) -> impl Iterator<Item = &str> {
        let in_files = self
            .view
            .at(&[table])
            .and_then(|value| value.table())
            .into_iter()
            .flat_map(|table| table.iter().map(|(name, _)| name));
        let is_registries = table == "registries";
        let in_variables = self
            .registries
            .iter()
            .filter(move |registry| is_registries && matches!(registry.name, Cow::Owned(_)))
            .map(|registry| registry.name.as_ref());
        let with_token = self
            .stored
            .keys()
            .filter(move |_| is_registries)
            .filter_map(|name| *name);
        in_files.chain(in_variables).chain(with_token)
    }

    pub(super) fn place(&self, definition: &Definition) -> Place {
        match definition {
            Definition::File { file, key, .. } => {
                let file = self.view.config().file(*file);
                Place {
                    file: Some(shown(file.path(), self.env)),
                    line: file.line(key.start),
                    variable: None,
                }
            }
            Definition::Variable(name) => Place {
                file: None,
                line: None,
                variable: Some(escape::line(name)),
            },
        }
    }

    /// The value of one key, by the type that cargo declares for it.
    pub(super) fn entry(&self, path: &[&str]) -> Entry {
        let (of, holds) = keys::of(path);
        let mut entry = match of {
            Of::String => self.found(path, holds, self.view.string(path), |text| {
                Value::text(text, holds)
            }),
            Of::Source => {
                let found = match path {
                    [_, name, key] => self.view.source_string(name, key),
                    _ => Ok(None),
                };
                self.found(path, holds, found, |text| Value::text(text, holds))
            }
            Of::Integer => self.found(path, holds, self.view.integer(path), Value::Integer),
            Of::Boolean => self.found(path, holds, self.view.boolean(path), Value::Boolean),
            Of::List => {
                let found = self.view.list(path);
                let mut entry = self.found(path, holds, found, |items| self.list(&items, holds));
                // All files and the variable make up the list together.
                entry.shadows.clear();
                entry
            }
            Of::Program => {
                let found = self.view.path_and_args(path);
                self.found(path, holds, found, |program| {
                    let words = std::iter::once(program.path).chain(program.args);
                    Value::Text(crate::cargo::provider_words::shown(words))
                })
            }
            Of::Secret => self.secret(path),
            Of::Any => self.any(path, holds),
        };
        entry.key = key_in_words(path);
        if keys::is_mistaken(path) && entry.value.is_some() {
            entry.remarks.push(mistaken(path));
        }
        if path == ["registry", "global-credential-providers"] && entry.value.is_some() {
            entry
                .remarks
                .push("cargo asks the last one first".to_owned());
        }
        if let ["registries", "crates-io", key] = path
            && *key != "protocol"
            && entry.value.is_some()
        {
            let why = "cargo passes over it: crates.io's own keys are in `[registry]`";
            entry.remarks.push(why.to_owned());
        }
        entry
    }

    fn list(&self, items: &[Element<'_>], holds: Holds) -> Value {
        let values: Vec<Value> = if holds == Holds::Programs {
            providers(items).into_iter().map(Value::Text).collect()
        } else {
            let texts = items.iter().map(|item| item.text);
            texts.map(|text| Value::text(text, holds)).collect()
        };
        let element = |(item, value): (&Element<'_>, Value)| super::values::Element {
            value,
            from: Some(self.place(&item.definition)),
        };
        Value::List(items.iter().zip(values).map(element).collect())
    }

    pub(super) fn found<T>(
        &self,
        path: &[&str],
        holds: Holds,
        found: Result<Option<Found<T>>, WrongType>,
        value: impl FnOnce(T) -> Value,
    ) -> Entry {
        let found = match found {
            Ok(Some(found)) => found,
            Ok(None) => return Entry::default(),
            Err(wrong) => return self.fault(path, &wrong),
        };
        let mut entry = Entry {
            value: Some(value(found.value)),
            from: Some(self.place(&found.definition)),
            shadows: self.shadowed(path, &found.shadowed, holds),
            ..Entry::default()
        };
        if found.ambiguous {
            entry.remarks.push(CHANCE.to_owned());
        }
        entry
    }

    /// What cargo fails on, in words.
    pub(super) fn fault(&self, path: &[&str], wrong: &WrongType) -> Entry {
        let what = if wrong.key == dotted(path) {
            "it".to_owned()
        } else {
            format!("`{}`", escape::url(&wrong.key))
        };
        let wanted = match wrong.wanted {
            words @ "at least one word" => words.to_owned(),
            kind => with_article(kind),
        };
        let fault = match &wrong.definition {
            Definition::Variable(_) => format!("{what} is not {wanted}"),
            Definition::File { .. } => {
                let found = with_article(wrong.found);
                format!("{what} is {found}, where cargo wants {wanted}")
            }
        };
        Entry {
            from: Some(self.place(&wrong.definition)),
            fault: Some(fault),
            ..Entry::default()
        }
    }

    /// [`Seen::fault`] with the place in one sentence.
    pub(super) fn fault_with_place(&self, path: &[&str], wrong: &WrongType) -> String {
        let fault = self.fault(path, wrong);
        let place = fault.from.map(|place| format!(" ({place})"));
        fault.fault.unwrap_or_default() + &place.unwrap_or_default()
    }

    /// Why cargo cannot use what must be a table.
    pub(super) fn fault_of(&self, table: &str) -> Option<String> {
        let value = self.view.at(&[table])?;
        if value.table().is_some() {
            return None;
        }
        let place = self.place(value.definition());
        let kind = with_article(value.kind());
        Some(format!(
            "`{table}` is {kind}, where cargo wants a table ({place})"
        ))
    }

    pub(super) fn shadowed(
        &self,
        path: &[&str],
        places: &[Definition],
        holds: Holds,
    ) -> Vec<Shadowed> {
        let shadowed = |definition: &Definition| {
            let file = definition.file().map(|file| self.view.config().file(file));
            let entry = file.and_then(|file| file.tree()?.at(path));
            Shadowed {
                value: entry.map(|entry| Value::of_file(entry.value(), holds)),
                from: self.place(definition),
            }
        };
        places.iter().map(shadowed).collect()
    }
}

pub(super) const CHANCE: &str =
    "cargo chooses at random between this list and one that is joined with what it shadows";

/// The credential providers of a list, each in one text.
pub(super) fn providers(items: &[Element<'_>]) -> Vec<String> {
    let is_word = |item: &Element<'_>| matches!(item.definition, Definition::Variable(_));
    crate::cargo::provider_words::shown_list(items.iter().map(|item| (item.text, is_word(item))))
}

/// A key as TOML has it, clean.
pub(super) fn key_in_words(path: &[&str]) -> String {
    escape::url(&dotted(path))
}

/// Said of a key that cargo passes over.
fn mistaken(path: &[&str]) -> String {
    let Some((last, parents)) = path.split_last() else {
        return String::new();
    };
    let known = keys::KNOWN
        .iter()
        .filter(|known| known.path.len() == path.len() && known.fits(parents))
        .filter_map(|known| known.path.last().copied());
    match nearest(last, known) {
        Some(near) => format!(
            "cargo knows no such key; did you mean `{}`?",
            key_in_words(&[parents, &[near]].concat())
        ),
        None => "cargo knows no such key".to_owned(),
    }
}

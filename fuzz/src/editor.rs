//! The editor: any text, any edit; the promises on bytes and on meaning.
//!
//! What a text means is read by `toml_edit`, and what an edit means is done to that
//! meaning here, apart from the code under test.

use std::collections::BTreeMap;

use feedctl::toml::Document;
use feedctl::toml::edit::{Change, Edited, Literal, Refusal, apply};

const URL: &str = "sparse+https://feed.test/i/";
const NAMES: [&str; 8] = ["crates", "my-feed", "a b", "", "ä", "a.b", "old", "'\"\\\t"];

/// The first byte says what is done, the second whom it is done to, the rest is the text.
pub fn run(data: &[u8]) {
    let [what, who, text @ ..] = data else { return };
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    let meaning = Meaning::of(text);
    let Ok(document) = Document::parse(text) else {
        assert!(meaning.is_none(), "only we cannot read it");
        return;
    };
    spans(&document);
    match document.tree() {
        Ok(_) => assert!(meaning.is_some(), "only we can read it"),
        Err(_) if document.too_deep().is_some() => {}
        Err(_) => assert!(meaning.is_none(), "only we cannot read it"),
    }
    let name = NAMES[usize::from(*who) % NAMES.len()];
    let edit = Edit {
        document: &document,
        meaning,
    };
    match what % 5 {
        0 | 1 => edit.there_and_back(name),
        2 => drop(edit.made(&[Change::set(
            &["registry"],
            "global-credential-providers",
            list(),
        )])),
        3 => drop(edit.made(&[Change::remove(&["registries", name])])),
        _ => drop(edit.made(&[Change::Rename {
            path: vec!["registries".to_owned(), "old".to_owned()],
            to: name.to_owned(),
        }])),
    }
}

fn list() -> Literal {
    Literal::List(vec!["cargo:token".to_owned(), "a \"b\" \\ 'ä\t".to_owned()])
}

/// Every place that is told lies in the text, at the edges of letters.
fn spans(document: &Document) {
    let text = document.text();
    let Ok(tree) = document.tree() else { return };
    for path in [&["registries"][..], &["source", "crates-io"]] {
        if let Some(entry) = tree.at(path) {
            assert!(text.get(entry.key.start..entry.key.end).is_some());
            let line = document.position(entry.key.start).line;
            let breaks = text[..entry.key.start].matches('\n').count();
            assert_eq!(line, breaks + 1, "the line of {path:?}");
        }
    }
}

struct Edit<'d> {
    document: &'d Document,
    meaning: Option<Meaning>,
}

impl Edit<'_> {
    /// Connects, connects again, takes a second feed in, and goes back.
    fn there_and_back(&self, name: &str) {
        let text = self.document.text();
        let url = || Literal::String(URL.to_owned());
        let connect = [
            Change::set(&["registries", name], "index", url()),
            Change::set(
                &["source", "crates-io"],
                "replace-with",
                Literal::String(name.to_owned()),
            ),
        ];
        let Some(there) = self.made(&connect) else {
            return;
        };
        let after = there.document.text();
        let again = apply(Some(&there.document), &connect).expect("it is there");
        assert_eq!(again.document.text(), after, "a second run writes nothing");

        let meaning = self.meaning.as_ref().expect("it was edited");
        let replaced = meaning.at(&["source", "crates-io", "replace-with"]);
        let known = meaning.at(&["registries", name]);
        let disconnect = [
            Change::remove(&["registries", name]),
            Change::remove(&["source", "crates-io", "replace-with"]),
        ];
        if replaced.is_none() && known.is_none() {
            assert_eq!(there.cut, 0, "nothing is taken out");
            is_only_added(text, after, connect.len());
            let back = apply(Some(&there.document), &disconnect).expect("it can go");
            assert_eq!(back.document.text(), text, "going back, by way of\n{after}");
            assert!(!back.ours_alone || text.is_empty());
        }

        let second = [Change::set(&["registries", "second"], "index", url())];
        let both = Edit {
            document: &there.document,
            meaning: Meaning::of(after),
        };
        if let Some(both) = both.made(&second) {
            let left = apply(Some(&both.document), &disconnect).expect("one of two can go");
            let left = Meaning::of(left.document.text()).expect("TOML is left");
            let index = left.at(&["registries", "second", "index"]);
            assert!(name == "second" || index.is_some(), "the second one works");
        }
    }

    /// Makes an edit and proves what it promises; `None` where it is refused.
    fn made(&self, changes: &[Change]) -> Option<Edited> {
        let text = self.document.text();
        match (apply(Some(self.document), changes), &self.meaning) {
            (Ok(edited), Some(meaning)) => {
                let after = edited.document.text();
                let mut wanted = meaning.clone();
                for change in changes {
                    wanted.make(change);
                }
                let got = Meaning::of(after).expect("what is written is TOML");
                assert_eq!(got.without_empty(), wanted.without_empty(), "{after}");
                line_ends(text, after);
                if text.parse::<toml_edit_1_0::DocumentMut>().is_ok() {
                    let old = after.parse::<toml_edit_1_0::DocumentMut>();
                    assert!(old.is_ok(), "a text of TOML 1.0 stays one:\n{after}");
                }
                Some(edited)
            }
            (Ok(_), None) => panic!("a text that is no TOML was edited"),
            (Err(Refusal::WrongType { at, key, .. }), Some(meaning)) => {
                assert!(text.get(at.start..at.end).is_some());
                assert!(
                    changes.iter().any(|change| meaning.blocks(change)),
                    "`{key}` does not stand in the way"
                );
                None
            }
            (Err(Refusal::Syntax(error)), meaning) => {
                assert!(text.get(error.at.start..error.at.end).is_some());
                let deep = self.document.too_deep().is_some();
                assert!(meaning.is_none() || deep, "only we cannot read it");
                None
            }
            (Err(Refusal::KeyExists { at, .. } | Refusal::Comment { at }), Some(_)) => {
                assert!(text.get(at.start..at.end).is_some());
                let takes_out = |change: &Change| matches!(change, Change::Remove { .. });
                assert!(!changes.iter().all(takes_out), "taking out meets nothing");
                None
            }
            (
                Err(
                    Refusal::WrongType { .. } | Refusal::KeyExists { .. } | Refusal::Comment { .. },
                ),
                None,
            ) => None,
            (Err(refusal @ Refusal::Unsound(_)), _) => panic!("{refusal}"),
        }
    }
}

/// Whole lines are added, but for one line an edit that takes something in.
fn is_only_added(before: &str, after: &str, edits: usize) {
    let lines = |text: &'_ str| -> Vec<String> {
        text.split('\n')
            .map(|line| line.strip_suffix('\r').unwrap_or(line).to_owned())
            .collect()
    };
    let (old, new) = (lines(before), lines(after));
    let gone: usize = similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new)
        .iter()
        .filter(|op| op.tag() != similar::DiffTag::Equal)
        .map(|op| op.old_range().len())
        .sum();
    assert!(gone <= edits, "{gone} lines were touched:\n{after}");
    let mut rest = after.bytes();
    let kept = before.bytes().all(|byte| rest.any(|other| other == byte));
    assert!(kept, "a byte is gone:\n{after}");
}

/// A file of one kind of line end keeps to it.
fn line_ends(before: &str, after: &str) {
    let count = |text: &str| (text.matches("\r\n").count(), text.matches('\n').count());
    let ((crlf, all), (crlf_after, all_after)) = (count(before), count(after));
    if crlf == 0 {
        assert_eq!(crlf_after, 0, "{after:?}");
    } else if crlf == all {
        assert_eq!(crlf_after, all_after, "{after:?}");
    }
}

/// What a text says, whatever it looks like.
#[derive(Debug, Clone, PartialEq)]
enum Meaning {
    Table(BTreeMap<String, Meaning>),
    /// An array, of tables among them.
    Array(Vec<Meaning>),
    Plain(String),
}

impl Meaning {
    fn of(text: &str) -> Option<Self> {
        let document: toml_edit::DocumentMut = text.parse().ok()?;
        Some(Self::of_item(document.as_item()))
    }

    fn of_item(item: &toml_edit::Item) -> Self {
        if let Some(table) = item.as_table_like() {
            let entries = table.iter();
            Self::Table(
                entries
                    .map(|(key, item)| (key.to_owned(), Self::of_item(item)))
                    .collect(),
            )
        } else if let Some(tables) = item.as_array_of_tables() {
            let one =
                |table: &toml_edit::Table| Self::of_item(&toml_edit::Item::Table(table.clone()));
            Self::Array(tables.iter().map(one).collect())
        } else if let Some(items) = item.as_array() {
            let one =
                |value: &toml_edit::Value| Self::of_item(&toml_edit::Item::Value(value.clone()));
            Self::Array(items.iter().map(one).collect())
        } else {
            let value = item.as_value().map(|value| match value {
                toml_edit::Value::String(text) => format!("string {}", text.value()),
                toml_edit::Value::Integer(number) => format!("integer {}", number.value()),
                toml_edit::Value::Float(number) => format!("float {}", number.value()),
                other => {
                    let mut bare = other.clone();
                    bare.decor_mut().clear();
                    format!("{} {bare}", other.type_name())
                }
            });
            Self::Plain(value.unwrap_or_default())
        }
    }

    fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |here, part| match here {
            Self::Table(entries) => entries.get(*part),
            _ => None,
        })
    }

    /// The table at a path, made where it is missing.
    fn table(&mut self, path: &[String]) -> &mut BTreeMap<String, Meaning> {
        let mut here = self;
        for part in path {
            let Self::Table(entries) = here else {
                panic!("`{part}` was put into what is no table");
            };
            here = entries
                .entry(part.clone())
                .or_insert_with(|| Self::Table(BTreeMap::new()));
        }
        match here {
            Self::Table(entries) => entries,
            _ => panic!("keys were put into what is no table"),
        }
    }

    fn of_literal(value: &Literal) -> Self {
        let value = format!("x = {}", value.encode());
        let value = Self::of(&value).expect("a value is TOML");
        value.at(&["x"]).expect("it is there").clone()
    }

    fn make(&mut self, change: &Change) {
        match change {
            Change::Set { table, keys, .. } => {
                let entries = self.table(table);
                for (key, value) in keys {
                    entries.insert(key.clone(), Self::of_literal(value));
                }
            }
            Change::Replace { path, key, value } => {
                let (last, above) = path.split_last().expect("a path");
                let entries = self.table(above);
                entries.remove(last);
                entries.insert(key.clone(), Self::of_literal(value));
            }
            Change::Move {
                path,
                table,
                key,
                value,
            } => {
                let (last, above) = path.split_last().expect("a path");
                let old = self.table(above).remove(last).expect("it was there");
                let new = value.as_ref().map_or(old, Self::of_literal);
                self.table(table).insert(key.clone(), new);
            }
            Change::Remove { path } => {
                let (last, above) = path.split_last().expect("a path");
                let parts: Vec<&str> = above.iter().map(String::as_str).collect();
                if let Some(Self::Table(_)) = self.at(&parts) {
                    self.table(above).remove(last);
                }
            }
            Change::Rename { path, to } => {
                let (last, above) = path.split_last().expect("a path");
                let parts: Vec<&str> = above.iter().map(String::as_str).collect();
                if let Some(Self::Table(_)) = self.at(&parts)
                    && let Some(value) = self.table(above).remove(last)
                {
                    self.table(above).insert(to.clone(), value);
                }
            }
        }
    }

    /// True where something is in the way of a change.
    fn blocks(&self, change: &Change) -> bool {
        let Change::Set { table, keys, .. } = change else {
            // Something of that name is there already.
            return !matches!(change, Change::Remove { .. });
        };
        let mut here = Some(self);
        for part in table {
            here = match here {
                Some(Self::Table(entries)) => entries.get(part),
                Some(_) => return true,
                None => None,
            };
        }
        match here {
            None => false,
            Some(Self::Table(entries)) => keys
                .iter()
                .any(|(key, _)| !matches!(entries.get(key), None | Some(Self::Plain(_)))),
            Some(_) => true,
        }
    }

    /// Without empty tables: whether one goes with its last key is a matter of form.
    fn without_empty(&self) -> Self {
        match self {
            Self::Table(entries) => Self::Table(
                entries
                    .iter()
                    .map(|(key, value)| (key.clone(), value.without_empty()))
                    .filter(|(_, value)| *value != Self::Table(BTreeMap::new()))
                    .collect(),
            ),
            other => other.clone(),
        }
    }
}

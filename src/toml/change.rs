//! A planned change of a document, and why one cannot be made.
//!
//! Not for carrying it out (see [`super::edit`]).

use std::fmt;

use super::literal::Literal;
use super::{Span, SyntaxError};

/// One change of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Sets keys of one table, which is made where it is missing.
    Set {
        /// The path of the table.
        table: Vec<String>,
        /// The keys with their values, in order.
        keys: Vec<(String, Literal)>,
        /// In a new file: write `[parent]` and `name = { … }`, as vendors print
        /// it, instead of `[parent.name]`.
        inline_in_new_file: bool,
    },
    /// Removes a key, or a table with all that is in it.
    Remove {
        /// The path of the key or table.
        path: Vec<String>,
    },
    /// Writes another key or value in the place of a pair, in front of its comment.
    Replace {
        /// The path of the pair. Its value may be a table in braces.
        path: Vec<String>,
        /// The last part of its new path.
        key: String,
        /// The new value.
        value: Literal,
    },
    /// Takes a pair to another table as it is written, with its comments.
    Move {
        /// The path of the pair.
        path: Vec<String>,
        /// The path of the other table, which is made where it is missing.
        table: Vec<String>,
        /// Its key there.
        key: String,
        /// Another value for it.
        value: Option<Literal>,
    },
    /// Gives a key or a table another name, wherever it is mentioned.
    Rename {
        /// The path of the key or table.
        path: Vec<String>,
        /// The new last part of the path.
        to: String,
    },
}

impl Change {
    /// Sets one key of a table.
    #[must_use]
    pub fn set(table: &[&str], key: &str, value: impl Into<Literal>) -> Self {
        Change::Set {
            table: owned(table),
            keys: vec![(key.to_owned(), value.into())],
            inline_in_new_file: false,
        }
    }

    /// Removes what stands at a path.
    #[must_use]
    pub fn remove(path: &[&str]) -> Self {
        let path = owned(path);
        Change::Remove { path }
    }

    /// Writes another key and value in the place of a pair.
    #[must_use]
    pub fn replace(path: &[&str], key: &str, value: impl Into<Literal>) -> Self {
        Change::Replace {
            path: owned(path),
            key: key.to_owned(),
            value: value.into(),
        }
    }

    /// Takes a pair to another table, with another value where one is given.
    #[must_use]
    pub fn move_to(path: &[&str], table: &[&str], key: &str, value: Option<Literal>) -> Self {
        Change::Move {
            path: owned(path),
            table: owned(table),
            key: key.to_owned(),
            value,
        }
    }

    /// Gives what stands at a path another name.
    #[must_use]
    pub fn rename(path: &[&str], to: &str) -> Self {
        Change::Rename {
            path: owned(path),
            to: to.to_owned(),
        }
    }

    /// The tables at the top of the document that it changes.
    pub(super) fn tops(&self) -> impl Iterator<Item = &String> {
        let (path, other) = match self {
            Change::Set { table, .. } => (table, None),
            Change::Remove { path }
            | Change::Rename { path, .. }
            | Change::Replace { path, .. } => (path, None),
            Change::Move { path, table, .. } => (path, Some(table)),
        };
        path.first()
            .into_iter()
            .chain(other.and_then(|table| table.first()))
    }

    /// The paths of the keys and tables that it changes.
    #[must_use]
    pub fn touched(&self) -> Vec<Vec<String>> {
        let below = |table: &[String], key: &String| [table, std::slice::from_ref(key)].concat();
        match self {
            Change::Set { table, keys, .. } => {
                keys.iter().map(|(key, _)| below(table, key)).collect()
            }
            Change::Remove { path }
            | Change::Rename { path, .. }
            | Change::Replace { path, .. } => {
                vec![path.clone()]
            }
            Change::Move {
                path, table, key, ..
            } => vec![path.clone(), below(table, key)],
        }
    }
}

fn owned(path: &[&str]) -> Vec<String> {
    path.iter().map(|part| (*part).to_owned()).collect()
}

/// Why a change cannot be made. The text is then untouched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A key of that name is there already.
    KeyExists {
        /// Where it stands.
        at: Span,
        /// Its dotted path.
        key: String,
    },
    /// A comment inside of what is written anew would be lost.
    Comment {
        /// Where it stands.
        at: Span,
    },
    /// Something else stands where a table or a value must be.
    WrongType {
        /// Where it stands.
        at: Span,
        /// The dotted path of the key that is of the wrong kind.
        key: String,
        /// The kind it must be.
        wanted: &'static str,
        /// The kind it is.
        found: &'static str,
    },
    /// The text, before or after the change, is not TOML.
    Syntax(SyntaxError),
    /// The result does not say what the plan says: a fault of this program.
    Unsound(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::WrongType {
                key, wanted, found, ..
            } => write!(f, "`{key}` is {found}, where {wanted} must be"),
            Refusal::KeyExists { key, .. } => write!(f, "`{key}` is there already"),
            Refusal::Comment { .. } => f.write_str("this comment would be lost"),
            Refusal::Syntax(error) => write!(f, "{error}"),
            Refusal::Unsound(what) => write!(
                f,
                "the edited text would not say what was planned ({what}); please report this"
            ),
        }
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// Where in the text before the change the reason stands.
    #[must_use]
    pub fn at(&self) -> Option<Span> {
        match self {
            Refusal::WrongType { at, .. }
            | Refusal::KeyExists { at, .. }
            | Refusal::Comment { at } => Some(*at),
            Refusal::Syntax(error) => Some(error.at),
            Refusal::Unsound(_) => None,
        }
    }
}

impl From<SyntaxError> for Refusal {
    fn from(error: SyntaxError) -> Self {
        Refusal::Syntax(error)
    }
}

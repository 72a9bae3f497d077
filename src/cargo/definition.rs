//! Where a value is defined.
//!
//! Not for wording: what is shown is a path and a line, or a variable's name.

use super::{Config, dotted};
use crate::toml::Span;

/// A file of a [`Config`], by its place in [`Config::files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(super) u32);

impl FileId {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where a value is defined.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Definition {
    /// In a file.
    File {
        /// Which one.
        file: FileId,
        /// Where the key stands: its last part.
        key: Span,
        /// Where the value stands.
        value: Span,
    },
    /// In the environment variable of this name.
    Variable(Box<str>),
}

impl Definition {
    /// The file, unless a variable defines the value.
    #[must_use]
    pub fn file(&self) -> Option<FileId> {
        match self {
            Definition::File { file, .. } => Some(*file),
            Definition::Variable(_) => None,
        }
    }

    /// `path:line`, or the name of the variable.
    #[must_use]
    pub fn show(&self, config: &Config) -> String {
        match self {
            Definition::File { file, key, .. } => {
                let file = config.file(*file);
                let path = file.path().display();
                match file.line(key.start) {
                    Some(line) => format!("{path}:{line}"),
                    None => path.to_string(),
                }
            }
            Definition::Variable(name) => name.to_string(),
        }
    }
}

/// A value of another type than cargo wants there: cargo fails when it looks the
/// key up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongType {
    /// The key as written in TOML. It can be shorter than the one asked for: what
    /// should be a table is none.
    pub key: String,
    /// What cargo wants.
    pub wanted: &'static str,
    /// What is there.
    pub found: &'static str,
    /// Where it is defined.
    pub definition: Definition,
}

impl WrongType {
    pub(super) fn new(
        path: &[&str],
        wanted: &'static str,
        found: &'static str,
        definition: &Definition,
    ) -> Self {
        Self {
            key: dotted(path),
            wanted,
            found,
            definition: definition.clone(),
        }
    }
}

/// A value that was looked up, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// The value that cargo uses.
    pub value: T,
    /// Where it is defined. For a list: where its nearest part is.
    pub definition: Definition,
    /// Where else the key is defined, nearest first. Of a list that is joined
    /// from several places these are the others.
    pub shadowed: Vec<Definition>,
    /// True where cargo chooses at random between this value and one that is
    /// joined with those of [`Found::shadowed`].
    pub ambiguous: bool,
}

impl<T> Found<T> {
    pub(super) fn map<U>(self, change: impl FnOnce(T) -> U) -> Found<U> {
        Found {
            value: change(self.value),
            definition: self.definition,
            shadowed: self.shadowed,
            ambiguous: self.ambiguous,
        }
    }
}

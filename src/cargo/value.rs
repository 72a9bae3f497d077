//! Values of the merged view: what cargo would see, each with its places.
//!
//! Strings borrow from the files. Not for making the view (see [`super::merge`]).

use indexmap::IndexMap;

use super::Definition;
use crate::text::secret::Secret;

/// A table of the merged view.
#[derive(Debug, Clone, Default)]
pub struct MergedTable<'c> {
    pub(super) entries: IndexMap<&'c str, MergedValue<'c>>,
}

/// A value of the merged view.
#[derive(Debug, Clone)]
pub struct MergedValue<'c> {
    pub(super) node: MergedNode<'c>,
    pub(super) definition: Definition,
    pub(super) shadowed: Vec<Definition>,
    pub(super) ambiguous: bool,
}

/// What a value is.
#[derive(Debug, Clone)]
pub enum MergedNode<'c> {
    /// A string.
    String(&'c str),
    /// An integer.
    Integer(i64),
    /// A boolean.
    Boolean(bool),
    /// A float, a date or a time, which cargo accepts nowhere.
    Unsupported(&'static str),
    /// A value of any scalar type whose key says that it is a secret.
    Secret(Secret<'c>, &'static str),
    /// An array, joined from several files where cargo joins it.
    List(Vec<MergedValue<'c>>),
    /// A table.
    Table(MergedTable<'c>),
}

impl<'c> MergedTable<'c> {
    /// The value of one key.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&MergedValue<'c>> {
        self.entries.get(name)
    }

    /// Every key with its value; those of the nearest file first.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&'c str, &MergedValue<'c>)> {
        self.entries.iter().map(|(name, value)| (*name, value))
    }

    /// True for a table without keys.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<'c> MergedValue<'c> {
    /// What it is.
    #[must_use]
    pub fn node(&self) -> &MergedNode<'c> {
        &self.node
    }

    /// Where it is defined; for a table or a joined list: where its nearest part is.
    #[must_use]
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// Where else the key is defined, nearest first.
    #[must_use]
    pub fn shadowed(&self) -> &[Definition] {
        &self.shadowed
    }

    /// True for a list where cargo chooses at random between this one and the one
    /// that is joined with those of [`MergedValue::shadowed`].
    #[must_use]
    pub fn ambiguous(&self) -> bool {
        self.ambiguous
    }

    /// The table, where it is one.
    #[must_use]
    pub fn table(&self) -> Option<&MergedTable<'c>> {
        match &self.node {
            MergedNode::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The text, where it is a string and no secret.
    #[must_use]
    pub fn text(&self) -> Option<&'c str> {
        match self.node {
            MergedNode::String(text) => Some(text),
            _ => None,
        }
    }

    /// The word for its kind, as cargo's messages have it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.node {
            MergedNode::String(_) => "string",
            MergedNode::Integer(_) => "integer",
            MergedNode::Boolean(_) => "boolean",
            MergedNode::Unsupported(kind) | MergedNode::Secret(_, kind) => kind,
            MergedNode::List(_) => "array",
            MergedNode::Table(_) => "table",
        }
    }
}

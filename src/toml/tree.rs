//! The values of a document as one table, each with the span it comes from.
//!
//! Decodes values and finds keys that are defined twice, by the rules that
//! `toml_edit` and cargo's own reader follow (a property test holds the two
//! together). Not for editing: a table that is written in several places is one
//! table here.

use std::borrow::Cow;

use indexmap::IndexMap;
use indexmap::map::Entry as Slot;
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::{ErrorSink, ParseError, Raw};

use super::statements::{FirstError, syntax_error};
use super::{Document, Key, Pair, Span, Statement, SyntaxError, Value};

/// A value with the place it is written at.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is.
    pub node: Node,
    /// Where the value stands. For a table that has no braces: its name.
    pub span: Span,
}

/// What a value is, in the kinds that cargo tells apart.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A string, decoded.
    String(String),
    /// An integer.
    Integer(i64),
    /// A boolean.
    Boolean(bool),
    /// A float: TOML, but cargo refuses a file that holds one.
    Float,
    /// A date or a time: TOML, but cargo refuses a file that holds one.
    Datetime,
    /// An array, or the tables of `[[name]]`.
    List(Vec<Item>),
    /// A table in any spelling. In a box, so that lists of other values stay small.
    Table(Box<Table>),
}

impl Node {
    /// The word for the kind, as cargo's messages have it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Node::String(_) => "string",
            Node::Integer(_) => "integer",
            Node::Boolean(_) => "boolean",
            Node::Float => "float",
            Node::Datetime => "datetime",
            Node::List(_) => "array",
            Node::Table(_) => "table",
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Node::String(text) => Some(text),
            _ => None,
        }
    }

    /// The items of an array.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Item]> {
        match self {
            Node::List(items) => Some(items),
            _ => None,
        }
    }

    /// The table, in whatever spelling.
    #[must_use]
    pub fn as_table(&self) -> Option<&Table> {
        match self {
            Node::Table(table) => Some(table),
            _ => None,
        }
    }
}

/// A key of a table with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Where the key is written (the first time, for a table).
    pub key: Span,
    /// The value.
    pub item: Item,
}

/// A table, in the order in which its keys are first written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    entries: IndexMap<String, Entry>,
    form: Form,
}

impl Entry {
    /// The value without its place.
    #[must_use]
    pub fn value(&self) -> &Node {
        &self.item.node
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Form {
    /// `[a]`, or the file itself.
    #[default]
    Header,
    /// `a` of `[a.b]`.
    Implied,
    /// `a` of `a.b = 1`.
    Dotted,
    /// `{}`: complete once it is closed.
    Inline,
    /// One element of `[[a]]`.
    Element,
}

impl Table {
    /// The value of one key.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.get(name)
    }

    /// The value at a path of keys.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Option<&Entry> {
        let (first, rest) = path.split_first()?;
        let entry = self.get(first)?;
        if rest.is_empty() {
            return Some(entry);
        }
        entry.value().as_table()?.at(rest)
    }

    /// The string at a path of keys.
    #[must_use]
    pub fn str_at(&self, path: &[&str]) -> Option<&str> {
        self.at(path)?.value().as_str()
    }

    /// The items of the array at a path of keys.
    #[must_use]
    pub fn list_at(&self, path: &[&str]) -> Option<&[Item]> {
        self.at(path)?.value().as_list()
    }

    /// The table at a path of keys.
    #[must_use]
    pub fn table_at(&self, path: &[&str]) -> Option<&Table> {
        self.at(path)?.value().as_table()
    }

    /// Every key with its value, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries
            .iter()
            .map(|(name, entry)| (name.as_str(), entry))
    }

    /// True for a table without keys.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn with_form(form: Form) -> Self {
        Self {
            entries: IndexMap::new(),
            form,
        }
    }

    fn open_to_dots(&self) -> bool {
        matches!(self.form, Form::Implied | Form::Dotted)
    }
}

/// The texts of an array of strings; `None` where it holds something else too.
#[must_use]
pub fn texts(items: &[Item]) -> Option<Vec<String>> {
    items
        .iter()
        .map(|item| item.node.as_str().map(str::to_owned))
        .collect()
}

/// Builds the table of a whole document.
pub(super) fn build(document: &Document) -> Result<Table, SyntaxError> {
    let text = document.text();
    let mut root = Table::default();
    let mut statements = document.statements().iter().peekable();
    let mut section = &mut root;
    loop {
        while let Some(Statement::Pair(pair)) =
            statements.next_if(|next| matches!(next, Statement::Pair(_)))
        {
            insert(section, pair, text)?;
        }
        let Some(Statement::Header { span, array, path }) = statements.next() else {
            return Ok(root);
        };
        section = open(&mut root, path, *array, *span, text)?;
    }
}

fn twice(key: &Key) -> SyntaxError {
    SyntaxError {
        at: key.span,
        reason: "duplicate key".to_owned(),
    }
}

fn not_a_table(key: &Key, found: &str) -> SyntaxError {
    SyntaxError {
        at: key.span,
        reason: format!("cannot extend value of type {found} with a dotted key"),
    }
}

/// The table that a header opens.
fn open<'a>(
    root: &'a mut Table,
    path: &[Key],
    array: bool,
    span: Span,
    text: &str,
) -> Result<&'a mut Table, SyntaxError> {
    let Some((last, parents)) = path.split_last() else {
        return Ok(root);
    };
    let parent = descend(root, parents, false, text)?;
    match parent.entries.entry(last.name(text).to_owned()) {
        Slot::Vacant(slot) => {
            let node = if array {
                Node::List(vec![Item {
                    node: Node::Table(Box::new(Table::with_form(Form::Element))),
                    span,
                }])
            } else {
                Node::Table(Box::default())
            };
            let entry = slot.insert(Entry {
                key: last.span,
                item: Item { node, span },
            });
            innermost(&mut entry.item.node).ok_or_else(|| twice(last))
        }
        Slot::Occupied(slot) => {
            let entry = slot.into_mut();
            let opens = match (&mut entry.item.node, array) {
                (Node::Table(table), false) if table.form == Form::Implied => {
                    table.form = Form::Header;
                    entry.key = last.span;
                    entry.item.span = span;
                    true
                }
                (Node::List(items), true) if is_tables(items) => {
                    items.push(Item {
                        node: Node::Table(Box::new(Table::with_form(Form::Element))),
                        span,
                    });
                    true
                }
                _ => false,
            };
            innermost(&mut entry.item.node)
                .filter(|_| opens)
                .ok_or_else(|| twice(last))
        }
    }
}

/// True for the tables of `[[name]]`, which never make an empty list.
fn is_tables(items: &[Item]) -> bool {
    matches!(items.last().map(|item| &item.node), Some(Node::Table(table)) if table.form == Form::Element)
}

/// The table itself, or the last one of `[[name]]`.
fn innermost(node: &mut Node) -> Option<&mut Table> {
    match node {
        Node::Table(table) => Some(table),
        Node::List(items) if is_tables(items) => match &mut items.last_mut()?.node {
            Node::Table(table) => Some(table),
            _ => None,
        },
        _ => None,
    }
}

fn descend<'a>(
    mut table: &'a mut Table,
    path: &[Key],
    dotted: bool,
    text: &str,
) -> Result<&'a mut Table, SyntaxError> {
    for key in path {
        let form = if dotted { Form::Dotted } else { Form::Implied };
        table = match table.entries.entry(key.name(text).to_owned()) {
            Slot::Vacant(slot) => {
                let entry = slot.insert(Entry {
                    key: key.span,
                    item: Item {
                        node: Node::Table(Box::new(Table::with_form(form))),
                        span: key.span,
                    },
                });
                innermost(&mut entry.item.node).ok_or_else(|| twice(key))?
            }
            Slot::Occupied(slot) => {
                let entry = slot.into_mut();
                if let Node::Table(table) = &mut entry.item.node {
                    if table.form == Form::Inline {
                        return Err(not_a_table(key, "inline table"));
                    }
                    if dotted {
                        if !table.open_to_dots() {
                            return Err(twice(key));
                        }
                        table.form = Form::Dotted;
                    }
                }
                let found = entry.item.node.kind();
                innermost(&mut entry.item.node).ok_or_else(|| not_a_table(key, found))?
            }
        };
    }
    Ok(table)
}

fn insert(section: &mut Table, pair: &Pair, text: &str) -> Result<(), SyntaxError> {
    let Some((last, parents)) = pair.path.split_last() else {
        return Ok(());
    };
    let table = descend(section, parents, true, text)?;
    if !parents.is_empty() && !table.open_to_dots() {
        return Err(twice(last));
    }
    match table.entries.entry(last.name(text).to_owned()) {
        Slot::Vacant(slot) => {
            slot.insert(Entry {
                key: last.span,
                item: item(&pair.value, text)?,
            });
            Ok(())
        }
        Slot::Occupied(_) => Err(twice(last)),
    }
}

fn item(value: &Value, text: &str) -> Result<Item, SyntaxError> {
    let node = match value {
        Value::Scalar { span, encoding } => scalar(*span, *encoding, text)?,
        Value::Array { items, .. } => {
            let items: Result<_, _> = items.iter().map(|value| item(value, text)).collect();
            Node::List(items?)
        }
        Value::Inline { pairs, .. } => {
            let mut table = Table::default();
            for pair in pairs {
                insert(&mut table, pair, text)?;
            }
            table.form = Form::Inline;
            Node::Table(Box::new(table))
        }
    };
    Ok(Item {
        node,
        span: value.span(),
    })
}

/// Fails where a value is none.
pub(super) fn check(value: &Value, text: &str) -> Result<(), SyntaxError> {
    item(value, text).map(drop)
}

/// What a value says, where it is a string.
pub(super) fn string(value: &Value, text: &str) -> Option<String> {
    match item(value, text).ok()?.node {
        Node::String(string) => Some(string),
        _ => None,
    }
}

fn scalar(span: Span, encoding: Option<Encoding>, text: &str) -> Result<Node, SyntaxError> {
    let mut errors = FirstError(None);
    let at = toml_parser::Span::new_unchecked(span.start, span.end);
    let raw = Raw::new_unchecked(span.of(text), encoding, at);
    let mut decoded = Cow::Borrowed("");
    let kind = raw.decode_scalar(&mut decoded, &mut errors);
    let mut wrong = |reason: &str| {
        errors.report_error(ParseError::new(reason.to_owned()).with_unexpected(at));
    };
    let node = match kind {
        ScalarKind::String => Node::String(decoded.into_owned()),
        ScalarKind::Boolean(value) => Node::Boolean(value),
        ScalarKind::DateTime => {
            if decoded.parse::<toml_edit::Datetime>().is_err() {
                wrong("invalid date or time");
            }
            Node::Datetime
        }
        ScalarKind::Float => {
            match decoded.parse::<f64>() {
                Ok(value) if value.is_infinite() && decoded.contains(|c: char| c.is_numeric()) => {
                    wrong("floating-point number overflowed");
                }
                Ok(_) => {}
                Err(_) => wrong(kind.invalid_description()),
            }
            Node::Float
        }
        ScalarKind::Integer(radix) => {
            if let Ok(value) = i64::from_str_radix(&decoded, radix.value()) {
                Node::Integer(value)
            } else {
                wrong("integer number overflowed");
                Node::Integer(0)
            }
        }
    };
    match errors.0 {
        Some(error) => Err(syntax_error(&error, text.len())),
        None => Ok(node),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both readers must say the same of a text, place included.
    fn agree(text: &str) {
        let ours = Document::parse(text).and_then(|document| document.tree());
        let theirs = text.parse::<toml_edit::DocumentMut>();
        assert_eq!(
            ours.is_ok(),
            theirs.is_ok(),
            "ours {ours:?}\ntheirs {theirs:?}\n{text}"
        );
    }

    #[test]
    fn accepts_and_refuses_as_toml_edit_does() {
        for text in [
            "",
            "\u{feff}",
            "\u{feff}a = 1",
            "a = 1\na = 2",
            "a.b = 1\na.c = 2",
            "a.b = 1\n[a]\nc = 1",
            "a.b = 1\n[a.c]\nd = 1",
            "[a.b]\nx = 1\n[a]\nb.y = 1",
            "[a.b]\nx = 1\n[a]\ny = 1",
            "[a]\nb.c = 1\n[a.b]\nd = 1",
            "[a]\nb.c = 1\n[a.b.d]\ne = 1",
            "[a]\n[a]",
            "[[a]]\n[a.b]\n[[a]]\n[a.b]",
            "[[a]]\n[a]",
            "[a]\n[[a]]",
            "[a.b]\n[[a]]",
            "a = []\n[[a]]",
            "a = [{}]\n[a.b]",
            "[[a]]\na = 1\n[[a.b]]",
            "[[a]]\n[b]\na.c = 1",
            "a = {}\n[a.b]",
            "a = {}\na.b = 1",
            "a = {b = 1}\n[a]",
            "a = {b.c = 1, b.d = 2}",
            "a = {b.c = 1, b = 2}",
            "a = {b = {}, b.c = 2}",
            "a = {b = 1, b = 2}",
            "a = 1\na.b = 2",
            "a = 1e999",
            "a = inf",
            "a = -nan",
            "a = 99999999999999999999",
            "a = 0x1F",
            "a = 0xzz",
            "a = 1979-05-27",
            "a = 1979-13-27",
            "a = 07:32:00",
            "a = 01",
            "a = tru",
            "a = \"\\q\"",
            "a = \"\\e\\x41\"",
            "a = {\n b = 1,\n}",
            "\"a.b\".c = 1\na.b.c = 1",
            "a = \"x\ny\"",
            "a = 1 b = 2",
            "= 1",
            "[]",
            "[a",
            "a",
            "a =",
            "a = 1\r",
            "# \u{7f}",
            "a = [1,,2]",
            "a = '''\nx'''",
            "'' = 1",
        ] {
            agree(text);
        }
        let deep = format!("a = {}1{}", "[".repeat(200), "]".repeat(200));
        agree(&deep);
    }

    #[test]
    fn spans_point_at_the_values() {
        let text = "[registries]\ncrates = { index = \"sparse+https://h/\" }\n";
        let document = Document::parse(text).expect("the text is TOML");
        let tree = document.tree().expect("no key stands twice");
        let entry = tree
            .at(&["registries", "crates", "index"])
            .expect("it is there");
        assert_eq!(entry.item.span.of(text), "\"sparse+https://h/\"");
        assert_eq!(entry.key.of(text), "index");
        assert_eq!(document.position(entry.item.span.start).to_string(), "2:20");
    }
}

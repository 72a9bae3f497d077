//! Values as they may be shown: clean, without passwords, secrets by shape.
//!
//! Not for where a value comes from.

use std::fmt;

use serde::Serialize;

use super::shown::Place;
use crate::cargo::keys::Holds;
use crate::cargo::{MergedNode, MergedValue};
use crate::text::escape;
use crate::text::secret::Shape;
use crate::toml::{Item, Node};

/// A value that may be shown.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(super) enum Value {
    Text(String),
    Integer(i64),
    Boolean(bool),
    List(Vec<Element>),
    /// It is or may be a secret.
    Hidden(Hidden),
    /// No value of its own: a table, or what cargo accepts nowhere.
    Other {
        kind: &'static str,
    },
}

/// An element of a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Element {
    pub(super) value: Value,
    pub(super) from: Option<Place>,
}

/// What may be said of a value that is not shown.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Hidden {
    set: bool,
    characters: Option<usize>,
    scheme: Option<&'static str>,
}

impl Hidden {
    /// Of a secret that can be measured, or of one that cannot.
    pub(super) fn new(shape: Option<Shape>) -> Self {
        Self {
            set: true,
            characters: shape.map(|shape| shape.length),
            scheme: shape
                .and_then(|shape| shape.scheme)
                .map(crate::text::secret::Scheme::word),
        }
    }
}

impl Value {
    /// A text.
    pub(super) fn text(text: &str, holds: Holds) -> Self {
        match holds {
            Holds::Plain => Value::Text(escape::plain(text)),
            Holds::Text => Value::Text(escape::url(text)),
            Holds::Url => Value::Text(escape::address(text)),
            Holds::Program | Holds::Programs => {
                Value::Text(crate::cargo::provider_words::shown(text.split_whitespace()))
            }
            Holds::Secret => Value::Hidden(Hidden::new(Some(Shape::of(text)))),
        }
    }

    /// A value of the view; elements of a list with their places.
    pub(super) fn merged(
        value: &MergedValue<'_>,
        holds: Holds,
        place: &dyn Fn(&MergedValue<'_>) -> Place,
    ) -> Self {
        match value.node() {
            MergedNode::String(text) => Value::text(text, holds),
            MergedNode::Secret(secret, kind) => {
                Value::Hidden(Hidden::new((*kind == "string").then(|| secret.shape())))
            }
            MergedNode::Integer(_) if holds == Holds::Secret => Value::Hidden(Hidden::new(None)),
            MergedNode::Integer(value) => Value::Integer(*value),
            MergedNode::Boolean(value) => Value::Boolean(*value),
            MergedNode::List(items) => {
                let first = items.first().and_then(MergedValue::text);
                let value = |(at, item): (usize, &MergedValue<'_>)| Element {
                    value: argument(holds, at, first, item.text())
                        .unwrap_or_else(|| Value::merged(item, holds, place)),
                    from: Some(place(item)),
                };
                Value::List(items.iter().enumerate().map(value).collect())
            }
            MergedNode::Table(_) | MergedNode::Unsupported(_) => {
                Value::Other { kind: value.kind() }
            }
        }
    }

    /// A value of one file.
    pub(super) fn of_file<'n>(node: &'n Node, holds: Holds) -> Self {
        match node {
            Node::String(text) => Value::text(text, holds),
            Node::Integer(_) if holds == Holds::Secret => Value::Hidden(Hidden::new(None)),
            Node::Integer(value) => Value::Integer(*value),
            Node::Boolean(value) => Value::Boolean(*value),
            Node::List(items) => {
                let text = |item: &'n Item| item.node.as_str();
                let first = items.first().and_then(text);
                let value = |(at, item): (usize, &'n Item)| Element {
                    value: argument(holds, at, first, text(item))
                        .unwrap_or_else(|| Value::of_file(&item.node, holds)),
                    from: None,
                };
                Value::List(items.iter().enumerate().map(value).collect())
            }
            Node::Float | Node::Datetime | Node::Table(_) => Value::Other { kind: node.kind() },
        }
    }
}

/// The element of a list that is one program with its arguments, where it is one of these.
fn argument(holds: Holds, at: usize, program: Option<&str>, text: Option<&str>) -> Option<Value> {
    if holds != Holds::Program || at == 0 {
        return None;
    }
    let shown = match (program, text) {
        // What is no text is nothing to cargo.
        (Some(program), Some(text)) if at == 1 => {
            crate::cargo::provider_words::argument(program, program, text)
        }
        _ => None,
    };
    Some(Value::Text(escape::line(&shown.unwrap_or("…".to_owned()))))
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Text(text) => write!(f, "\"{text}\""),
            Value::Integer(value) => value.fmt(f),
            Value::Boolean(value) => value.fmt(f),
            Value::List(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    let comma = if at == 0 { "" } else { ", " };
                    write!(f, "{comma}{}", item.value)?;
                }
                f.write_str("]")
            }
            Value::Hidden(hidden) => hidden.fmt(f),
            Value::Other { kind } => write!(f, "a {kind}"),
        }
    }
}

impl fmt::Display for Hidden {
    /// `set, Basic, 1,234 characters`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("set")?;
        if let Some(scheme) = self.scheme {
            write!(f, ", {scheme}")?;
        }
        match self.characters {
            Some(0) => f.write_str(", but empty"),
            Some(1) => f.write_str(", 1 character"),
            Some(count) => write!(f, ", {} characters", grouped(count)),
            None => Ok(()),
        }
    }
}

/// `1,234`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_easy_to_read() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1234, "1,234"),
            (1_000_000, "1,000,000"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }
}

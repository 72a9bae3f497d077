//! Values as they may be shown: clean, without passwords, secrets by shape.
//!
//! Not for where a value comes from.

use std::fmt;

use serde::Serialize;

use super::redact::{address, command, plain};
use super::shown::Place;
use crate::config::{MergedNode, MergedValue, Shape};
use crate::document::Node;

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

/// How far values of a key may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// As they are.
    Plain,
    /// Without a user, a query, and a path that holds a secret.
    Address,
    /// Without arguments that look like a secret.
    Command,
    /// Not at all.
    Shape,
}

impl Hidden {
    /// Of a secret that can be measured, or of one that cannot.
    pub(super) fn new(shape: Option<Shape>) -> Self {
        Self {
            set: true,
            characters: shape.map(|shape| shape.length),
            scheme: shape
                .and_then(|shape| shape.scheme)
                .map(crate::config::Scheme::word),
        }
    }
}

impl Value {
    /// A text.
    pub(super) fn text(text: &str, shows: Shows) -> Self {
        match shows {
            Shows::Plain => Value::Text(plain(text)),
            Shows::Address => Value::Text(address(text)),
            Shows::Command => Value::Text(command(text.split_whitespace())),
            Shows::Shape => Value::Hidden(Hidden::new(Some(Shape::of(text)))),
        }
    }

    /// A value of the view; elements of a list with their places.
    pub(super) fn merged(
        value: &MergedValue<'_>,
        shows: Shows,
        place: &dyn Fn(&MergedValue<'_>) -> Place,
    ) -> Self {
        match value.node() {
            MergedNode::String(text) => Value::text(text, shows),
            MergedNode::Secret(secret, kind) => {
                Value::Hidden(Hidden::new((*kind == "string").then(|| secret.shape())))
            }
            MergedNode::Integer(_) if shows == Shows::Shape => Value::Hidden(Hidden::new(None)),
            MergedNode::Integer(value) => Value::Integer(*value),
            MergedNode::Boolean(value) => Value::Boolean(*value),
            MergedNode::List(items) => Value::List(
                items
                    .iter()
                    .map(|item| Element {
                        value: Value::merged(item, shows, place),
                        from: Some(place(item)),
                    })
                    .collect(),
            ),
            MergedNode::Table(_) | MergedNode::Unsupported(_) => {
                Value::Other { kind: value.kind() }
            }
        }
    }

    /// A value of one file.
    pub(super) fn of_file(node: &Node, shows: Shows) -> Self {
        match node {
            Node::String(text) => Value::text(text, shows),
            Node::Integer(_) if shows == Shows::Shape => Value::Hidden(Hidden::new(None)),
            Node::Integer(value) => Value::Integer(*value),
            Node::Boolean(value) => Value::Boolean(*value),
            Node::List(items) => Value::List(
                items
                    .iter()
                    .map(|item| Element {
                        value: Value::of_file(&item.node, shows),
                        from: None,
                    })
                    .collect(),
            ),
            Node::Float | Node::Datetime | Node::Table(_) => Value::Other { kind: node.kind() },
        }
    }
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

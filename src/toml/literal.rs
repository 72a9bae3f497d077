//! What can be written into a document: values and keys, as TOML has them.
//!
//! Not for where they go (see [`super::edit`]).

use crate::text::token::Token;

/// A value that can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// A string.
    String(String),
    /// A string that must not be shown.
    Secret(Token),
    /// An array of strings.
    List(Vec<String>),
    /// An array of strings, as its text.
    ListText(String),
    /// An integer.
    Integer(i64),
    /// A boolean.
    Boolean(bool),
    /// A table in braces.
    Table(Vec<(String, Literal)>),
}

impl Literal {
    /// The TOML 1.0 text of the value, on one line where it holds no line break.
    #[must_use]
    pub fn encode(&self) -> String {
        match self {
            Literal::String(text) => encode_string(text),
            Literal::Secret(token) => encode_string(token.expose()),
            Literal::List(items) => {
                let items: Vec<String> = items.iter().map(|item| encode_string(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Literal::ListText(text) => text.clone(),
            Literal::Integer(value) => value.to_string(),
            Literal::Boolean(value) => value.to_string(),
            Literal::Table(pairs) => {
                let pairs: Vec<String> = pairs
                    .iter()
                    .map(|(key, value)| format!("{} = {}", encode_key(key), value.encode()))
                    .collect();
                format!("{{ {} }}", pairs.join(", "))
            }
        }
    }
}

impl From<&str> for Literal {
    fn from(text: &str) -> Self {
        Literal::String(text.to_owned())
    }
}

impl From<String> for Literal {
    fn from(text: String) -> Self {
        Literal::String(text)
    }
}

fn encode_string(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// The TOML text of one part of a key, quoted where it must be.
#[must_use]
pub fn encode_key(name: &str) -> String {
    toml_edit::Key::new(name).display_repr().into_owned()
}

//! A secret that we hold for a moment: read from a person, a file or a program, and
//! handed on to cargo or its store.
//!
//! Not for what configurations hold (see [`crate::cargo`]): that is never held.

use std::fmt;

use crate::text::secret::Shape;

/// A secret. It can be measured and handed on; no `Debug` or `Display` shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Takes a text for a secret.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// What may be said of it.
    #[must_use]
    pub fn shape(&self) -> Shape {
        Shape::of(&self.0)
    }

    /// The text itself: for cargo's stdin, for its credentials file and for its
    /// credential protocol, and nothing else.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", Token::new("hunter2")), "Token(..)");
    }
}

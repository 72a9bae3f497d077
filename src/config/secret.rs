//! A value that must not be shown: it can be measured, not read.
//!
//! Not for storing or sending secrets.

use std::fmt;

/// The value of a key that holds a secret.
///
/// There is no way to its text: `Debug` hides it, `Display` does not exist.
#[derive(Clone, Copy)]
pub struct Secret<'c>(&'c str);

/// What may be said of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Its length in characters.
    pub length: usize,
    /// Its first word, where that is a known scheme with a word after it.
    pub scheme: Option<Scheme>,
}

/// The scheme of an `Authorization` header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// `Basic`
    Basic,
    /// `Bearer`
    Bearer,
    /// `Token`
    Token,
}

impl<'c> Secret<'c> {
    pub(super) fn new(text: &'c str) -> Self {
        Self(text)
    }

    /// Its length and its scheme.
    #[must_use]
    pub fn shape(&self) -> Shape {
        Shape::of(self.0)
    }
}

impl Shape {
    /// What may be said of this text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let scheme = text.split_once(' ').and_then(|(first, _)| {
            [
                ("basic", Scheme::Basic),
                ("bearer", Scheme::Bearer),
                ("token", Scheme::Token),
            ]
            .into_iter()
            .find(|(word, _)| first.eq_ignore_ascii_case(word))
            .map(|(_, scheme)| scheme)
        });
        Self {
            length: text.chars().count(),
            scheme,
        }
    }
}

impl Scheme {
    /// The word, as headers have it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Scheme::Basic => "Basic",
            Scheme::Bearer => "Bearer",
            Scheme::Token => "Token",
        }
    }
}

impl fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_length_and_scheme_are_known() {
        for (text, length, scheme) in [
            ("", 0, None),
            ("abc", 3, None),
            ("Bearer abc", 10, Some(Scheme::Bearer)),
            ("bAsIc abc", 9, Some(Scheme::Basic)),
            ("TOKEN x", 7, Some(Scheme::Token)),
            ("Basic", 5, None),
            ("Digest x", 8, None),
        ] {
            assert_eq!(
                Secret::new(text).shape(),
                Shape { length, scheme },
                "{text}"
            );
        }
        assert_eq!(format!("{:?}", Secret::new("hunter2")), "Secret(..)");
    }
}

//! Names that cargo accepts for a registry, and the variables made from them.
//!
//! The rule is that of the Cargo Book and of cargo 1.95: the first character
//! starts a Unicode identifier or is `_`, the others continue one or are `-`.
//! Not for the names of feeds, which each provider rules for itself.

use std::fmt;

/// Why cargo takes a name for no registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadName {
    /// There is nothing.
    Empty,
    /// This character may not stand at this place.
    Character(char),
    /// The name is crates.io's own.
    Reserved,
}

impl fmt::Display for BadName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadName::Empty => f.write_str("it is empty"),
            BadName::Character(letter) if letter.is_numeric() => {
                write!(f, "it starts with the digit `{letter}`")
            }
            BadName::Character(letter) => write!(
                f,
                "cargo allows no `{}` there",
                crate::text::escape::line(&letter.to_string())
            ),
            BadName::Reserved => f.write_str("`crates-io` is the name of crates.io itself"),
        }
    }
}

impl std::error::Error for BadName {}

fn may_start(letter: char) -> bool {
    letter == '_' || unicode_ident::is_xid_start(letter)
}

fn may_follow(letter: char) -> bool {
    letter == '-' || unicode_ident::is_xid_continue(letter)
}

/// Fails where cargo would.
pub fn check(name: &str) -> Result<(), BadName> {
    let mut letters = name.chars();
    let first = letters.next().ok_or(BadName::Empty)?;
    if !may_start(first) {
        return Err(BadName::Character(first));
    }
    if let Some(wrong) = letters.find(|letter| !may_follow(*letter)) {
        return Err(BadName::Character(wrong));
    }
    if name == "crates-io" {
        return Err(BadName::Reserved);
    }
    Ok(())
}

/// The nearest name that cargo accepts: what it does not allow becomes `_`.
#[must_use]
pub fn cleaned(name: &str) -> String {
    let mut clean: String = name
        .chars()
        .map(|letter| if may_follow(letter) { letter } else { '_' })
        .collect();
    if !clean.starts_with(may_start) {
        clean.insert(0, '_');
    }
    if check(&clean).is_err() {
        clean.insert(0, '_');
    }
    clean
}

/// The part of cargo's variables that stands for a registry: upper case, `_` for
/// `-`. Two names with the same form share their variables.
#[must_use]
pub fn variable_form(name: &str) -> String {
    name.replace('-', "_").to_uppercase()
}

/// `CARGO_REGISTRIES_<NAME>_<KEY>`.
#[must_use]
pub fn variable(name: &str, key: &str) -> String {
    format!(
        "CARGO_REGISTRIES_{}_{}",
        variable_form(name),
        variable_form(key)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_judged_as_cargo_does() {
        for good in ["crates", "_x", "my-feed", "größe", "A1", "a_b"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        assert_eq!(check(""), Err(BadName::Empty));
        assert_eq!(check("1a"), Err(BadName::Character('1')));
        assert_eq!(check("a.b"), Err(BadName::Character('.')));
        assert_eq!(check("-a"), Err(BadName::Character('-')));
        assert_eq!(check("$(touch x)"), Err(BadName::Character('$')));
        assert_eq!(check("crates-io"), Err(BadName::Reserved));
    }

    #[test]
    fn a_cleaned_name_is_one_that_cargo_takes() {
        for (feed, name) in [
            ("my.feed", "my_feed"),
            ("2024-crates", "_2024-crates"),
            ("a b", "a_b"),
            ("-", "_-"),
            ("", "_"),
            ("crates-io", "_crates-io"),
        ] {
            assert_eq!(cleaned(feed), name);
            assert_eq!(check(name), Ok(()));
        }
    }

    #[test]
    fn variables_are_upper_case_with_underscores() {
        assert_eq!(
            variable("My-feed", "credential-provider"),
            "CARGO_REGISTRIES_MY_FEED_CREDENTIAL_PROVIDER"
        );
    }
}

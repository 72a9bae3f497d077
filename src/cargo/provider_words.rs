//! The words of a credential provider as they may be shown: its arguments may be secrets.
//!
//! Not for which credential providers cargo asks (see [`super::credential_chain`]).

use super::is_feedctl;
use crate::text::escape::{self, MASK};

/// A credential provider: its program, and `…` for its arguments, which may hold a secret.
#[must_use]
pub fn shown<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    escape::plain(&text(words))
}

/// The same, not escaped.
pub(crate) fn text<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    if escape::is_token_command(&words) {
        return words.join(" ");
    }
    let mut words = words.into_iter();
    let Some(program) = words.next() else {
        return String::new();
    };
    let mut shown = escape::url_text(program);
    let mut last = program;
    for word in words {
        shown.push(' ');
        let Some(argument) = argument(program, last, word) else {
            shown.push_str(MASK);
            break;
        };
        shown.push_str(&argument);
        last = word;
    }
    shown
}

/// A list of credential providers, each in one text. The words of a variable are one
/// each, though whoever set it may have meant them as one program with its arguments.
#[must_use]
pub fn shown_list<'w>(all: impl IntoIterator<Item = (&'w str, bool)>) -> Vec<String> {
    let mut before: Option<(&str, &str)> = None;
    let mut shown = Vec::new();
    for (words, is_word) in all {
        let after = before.filter(|_| is_word && !words.starts_with("cargo:"));
        shown.push(match after {
            Some((program, last)) => argument(program, last, words).unwrap_or(MASK.to_owned()),
            None => text(words.split_ascii_whitespace()),
        });
        before = Some((after.map_or(words, |(program, _)| program), words));
    }
    shown.iter().map(|text| escape::plain(text)).collect()
}

/// An argument of a credential provider, where it is no secret: the program that prints
/// a token, and what feedctl writes itself.
pub(crate) fn argument(program: &str, last: &str, word: &str) -> Option<String> {
    let is_shown = match last {
        "cargo:token-from-stdout" => last == program,
        "--provider" => is_feedctl(program) && is_id(word),
        "--base-url" => is_feedctl(program),
        _ => is_feedctl(program) && ["--provider", "--base-url"].contains(&word),
    };
    is_shown.then(|| escape::address_text(word))
}

/// True for a word in the form of a feed host's stable name, such as `azure-artifacts`.
fn is_id(word: &str) -> bool {
    word.chars()
        .all(|letter| letter.is_ascii_lowercase() || letter == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_credential_provider_the_program_is_shown() {
        for (text, wanted) in [
            ("cargo:token", "cargo:token"),
            (
                "cargo:token-from-stdout cat file",
                "cargo:token-from-stdout cat …",
            ),
            ("./bin/prog --token abc", "./bin/prog …"),
            (
                "feedctl --provider azure-artifacts --base-url https://me:pw@h/",
                "feedctl --provider azure-artifacts --base-url https://…@h/",
            ),
            ("feedctl --provider s3cr3t x", "feedctl --provider …"),
            ("", ""),
        ] {
            assert_eq!(shown(text.split_whitespace()), wanted, "{text}");
        }
        let words = ["cargo:token-from-stdout", "echo", "s3cr3t", "cargo:token"];
        assert_eq!(
            shown_list(words.map(|word| (word, true))),
            ["cargo:token-from-stdout", "echo", "…", "cargo:token"]
        );
        assert_eq!(
            shown_list([("a s3cr3t", false), ("b", false)]),
            ["a …", "b"]
        );
    }
}

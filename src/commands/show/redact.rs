//! Foreign texts that may hold a secret in some part of them, without that part.
//!
//! Not for texts that are a secret as a whole (see [`super::values::Hidden`]).

use crate::config::{Definition, Element};
use crate::foreign;
use crate::location::Location;
use crate::providers;

/// What stands for what is not shown.
const MASK: &str = "…";

/// A text that is no secret, unless it holds the user of a URL.
pub(super) fn plain(text: &str) -> String {
    if text.contains("://") {
        address(text)
    } else {
        foreign::line(text)
    }
}

/// The address of a server, without what may be a secret: the user, the query, and
/// the path of a URL that is known to hold a token there.
pub(super) fn address(text: &str) -> String {
    let burnt = Location::of_pasted(text)
        .ok()
        .and_then(|location| providers::recognise(&location))
        .is_some_and(|(_, found)| found.burnt);
    let (head, rest) = match text.find("://") {
        Some(at) => text.split_at(at + 3),
        None => ("", text),
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (mut host, mut path) = rest.split_at(end);
    let is_url = url::Url::parse(text.trim()).is_ok_and(|url| url.has_host());
    let mut user = "";
    if !is_url && let Some(at) = rest.rfind('@') {
        // Nobody knows how far a password reaches in what is no URL.
        (user, host, path) = (MASK, &rest[at..], "");
    } else if let Some(at) = host.rfind('@') {
        (user, host) = (MASK, &host[at..]);
    }
    if burnt {
        return foreign::line(&format!("{head}{user}{host}/{MASK}"));
    }
    let mark = path.find(['?', '#']);
    let tail = mark.map_or(String::new(), |at| format!("{}{MASK}", &path[at..=at]));
    path = &path[..mark.unwrap_or(path.len())];
    foreign::line(&format!("{head}{user}{host}{path}{tail}"))
}

/// A program with its arguments, without those that look like a secret.
pub(super) fn command<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    foreign::line(&arguments(words).join(" "))
}

/// A list of such, each in one text. The words of a variable are one each, though
/// whoever set it may have meant them as one program with its arguments.
pub(super) fn commands(list: &[Element<'_>]) -> Vec<String> {
    let is_word = |element: &Element<'_>| matches!(element.definition, Definition::Variable(_));
    let words = list.iter().filter(|element| is_word(element));
    let mut words = arguments(words.map(|element| element.text)).into_iter();
    list.iter()
        .map(|element| {
            if is_word(element) {
                words.next().unwrap_or_default()
            } else {
                command(element.text.split_whitespace())
            }
        })
        .collect()
}

fn arguments<'w>(words: impl IntoIterator<Item = &'w str>) -> Vec<String> {
    let mut shown: Vec<String> = Vec::new();
    let mut hide_next = false;
    let mut hide_rest = false;
    for word in words {
        let bare = word.trim_matches(['"', '\'']);
        let (flag, value) = bare.split_once('=').unwrap_or((bare, ""));
        if hide_rest || hide_next {
            shown.push(MASK.to_owned());
            hide_next = false;
        } else if !value.is_empty() && speaks_of_secret(flag) {
            shown.push(format!("{}={MASK}", foreign::line(flag)));
        } else {
            hide_next = flag.starts_with('-') && speaks_of_secret(flag);
            shown.push(plain(word));
        }
        hide_rest |= ["echo", "printf", "basic", "bearer"]
            .iter()
            .any(|word| bare.eq_ignore_ascii_case(word));
    }
    shown
}

/// True for the name of a flag or variable whose value may be a secret.
fn speaks_of_secret(name: &str) -> bool {
    let name = name.trim_start_matches('-').to_ascii_lowercase();
    name == "pat"
        || ["token", "passw", "secret", "key", "auth", "header"]
            .iter()
            .any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_shown_without_their_secrets() {
        for (text, shown) in [
            ("sparse+https://h/i/", "sparse+https://h/i/"),
            ("https://h/p@q/", "https://h/p@q/"),
            ("https://me:pw@h:8080/i/", "https://…@h:8080/i/"),
            ("https://me:p w@h/i/", "https://…@h/i/"),
            ("https://me:p/w@h/i/", "https://…@h/i/"),
            ("sparse+https://me:p?w@h/i/", "sparse+https://…@h/i/"),
            ("me:p/w@proxy:8080", "…@proxy:8080"),
            ("socks5h://me:pw@proxy", "socks5h://…@proxy"),
            ("proxy:8080", "proxy:8080"),
            ("https://h/i/?sig=abc#d", "https://h/i/?…"),
            (
                "sparse+https://dl.cloudsmith.io/s3cr3t/acme/tools/cargo/",
                "sparse+https://dl.cloudsmith.io/…",
            ),
            ("", ""),
        ] {
            assert_eq!(address(text), shown, "{text}");
        }
    }

    #[test]
    fn arguments_that_look_like_secrets_are_not_shown() {
        for (text, shown) in [
            (
                "cargo:token-from-stdout cat file",
                "cargo:token-from-stdout cat file",
            ),
            (
                "cargo:token-from-stdout sh -c 'echo Basic abc'",
                "cargo:token-from-stdout sh -c 'echo … …",
            ),
            (
                "prog --token abc --url x --password=y",
                "prog --token … --url x --password=…",
            ),
            (
                "prog https://me:pw@h/ API_KEY=abc",
                "prog https://…@h/ API_KEY=…",
            ),
        ] {
            assert_eq!(command(text.split_whitespace()), shown, "{text}");
        }
    }
}

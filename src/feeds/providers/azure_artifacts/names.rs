//! What Azure DevOps allows in names.
//!
//! Source: "Naming restrictions and conventions" of Azure DevOps. Its REST API
//! lets people create names that its pages refuse, so most breaks are only odd.

use crate::feeds::Verdict;

/// Characters that cannot stand in one segment of a URL's path as it is made.
fn impossible(name: &str) -> Option<Verdict> {
    if name.trim().is_empty() {
        return Some(Verdict::Bad("it is empty".to_owned()));
    }
    if name == "." || name == ".." {
        return Some(Verdict::Bad("it is no name".to_owned()));
    }
    name.chars()
        .find(|letter| matches!(letter, '/' | '\\') || letter.is_control())
        .map(|letter| {
            let hint = if name.contains("://") {
                "; for a URL: `feedctl connect URL`"
            } else {
                ""
            };
            let shown = crate::text::escape::line(&letter.to_string());
            Verdict::Bad(format!("`{shown}` cannot stand in it{hint}"))
        })
}

fn odd(condition: bool, words: &str) -> Verdict {
    if condition {
        Verdict::Odd(words.to_owned())
    } else {
        Verdict::Good
    }
}

/// An organization; on a server, a collection.
pub(super) fn organization(name: &str, own_server: bool) -> Verdict {
    if let Some(bad) = impossible(name) {
        return bad;
    }
    if own_server {
        return project(name, true);
    }
    let wrong = name
        .chars()
        .find(|letter| !letter.is_ascii_alphanumeric() && *letter != '-');
    if let Some(letter) = wrong {
        let shown = crate::text::escape::line(&letter.to_string());
        return Verdict::Bad(format!(
            "`{shown}` cannot stand in it; it is the first word behind `dev.azure.com/`"
        ));
    }
    if name.starts_with('-') || name.ends_with('-') {
        return Verdict::Bad("it starts and ends with a letter or a digit".to_owned());
    }
    odd(
        name.len() > 50,
        "it is longer than the 50 characters allowed",
    )
}

/// A project.
pub(super) fn project(name: &str, _: bool) -> Verdict {
    if let Some(bad) = impossible(name) {
        return bad;
    }
    if name
        .chars()
        .any(|letter| ":*?\"'<>;#${},+=[]|".contains(letter))
    {
        return Verdict::Odd("it holds a character that project names may not hold".to_owned());
    }
    if name.starts_with('_') || name.starts_with('.') || name.ends_with('.') {
        return Verdict::Odd(
            "project names do not start with `_` or `.`, nor end with `.`".to_owned(),
        );
    }
    odd(
        name.chars().count() > 64,
        "it is longer than the 64 characters allowed",
    )
}

/// A feed, view and marks taken off.
pub(super) fn feed(name: &str, _: bool) -> Verdict {
    if let Some(bad) = impossible(name) {
        return bad;
    }
    if name.contains(['@', '~']) {
        return Verdict::Bad("`@` and `~` only stand before a view and `force-auth`".to_owned());
    }
    if name
        .chars()
        .any(|letter| ";{}'+=,<>|?:&$*\"#[]%".contains(letter))
    {
        return Verdict::Odd("it holds a character that feed names may not hold".to_owned());
    }
    let ends_well = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    odd(
        !ends_well(name.chars().next()) || !ends_well(name.chars().next_back()),
        "feed names start and end with a letter or a digit",
    )
}

/// A view; its rules are not published.
pub(super) fn view(name: &str, _: bool) -> Verdict {
    if let Some(bad) = impossible(name) {
        return bad;
    }
    if name.contains(['@', '~']) {
        return Verdict::Bad("`@` and `~` cannot stand in it".to_owned());
    }
    Verdict::Good
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_bad(verdict: &Verdict) -> bool {
        matches!(verdict, Verdict::Bad(_))
    }

    fn is_odd(verdict: &Verdict) -> bool {
        matches!(verdict, Verdict::Odd(_))
    }

    #[test]
    fn what_cannot_be_is_bad_and_what_documents_forbid_is_odd() {
        assert_eq!(organization("contoso", false), Verdict::Good);
        assert!(is_bad(&organization("con toso", false)));
        assert_eq!(organization("Default Collection", true), Verdict::Good);
        assert!(is_bad(&organization("-a", false)));
        assert!(is_bad(&organization(
            "https://dev.azure.com/contoso",
            false
        )));
        assert!(is_odd(&organization(&"a".repeat(51), false)));
        assert_eq!(project("Mein Projekt ø", false), Verdict::Good);
        assert!(is_odd(&project("_a", false)));
        assert!(is_bad(&project("a/b", false)));
        assert!(is_bad(&project("", false)));
        assert_eq!(feed("my.feed", false), Verdict::Good);
        assert!(is_odd(&feed(".feed", false)));
        assert!(is_bad(&feed("a@b@c", false)));
        assert!(is_bad(&view("a/b", false)));
    }
}

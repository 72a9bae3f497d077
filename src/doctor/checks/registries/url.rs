//! An index URL taken apart, in the order in which cargo stumbles over it: each
//! URL has at most one fault, so that one mistake is one finding.

use url::Url;

use super::sparse_hosts::is_sparse_only;

/// What is wrong with the text of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doctor::checks) enum Fault {
    /// It holds a variable or a `~` that nobody resolves.
    NotExpanded,
    /// It is no URL; the parser's reason.
    NotAUrl(&'static str),
    /// It holds a password.
    Password,
    /// A prefix such as `git+` that cargo takes for a git repository.
    Scheme,
    /// No `sparse+`, although the host serves no git.
    NotSparse,
    /// A query or a fragment.
    Query,
    /// The path leads to `config.json`, or ends with two slashes.
    NotRoot,
    /// No slash at the end.
    NoSlash,
}

/// The fault of an index, if it has one.
pub(super) fn fault(text: &str) -> Option<Fault> {
    let text = text.trim();
    fault_of_parsed(text, &Url::parse(text))
}

/// The same for a text, without blanks around it, that is parsed already.
pub(in crate::doctor::checks) fn fault_of_parsed(
    text: &str,
    parsed: &Result<Url, url::ParseError>,
) -> Option<Fault> {
    if is_unexpanded(text) {
        return Some(Fault::NotExpanded);
    }
    let url = match parsed {
        Ok(url) => url,
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            return Some(Fault::NotAUrl("relative URL without a base"));
        }
        Err(_) => return Some(Fault::NotAUrl("invalid url")),
    };
    if url.cannot_be_a_base() {
        return Some(Fault::NotAUrl("cannot-be-a-base-URLs are not supported"));
    }
    if text.contains(['<', '>']) {
        return Some(Fault::NotAUrl("invalid url"));
    }
    if url.password().is_some() {
        return Some(Fault::Password);
    }
    let scheme = url.scheme();
    if scheme.starts_with("git+") || scheme.starts_with("registry+") {
        return Some(Fault::Scheme);
    }
    if !scheme.starts_with("sparse+") {
        return is_sparse_only(url).then_some(Fault::NotSparse);
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Some(Fault::Query);
    }
    let path = url.path();
    if path.ends_with("/config.json") || path.ends_with("/config.json/") || path.ends_with("//") {
        return Some(Fault::NotRoot);
    }
    (!text.ends_with('/')).then_some(Fault::NoSlash)
}

/// True for a text with `${X}`, `$X`, `%X%` or a leading `~`, which cargo takes as
/// it is.
pub(super) fn is_unexpanded(text: &str) -> bool {
    let dollar = text.match_indices('$').any(|(at, _)| {
        text[at + 1..].chars().next().is_some_and(|next| {
            next == '{' || next == '(' || next == '_' || next.is_ascii_alphabetic()
        })
    });
    let percent = text.split('%').skip(1).step_by(2).any(|word| {
        word.len() > 2
            && word
                .chars()
                .all(|letter| letter.is_ascii_uppercase() || letter == '_')
            && text.contains(&format!("%{word}%"))
    });
    dollar || percent || text.starts_with("~/") || text.starts_with("~\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_url_has_one_fault() {
        let azure = "pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index";
        for (text, wanted) in [
            (format!("sparse+https://{azure}/"), None),
            (format!(" sparse+https://{azure}/ "), None),
            (format!("SPARSE+https://{azure}/"), None),
            (format!("sparse+https://{azure}"), Some(Fault::NoSlash)),
            ("sparse+https://h".to_owned(), Some(Fault::NoSlash)),
            (format!("https://{azure}"), Some(Fault::NotSparse)),
            ("https://github.com/a/index".to_owned(), None),
            ("ssh://git@h/index.git".to_owned(), None),
            ("file:index".to_owned(), None),
            (format!("git+https://{azure}"), Some(Fault::Scheme)),
            (format!("sparse+https://{azure}/?a=b"), Some(Fault::Query)),
            (
                format!("sparse+https://{azure}/config.json"),
                Some(Fault::NotRoot),
            ),
            (format!("sparse+https://{azure}//"), Some(Fault::NotRoot)),
            (
                format!("sparse+https://me:pw@{azure}/"),
                Some(Fault::Password),
            ),
            (
                "sparse+https://${HOST}/".to_owned(),
                Some(Fault::NotExpanded),
            ),
            (
                "sparse+https://%FEED_HOST%/".to_owned(),
                Some(Fault::NotExpanded),
            ),
            ("sparse+https://h/My%20P%C3%B8/".to_owned(), None),
        ] {
            assert_eq!(fault(&text), wanted, "{text}");
        }
        for text in [
            "",
            "feed.example.com/x",
            "/srv/i",
            "sparse+",
            "sparse:https://h/",
            "sparse+h:80/",
            "sparse+<https://h/>",
        ] {
            assert!(matches!(fault(text), Some(Fault::NotAUrl(_))), "{text}");
        }
    }
}

//! Index URLs as cargo compares them.
//!
//! Two names for one URL are an error to cargo, so "the same" has to mean here
//! what it means there: the canonical URL, without a last `/` and `.git`. Not for
//! finding out which feed a URL is (see [`crate::providers`]).

use std::hash::{Hash, Hasher};

use url::{Host, Url};

/// An index URL of letters that every parser leaves as they are:
/// `sparse+https://HOST/PATH/`. Most are such, and need no parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plain<'t> {
    /// All of it.
    pub text: &'t str,
    /// The host, in lower case.
    pub host: &'t str,
    /// The path, from its first slash on; no segment is empty but the last.
    pub path: &'t str,
}

impl<'t> Plain<'t> {
    /// Takes a text apart, where it is so plain.
    #[must_use]
    pub fn of(text: &'t str) -> Option<Self> {
        let rest = text.strip_prefix("sparse+https://")?;
        let (host, path) = rest.split_at(rest.find('/')?);
        let is_label = |label: &str| {
            let is_plain = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
            !label.is_empty() && !label.starts_with("xn--") && label.bytes().all(is_plain)
        };
        let is_segment = |segment: &str| {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
            !matches!(segment, "" | "." | "..") && segment.bytes().all(is_plain)
        };
        // A host that ends in a number is an address.
        let last = host
            .rsplit('.')
            .next()
            .and_then(|label| label.bytes().next());
        let is_name = last.is_some_and(|first| first.is_ascii_lowercase());
        let segments = path.strip_prefix('/')?;
        let segments = segments.strip_suffix('/').unwrap_or(segments);
        let is_plain = is_name
            && host.split('.').all(is_label)
            && (path == "/" || segments.split('/').all(is_segment));
        is_plain.then_some(Self { text, host, path })
    }
}

/// An index URL in the form that cargo compares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonical {
    text: String,
    /// Where it goes by a name.
    host: String,
}

/// The host is a part of the text.
impl Hash for Canonical {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Canonical {
    /// The canonical form of what a config says; what is no URL only equals itself.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        let Ok(mut url) = Url::parse(text) else {
            return Self {
                text: text.to_owned(),
                host: String::new(),
            };
        };
        let host = match url.host() {
            Some(Host::Domain(host)) => host.to_owned(),
            _ => String::new(),
        };
        if url.scheme().starts_with("http") && host.eq_ignore_ascii_case("github.com") {
            let path = url.path().to_ascii_lowercase();
            url.set_path(&path);
        }
        Self {
            text: without_end(url.as_str()).to_owned(),
            host,
        }
    }

    /// That of an index that needs no parser.
    #[must_use]
    pub fn of_plain(plain: Plain<'_>) -> Self {
        Self {
            text: without_end(plain.text).to_owned(),
            host: plain.host.to_owned(),
        }
    }

    /// True where a text of a config means this index.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        // Most are elsewhere, and need not be parsed to know that.
        let host = self.host.as_bytes();
        // An address, and a name in letters that a URL encodes, may be written otherwise.
        let is_plain = text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'%');
        let names_host = host.is_empty()
            || !is_plain
            || text
                .as_bytes()
                .windows(host.len())
                .any(|part| part.eq_ignore_ascii_case(host));
        names_host && Self::of(text) == *self
    }
}

fn without_end(url: &str) -> &str {
    let url = url.strip_suffix('/').unwrap_or(url);
    url.strip_suffix(".git").unwrap_or(url)
}

/// True where cargo sends what it has for the one index to the very place of the other:
/// scheme, host, port and path. That two are one to cargo is not enough: it takes a last
/// `.git` for nothing when it compares, and asks for it all the same.
#[must_use]
pub fn is_same_destination(one: &str, other: &str) -> bool {
    let of = |index: &str| {
        let mut url = Url::parse(address(index).trim()).ok()?;
        // Without its last slash a sparse index does not work at all.
        if !url.path().ends_with('/') {
            let path = format!("{}/", url.path());
            url.set_path(&path);
        }
        Some((is_sparse(index), url))
    };
    match (of(one), of(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

/// True for an index that cargo fetches over HTTP; the others are git repositories.
#[must_use]
pub fn is_sparse(index: &str) -> bool {
    without_mark(index).is_some()
}

/// The address of an index without cargo's `sparse+`: what a browser opens.
#[must_use]
pub fn address(index: &str) -> &str {
    without_mark(index).unwrap_or(index)
}

/// The host of an index; none where it is no URL.
#[must_use]
pub fn host(index: &str) -> Option<String> {
    let url = Url::parse(address(index)).ok()?;
    url.host_str().map(str::to_owned)
}

/// Cargo reads the scheme as URLs are read: after blanks, in any case.
fn without_mark(index: &str) -> Option<&str> {
    let index = index.trim_start();
    let (mark, rest) = index.split_at_checked("sparse+".len())?;
    mark.eq_ignore_ascii_case("sparse+").then_some(rest)
}

/// True for a host name that means this machine.
#[must_use]
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_mark_is_read_in_any_case_and_only_once() {
        for (index, sparse, plain, name) in [
            ("sparse+https://h/a/", true, "https://h/a/", Some("h")),
            (" SPARSE+https://h/", true, "https://h/", Some("h")),
            ("https://h/a.git", false, "https://h/a.git", Some("h")),
            ("sparse+sparse+x", true, "sparse+x", None),
            ("", false, "", None),
            ("sparsé+", false, "sparsé+", None),
        ] {
            assert_eq!(is_sparse(index), sparse, "{index}");
            assert_eq!(address(index), plain, "{index}");
            assert_eq!(host(index).as_deref(), name, "{index}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// What is plain, the parser takes as it is.
        #[test]
        fn plain_urls_are_what_the_parser_makes_of_them(
            host in "([a-z0-9-]{0,5}|xn--a|0x1|1)([.]([a-z0-9-]{0,4}|com|1|0x))?",
            path in "(/([a-zA-Z0-9._~-]{0,3}|[.]{1,3}|config.json|a.git)){0,4}/?",
            end in "|[?#%:@ ]?[a-z]{0,2}",
        ) {
            let text = format!("sparse+https://{host}{path}{end}");
            if let Some(plain) = Plain::of(&text) {
                for text in [text.as_str(), address(&text)] {
                    let url = Url::parse(text).expect("a plain URL is one");
                    prop_assert_eq!(url.as_str(), text);
                    prop_assert_eq!(url.host_str(), Some(plain.host));
                    prop_assert_eq!(url.path(), plain.path);
                }
            }
        }
    }

    #[test]
    fn what_is_plain_is_known() {
        for (text, is_plain) in [
            ("sparse+https://h.test/", true),
            (
                "sparse+https://pkgs.dev.azure.com/o/_packaging/f/Cargo/index/",
                true,
            ),
            ("sparse+https://h/a.b~c-d/e", true),
            ("sparse+https://h", false),
            ("sparse+https://H/", false),
            ("sparse+https://h//", false),
            ("sparse+https://h/a//", false),
            ("sparse+https://h/../", false),
            ("sparse+https://h/%61/", false),
            ("sparse+https://h/a?b", false),
            ("sparse+https://h:1/", false),
            ("sparse+https://me@h/", false),
            ("sparse+https://h.1/", false),
            ("sparse+https://xn--a/", false),
            ("https://h/", false),
            (" sparse+https://h/", false),
        ] {
            assert_eq!(Plain::of(text).is_some(), is_plain, "{text}");
        }
    }

    #[test]
    fn a_destination_is_a_host_and_a_path() {
        let index = "sparse+https://h.test/a/index/";
        for (other, same) in [
            (index, true),
            ("sparse+https://h.test/a/index", true),
            (" SPARSE+https://H.test:443/a/index/", true),
            ("sparse+https://h.test/a/index.git/", false),
            ("sparse+https://h.test/a/index.git", false),
            ("sparse+https://h.test/A/index/", false),
            ("sparse+https://h.test:8443/a/index/", false),
            ("sparse+http://h.test/a/index/", false),
            ("sparse+https://me@h.test/a/index/", false),
            ("https://h.test/a/index/", false),
            ("sparse+https://h.test.evil.test/a/index/", false),
            ("h.test", false),
        ] {
            assert_eq!(is_same_destination(index, other), same, "{other}");
        }
        assert!(is_same_destination("no url", "no url"));
    }

    #[test]
    fn what_cargo_takes_for_the_same_is_the_same() {
        let same = |a: &str, b: &str| Canonical::of(a).is(b);
        assert!(same("sparse+https://h/a/", "sparse+https://h/a"));
        assert!(same(
            "sparse+https://h/My Project/",
            "sparse+https://h/My%20Project/"
        ));
        assert!(same("https://github.com/A/B.git", "https://github.com/a/b"));
        assert!(!same("sparse+https://h/a/", "https://h/a/"));
        assert!(!same("sparse+https://h/A/", "sparse+https://h/a/"));
        assert!(!same("sparse+https://H/a/", "sparse+https://h/a/"));
        assert!(same("not a url", "not a url"));
        // Hosts that a URL spells otherwise than they are written.
        for host in [
            "fäed.test",
            "f%C3%A4ed.test",
            "0x7f.1",
            "[0:0::1]",
            "FEED.test",
        ] {
            for scheme in ["https", "sparse+https"] {
                let index = format!("{scheme}://{host}/a/");
                assert!(same(&index, &index), "{index}");
            }
        }
        assert!(same("https://FEED.test/a", "https://feed.test/a/"));
        assert!(same("https://127.0.0.1/a", "https://0x7f.1/a"));
        assert!(same("https://fäed.test/a", "https://xn--fed-qla.test/a"));
    }
}

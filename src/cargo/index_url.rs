//! Index URLs as cargo compares them.
//!
//! Two names for one URL are an error to cargo, so "the same" has to mean here
//! what it means there: the canonical URL, without a last `/` and `.git`. Not for
//! finding out which feed a URL is (see [`crate::feeds::providers`]).

use url::Url;

/// An index URL in the form that cargo compares.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Canonical(String);

impl Canonical {
    /// The canonical form of what a config says; what is no URL only equals itself.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        Self::from_parsed(text, Url::parse(text).ok())
    }

    /// The same for a text, without blanks around it, that is parsed already.
    #[must_use]
    pub fn from_parsed(text: &str, url: Option<Url>) -> Self {
        let Some(mut url) = url else {
            return Self(text.to_owned());
        };
        let is_github = url
            .host_str()
            .is_some_and(|host| host.eq_ignore_ascii_case("github.com"));
        if url.scheme().starts_with("http") && is_github {
            let path = url.path().to_ascii_lowercase();
            url.set_path(&path);
        }
        Self(without_end(url.as_str()).to_owned())
    }

    /// True where a text of a config means this index.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        Self::of(text) == *self
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

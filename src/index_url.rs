//! Index URLs as cargo compares them.
//!
//! Two names for one URL are an error to cargo, so "the same" has to mean here
//! what it means there: the canonical URL, without a last `/` and `.git`. Not for
//! finding out which feed a URL is (see [`crate::providers`]).

use url::{Host, Url};

/// An index URL in the form that cargo compares.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Canonical {
    text: String,
    /// Where it goes by a name.
    host: String,
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
        let canonical = url.as_str();
        let canonical = canonical.strip_suffix('/').unwrap_or(canonical);
        let text = canonical.strip_suffix(".git").unwrap_or(canonical);
        Self {
            text: text.to_owned(),
            host,
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

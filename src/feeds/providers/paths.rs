//! Paths of index URLs that tell what kind of server it is, and what people write in
//! their place.
//!
//! They are told by their paths, because people run them on hosts of their own. Of
//! two kinds that feedctl does not set up only the path is known. Not for which feed
//! a URL means (see the rows).

use super::ALL;
use crate::feeds::url::Location;
use crate::feeds::{Kind, ends_with, key_of};

/// Kinds of servers that have no row. Sources: the vendors' pages on cargo.
const OTHERS: [Kind; 2] = [
    Kind {
        name: "GitLab",
        index: &["api", "v4", "projects", "{id}", "packages", "cargo"],
        wrong: &[
            "api", "v4", "projects", "{id}", "packages", "cargo", "index",
        ],
        right: "`/api/v4/projects/ID/packages/cargo/`",
        proxies: false,
        is_sparse_only: true,
    },
    Kind {
        name: "Nitro Repo",
        index: &["repositories", "{storage}", "{repository}", "index"],
        wrong: &[],
        right: "`/repositories/STORAGE/REPOSITORY/index/`",
        proxies: false,
        is_sparse_only: false,
    },
];

/// What a kind of server says of a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// It is an index.
    Index,
    /// It is wrong; the URL that is right.
    Wrong(String),
}

/// The kind of server whose path that is.
#[must_use]
pub fn of(url: &str) -> Option<(&'static Kind, Shape)> {
    of_location(&Location::of_pasted(url).ok()?)
}

/// The same of one that is taken apart.
#[must_use]
pub fn of_location(location: &Location) -> Option<(&'static Kind, Shape)> {
    // A server may lie below one folder, not below many.
    let ends_with = |pattern: &'static [&'static str]| {
        let is_given = !pattern.is_empty();
        ends_with(&location.segments, pattern).filter(|before| is_given && *before <= 1)
    };
    let known = ALL.iter().filter_map(|provider| provider.urls.kind);
    known.chain(&OTHERS).find_map(|host| {
        if ends_with(host.index).is_some() {
            return Some((host, Shape::Index));
        }
        let before = ends_with(host.wrong)?;
        let rest = location.segments.get(before..)?;
        let mut right: Vec<String> = location.segments.get(..before)?.to_vec();
        right.extend(host.index.iter().enumerate().map(|(at, part)| {
            let written = rest.get(at).filter(|_| key_of(part).is_some());
            written.cloned().unwrap_or_else(|| (*part).to_owned())
        }));
        let mut url = location.origin(&right)?;
        url.path_segments_mut().ok()?.push("");
        Some((host, Shape::Wrong(format!("sparse+{url}"))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn right(url: &str) -> Option<String> {
        match of(url)?.1 {
            Shape::Index => None,
            Shape::Wrong(right) => Some(right),
        }
    }

    #[test]
    fn what_people_write_leads_to_the_index() {
        for (url, index) in [
            (
                "sparse+https://git.example.com/api/packages/acme/cargo/index/",
                "sparse+https://git.example.com/api/packages/acme/cargo/",
            ),
            (
                "sparse+https://example.com/git/api/packages/acme/cargo/index",
                "sparse+https://example.com/git/api/packages/acme/cargo/",
            ),
            (
                "https://jfrog.example.com/artifactory/api/cargo/crates",
                "sparse+https://jfrog.example.com/artifactory/api/cargo/crates/index/",
            ),
        ] {
            assert_eq!(right(url).as_deref(), Some(index));
            assert!(matches!(of(index), Some((_, Shape::Index))));
        }
        assert!(of("sparse+https://example.com/index/").is_none());
    }
}

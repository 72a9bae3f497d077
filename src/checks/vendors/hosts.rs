//! Shapes of index URLs of hosts that feedctl does not set up: one row each.
//!
//! They are told by their paths, because people run them on hosts of their own.
//! Sources: the vendors' pages on cargo. Not for the providers that feedctl knows
//! (see [`crate::providers`]).

use crate::location::Location;

/// A host of feeds.
pub(super) struct Host {
    /// What people call it.
    pub(super) name: &'static str,
    /// The path of an index, in which `*` is any segment. What lies before it is
    /// the server's own.
    pub(super) index: &'static [&'static str],
    /// A path that people write in its place, with the same segments at the same
    /// places; empty where none is known.
    pub(super) wrong: &'static [&'static str],
    /// How the right one ends, in words.
    pub(super) right: &'static str,
    /// Whether a feed of this kind can stand in for crates.io.
    pub(super) proxies: bool,
}

pub(super) const HOSTS: [Host; 5] = [
    Host {
        name: "Gitea or Forgejo",
        index: &["api", "packages", "*", "cargo"],
        wrong: &["api", "packages", "*", "cargo", "index"],
        right: "`/api/packages/OWNER/cargo/`",
        proxies: false,
    },
    Host {
        name: "Artifactory",
        index: &["artifactory", "api", "cargo", "*", "index"],
        wrong: &["artifactory", "api", "cargo", "*"],
        right: "`/artifactory/api/cargo/REPOSITORY/index/`",
        proxies: true,
    },
    Host {
        name: "GitLab",
        index: &["api", "v4", "projects", "*", "packages", "cargo"],
        wrong: &["api", "v4", "projects", "*", "packages", "cargo", "index"],
        right: "`/api/v4/projects/ID/packages/cargo/`",
        proxies: false,
    },
    Host {
        name: "Kellnr's own crates",
        index: &["api", "v1", "crates"],
        wrong: &[],
        right: "`/api/v1/crates/`",
        proxies: false,
    },
    Host {
        name: "Nitro Repo",
        index: &["repositories", "*", "*", "index"],
        wrong: &[],
        right: "`/repositories/STORAGE/REPOSITORY/index/`",
        proxies: false,
    },
];

/// What a host says of a URL.
pub(super) enum Shape {
    /// It is an index.
    Index,
    /// It is wrong; the URL that is right.
    Wrong(String),
}

/// The host whose path that is.
pub(super) fn of(url: &str) -> Option<(&'static Host, Shape)> {
    let location = Location::of_pasted(url).ok()?;
    HOSTS.iter().find_map(|host| {
        if ends_with(&location.segments, host.index).is_some() {
            return Some((host, Shape::Index));
        }
        let before = ends_with(&location.segments, host.wrong)?;
        let rest = location.segments.get(before..)?;
        let mut right: Vec<String> = location.segments.get(..before)?.to_vec();
        right.extend(host.index.iter().enumerate().map(|(at, part)| {
            let written = rest.get(at).filter(|_| *part == "*");
            written.cloned().unwrap_or_else(|| (*part).to_owned())
        }));
        let mut url = location.origin(&right)?;
        url.path_segments_mut().ok()?.push("");
        Some((host, Shape::Wrong(format!("sparse+{url}"))))
    })
}

/// How many segments come before the pattern, where the path ends with it.
fn ends_with(path: &[String], pattern: &[&str]) -> Option<usize> {
    let before = path.len().checked_sub(pattern.len())?;
    // A server may lie below one folder, not below many.
    let fits = before <= 1
        && !pattern.is_empty()
        && path[before..]
            .iter()
            .zip(pattern)
            .all(|(part, wanted)| *wanted == "*" || part == wanted);
    fits.then_some(before)
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

//! Where the feeds of a provider lie, and what a URL says of one.
//!
//! A server of somebody's own is told by paths, which are data here; what only code
//! can say of a vendor's hosts is in the vendor's own file.

use url::Url;

use super::look_alike::Glance;
use super::{Feed, Values};
use crate::feeds::url::{Location, below};

/// The URLs of a provider.
#[derive(Debug)]
pub struct Urls {
    /// Where it has no host of its own: what a server's URL looks like.
    pub server: Option<&'static str>,
    /// The path of an index below the server. A segment `{KEY}` is the value of that
    /// parameter, and is left out where there is none.
    pub path: &'static [&'static str],
    /// Other paths that mean the same feed, such as its page in a browser.
    pub pages: &'static [&'static [&'static str]],
    /// The index URL without `sparse+`, where `path` does not tell it.
    pub index: Option<fn(&Feed) -> Url>,
    /// Reads a URL (an index, a page of the vendor's, another client's endpoint), where
    /// the paths do not tell all. Without it, they count where the provider is named.
    pub recognise: Option<fn(&Location, Hint) -> Option<Recognised>>,
    /// Whether host or path of an index tell beyond doubt whose it is.
    pub is_sure: bool,
    /// Whether a URL on any host may be one of its feeds.
    pub takes_any: bool,
    /// The path of an index, where that tells what kind of server it is.
    pub kind: Option<&'static Kind>,
    /// The vendor's own hosts.
    pub hosts: Hosts,
    /// Reads a git remote.
    pub remote: fn(&Location) -> Option<FromRemote>,
    /// What is wrong with a URL as an index of this provider's, where it is meant
    /// for one.
    pub fault: fn(&Location) -> Option<Fault>,
}

impl Urls {
    /// A server of somebody's own, with the index at its root.
    pub const SERVER: Self = Self {
        server: Some("https://HOST"),
        path: &[],
        pages: &[],
        index: None,
        recognise: None,
        is_sure: false,
        takes_any: false,
        kind: None,
        hosts: Hosts::NONE,
        remote: |_| None,
        fault: |_| None,
    };

    /// The index URL of a feed, without `sparse+`.
    pub(super) fn index_of(&self, feed: &Feed) -> Url {
        if let Some(index) = self.index {
            return index(feed);
        }
        self.index_below(&feed.server(), feed)
    }

    /// The index of a feed by the path of indexes, below a server.
    pub(crate) fn index_below(&self, server: &Url, feed: &Feed) -> Url {
        let segment = |part: &&'static str| key_of(part).map_or(Some(*part), |key| feed.get(key));
        let path: Vec<&str> = self.path.iter().filter_map(segment).collect();
        below(server, &path)
    }

    /// The feed that a URL means.
    #[must_use]
    pub fn recognise(&self, location: &Location, hint: Hint) -> Option<Recognised> {
        match self.recognise {
            Some(recognise) => recognise(location, hint),
            None if hint.named => self.by_path(location),
            None => None,
        }
    }

    /// The feed whose path that is, whatever the host.
    pub(crate) fn by_path(&self, location: &Location) -> Option<Recognised> {
        std::iter::once(&self.path)
            .chain(self.pages)
            .find_map(|path| below_server(location, path))
    }
}

/// The hosts of a vendor.
#[derive(Debug)]
pub struct Hosts {
    /// The one that serves indexes of feeds, where there is one for all.
    pub of_feeds: &'static str,
    /// Whether a host serves indexes of feeds: a token may go there unasked.
    pub serves_feeds: fn(&str) -> bool,
    /// Whether a host is one of the vendor's own.
    pub is_theirs: fn(&str) -> bool,
    /// Their names, or what their names end with, for hosts that look like them.
    pub likeness: &'static [&'static str],
    /// Whether a host could be taken for one of them in another way.
    pub also: fn(&str) -> bool,
}

impl Hosts {
    /// It has none.
    pub const NONE: Self = Self {
        of_feeds: "host.invalid",
        serves_feeds: |_| false,
        is_theirs: |_| false,
        likeness: &[],
        also: |_| false,
    };

    /// Whether a host could be taken for one of them, or is one.
    #[must_use]
    pub fn look_like(&self, host: &str) -> bool {
        self.resemble(host, &Glance::at(host))
    }

    /// The same of a host that was looked at.
    pub(crate) fn resemble(&self, host: &str, glance: &Glance) -> bool {
        let mut own = self.likeness.iter();
        (self.also)(host) || own.any(|own| glance.may_be(own))
    }
}

/// A kind of server, told by the path of an index.
#[derive(Debug)]
pub struct Kind {
    /// What people call the server.
    pub name: &'static str,
    /// The path, in which `{NAME}` is any segment. What lies before it is the server's
    /// own.
    pub index: &'static [&'static str],
    /// A path that people write in its place, with the same segments at the same
    /// places; empty where none is known.
    pub wrong: &'static [&'static str],
    /// How the right one ends, in words.
    pub right: &'static str,
    /// Whether a feed of this kind can stand in for crates.io.
    pub proxies: bool,
    /// Whether nothing but a sparse index has such a path.
    pub is_sparse_only: bool,
}

/// Help in reading a URL.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hint {
    /// The user said that the URL is this provider's, whatever its host.
    pub named: bool,
    /// The user was warned that the host looks like a vendor's, and means it.
    pub insists: bool,
}

/// What a URL says.
#[derive(Debug, Clone, Default)]
pub struct Recognised {
    /// The values that it holds.
    pub values: Values,
    /// The server, where it is not the provider's own.
    pub base: Option<Url>,
    /// A page in a browser names a part also for feeds of the whole.
    pub scope_unsure: bool,
    /// A secret stood in the path; it was left out.
    pub burnt: bool,
}

impl Recognised {
    /// Values alone, on the provider's own host or on a server; nothing where one is empty.
    pub(crate) fn of(pairs: &[(&'static str, &str)], base: Option<Url>) -> Option<Self> {
        if pairs.iter().any(|(_, value)| value.is_empty()) {
            return None;
        }
        let values = pairs
            .iter()
            .map(|(key, value)| (*key, (*value).to_owned()))
            .collect();
        Some(Self {
            values,
            base,
            ..Self::default()
        })
    }
}

/// What is wrong with a URL as an index.
#[derive(Debug, Clone)]
pub struct Fault {
    /// The kind of it.
    pub kind: FaultKind,
    /// What is wrong, to follow the name of the registry.
    pub words: &'static str,
    /// The feed that is meant, as far as it can be told.
    pub meant: Option<Recognised>,
}

/// The kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// It is some other URL of the vendor's.
    Malformed,
    /// The parts stand in each other's place.
    Swapped,
    /// The part that names the whole is missing.
    NoWhole,
    /// It has the path of a server on the host of the cloud.
    Server,
    /// It still works, and there is a better one.
    Legacy,
    /// A secret stands in it.
    Secret,
}

/// What a git remote says.
#[derive(Debug, Clone, Default)]
pub struct FromRemote {
    /// The values that it holds.
    pub values: Values,
    /// The server, where the remote is on one of its own.
    pub base: Option<Url>,
    /// A value is only a guess, so a person has to confirm it.
    pub guess: bool,
}

/// True for an https URL on the default port, without a user.
pub(super) fn is_plain_https(url: &Url) -> bool {
    url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
}

/// True for a location that a person or a config may give for a feed: no user, no ssh.
pub(crate) fn is_of_web(location: &Location) -> bool {
    location.user.is_none() && location.scheme != "ssh"
}

/// The values in a path that ends with `pattern`, and the server in front of it.
pub(crate) fn below_server(
    location: &Location,
    pattern: &'static [&'static str],
) -> Option<Recognised> {
    let before = ends_with(&location.segments, pattern).filter(|_| is_of_web(location))?;
    let (server, rest) = location.segments.split_at(before);
    let values: Vec<_> = pattern
        .iter()
        .zip(rest)
        .filter_map(|(wanted, part)| Some((key_of(wanted)?, part.as_str())))
        .collect();
    Recognised::of(&values, Some(location.origin(server)?))
}

/// How many segments come before the pattern, where the path ends with it.
pub(crate) fn ends_with(path: &[String], pattern: &'static [&'static str]) -> Option<usize> {
    let before = path.len().checked_sub(pattern.len())?;
    let mut pairs = path[before..].iter().zip(pattern);
    pairs
        .all(|(part, wanted)| key_of(wanted).is_some() || part == wanted)
        .then_some(before)
}

/// The key in a segment `{KEY}` of a pattern.
pub(crate) fn key_of(part: &'static str) -> Option<&'static str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

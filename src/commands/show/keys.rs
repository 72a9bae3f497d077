//! The keys of cargo that matter to feeds, and those that a person may ask for
//! besides, with the type that cargo declares.
//!
//! Not for looking anything up, nor for what a value may hold (see [`crate::cargo::keys`]).

use crate::cargo::keys::{self, Holds};

/// The type that cargo declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    String,
    Integer,
    Boolean,
    List,
    Program,
    Secret,
    /// A string in a table of `[source]`, whose variables are spelled otherwise.
    Source,
    /// Several, or one of which nothing is said here: the files are asked alone.
    Any,
}

/// A key that cargo knows. `*` is any name.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) path: &'static [&'static str],
    pub(super) of: Of,
}

const fn key(path: &'static [&'static str], of: Of) -> Known {
    Known { path, of }
}

/// The tables whose keys are all in [`KNOWN`]; any other key in them is a mistake.
const WHOLE: [&str; 5] = ["http", "net", "registries", "registry", "source"];

/// The tables in which people choose names.
pub(super) const NAMED: [&str; 3] = ["credential-alias", "registries", "source"];

/// What else cargo knows at the top, with any key below.
const FREE: &[&str] = &[
    "alias",
    "build",
    "cache",
    "cargo-new",
    "doc",
    "env",
    "future-incompat-report",
    "host",
    "include",
    "install",
    "patch",
    "paths",
    "profile",
    "resolver",
    "target",
    "term",
    "unstable",
];

/// The keys of which the type is known.
pub(super) const KNOWN: &[Known] = &[
    key(&["credential-alias", "*"], Of::Program),
    key(&["http", "cainfo"], Of::String),
    key(&["http", "check-revoke"], Of::Boolean),
    key(&["http", "debug"], Of::Boolean),
    key(&["http", "low-speed-limit"], Of::Integer),
    key(&["http", "multiplexing"], Of::Boolean),
    key(&["http", "proxy"], Of::String),
    key(&["http", "proxy-cainfo"], Of::String),
    key(&["http", "ssl-version"], Of::Any),
    key(&["http", "ssl-version", "max"], Of::String),
    key(&["http", "ssl-version", "min"], Of::String),
    key(&["http", "timeout"], Of::Integer),
    key(&["http", "user-agent"], Of::String),
    key(&["net", "git-fetch-with-cli"], Of::Boolean),
    key(&["net", "offline"], Of::Boolean),
    key(&["net", "retry"], Of::Integer),
    key(&["net", "ssh", "known-hosts"], Of::List),
    key(&["registries", "*", "credential-provider"], Of::Program),
    key(&["registries", "*", "index"], Of::String),
    key(&["registries", "*", "protocol"], Of::String),
    key(&["registries", "*", "secret-key"], Of::Secret),
    key(&["registries", "*", "secret-key-subject"], Of::String),
    key(&["registries", "*", "token"], Of::Secret),
    key(&["registry", "credential-provider"], Of::Program),
    key(&["registry", "default"], Of::String),
    key(&["registry", "global-credential-providers"], Of::List),
    key(&["registry", "index"], Of::String),
    key(&["registry", "secret-key"], Of::Secret),
    key(&["registry", "secret-key-subject"], Of::String),
    key(&["registry", "token"], Of::Secret),
    key(&["source", "*", "branch"], Of::Source),
    key(&["source", "*", "directory"], Of::Source),
    key(&["source", "*", "git"], Of::Source),
    key(&["source", "*", "local-registry"], Of::Source),
    key(&["source", "*", "registry"], Of::Source),
    key(&["source", "*", "replace-with"], Of::Source),
    key(&["source", "*", "rev"], Of::Source),
    key(&["source", "*", "tag"], Of::Source),
];

/// The key, where it is known.
pub(super) fn known(path: &[&str]) -> Option<&'static Known> {
    KNOWN
        .iter()
        .find(|known| known.path.len() == path.len() && known.fits(path))
}

impl Known {
    /// True where the shorter of the two is the beginning of the other.
    pub(super) fn fits(&self, path: &[&str]) -> bool {
        self.path
            .iter()
            .zip(path)
            .all(|(wanted, part)| *wanted == "*" || wanted == part)
    }
}

/// Type of any key, and what its value holds.
pub(super) fn of(path: &[&str]) -> (Of, Holds) {
    let of = known(path).map_or(Of::Any, |known| known.of);
    // What cargo expects nowhere is anything.
    let holds = if is_mistaken(path) {
        Holds::Secret
    } else {
        keys::holds(path)
    };
    (of, holds)
}

/// True for a key, or a table, that cargo reads.
pub(super) fn is_read(path: &[&str]) -> bool {
    path.first().is_some_and(|first| FREE.contains(first))
        || KNOWN
            .iter()
            .any(|known| known.path.len() >= path.len() && known.fits(path))
}

/// True for a key that stands where cargo expects certain others only.
pub(super) fn is_mistaken(path: &[&str]) -> bool {
    let whole = path.first().is_some_and(|first| WHOLE.contains(first));
    whole && !is_read(path)
}

/// The known key with the names of this path in its place of names.
pub(super) fn spelled(known: &Known, path: &[&str]) -> String {
    let parts: Vec<&str> = known
        .path
        .iter()
        .enumerate()
        .map(|(at, part)| match (*part, path.get(at)) {
            ("*", Some(name)) => *name,
            (part, _) => part,
        })
        .collect();
    crate::cargo::dotted(&parts)
}

/// Words for the top of the configuration.
pub(super) fn tops() -> impl Iterator<Item = &'static str> {
    FREE.iter()
        .chain(&WHOLE)
        .copied()
        .chain(["credential-alias"])
}

/// The parts of a dotted key as TOML has it.
pub(super) fn parts(text: &str) -> Option<Vec<String>> {
    let keys = toml_edit::Key::parse(text).ok()?;
    Some(keys.iter().map(|key| key.get().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_with_any_name_in_them() {
        assert!(known(&["registries", "x", "index"]).is_some());
        assert!(known(&["registries", "x"]).is_none());
        assert!(is_read(&["registries", "x"]) && is_read(&["net", "ssh"]) && is_read(&["http"]));
        assert!(is_mistaken(&["http", "timout"]) && is_mistaken(&["registries", "x", "tokn"]));
        assert!(!is_mistaken(&["build", "jobs"]) && !is_mistaken(&["nosuch"]));
    }

    #[test]
    fn what_may_be_a_secret_is_shown_by_shape_only() {
        for path in [
            &["registries", "x", "token"][..],
            &["registries", "x", "tokn"],
            &["registry", "password"],
            &["env", "index"],
            &["alias", "path"],
        ] {
            assert_eq!(of(path).1, Holds::Secret, "{path:?}");
        }
        assert_eq!(of(&["build", "jobs"]), (Of::Any, Holds::Plain));
    }

    #[test]
    fn quoted_parts_are_one_part() {
        assert_eq!(
            parts("source.\"a.b\".registry").as_deref(),
            Some(&["source".to_owned(), "a.b".to_owned(), "registry".to_owned()][..])
        );
        assert_eq!(parts("a..b"), None);
    }
}

//! The keys of cargo's configuration, and what their values hold: one row a key.
//!
//! What is masked follows from it, and so do the places of the canary test
//! (`tests/cli/canary.rs`). Not for the type of a value (see [`super::typed`]), nor for
//! masking (see [`super::masked`]).

use super::variable_name;

/// What the value of a key holds, the most careful last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// Nothing that could be a secret: a number, a switch, a path, a commit.
    Plain,
    /// A name or a text, in which a token stands only by mistake.
    Text,
    /// An address, which may hold a user, a password, a query or a token in its path.
    Url,
    /// A program with its arguments, which may be secrets.
    Program,
    /// A list of such programs, each in one string.
    Programs,
    /// What may be a secret as a whole.
    Secret,
}

use Holds::{Plain, Program, Programs, Secret, Text, Url};

/// `*` is any name, `**` at the end any keys below.
const ROWS: &[(&str, Holds)] = &[
    ("alias.**", Secret),
    ("build.build-dir", Plain),
    ("build.dep-info-basedir", Plain),
    ("build.incremental", Plain),
    ("build.jobs", Plain),
    ("build.pipelining", Plain),
    ("build.rustc", Text),
    ("build.rustc-workspace-wrapper", Text),
    ("build.rustc-wrapper", Text),
    ("build.rustdoc", Text),
    ("build.rustdocflags", Text),
    ("build.rustflags", Text),
    ("build.target", Text),
    ("build.target-dir", Plain),
    ("build.warnings", Plain),
    ("cache.auto-clean-frequency", Plain),
    ("cargo-new.email", Text),
    ("cargo-new.name", Text),
    ("cargo-new.vcs", Plain),
    ("credential-alias.**", Program),
    ("doc.browser", Text),
    ("env.**", Secret),
    ("future-incompat-report.frequency", Plain),
    ("http.cainfo", Plain),
    ("http.check-revoke", Plain),
    ("http.debug", Plain),
    ("http.low-speed-limit", Plain),
    ("http.multiplexing", Plain),
    ("http.proxy", Url),
    ("http.proxy-cainfo", Plain),
    ("http.ssl-version", Plain),
    ("http.ssl-version.max", Plain),
    ("http.ssl-version.min", Plain),
    ("http.timeout", Plain),
    ("http.user-agent", Secret),
    ("include", Plain),
    ("include.optional", Plain),
    ("include.path", Plain),
    ("install.root", Plain),
    ("net.git-fetch-with-cli", Plain),
    ("net.offline", Plain),
    ("net.retry", Plain),
    ("net.ssh", Plain),
    ("net.ssh.known-hosts", Plain),
    ("patch.*.*", Text),
    ("patch.*.*.branch", Text),
    ("patch.*.*.git", Url),
    ("patch.*.*.package", Text),
    ("patch.*.*.path", Plain),
    ("patch.*.*.registry", Text),
    ("patch.*.*.registry-index", Url),
    ("patch.*.*.rev", Plain),
    ("patch.*.*.tag", Text),
    ("patch.*.*.version", Plain),
    ("paths", Plain),
    ("profile.**", Text),
    ("registries.*.credential-provider", Program),
    ("registries.*.index", Url),
    ("registries.*.protocol", Text),
    ("registries.*.secret-key", Secret),
    ("registries.*.secret-key-subject", Secret),
    ("registries.*.token", Secret),
    ("registry.credential-provider", Program),
    ("registry.default", Text),
    ("registry.global-credential-providers", Programs),
    ("registry.index", Url),
    ("registry.secret-key", Secret),
    ("registry.secret-key-subject", Secret),
    ("registry.token", Secret),
    ("resolver.incompatible-rust-versions", Plain),
    ("resolver.lockfile-path", Plain),
    ("source.*.branch", Text),
    ("source.*.directory", Plain),
    ("source.*.git", Url),
    ("source.*.local-registry", Plain),
    ("source.*.registry", Url),
    ("source.*.replace-with", Text),
    ("source.*.rev", Plain),
    ("source.*.tag", Text),
    ("target.**", Text),
    ("term.color", Plain),
    ("term.hyperlinks", Plain),
    ("term.progress.term-integration", Plain),
    ("term.progress.when", Plain),
    ("term.progress.width", Plain),
    ("term.quiet", Plain),
    ("term.unicode", Plain),
    ("term.verbose", Plain),
];

/// Last keys of `[profile]` and `[target]`, for the same keys where they are misplaced.
const BELOW_ANY: &[(&str, Holds)] = &[
    ("ar", Plain),
    ("codegen-units", Plain),
    ("debug-assertions", Plain),
    ("linker", Text),
    ("lto", Plain),
    ("opt-level", Plain),
    ("overflow-checks", Plain),
    ("panic", Plain),
    ("rpath", Plain),
    ("runner", Text),
    ("strip", Plain),
];

/// The rows: patterns, with what their values hold.
pub fn rows() -> impl Iterator<Item = (&'static str, Holds)> {
    ROWS.iter().copied()
}

/// What a key of cargo's configuration holds; `None` where cargo has no such key.
#[must_use]
pub fn known(path: &[&str]) -> Option<Holds> {
    // The longer pattern says more.
    let fitting = ROWS.iter().filter(|(pattern, _)| fits(pattern, path));
    fitting
        .max_by_key(|(pattern, _)| pattern.len())
        .map(|(_, holds)| *holds)
}

/// What a key holds, wherever it stands: one in the wrong place holds what it would in
/// the right one, and one that cargo does not know may hold a secret.
#[must_use]
pub fn holds(path: &[&str]) -> Holds {
    known(path).unwrap_or_else(|| {
        let last = path.last().copied().unwrap_or_default();
        ROWS.iter()
            .chain(BELOW_ANY)
            .filter(|(pattern, _)| pattern.rsplit('.').next() == Some(last))
            .map(|(_, holds)| *holds)
            .max()
            .unwrap_or(Secret)
    })
}

/// What a variable that cargo reads holds, by the key that it stands for. The names in
/// it may be cut in several ways, of which the most careful counts.
#[must_use]
pub fn of_variable(name: &str) -> Holds {
    ROWS.iter()
        .filter(|(pattern, _)| {
            let parts: Vec<&str> = pattern.split('.').collect();
            let wanted = variable_name(&parts);
            match (wanted.split_once('*'), wanted.rsplit_once('*')) {
                (Some((start, _)), Some((_, end))) => {
                    let rest = name
                        .strip_prefix(start)
                        .and_then(|rest| rest.strip_suffix(end));
                    rest.is_some_and(|rest| !rest.is_empty())
                }
                _ => wanted == name,
            }
        })
        .map(|(_, holds)| *holds)
        .max()
        .unwrap_or(Secret)
}

/// True for a word that is a part of a key of cargo's.
#[must_use]
pub fn is_part(word: &str) -> bool {
    !word.contains('*')
        && ROWS
            .iter()
            .any(|(pattern, _)| pattern.split('.').any(|part| part == word))
}

fn fits(pattern: &str, path: &[&str]) -> bool {
    // Most rows are of another table.
    if !path.first().is_some_and(|first| pattern.starts_with(first)) {
        return false;
    }
    let mut parts = path.iter();
    for wanted in pattern.split('.') {
        match (wanted, parts.next()) {
            ("**", Some(_)) => return true,
            (_, None) => return false,
            (wanted, Some(part)) => {
                if wanted != "*" && wanted != *part {
                    return false;
                }
            }
        }
    }
    parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_and_stand_once() {
        assert!(ROWS.is_sorted_by(|(one, _), (next, _)| one < next));
    }

    #[test]
    fn a_key_in_the_wrong_place_is_treated_with_the_same_care() {
        for (path, wanted) in [
            (&["registries", "a", "token"][..], Secret),
            (&["registry", "a", "token"], Secret),
            (&["token"], Secret),
            (&["registries", "a", "tokn"], Secret),
            (&["registris", "a", "index"], Url),
            (&["source", "a", "credential-provider"], Program),
            (&["credential-alias", "a", "b"], Program),
            (&["env", "A", "value"], Secret),
            (&["alias", "path"], Secret),
            (&["patch", "crates-io", "a", "rev"], Plain),
            (&["build", "codegen-units"], Plain),
            (&["http", "user-agent"], Secret),
            (&["user-agent"], Secret),
            (&[], Secret),
        ] {
            assert_eq!(holds(path), wanted, "{path:?}");
        }
        for (name, wanted) in [
            ("CARGO_REGISTRIES_MY_FEED_TOKEN", Secret),
            ("CARGO_REGISTRIES_MY_FEED_INDEX", Url),
            ("CARGO_REGISTRIES_A_CREDENTIAL_PROVIDER", Program),
            ("CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS", Programs),
            ("CARGO_HTTP_USER_AGENT", Secret),
            ("CARGO_NET_RETRY", Plain),
            ("CARGO_REGISTRIES_A_PASSWORD", Secret),
        ] {
            assert_eq!(of_variable(name), wanted, "{name}");
        }
        assert_eq!(known(&["registries", "a"]), None);
        assert_eq!(known(&["target", "x", "linker"]), Some(Text));
    }
}

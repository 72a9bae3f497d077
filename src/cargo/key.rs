//! Keys of cargo's configuration: how one is written, which variable stands for
//! it, and which lists replace each other instead of being joined.
//!
//! Not for looking anything up (see [`super::View`]).

use super::credential_chain::ALIASES;

/// Lists of which the nearest is meant to replace the others. `*` is any part.
const REPLACING_LISTS: [&[&str]; 6] = [
    &["credential-alias", "*"],
    &["doc", "browser"],
    &["host", "runner"],
    &["registries", "*", "credential-provider"],
    &["registry", "credential-provider"],
    &["target", "*", "runner"],
];

/// True for a list that a nearer one is meant to replace.
pub(super) fn is_replacing_list(path: &[&str]) -> bool {
    REPLACING_LISTS.iter().any(|pattern| {
        pattern.len() == path.len()
            && pattern
                .iter()
                .zip(path)
                .all(|(wanted, part)| *wanted == "*" || wanted == part)
    })
}

/// Tables whose keys are names that people choose.
pub(super) fn holds_names(table: &str) -> bool {
    ["credential-alias", "registries", "source"].contains(&table)
}

/// True for a key whose value is a secret, in any spelling that a person may have
/// meant so.
pub(super) fn is_secret(name: &str) -> bool {
    ["token", "secret-key", "secret_key"]
        .iter()
        .any(|secret| name.eq_ignore_ascii_case(secret))
}

/// True for a path that leads to a secret. A registry may be called `token`.
pub(super) fn leads_to_secret(path: &[&str]) -> bool {
    // Each part is of a name that people choose, and cargo follows `x.token` too.
    if path.first() == Some(&ALIASES) {
        return false;
    }
    path.iter().enumerate().any(|(at, part)| {
        let is_name = at == 1 && holds_names(path[0]);
        !is_name && is_secret(part)
    })
}

/// The environment variable that cargo reads for a key.
#[must_use]
pub fn variable_name(path: &[&str]) -> String {
    let mut name = String::with_capacity(6 + path.iter().map(|part| part.len() + 1).sum::<usize>());
    name.push_str("CARGO");
    for part in path {
        name.push('_');
        push_normalized(&mut name, part);
    }
    name
}

/// A variable's name as cargo would have it: upper case, `_` for `-`.
pub(super) fn normalized(name: &str) -> String {
    let mut wanted = String::with_capacity(name.len());
    push_normalized(&mut wanted, name);
    wanted
}

fn push_normalized(name: &mut String, part: &str) {
    if part.is_ascii() {
        let start = name.len();
        if part.contains('-') {
            name.push_str(&part.replace('-', "_"));
        } else {
            name.push_str(part);
        }
        name[start..].make_ascii_uppercase();
    } else {
        // A letter's upper case can depend on its neighbours and be several.
        name.push_str(&part.replace('-', "_").to_uppercase());
    }
}

/// A key as it is written in TOML: parts joined by dots, quoted where needed.
#[must_use]
pub fn dotted(path: &[&str]) -> String {
    let mut key = String::new();
    for part in path {
        if !key.is_empty() {
            key.push('.');
        }
        push_part(&mut key, part);
    }
    key
}

pub(super) fn push_part(key: &mut String, part: &str) {
    let bare = !part.is_empty()
        && part
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if bare {
        key.push_str(part);
    } else {
        key.push_str(&toml_edit::Value::from(part).to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_upper_case_with_underscores() {
        for (path, name) in [
            (
                &["registries", "my-Reg", "index"][..],
                "CARGO_REGISTRIES_MY_REG_INDEX",
            ),
            (
                &["registry", "global-credential-providers"],
                "CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS",
            ),
            (&["net", "offline"], "CARGO_NET_OFFLINE"),
            (
                &["registries", "straße", "token"],
                "CARGO_REGISTRIES_STRASSE_TOKEN",
            ),
        ] {
            assert_eq!(variable_name(path), name);
        }
    }

    #[test]
    fn parts_are_quoted_only_where_toml_needs_it() {
        assert_eq!(dotted(&["source", "crates-io"]), "source.crates-io");
        assert_eq!(dotted(&["source", "a.b"]), "source.\"a.b\"");
        assert_eq!(dotted(&["registries", ""]), "registries.\"\"");
    }

    #[test]
    fn a_name_is_no_secret() {
        assert!(leads_to_secret(&["registries", "r", "token"]));
        assert!(leads_to_secret(&["registry", "Token"]));
        assert!(leads_to_secret(&["registries", "token", "secret-key"]));
        assert!(!leads_to_secret(&["registries", "token", "index"]));
        assert!(!leads_to_secret(&["registry", "default"]));
    }

    #[test]
    fn lists_of_programs_replace_each_other() {
        assert!(is_replacing_list(&[
            "registries",
            "r",
            "credential-provider"
        ]));
        assert!(is_replacing_list(&["registry", "credential-provider"]));
        assert!(is_replacing_list(&["credential-alias", "a"]));
        assert!(!is_replacing_list(&["credential-alias"]));
        assert!(!is_replacing_list(&[
            "registry",
            "global-credential-providers"
        ]));
        assert!(!is_replacing_list(&[
            "registries",
            "r",
            "s",
            "credential-provider"
        ]));
    }
}

//! Which credential providers cargo asks, and the arrays that it merges by chance.
//!
//! `cargo config get` shows one run of the dice only, and nothing of the choice.

use std::collections::BTreeSet;

use feedctl::cargo::{CredentialChain, View, discover};

use crate::support::Sandbox;

const INDEX: &str = "registries.r.index = 'sparse+https://127.0.0.1:1/i/'\n";

/// What cargo asks for the registry `r`, in its order; `-` where it says that none
/// is configured.
fn asked(mut sandbox: Sandbox) -> String {
    sandbox.set("CARGO_LOG", "cargo::util::auth=debug");
    let run = sandbox.cargo("p", &["logout", "--registry", "r"]);
    let after = |what: &str| run.stderr.lines().find_map(|line| line.split_once(what));
    match (
        after("attempting credential provider: "),
        after("global_providers="),
    ) {
        (Some((_, first)), Some((_, global))) => format!("{first} of {global}"),
        _ => format!("fails: {}", run.stderr.lines().last().unwrap_or_default()),
    }
}

/// The same from our view.
fn providers(sandbox: &Sandbox) -> String {
    let env = sandbox.env("p");
    let config = discover(&env);
    let view = View::new(&config, &env);
    let words = |chain: &CredentialChain<'_>| -> Vec<Vec<String>> {
        let entries = chain.entries().iter();
        let mut all: Vec<Vec<String>> = entries
            .map(|entry| entry.words().map(str::to_owned).collect())
            .collect();
        // What cargo asks where nothing is configured.
        if all.is_empty() {
            all.push(vec!["cargo:token".to_owned()]);
        }
        all
    };
    let (Ok(global), Ok(chain)) = (
        CredentialChain::global(&view),
        CredentialChain::for_registry(&view, "r"),
    ) else {
        return "fails".to_owned();
    };
    let (first, global) = (words(&chain), words(&CredentialChain::Global(global)));
    let first = &first[0];
    format!("{first:?} of {global:?}")
}

fn both_say(near: &str, home: &str, variables: &[(&str, &str)], expected: &str) {
    let near = format!("{INDEX}{near}");
    let mut sandbox =
        Sandbox::with(&[("p/.cargo/config.toml", &near), ("cargo/config.toml", home)]);
    for (name, value) in variables {
        sandbox.set(name, value);
    }
    let ours = providers(&sandbox);
    assert_eq!(ours, expected, "ours: {near}\n{variables:?}");
    let cargo = asked(sandbox);
    let cargo = cargo
        .split_once(':')
        .map_or(&*cargo, |(start, _)| match start {
            "fails" => start,
            _ => &cargo,
        });
    assert_eq!(cargo, expected, "cargo: {near}\n{variables:?}");
}

const DEFAULT: &str = r#"["cargo:token"] of [["cargo:token"]]"#;

#[test]
fn a_registry_of_its_own_provider_asks_no_other() {
    let set = |value| [("CARGO_REGISTRIES_R_CREDENTIAL_PROVIDER", value)];
    let string = "registries.r.credential-provider = 'no-a  b'";
    let array = "registries.r.credential-provider = ['no-a', 'b c']";
    both_say("", "", &[], DEFAULT);
    both_say(string, "", &[], r#"["no-a", "b"] of [["cargo:token"]]"#);
    both_say(array, "", &[], r#"["no-a", "b c"] of [["cargo:token"]]"#);
    for text in ["", string, array] {
        let expected = r#"["no-e", "f"] of [["cargo:token"]]"#;
        both_say(text, "", &set("no-e  f"), expected);
    }
    // That of crates.io is for crates.io.
    both_say("registry.credential-provider = 'no-a'", "", &[], DEFAULT);
    for value in ["[]", "''", "1", "[1]", "{}"] {
        let text = format!("registries.r.credential-provider = {value}");
        both_say(&text, "", &[], "fails");
    }
    let wrong = "registries.r.credential-provider = 1";
    both_say(wrong, "", &set("no-a"), "fails");
    both_say("", "", &set(" "), "fails");
}

#[test]
fn of_the_common_list_the_last_is_asked_first() {
    const KEY: &str = "registry.global-credential-providers";
    let set = |value| [("CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS", value)];
    let list = |value: &str| format!("{KEY} = {value}");
    both_say(
        &list("['cargo:token', 'no-b c']"),
        "",
        &[],
        r#"["no-b", "c"] of [["no-b", "c"], ["cargo:token"]]"#,
    );
    let (near, home) = (list("['no-a']"), list("['no-b']"));
    both_say(&near, &home, &[], r#"["no-a"] of [["no-a"], ["no-b"]]"#);
    both_say(
        &near,
        "",
        &set("cargo:token no-c"),
        r#"["no-c"] of [["no-c"], ["cargo:token"], ["no-a"]]"#,
    );
    // Empty is none.
    both_say(&list("[]"), "", &[], DEFAULT);
    both_say("", "", &set(" "), DEFAULT);
    both_say(&list("'cargo:token'"), "", &[], "fails");
    both_say(&list("[1]"), "", &[], "fails");
    // What is wrong here hurts where it is not used, too.
    let own = "registries.r.credential-provider = 'no-a'\n";
    both_say(&format!("{own}{}", list("'x'")), "", &[], "fails");
}

#[test]
fn an_alias_is_followed_by_cargos_rules() {
    let own =
        |name: &str, aliases: &str| format!("registries.r.credential-provider = {name}\n{aliases}");
    let alias = "credential-alias.al = ['no-a', 'b c']\n";
    let dotted = "credential-alias.x.y = 'no-d'\n";
    let secret = "credential-alias.x.token = ['no-t']\n";
    let unnamed = "credential-alias.'' = 'no-e'\n";
    let twice = "credential-alias.al = 'be'\ncredential-alias.be = 'no-b'\n";
    let over = "credential-alias.'cargo:token' = 'no-c'\n";
    for (name, aliases, expected) in [
        ("'al'", alias, r#"["no-a", "b c"]"#),
        ("['al']", alias, r#"["no-a", "b c"]"#),
        ("'al x'", alias, r#"["al", "x"]"#),
        ("['al', '']", alias, r#"["al", ""]"#),
        ("'AL'", alias, r#"["AL"]"#),
        // The name is split at dots.
        ("'x.y'", dotted, r#"["no-d"]"#),
        ("'x.y'", "credential-alias.'x.y' = 'no-d'\n", r#"["x.y"]"#),
        ("'x'", dotted, r#"["x"]"#),
        ("'x.y.z'", dotted, r#"["x.y.z"]"#),
        ("'x.token'", secret, r#"["no-t"]"#),
        ("['']", unnamed, r#"["no-e"]"#),
        // Once, never for a built-in name, and never one of another type.
        ("'al'", twice, r#"["be"]"#),
        ("'cargo:token'", over, r#"["cargo:token"]"#),
        (
            "'al'",
            "credential-alias.al = 'cargo:token'\n",
            r#"["cargo:token"]"#,
        ),
        ("'al'", "credential-alias.al = []\n", r#"["al"]"#),
        ("'al'", "credential-alias.al = ''\n", r#"["al"]"#),
        ("'al'", "credential-alias.al = true\n", r#"["al"]"#),
    ] {
        let expected_own = format!(r#"{expected} of [["cargo:token"]]"#);
        both_say(&own(name, aliases), "", &[], &expected_own);
        if name.starts_with('\'') {
            let list = format!("registry.global-credential-providers = [{name}]\n{aliases}");
            both_say(&list, "", &[], &format!("{expected} of [{expected}]"));
        }
    }
    let list = "registry.global-credential-providers = ['']\n";
    let expected = r#"["no-e"] of [["no-e"]]"#;
    both_say(&format!("{list}{unnamed}"), "", &[], expected);
    // The blanks of the list are those of ASCII.
    let wide = "registry.global-credential-providers = [\"no-a\\u00a0b\"]\n";
    both_say(wide, "", &[], "[\"no-a\\u{a0}b\"] of [[\"no-a\\u{a0}b\"]]");
    // Variables.
    let set = |name, value| [(name, value)];
    let both = r#"["no-a", "b c"] of [["cargo:token"]]"#;
    let by_variable = r#"["no-v"] of [["cargo:token"]]"#;
    for name in ["my-al", "my_al", "my.al"] {
        let variable = set("CARGO_CREDENTIAL_ALIAS_MY_AL", "no-v");
        both_say(&own(&format!("'{name}'"), ""), "", &variable, by_variable);
    }
    let variable = set("CARGO_CREDENTIAL_ALIAS_AL", "no-v");
    both_say(&own("'al'", alias), "", &variable, by_variable);
    // One at home serves a name of the project, and the other way round.
    both_say(&own("'al'", ""), alias, &[], both);
    both_say(alias, &own("'al'", ""), &[], both);
}

/// Every outcome of many runs for one key.
fn outcomes(sandbox: &Sandbox, key: &str, enough: usize) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    for _ in 0..80 {
        let run = sandbox.config_get("p", Some(key));
        assert!(run.ok, "{}", run.stderr);
        seen.insert(run.stdout);
        if seen.len() >= enough {
            break;
        }
    }
    seen
}

fn chance(near: &str, home: &str, random: bool) {
    let sandbox = Sandbox::with(&[("p/.cargo/config.toml", near), ("cargo/config.toml", home)]);
    let env = sandbox.env("p");
    let config = discover(&env);
    let view = View::new(&config, &env);
    let path = ["registries", "r", "credential-provider"];
    let ours = view.path_and_args(&path).expect("well typed");
    let ours = ours.expect("it is set");
    assert_eq!(ours.ambiguous, random, "{near}\n{home}");
    assert_eq!((ours.value.path, &*ours.value.args), ("a", &["b"][..]));
    assert_eq!(ours.shadowed.len(), 1);
    let seen = outcomes(&sandbox, &path.join("."), 2);
    assert_eq!(seen.len() > 1, random, "{near}\n{home}\n{seen:#?}");
}

#[test]
fn two_arrays_of_programs_are_marked_exactly_where_cargo_leaves_them_to_chance() {
    let array = "registries.r.credential-provider = ['a', 'b']\n";
    let index = format!("{array}registries.r.index = 'i'\n");
    let other = format!("{array}registries.q.index = 'i'\n");
    let top = format!("{array}[net]\nretry = 1\n");
    // Nothing else is merged: the nearest replaces the other, always.
    chance(array, array, false);
    chance(&index, array, false);
    chance(array, &other, false);
    // Something else is merged, at that level or above.
    chance(&index, &index, true);
    chance(&other, &other, true);
    chance(&top, &top, true);
}

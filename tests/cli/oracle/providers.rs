//! Which credential providers cargo asks, and the arrays that it merges by chance.
//!
//! `cargo config get` shows one run of the dice only, and nothing of the choice.

use std::collections::BTreeSet;

use feedctl::config::{Providers, View, discover};

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
    let global: Vec<Vec<&str>> = match view.global_providers() {
        Ok(Some(list)) if !list.value.is_empty() => {
            let words = list.value.iter().rev();
            words
                .map(|element| element.text.split_whitespace().collect())
                .collect()
        }
        Ok(_) => vec![vec!["cargo:token"]],
        Err(_) => return "fails".to_owned(),
    };
    let first = match view.providers_for("r") {
        Ok(Providers::Own(own)) => {
            let mut words = vec![own.value.path];
            words.extend(&own.value.args);
            words
        }
        Ok(Providers::Global(list)) => {
            let element = list.value.last().expect("an empty list is none");
            element.text.split_whitespace().collect()
        }
        Ok(Providers::NotConfigured) => vec!["cargo:token"],
        Err(_) => return "fails".to_owned(),
    };
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

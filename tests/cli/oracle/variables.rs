//! Variables over files, key by key and by the type that cargo declares.

use std::fmt::Write as _;

use feedctl::cargo::{Definition, View, WrongType, discover, variable_name};

use super::leaves::{Leaf, Printed, place, printed};
use super::trees::Dice;
use crate::support::Sandbox;

#[derive(Clone, Copy, PartialEq)]
enum Type {
    Text,
    Words,
    Program,
    Whole,
    Truth,
}

const KEYS: [(&[&str], Type); 16] = [
    (&["registries", "r", "index"], Type::Text),
    (&["registries", "r", "credential-provider"], Type::Program),
    (&["registries", "my-Reg", "index"], Type::Text),
    (&["registries", "my-Reg", "protocol"], Type::Text),
    (
        &["registries", "my-Reg", "credential-provider"],
        Type::Program,
    ),
    (&["registry", "default"], Type::Text),
    (&["registry", "credential-provider"], Type::Program),
    (&["registry", "global-credential-providers"], Type::Words),
    (&["net", "retry"], Type::Whole),
    (&["net", "offline"], Type::Truth),
    (&["net", "git-fetch-with-cli"], Type::Truth),
    (&["http", "proxy"], Type::Text),
    (&["http", "cainfo"], Type::Text),
    (&["http", "timeout"], Type::Whole),
    (&["http", "multiplexing"], Type::Truth),
    (&["http", "check-revoke"], Type::Truth),
];

#[test]
fn variables_beat_files_and_their_words_follow_the_files_elements() {
    let mut asked = 0;
    for seed in 0..40 {
        asked += compare(seed);
    }
    assert!(asked > 400, "only {asked}");
}

fn compare(seed: u64) -> usize {
    let mut dice = Dice::new(seed ^ 0xfeed);
    let mut sandbox = Sandbox::new();
    let mut arrays = 0;
    for path in ["p/.cargo/config.toml", "cargo/config.toml"] {
        let mut text = String::new();
        for (key, of) in KEYS {
            if dice.chance(50) {
                let mut value = in_file(&mut dice, of);
                if of == Type::Program && value.starts_with('[') {
                    // Cargo's dice are not ours: one array at most.
                    arrays += 1;
                    if arrays > 1 || path.starts_with("cargo") {
                        "'prog arg'".clone_into(&mut value);
                    }
                }
                let _ = writeln!(text, "{} = {value}", key.join("."));
            }
        }
        sandbox.write(path, text);
    }
    // A string in one file and an array in the other cannot be merged.
    let env = sandbox.env("p");
    let config = discover(&env);
    if View::new(&config, &env).problems().next().is_some() {
        assert!(!sandbox.config_get("p", None).ok, "seed {seed}");
        return 0;
    }
    for (key, of) in KEYS {
        if dice.chance(50) {
            sandbox.set(&variable_name(key), &in_variable(&mut dice, of));
        }
    }
    let env = sandbox.env("p");
    let config = discover(&env);
    let view = View::new(&config, &env);
    for (key, of) in KEYS {
        let run = sandbox.config_get("p", Some(&key.join(".")));
        let mut theirs = printed(&run.stdout);
        assert_eq!(run.ok, theirs.len() == 1, "seed {seed} {key:?} {run:?}");
        let theirs = theirs.pop().map(told);
        let ours = ours(&view, key, of).expect("well typed");
        assert_eq!(ours, theirs, "seed {seed} {key:?}");
    }
    KEYS.len()
}

fn in_file(dice: &mut Dice, of: Type) -> String {
    let from: &[&str] = match of {
        Type::Text => &["'one'", "'two words'", "''"],
        Type::Words => &["['a']", "['a', 'b c']", "[]"],
        Type::Program => &["'prog arg'", "'prog'", "['prog', 'arg']"],
        Type::Whole => &["1", "20", "-3"],
        Type::Truth => &["true", "false"],
    };
    dice.pick(from).to_owned()
}

fn in_variable(dice: &mut Dice, of: Type) -> String {
    let from: &[&str] = match of {
        Type::Text => &["three", "four words", "", "7", "true"],
        Type::Words => &["c", "c  d", " "],
        Type::Program => &["other", "other arg  b"],
        Type::Whole => &["4", "-5"],
        Type::Truth => &["true", "false"],
    };
    dice.pick(from).to_owned()
}

/// All words with their places; cargo's guess at the type of a variable is lost.
fn told(leaf: Leaf) -> Vec<(String, String)> {
    let text = |value: String| value.trim_matches('"').to_owned();
    match leaf.value {
        Printed::Scalar(value, place) => words(&text(value), &place),
        Printed::List(items) => items
            .into_iter()
            .flat_map(|(value, place)| words(&text(value), &place))
            .collect(),
    }
}

fn words(text: &str, place: &str) -> Vec<(String, String)> {
    text.split_whitespace()
        .map(|word| (word.to_owned(), place.to_owned()))
        .collect()
}

type Told = Option<Vec<(String, String)>>;

fn ours(view: &View<'_>, key: &[&str], of: Type) -> Result<Told, WrongType> {
    let from = |definition: &Definition| place(definition, view.config());
    Ok(match of {
        Type::Text => view
            .string(key)?
            .map(|found| words(found.value, &from(&found.definition))),
        Type::Whole => view
            .integer(key)?
            .map(|found| words(&found.value.to_string(), &from(&found.definition))),
        Type::Truth => view
            .boolean(key)?
            .map(|found| words(&found.value.to_string(), &from(&found.definition))),
        Type::Program => view.path_and_args(key)?.map(|found| {
            let mut text = vec![found.value.path];
            text.extend(&found.value.args);
            words(&text.join(" "), &from(&found.definition))
        }),
        Type::Words => view.list(key)?.map(|found| {
            let element = |e: &feedctl::cargo::Element<'_>| words(e.text, &from(&e.definition));
            found.value.iter().flat_map(element).collect()
        }),
    })
}

const PACKAGE: &str = "[package]
name = 'p'
edition = '2018'
[workspace]
[dependencies]
foo = '*'
";

/// Nothing listens there.
const REPLACED: &str = "
[source.crates-io]
replace-with = 'r'
[registries.r]
index = 'sparse+http://127.0.0.1:1/i/'
";

fn typed(text: &str, variables: &[(&str, &str)], key: &str, of: Type, expected: bool) {
    let mut sandbox = Sandbox::with(&[
        ("p/.cargo/config.toml", &format!("{text}{REPLACED}")),
        ("p/Cargo.toml", PACKAGE),
        ("p/src/lib.rs", ""),
    ]);
    for (name, value) in variables {
        sandbox.set(name, value);
    }
    let env = sandbox.env("p");
    let config = discover(&env);
    let view = View::new(&config, &env);
    let key: Vec<&str> = key.split('.').collect();
    let ours = ours(&view, &key, of);
    assert_eq!(ours.is_ok(), expected, "{text} {variables:?} {ours:?}");
    let run = sandbox.cargo("p", &["generate-lockfile"]);
    let complaints = [
        "expected a",
        "expected true/false",
        "provided string was not",
        "invalid digit",
        "cannot parse integer",
    ];
    let fine = complaints.iter().all(|words| !run.stderr.contains(words));
    assert_eq!(fine, expected, "{text} {variables:?}\n{}", run.stderr);
}

#[test]
fn a_wrong_type_fails_where_cargo_fails() {
    let retry = |value| [("CARGO_NET_RETRY", value)];
    let offline = |value| [("CARGO_NET_OFFLINE", value)];
    typed("net.retry = 0", &[], "net.retry", Type::Whole, true);
    typed("net.retry = '0'", &[], "net.retry", Type::Whole, false);
    typed("net.retry = 0", &retry(""), "net.retry", Type::Whole, false);
    typed("", &retry("x"), "net.retry", Type::Whole, false);
    typed("", &retry("0"), "net.retry", Type::Whole, true);
    // A variable does not make up for what is wrong in a file.
    let wrong = "net.retry = '0'";
    typed(wrong, &retry("0"), "net.retry", Type::Whole, false);
    typed("", &offline("true"), "net.offline", Type::Truth, true);
    typed("", &offline("1"), "net.offline", Type::Truth, false);
    typed("", &offline("True"), "net.offline", Type::Truth, false);
    let wrong = "net.offline = 'true'";
    typed(wrong, &[], "net.offline", Type::Truth, false);
    let wrong = "http.timeout = '1'";
    typed(wrong, &[], "http.timeout", Type::Whole, false);
    typed("http.proxy = 1", &[], "http.proxy", Type::Text, false);
    typed("http = 1", &[], "http.proxy", Type::Text, false);
}

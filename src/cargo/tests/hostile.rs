//! Files that mean harm: whatever they hold, reading them ends and does not panic.

use std::path::Path;

use proptest::prelude::*;

use super::{HOME, NEAR, Scratch};
use crate::cargo::load::Loader;
use crate::cargo::*;
use crate::system::env::Env;

/// A pipe would make a reader wait for ever.
#[cfg(unix)]
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the standard library makes no pipes"
)]
fn a_pipe_is_not_waited_for() {
    for name in ["config", "config.toml", "i.toml"] {
        let scratch = Scratch::with(&[("p/.cargo/x", "")]);
        if name == "i.toml" {
            let path = scratch.0.path().join(NEAR);
            std::fs::write(path, "include = ['i.toml']").expect("the file can be written");
        }
        let made = std::process::Command::new("mkfifo")
            .arg(scratch.0.path().join("p/.cargo").join(name))
            .status();
        if !made.is_ok_and(|status| status.success()) {
            return;
        }
        let config = discover(&scratch.env(&[]));
        assert!(
            matches!(config.problems(), [Problem::Unreadable { .. }]),
            "{name}"
        );
    }
}

#[test]
fn deep_tables_are_refused_and_not_followed() {
    let key = vec!["a"; 80].join(".");
    for text in [
        format!("[{key}]\n{key} = {{ {key} = {{ {key} = 1 }} }}"),
        format!("[{key}]\n{key} = [{{ {key} = {{ {key} = 1 }} }}]"),
        format!(
            "[{key}]\n{key} = {}1{}",
            "{a = ".repeat(78) + "{a.b = ",
            "}".repeat(79)
        ),
    ] {
        let deep = text.matches('a').count() > 256;
        match of_text(text).problems() {
            [] => assert!(!deep),
            [Problem::TooDeep { .. }] => assert!(deep),
            other => panic!("{other:?}"),
        }
    }
}

/// Cargo's parser gives up on them, and so says that the file is no TOML.
#[test]
fn keys_of_too_many_parts_are_no_toml() {
    for (count, fails) in [(80, false), (81, true), (100_000, true)] {
        let key = vec!["a"; count].join(".");
        for text in [
            format!("{key} = 1"),
            format!("[{key}]"),
            format!("[[{key}]]"),
            format!("a = [[{{ {key} = 1 }}]]"),
        ] {
            let theirs = text.parse::<toml_edit::DocumentMut>();
            assert_eq!(theirs.is_err(), fails, "{count}");
            let config = of_text(text);
            match config.problems() {
                [] => assert!(!fails, "{count}"),
                [Problem::Syntax { .. }] => assert!(fails, "{count}"),
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn many_registries_take_time_in_proportion() {
    use std::fmt::Write as _;
    let text = |count: usize| {
        (0..count).fold(String::new(), |mut text, number| {
            let _ = writeln!(text, "[registries.r{number}]\nindex = 'i{number}'");
            text
        })
    };
    let scratch = Scratch::with(&[(NEAR, &text(10_000)), (HOME, &text(10_000))]);
    let env = scratch.env(&[("CARGO_REGISTRIES_R7_INDEX", "set")]);
    let config = discover(&env);
    let view = View::new(&config, &env);
    let registries = view.registries();
    assert_eq!(registries.len(), 10_000);
    assert_eq!(registries[7].definitions.len(), 3);
    let last = &registries[9_999].definitions[0];
    assert_eq!(scratch.shown(last, &config), "p/.cargo/config.toml:19999");
}

/// A configuration of one file with this text, without a disk.
fn of_text(text: String) -> Config {
    let mut loader = Loader::default();
    let layer = loader.layer("/none/x.toml".into(), Role::Extra, Ok(text));
    Config {
        files: loader.files,
        layers: vec![layer],
        problems: loader.problems,
        unseen: Vec::new(),
        asides: crate::cargo::aside::Asides::default(),
        credentials: Credentials::default(),
        cargo_home: None,
    }
}

/// Asks everything that can be asked of a configuration.
fn exercise(config: &Config) {
    let variables = [("CARGO_REGISTRIES_R_INDEX", "x"), ("CARGO_NET_RETRY", "")];
    let variables = variables.map(|(name, value)| (name.into(), value.into()));
    let env = Env::made_up(Path::new("/none"), None, variables);
    let view = View::new(config, &env);
    for problem in view.problems() {
        if let (Some(file), Some(span)) = (problem.file(), problem.span()) {
            let file = config.file(file);
            assert!(file.position(span.start).is_some() && file.line(span.end).is_some());
        }
    }
    for registry in view.registries() {
        let name = &registry.name;
        let _ = crate::cargo::CredentialChain::for_registry(&view, name);
        let _ = view.secret(&["registries", name, "token"]);
        for definition in &registry.definitions {
            let _ = definition.show(config);
        }
    }
    let _ = view.replacement_of_crates_io();
    let _ = (
        view.integer(&["net", "retry"]),
        view.boolean(&["net", "offline"]),
    );
    let _ = format!("{view:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        exercise(&of_text(String::from_utf8_lossy(&bytes).into_owned()));
    }

    #[test]
    fn no_toml_like_text_makes_it_panic(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("[registries.r]\n"), Just("[source.crates-io]\n"), Just("[registry]\n"),
                Just("[[include]]\n"), Just("include = "), Just("index"), Just("token"),
                Just("replace-with"), Just("credential-provider"), Just("registries"),
                Just(" = "), Just("."), Just("'r'"), Just("'crates-io'"), Just("1"), Just("1.5"),
                Just("true"), Just("["), Just("]"), Just("{"), Just("}"), Just(","), Just("\n"),
                Just("\"\\u00e9\""), Just("\u{feff}"), Just("\r\n"), Just("'*.toml'"),
            ],
            0..40,
        )
    ) {
        exercise(&of_text(parts.concat()));
    }
}

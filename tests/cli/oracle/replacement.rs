//! What replaces crates.io. `cargo config get` knows nothing of a source's
//! variables, so cargo's own log is the oracle: the names that it follows.

use std::time::Duration;

use feedctl::cargo::{Replacement, View, discover};

use crate::support::Sandbox;

const MANIFEST: &str = "[package]
name = 'p'
edition = '2018'
[workspace]
[dependencies]
foo = '*'
";

const R: &str = "[registries.r]\nindex = 'sparse+https://127.0.0.1:1/i/'\n";
const M: &str = "[source.m]\ndirectory = 'empty'\n";
const CRATES_IO: &str = "[source.crates-io]\n";
const BY_R: &str = "replace-with = 'r'\n";
const BY_M: &str = "replace-with = 'm'\n";

/// A hundred times what cargo needs for a package like this.
const PATIENCE: Duration = Duration::from_secs(2);

const LOCK: [&str; 2] = ["generate-lockfile", "--offline"];

fn package(text: &str) -> Sandbox {
    Sandbox::with(&[
        ("p/.cargo/config.toml", text),
        ("p/Cargo.toml", MANIFEST),
        ("p/src/lib.rs", ""),
        ("p/empty/x", ""),
    ])
}

/// The names that cargo follows from crates.io, and how that ends.
fn followed(mut sandbox: Sandbox) -> String {
    sandbox.set("CARGO_LOG", "cargo::sources::config=debug");
    let run = sandbox.cargo("p", &LOCK);
    assert!(!run.hung, "{}", run.stderr);
    let mut names = Vec::new();
    let mut end = "source";
    for line in run.stderr.lines() {
        if let Some((_, name)) = line.split_once("following pointer to registry ") {
            assert_eq!(names.last(), Some(&name), "{}", run.stderr);
            end = "registry";
        } else if let Some((_, name)) = line.split_once("following pointer to ") {
            names.push(name);
        } else if line.contains("could not find a configured source with the name") {
            end = "unknown";
        } else if line.contains("detected a cycle of `replace-with` sources") {
            end = "cycle";
        }
    }
    if names.is_empty() {
        return "nothing".to_owned();
    }
    format!("{} {end}", names.join(" "))
}

/// The same from our view.
fn found(sandbox: &Sandbox) -> String {
    let env = sandbox.env("p");
    let config = discover(&env);
    let view = View::new(&config, &env);
    assert_eq!(view.problems().count(), 0);
    let (steps, end) = match view.replacement_of_crates_io().expect("well typed") {
        Replacement::NotReplaced => return "nothing".to_owned(),
        Replacement::Registry { steps, .. } => (steps, "registry"),
        Replacement::Source { steps, .. } => (steps, "source"),
        Replacement::Unknown { steps, .. } => (steps, "unknown"),
        Replacement::Cycle { names, .. } if names[0] != "crates-io" => {
            return "for ever".to_owned();
        }
        Replacement::Cycle { steps, .. } => (steps, "cycle"),
    };
    let names: Vec<&str> = steps.iter().map(|step| step.to.value).collect();
    format!("{} {end}", names.join(" "))
}

fn both_say(parts: &[&str], variables: &[(&str, &str)], expected: &str) {
    let text = parts.concat();
    let mut sandbox = package(&text);
    for (name, value) in variables {
        sandbox.set(name, value);
    }
    assert_eq!(found(&sandbox), expected, "ours: {text}\n{variables:?}");
    if expected == "for ever" {
        // Without the log, which would fill the memory.
        assert!(sandbox.cargo_within(PATIENCE, "p", &LOCK).hung, "{text}");
        return;
    }
    assert_eq!(followed(sandbox), expected, "cargo: {text}\n{variables:?}");
}

#[test]
fn the_name_is_a_source_before_it_is_a_registry() {
    let empty = "registries.r = {}\n";
    let number = "registries.r.index = 1\n";
    let source_r = "[source.r]\ndirectory = 'empty'\n";
    both_say(&[R, M], &[], "nothing");
    both_say(&[R, CRATES_IO, BY_R], &[], "r registry");
    both_say(&[M, CRATES_IO, BY_M], &[], "m source");
    both_say(&[R, source_r, CRATES_IO, BY_R], &[], "r source");
    both_say(&[R, M, BY_R, CRATES_IO, BY_M], &[], "m r registry");
    both_say(&[M, CRATES_IO, BY_R], &[], "r unknown");
    both_say(&[empty, CRATES_IO, BY_R], &[], "r unknown");
    both_say(&[number, CRATES_IO, BY_R], &[], "r unknown");
    both_say(&[M, BY_R, CRATES_IO, BY_M], &[], "m r unknown");
}

/// Cargo tells one of these and follows the other for ever.
#[test]
fn every_circle_ends() {
    let back = "replace-with = 'crates-io'\n";
    both_say(&[CRATES_IO, back], &[], "crates-io cycle");
    both_say(&[M, back, CRATES_IO, BY_M], &[], "m crates-io cycle");
    both_say(&[M, BY_M, CRATES_IO, BY_M], &[], "for ever");
}

#[test]
fn variables_keep_the_letters_of_a_source_and_need_its_table() {
    let raw = "CARGO_SOURCE_crates-io_REPLACE_WITH";
    let upper = "CARGO_SOURCE_CRATES_IO_REPLACE_WITH";
    both_say(&[R, M, CRATES_IO, BY_R], &[(upper, "m")], "r registry");
    both_say(&[R, M, CRATES_IO, BY_R], &[(raw, "m")], "m source");
    both_say(&[R, M, CRATES_IO], &[(raw, "m")], "m source");
    both_say(&[R, M, CRATES_IO], &[(raw, "")], " unknown");
    both_say(&[R, M], &[(raw, "m")], "nothing");
    let of_m = "CARGO_SOURCE_m_REPLACE_WITH";
    both_say(&[R, M, CRATES_IO, BY_M], &[(of_m, "r")], "m r registry");
    let of_r = "CARGO_SOURCE_r_REPLACE_WITH";
    both_say(&[R, M, CRATES_IO, BY_R], &[(of_r, "m")], "r registry");
    let index = ("CARGO_REGISTRIES_R_INDEX", "sparse+https://127.0.0.1:1/i/");
    both_say(&[CRATES_IO, BY_R], &[index], "r registry");
}

#[test]
fn a_source_that_only_moves_crates_io_counts_as_a_source() {
    let text = "[source.crates-io]\nregistry = 'sparse+https://127.0.0.1:1/i/'";
    let sandbox = package(text);
    assert_eq!(found(&sandbox), " source");
    let run = sandbox.cargo("p", &LOCK);
    // Cargo follows no pointer, and yet reads elsewhere.
    assert!(run.stderr.contains("location searched: "), "{}", run.stderr);
}

//! The released program, run as people run it: `cargo test --test smoke`.
//!
//! Builds `--release --locked` and runs every command and every refusal that the README or
//! the help names, for people and for programs, with each value of `RUST_BACKTRACE`. Exit
//! code and every byte have to be the same, and those of the debug build. Not for what a
//! command does in detail: `tests/cli` tells that of the debug build.

#[path = "../cli/child.rs"]
mod child;
mod rows;
#[path = "../cli/support.rs"]
#[allow(dead_code, reason = "this suite uses a part of the sandbox")]
mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use child::run_with_limit;
use clap::CommandFactory as _;
use feedctl::cli::Cli;
use rows::{ROWS, Row};
use support::{Run, Sandbox};

/// How long one run may take: some ask the real cargo.
const LIMIT: Duration = Duration::from_secs(30);

const BACKTRACES: [&[(&str, &str)]; 4] = [
    &[],
    &[("RUST_BACKTRACE", "1")],
    &[("RUST_BACKTRACE", "full")],
    &[("RUST_LIB_BACKTRACE", "1")],
];

/// The program as it is handed out, built once for all tests.
fn released() -> &'static Path {
    static RELEASED: OnceLock<PathBuf> = OnceLock::new();
    RELEASED.get_or_init(|| {
        let out = Command::new(env!("CARGO"))
            .args(["build", "--release", "--locked", "--bin", "feedctl"])
            .args(["--message-format", "json-render-diagnostics"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stderr(Stdio::inherit())
            .output()
            .expect("cargo can be started");
        assert!(out.status.success(), "the release build failed");
        let text = String::from_utf8_lossy(&out.stdout);
        let path = text
            .lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
            .find_map(|message| message["executable"].as_str().map(PathBuf::from))
            .expect("cargo names the program that it built");
        assert_ne!(path, debug(), "a build of another profile");
        path
    })
}

fn debug() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_feedctl"))
}

/// Runs a row in a sandbox of its own; gives what it did with the sandbox's path left out.
fn run(row: &Row, program: &Path, json: bool, variables: &[(&str, &str)]) -> Run {
    let sandbox = row.sandbox();
    let mut words: Vec<&str> = row.line.split_whitespace().collect();
    if json {
        words.extend(["--format", "json"]);
    }
    let mut command = sandbox.program(program, "p", &words);
    // The sandbox sets it for cargo's oracle.
    command.env_remove("RUSTC_BOOTSTRAP");
    command.envs(variables.iter().copied());
    let mut run = Run::from(run_with_limit(
        &mut command,
        LIMIT,
        row.stdin.map(str::as_bytes),
    ));
    let root = sandbox.path("");
    let root = root.display().to_string();
    for text in [&mut run.stdout, &mut run.stderr] {
        *text = text.replace(root.trim_end_matches('/'), "[ROOT]");
    }
    run
}

fn same(row: &Row, what: &str, one: &Run, other: &Run) {
    assert_eq!(one.to_string(), other.to_string(), "{}: {what}", row.line);
}

fn check(row: &Row, json: bool) {
    let expected = run(row, debug(), json, &[]);
    assert!(!expected.hung, "{} takes too long", row.line);
    assert_eq!(expected.code, Some(row.code), "{}\n{expected}", row.line);
    if json && row.answers_in_json {
        for line in expected.stdout.lines().filter(|_| row.is_one_line) {
            serde_json::from_str::<serde_json::Value>(line)
                .unwrap_or_else(|error| panic!("{}: {error}\n{expected}", row.line));
        }
        if !row.is_one_line {
            serde_json::from_str::<serde_json::Value>(&expected.stdout)
                .unwrap_or_else(|error| panic!("{}: {error}\n{expected}", row.line));
        }
    } else if !json {
        let said = format!("{}{}", expected.stdout, expected.stderr);
        assert!(said.contains(row.says), "{}\n{expected}", row.line);
    }
    for variables in BACKTRACES {
        let what = format!("json: {json}, {variables:?}");
        same(
            row,
            &what,
            &run(row, released(), json, variables),
            &expected,
        );
    }
    let with_backtrace = run(row, debug(), json, BACKTRACES[1]);
    same(
        row,
        "debug build with a backtrace",
        &with_backtrace,
        &expected,
    );
}

#[test]
fn every_command_and_refusal_is_the_same_in_every_build_for_people() {
    for row in ROWS {
        check(row, false);
    }
}

#[test]
fn every_command_and_refusal_is_the_same_in_every_build_for_programs() {
    for row in ROWS.iter().filter(|row| row.takes_a_format) {
        check(row, true);
    }
}

#[test]
fn each_command_has_a_success_and_a_refusal() {
    let word = |row: &Row| row.line.split_whitespace().next().map(str::to_owned);
    let having = |is_meant: fn(&Row) -> bool| -> BTreeSet<String> {
        ROWS.iter()
            .filter(|row| is_meant(row))
            .filter_map(word)
            .collect()
    };
    let (succeeds, refuses) = (having(|row| row.code == 0), having(|row| row.code != 0));
    for command in Cli::command().get_subcommands() {
        let name = command.get_name();
        assert!(succeeds.contains(name), "no row where `{name}` succeeds");
        assert!(refuses.contains(name), "no row where `{name}` refuses");
    }
}

/// Cargo starts it so; what is asked is answered on stdout, in JSON.
#[test]
fn cargo_gets_an_answer_from_the_credential_provider() {
    let ask = |request: &str, variables: &[(&str, &str)]| {
        let sandbox = Sandbox::new();
        let mut command = sandbox.program(released(), "p", &["--cargo-plugin"]);
        command.envs(variables.iter().copied());
        let run = Run::from(run_with_limit(
            &mut command,
            LIMIT,
            Some(request.as_bytes()),
        ));
        (run.code, run.stdout)
    };
    let unknown = r#"{"v":1,"registry":{"index-url":"sparse+https://feed.test/","name":"r"},"kind":"get","operation":"read"}"#;
    for request in [unknown, "{", ""] {
        let plain = ask(&format!("{request}\n"), &[]);
        assert!(plain.1.starts_with("{\"v\":[1]}"), "{request}: {plain:?}");
        for variables in BACKTRACES {
            assert_eq!(ask(&format!("{request}\n"), variables), plain, "{request}");
        }
    }
    let (_, answer) = ask(&format!("{unknown}\n"), &[]);
    assert!(answer.contains("url-not-supported"), "{answer}");
}

/// Another folder than it was built in, and nothing at all in the environment.
#[test]
fn it_runs_anywhere_with_an_empty_environment() {
    for program in [debug(), released()] {
        for (words, code) in [
            (["providers", "-q"], 0),
            (["show", "nosuch"], 2),
            (["doctor", "--files"], 0),
            (["completions", "bash"], 0),
        ] {
            let folder = tempfile::tempdir().expect("a scratch folder");
            let mut command = Command::new(program);
            command.args(words).current_dir(folder.path()).env_clear();
            let run = Run::from(run_with_limit(&mut command, LIMIT, None));
            assert_eq!(run.code, Some(code), "{words:?}\n{run}");
        }
    }
}

/// The system still knows whose process it is, so what lies in that home is read; nothing is
/// written.
#[test]
fn without_a_home_variable_nothing_panics() {
    let sandbox = Sandbox::project();
    for line in [
        "connect --org contoso --feed crates --credential-provider none --dry-run",
        "connect --user --org contoso --feed crates --dry-run",
        "disconnect --user crates --dry-run",
        "doctor --format json",
        "show",
        "login nosuch",
    ] {
        let words: Vec<&str> = line.split_whitespace().collect();
        for program in [debug(), released()] {
            let mut command = sandbox.program(program, "p", &words);
            command.env_remove("HOME").env_remove("CARGO_HOME");
            let run = Run::from(run_with_limit(&mut command, LIMIT, None));
            assert!(matches!(run.code, Some(0..=3)), "{line}\n{run}");
            assert!(!run.stderr.contains("panicked"), "{line}\n{run}");
        }
    }
}

/// A reader that has gone is no failure, and nobody is there to read a panic.
#[cfg(unix)]
#[test]
fn a_closed_stdout_is_no_panic() {
    for program in [debug(), released()] {
        let sandbox = Sandbox::project();
        for line in [
            "providers",
            "--help",
            "show",
            "doctor --format json",
            "completions zsh",
        ] {
            let line = format!("'{}' {line} >&-", program.display());
            let run = sandbox.bash(&line);
            assert!(matches!(run.code, Some(0 | 3)), "{line}\n{run}");
            assert!(!run.stderr.contains("panicked"), "{line}\n{run}");
        }
    }
}

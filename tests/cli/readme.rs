//! The README says what happens: its commands are run, its output is real.

use std::path::Path;

use crate::support::{Run, Sandbox};

const README: &str = include_str!("../../README.md");

/// A sandbox with the sample project, as it lies in the repository.
fn sample() -> (Sandbox, String) {
    let sandbox = Sandbox::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample");
    for file in [".cargo/config.toml", "Cargo.toml", "src/lib.rs"] {
        let text = std::fs::read_to_string(folder.join(file)).expect("the sample is there");
        sandbox.write(&format!("p/tests/sample/{file}"), text);
    }
    sandbox.write("p/Cargo.toml", "[package]\nname = \"feedctl\"\n");
    std::fs::create_dir(sandbox.path("p/.git")).expect("a folder");
    let config = sandbox.read("p/tests/sample/.cargo/config.toml");
    (sandbox, config.expect("the sample has a config"))
}

/// The words behind `cargo run -- ` in the README's line that has all of `marks`.
fn command(marks: &[&str]) -> Vec<&'static str> {
    let line = README
        .lines()
        .find(|line| marks.iter().all(|mark| line.contains(mark)))
        .expect("the README has such a line");
    let (_, words) = line.split_once("cargo run -- ").expect("it runs feedctl");
    let words = words.split_once('`').map_or(words, |(words, _)| words);
    words.split_whitespace().collect()
}

#[test]
fn the_first_command_connects_and_the_next_one_takes_it_back() {
    let (sandbox, before) = sample();
    let run = sandbox.feedctl(&command(&["-C tests/sample connect"]));
    assert_eq!(run.code, Some(0), "{run}");
    assert!(
        sandbox.names("cargo").is_empty(),
        "nothing is written at home"
    );
    // What it says to type works from where the first command was typed.
    let undo = "undo: `feedctl -C tests/sample disconnect crates`";
    assert!(run.stderr.contains(undo), "{run}");
    let config = "p/tests/sample/.cargo/config.toml";
    let connected = sandbox.read(config).expect("it is there");
    assert!(connected.starts_with(&before) && connected.contains("[registries.crates]"));
    let run = sandbox.feedctl(&command(&["-C tests/sample disconnect"]));
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(sandbox.read(config).as_deref(), Some(before.as_str()));
}

#[test]
fn the_output_it_shows_is_real() {
    let (sandbox, _) = sample();
    std::fs::remove_dir(sandbox.path("p/.git")).expect("it is there");
    let words = [
        "connect",
        "--org",
        "contoso",
        "--project",
        "Platform",
        "--feed",
        "crates",
    ];
    let run = sandbox.feedctl_in("p/tests/sample", &words);
    is_said("$ feedctl connect --org", &run);
    let words = ["show", "registries.crates.index"];
    let run = sandbox.feedctl_in("p/tests/sample", &words);
    is_said("$ feedctl show registries", &run);
}

/// The lines below that command in the README are real.
fn is_said(command: &str, run: &Run) {
    let start = README.find(command).expect("the README shows it");
    let block = &README[start..];
    let (block, _) = block.split_once("```").expect("the block ends");
    for line in block.lines().skip(1) {
        // A formatter may have taken the blank of an empty context line.
        let shown = run
            .stdout
            .lines()
            .chain(run.stderr.lines())
            .any(|real| real.trim_end() == line);
        assert!(shown, "not said: {line}\n{run}");
    }
}

#[test]
fn what_it_shows_of_doctor_is_real() {
    let sandbox = Sandbox::project();
    sandbox.write(
        "p/.cargo/config.toml",
        "[registries]\nRustTools = { index = \"sparse+https://pkgs.dev.azure.com/contoso/SqlDev/_packaging/RustTools/Cargo/index/\" }\n\n[source.crates-io]\nreplace-with = \"SqlDev\"\n",
    );
    let run = sandbox.feedctl(&["doctor"]);
    let start = README
        .find("$ feedctl doctor\n")
        .expect("the README shows it");
    let (block, _) = README[start..].split_once("```").expect("the block ends");
    let (_, shown) = block.split_once('\n').expect("a line");
    assert!(run.stdout.starts_with(shown), "{run}");
}

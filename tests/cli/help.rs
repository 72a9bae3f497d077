//! Help: as it was read aloud, no wider than a terminal, with examples that run.

use clap::CommandFactory;
use feedctl::cli::Cli;
use feedctl::cli::lessons::{self, LESSONS};

use crate::support::{Run, Sandbox, snapshot};

/// What a terminal has at least.
const COLUMNS: usize = 80;
/// What a terminal of Windows opens with.
const LINES: usize = 30;

/// A sandbox whose programs believe in a terminal of that width.
fn sandbox() -> Sandbox {
    let mut sandbox = Sandbox::project();
    sandbox.set("COLUMNS", &COLUMNS.to_string());
    sandbox
}

/// `feedctl COMMAND FLAG`, where the command may be none.
fn help(sandbox: &Sandbox, command: &str, flag: &str) -> Run {
    let words: Vec<&str> = [command, flag]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect();
    let run = sandbox.feedctl(&words);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run}");
    run
}

/// Every command's help, none wider than the terminal.
fn all(flag: &str) -> Vec<String> {
    let sandbox = sandbox();
    let said = LESSONS.iter().map(|lesson| {
        let said = help(&sandbox, lesson.command, flag).stdout;
        for line in said.lines() {
            assert!(line.chars().count() <= COLUMNS, "too wide: {line}");
        }
        said
    });
    said.collect()
}

/// One below the other, with a rule between them.
fn in_a_row(said: &[String]) -> String {
    said.join(&format!("{}\n", "=".repeat(COLUMNS)))
}

#[test]
fn every_help_is_as_it_was_read() {
    snapshot("help", &in_a_row(&all("--help")));
}

#[test]
fn every_summary_fits_on_a_screen() {
    let summaries = all("-h");
    for summary in &summaries {
        assert!(summary.lines().count() <= LINES, "too long: {summary}");
    }
    snapshot("help-short", &in_a_row(&summaries));
}

#[test]
fn the_words_that_other_tools_know_lead_to_help_too() {
    let sandbox = sandbox();
    for (words, same) in [
        (&["help"][..], &["--help"][..]),
        (&["help", "connect"], &["connect", "--help"]),
    ] {
        let (said, meant) = (sandbox.feedctl(words), sandbox.feedctl(same));
        assert_eq!((said.code, &said.stdout), (Some(0), &meant.stdout));
    }
    let bare = sandbox.feedctl(&[]);
    let summary = help(&sandbox, "", "-h");
    assert_eq!((bare.code, &bare.stderr), (Some(2), &summary.stdout));
    let wrong = sandbox.feedctl(&["help", "conect"]);
    assert_eq!(wrong.code, Some(2), "{wrong}");
    assert!(wrong.stderr.contains("'connect'"), "{wrong}");
}

#[test]
fn lessons_speak_of_what_there_is() {
    let command = Cli::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    let taught = LESSONS.iter().map(|lesson| lesson.command);
    assert!([""].into_iter().chain(names).eq(taught), "in this order");
    for lesson in &LESSONS {
        let command = match lesson.command {
            "" => &command,
            name => command.find_subcommand(name).expect("it is a command"),
        };
        let ids = lesson.options.iter().map(|(id, _)| id).chain(lesson.later);
        for id in ids {
            assert!(
                command.get_arguments().any(|arg| arg.get_id() == id),
                "{} has no {id}",
                lesson.command
            );
        }
    }
}

/// The lines below `Examples:` that are typed.
fn examples(help: &str) -> Vec<&str> {
    let (_, examples) = help.split_once("\nExamples:\n").expect("it has examples");
    examples
        .lines()
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("    "))
        .collect()
}

#[test]
fn every_example_stands_in_help_as_it_is_typed() {
    let sandbox = sandbox();
    for lesson in &LESSONS {
        let help = help(&sandbox, lesson.command, "--help").stdout;
        let known = lesson.examples.iter().map(|example| example.line);
        assert!(examples(&help).into_iter().eq(known), "{help}");
        assert!((2..=5).contains(&lesson.examples.len()));
    }
    assert!(lessons::on("no such command").is_none());
}

/// A project whose feed is connected, unless that is what the line is to do, in a home
/// with the folders that a line may speak of. Its cargo says nothing and does nothing.
#[cfg(unix)]
fn scratch(line: &str) -> Sandbox {
    let mut sandbox = Sandbox::project();
    if !line.starts_with("feedctl connect") {
        let run = sandbox.feedctl(&["connect", "--org", "contoso", "--feed", "crates"]);
        assert_eq!(run.code, Some(0), "{run}");
    }
    for file in [
        "home/.zfunc/x",
        "home/.config/fish/completions/x",
        "p/token-file",
    ] {
        sandbox.write(file, format!("{}\n", "x".repeat(84)));
    }
    let profile = sandbox.path("home/profile.ps1").display().to_string();
    sandbox.set("PROFILE", &profile);
    sandbox.script("cargo", "exit 0");
    let feedctl = env!("CARGO_BIN_EXE_feedctl");
    sandbox.script("feedctl", &format!("exec '{feedctl}' \"$@\""));
    sandbox
}

#[test]
#[cfg(unix)]
fn every_example_runs() {
    for example in LESSONS.iter().flat_map(|lesson| lesson.examples) {
        let sandbox = scratch(example.line);
        let run = sandbox.bash(example.line);
        // Nobody is there to be asked for a token, and cargo fetched nothing.
        let expected: &[i32] = match example.line {
            "feedctl login" => &[3],
            _ => &[0],
        };
        let code = run.code.expect("it ends by itself");
        assert!(expected.contains(&code), "{}\n{run}", example.line);
    }
}

//! Help: as it was read aloud, no wider than a terminal, with examples that run.

use feedctl::cli;

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

/// The name of every command, after an empty one for feedctl itself.
fn commands() -> Vec<String> {
    let command = cli::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    [""].into_iter().chain(names).map(str::to_owned).collect()
}

/// Every command's help, none wider than the terminal.
fn all(flag: &str) -> Vec<String> {
    let sandbox = sandbox();
    let said = commands().into_iter().map(|command| {
        let said = help(&sandbox, &command, flag).stdout;
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

/// The lines below `Examples:` that are typed.
fn examples(help: &str) -> Vec<&str> {
    let (_, examples) = help.split_once("\nExamples:\n").expect("it has examples");
    examples
        .lines()
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("    "))
        .collect()
}

/// Every example in the help of a command, or of all.
fn all_examples() -> Vec<Vec<String>> {
    let sandbox = sandbox();
    let examples_of = |command: &String| {
        let help = help(&sandbox, command, "--help").stdout;
        examples(&help).into_iter().map(str::to_owned).collect()
    };
    commands().iter().map(examples_of).collect()
}

#[test]
fn a_summary_ends_with_the_first_of_two_to_five_examples() {
    for (summary, examples) in all("-h").iter().zip(all_examples()) {
        let first = summary.lines().last().expect("it says something");
        assert_eq!(first.strip_prefix("Example: "), Some(&*examples[0]));
        assert!((2..=5).contains(&examples.len()), "{examples:?}");
    }
}

#[test]
fn what_is_left_out_of_a_summary_is_in_the_help() {
    let is_told = |arg: &&clap::Arg| !arg.is_hide_set();
    for command in cli::command().get_subcommands() {
        for arg in command.get_arguments().filter(is_told) {
            let (short, long) = (arg.get_help(), arg.get_long_help());
            let (short, long) = short.zip(long).expect("every option has words");
            let (short, long) = (short.to_string(), long.to_string());
            assert!(long.starts_with(&short), "{}", arg.get_id());
            assert!(!long[short.len()..].contains(&short), "it is said twice");
        }
    }
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
    for example in all_examples().concat() {
        let sandbox = scratch(&example);
        let run = sandbox.bash(&example);
        // Nobody is there to be asked for a token, and cargo fetched nothing.
        let expected: &[i32] = match &*example {
            "feedctl login" => &[3],
            _ => &[0],
        };
        let code = run.code.expect("it ends by itself");
        assert!(expected.contains(&code), "{example}\n{run}");
    }
}

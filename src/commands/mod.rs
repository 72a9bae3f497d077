//! The commands: each tells one story from arguments to exit code.
//!
//! The rooms below do the work; here they are called in order.

mod completions;
mod connect;
mod disconnect;
mod doctor;
mod landing;
mod login;
mod logout;
mod named;
mod problems;
mod provide;
mod providers;
mod results;
mod show;
mod snippet;
mod trying;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::cli::{Cli, Command};
use crate::system::env::Env;
use crate::system::error::{CliError, Kind};
use crate::system::files;
use crate::system::terminal::{Format, Ui, Voice};
use results::Failed;

/// Runs a command with the streams of the process. Returns the exit code.
#[must_use]
pub fn run(cli: &Cli, env: Env) -> u8 {
    let voice = Voice {
        format: cli.global.format,
        color: cli.global.color,
        quiet: cli.global.quiet,
        verbose: cli.global.verbose,
        no_input: cli.global.no_input,
    };
    let mut ui = Ui::of_process(&env, voice);
    run_with(cli, env, &mut ui)
}

/// Runs a command and speaks through `ui`. Returns the exit code.
pub fn run_with(cli: &Cli, env: Env, ui: &mut Ui) -> u8 {
    let env = match &cli.global.folder {
        Some(folder) => env.in_folder(folder),
        None => env,
    };
    let shown = || crate::text::escape::path(env.cwd(), env.home());
    let done = match env.cwd().metadata() {
        Ok(metadata) if metadata.is_dir() => dispatch(cli, &env, ui).map_err(as_cli_error),
        Err(error) if !files::is_absent(&error) => Err(CliError::refused(
            format!(
                "`{}` cannot be looked at: {}",
                shown(),
                files::system_words(&error)
            ),
            "see to that, or `-C` with another folder",
        )),
        _ => Err(CliError::usage(
            format!("`{}` is no folder", shown()),
            "`-C` with a folder that exists",
        )),
    };
    let done = done.and_then(|outcome| match ui.take_failure() {
        Some(error) => Err(CliError::refused(
            format!(
                "stdout could not be written: {}",
                files::system_words(&error)
            ),
            "make room there and run this again",
        )
        .after_writing()),
        None => Ok(outcome),
    });
    match done {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::WouldChange | Outcome::Found) => Kind::No.code(),
        Err(error) => {
            if ui.json() {
                ui.data(&results::text(&Failed::of(&error)));
            }
            ui.error(&error, may_write(&cli.command));
            error.kind.code()
        }
    }
}

/// How a command ended that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    /// `--check` found something to change.
    WouldChange,
    /// `doctor` found an error.
    Found,
}

fn dispatch(cli: &Cli, env: &Env, ui: &mut Ui) -> anyhow::Result<Outcome> {
    let is_of_findings = matches!(ui.format(), Format::Sarif | Format::Github | Format::Azure);
    if is_of_findings && !matches!(cli.command, Command::Doctor(_)) {
        return Err(CliError::usage(
            "this format is for findings, which only `feedctl doctor` has",
            "`--format human` or `--format json`",
        )
        .into());
    }
    Ok(match &cli.command {
        Command::Connect(args) => connect::run(args, &cli.global, env, ui)?,
        Command::Disconnect(args) => disconnect::run(args, &cli.global, env, ui)?,
        Command::Doctor(args) => doctor::run(args, &cli.global, env, ui)?,
        Command::Login(args) => login::run(args, &cli.global, env, ui)?,
        Command::Logout(args) => logout::run(args, env, ui)?,
        Command::Show(args) => show::run(args, env, ui)?,
        Command::Snippet(args) => snippet::run(args, env, ui)?,
        Command::Providers => {
            providers::run(ui);
            Outcome::Done
        }
        Command::Completions(args) => completions::run(args, ui)?,
    })
}

/// False for the commands that only read.
fn may_write(command: &Command) -> bool {
    match command {
        Command::Show(_) | Command::Snippet(_) | Command::Providers | Command::Completions(_) => {
            false
        }
        Command::Doctor(args) => args.fix,
        Command::Connect(_) | Command::Disconnect(_) | Command::Login(_) | Command::Logout(_) => {
            true
        }
    }
}

/// An error that nobody foresaw is shown with all its causes.
fn as_cli_error(error: anyhow::Error) -> CliError {
    match error.downcast::<CliError>() {
        Ok(error) => error,
        Err(other) => {
            let causes: Vec<String> = other
                .chain()
                .map(|cause| crate::text::escape::line(&cause.to_string()))
                .collect();
            CliError::refused(
                causes.join(": "),
                "report this with the command that you typed",
            )
        }
    }
}

/// A token was typed where a name belongs: nothing is run, and it is not said again.
#[must_use]
pub fn token_typed(place: &str, words: &[OsString], env: &Env) -> ExitCode {
    let is_json = words.iter().any(|word| word == "--format=json")
        || words
            .windows(2)
            .any(|two| two[0] == "--format" && two[1] == "json");
    let voice = Voice {
        format: if is_json { Format::Json } else { Format::Human },
        ..Voice::default()
    };
    let mut ui = Ui::of_process(env, voice);
    let error = login::on_the_command_line(place, None);
    if is_json {
        ui.data(&results::text(&Failed::of(&error)));
    }
    ui.error(&error, true);
    ExitCode::from(error.kind.code())
}

/// The current folder is gone or may not be read; nothing can be done there.
#[must_use]
pub fn no_folder(error: &std::io::Error) -> ExitCode {
    let env = Env::made_up("", None, []);
    let mut ui = Ui::of_process(&env, Voice::default());
    let error = CliError::refused(
        format!(
            "the current folder cannot be used: {}",
            files::system_words(error)
        ),
        "`cd` to a folder that exists",
    );
    ui.error(&error, false);
    ExitCode::from(error.kind.code())
}

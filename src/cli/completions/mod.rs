//! Completion in shells: the scripts, and the answers to what they ask.
//!
//! A script asks feedctl at each press of the key, so flags, closed sets and
//! registry names are never stale. Only names that cargo accepts are given out: a
//! registry called `$(x)` must not reach a shell. Not for completing the names of
//! files where the shell does that itself.

use std::ffi::OsString;
use std::io::{self, Error, ErrorKind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;

use clap::{Args, Command, ValueEnum, ValueHint};
use clap_complete::engine::CompletionCandidate;
use clap_complete::env::{CompleteEnv, Elvish, EnvCompleter, Powershell};

use crate::cargo::registry_name;
use crate::cargo::{self, View};
use crate::cli;
use crate::system::env::Env;

/// The older `PowerShell` writes another encoding with `>>`.
const POWERSHELL: &str = if cfg!(windows) {
    "feedctl completions powershell | Add-Content $PROFILE"
} else {
    "feedctl completions powershell >> $PROFILE"
};

/// Arguments of `completions`.
#[derive(Debug, Args)]
#[command(
    about = "Print a completion script",
    long_about = "Print a completion script. The script asks feedctl at each press of the key, so flags, providers, codes and the names of your registries are completed as they are now.",
    after_help = "Example: source <(feedctl completions bash)",
    after_long_help = format!(
        "\
Examples:
  bash, as a line of ~/.bashrc:
    source <(feedctl completions bash)
  zsh, into a folder of $fpath:
    feedctl completions zsh > ~/.zfunc/_feedctl
  fish:
    feedctl completions fish > ~/.config/fish/completions/feedctl.fish
  PowerShell:
    {POWERSHELL}"
    )
)]
pub struct CompletionsArgs {
    /// The shell: bash, zsh, fish, powershell or elvish
    #[arg(hide_possible_values = true)]
    pub shell: ShellArg,
}

/// A shell that completes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShellArg {
    /// bash
    Bash,
    /// zsh
    Zsh,
    /// fish
    Fish,
    /// `PowerShell`
    #[value(help = "PowerShell")]
    Powershell,
    /// Elvish
    Elvish,
}

/// The variable through which a shell asks.
pub const VARIABLE: &str = "COMPLETE";

/// Where the names of registries are looked for; empty unless a shell asks.
static ASKED_IN: OnceLock<Env> = OnceLock::new();

/// The script for a shell, to be put where that shell looks for it.
///
/// Those for bash, zsh and fish are our own: clap's say aloud that feedctl is
/// missing (bash, fish), answer nothing at the first press of the key (zsh), put
/// names of files unquoted on the line (bash) and do not know `--format=j` (bash).
pub fn script(shell: ShellArg) -> io::Result<String> {
    match shell {
        ShellArg::Bash => Ok(include_str!("../../../completions/feedctl.bash").to_owned()),
        ShellArg::Zsh => Ok(include_str!("../../../completions/_feedctl").to_owned()),
        ShellArg::Fish => Ok(include_str!("../../../completions/feedctl.fish").to_owned()),
        ShellArg::Powershell => by_clap(&Powershell),
        ShellArg::Elvish => {
            let script = by_clap(&Elvish)?;
            let quiet = script.replace("$@words)", "$@words 2>/dev/null)");
            if quiet == script {
                return Err(Error::other("it is not as expected"));
            }
            Ok(quiet)
        }
    }
}

fn by_clap(shell: &dyn EnvCompleter) -> io::Result<String> {
    let mut out = Vec::new();
    shell.write_registration(VARIABLE, "feedctl", "feedctl", "feedctl", &mut out)?;
    String::from_utf8(out).map_err(|_| ErrorKind::InvalidData.into())
}

/// Answers a script that asks for candidates, and says how to end the process then.
///
/// A script asks with `feedctl -- WORDS`, which no person types; so a variable of
/// this name that is meant for another program does no harm. What goes wrong is not
/// said: it would stand in the middle of the line that is being typed.
#[must_use]
pub fn answer(env: &Env, arguments: impl Iterator<Item = OsString>) -> Option<ExitCode> {
    let shell = env.variable(VARIABLE)?;
    let arguments: Vec<OsString> = arguments.collect();
    let words = match arguments.get(1..)? {
        [first, words @ ..] if first == "--" && !words.is_empty() => words,
        _ => return None,
    };
    // Nobody else sets it.
    let _ = ASKED_IN.set(seen_from(env, words));
    let pruning = Pruning {
        // These two quote the name of a file; on another's line it would be code.
        paths: !["fish", "elvish"].contains(&shell),
        // Else one registry and a dozen options are no single answer.
        options: !words
            .last()
            .is_some_and(|word| word.as_encoded_bytes().starts_with(b"-")),
    };
    let done = CompleteEnv::with_factory(|| pruning.apply(built()))
        .var(VARIABLE)
        .try_complete(arguments, Some(env.cwd()));
    match done {
        Ok(true) => Some(ExitCode::SUCCESS),
        Ok(false) => None,
        Err(_) => Some(ExitCode::FAILURE),
    }
}

/// The command line with `--help` and `--version`, which clap adds late.
fn built() -> Command {
    let mut command = cli::command();
    command.build();
    command
}

/// What the answer goes without.
#[derive(Clone, Copy)]
struct Pruning {
    /// Names of files and folders.
    paths: bool,
    /// Options, where anything else fits.
    options: bool,
}

impl Pruning {
    fn apply(self, command: Command) -> Command {
        command
            .mut_args(|arg| {
                let arg = match arg.get_value_hint() {
                    ValueHint::DirPath | ValueHint::FilePath if self.paths => {
                        arg.value_hint(ValueHint::Other)
                    }
                    _ => arg,
                };
                if self.options { arg.hide(true) } else { arg }
            })
            .mut_subcommands(|command| self.apply(command))
    }
}

/// The surroundings with `-C DIR` of the unfinished line carried out.
fn seen_from(env: &Env, words: &[OsString]) -> Env {
    let line = cli::command()
        .ignore_errors(true)
        .try_get_matches_from(words);
    let folder = line
        .ok()
        .and_then(|line| line.get_one::<PathBuf>("folder").cloned());
    let Some(folder) = folder else {
        return env.clone();
    };
    // A shell expands `~` when it runs the line, not before.
    match (folder.strip_prefix("~"), env.home()) {
        (Ok(rest), Some(home)) => env.clone().in_folder(&home.join(rest)),
        _ => env.clone().in_folder(&folder),
    }
}

/// The registries that cargo sees in the folder that a shell asks for.
#[must_use]
pub fn registries() -> Vec<CompletionCandidate> {
    // cargo would look above a folder that is not there.
    let Some(env) = ASKED_IN.get().filter(|env| env.cwd().is_dir()) else {
        return Vec::new();
    };
    let config = cargo::discover(env);
    View::new(&config, env)
        .registries()
        .into_iter()
        .map(|registry| registry.name.into_owned())
        .filter(|name| registry_name::check(name).is_ok())
        .map(CompletionCandidate::new)
        .collect()
}

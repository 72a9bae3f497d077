//! Completion in shells: the scripts, and the names that are completed live.
//!
//! A script asks feedctl at each press of the key, so flags, closed sets and
//! registry names are never stale. Only names that cargo accepts are given out: a
//! registry called `$(x)` must not reach a shell.

use clap::CommandFactory;
use clap_complete::engine::CompletionCandidate;
use clap_complete::env::{CompleteEnv, Shells};

use crate::cli::{Cli, ShellArg};
use crate::config::{self, View};
use crate::env::Env;
use crate::registry_name;

/// The variable through which a shell asks.
pub const VARIABLE: &str = "COMPLETE";

/// The script for a shell, to be put where that shell looks for it.
pub fn script(shell: ShellArg) -> std::io::Result<String> {
    let name = match shell {
        ShellArg::Bash => "bash",
        ShellArg::Zsh => "zsh",
        ShellArg::Fish => "fish",
        ShellArg::Powershell => "powershell",
        ShellArg::Elvish => "elvish",
    };
    let mut out = Vec::new();
    if let Some(completer) = Shells::builtins().completer(name) {
        completer.write_registration(VARIABLE, "feedctl", "feedctl", "feedctl", &mut out)?;
    }
    String::from_utf8(out).map_err(|_| std::io::ErrorKind::InvalidData.into())
}

/// Answers a shell that asks for candidates; ends the process when one did.
pub fn answer() {
    CompleteEnv::with_factory(Cli::command)
        .var(VARIABLE)
        .bin("feedctl")
        .completer("feedctl")
        .complete();
}

/// The registries that cargo sees in the current folder.
#[must_use]
pub fn registries() -> Vec<CompletionCandidate> {
    let Ok(env) = Env::of_process() else {
        return Vec::new();
    };
    let config = config::discover(&env);
    View::new(&config, &env)
        .registries()
        .into_iter()
        .map(|registry| registry.name.into_owned())
        .filter(|name| registry_name::check(name).is_ok())
        .map(CompletionCandidate::new)
        .collect()
}

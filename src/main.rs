//! The binary: reads the command line, runs it, exits with the code.

use std::process::ExitCode;

use clap::Parser;
use feedctl::cli::Cli;
use feedctl::env::Env;
use feedctl::{commands, completions};

fn main() -> ExitCode {
    let env = match Env::of_process() {
        Ok(env) => env,
        Err(error) => return commands::no_folder(&error),
    };
    #[expect(clippy::disallowed_methods, reason = "the one reader of the arguments")]
    let arguments = std::env::args_os();
    match completions::answer(&env, arguments) {
        Some(code) => code,
        None => ExitCode::from(commands::run(&Cli::parse(), env)),
    }
}

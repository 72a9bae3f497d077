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
    if env.variable(completions::VARIABLE).is_some() {
        completions::answer();
    }
    ExitCode::from(commands::run(&Cli::parse(), env))
}

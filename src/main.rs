//! The binary: reads the command line, runs it, exits with the code.

use std::ffi::OsString;
use std::process::ExitCode;

use feedctl::auth::credential_provider;
use feedctl::cli::completions;
use feedctl::cli::{self, Cli};
use feedctl::commands;
use feedctl::feeds::providers;
use feedctl::system::env::Env;

fn main() -> ExitCode {
    let env = match Env::of_process(providers::token_variables()) {
        Ok(env) => env,
        Err(error) => return commands::no_folder(&error),
    };
    #[expect(clippy::disallowed_methods, reason = "the one reader of the arguments")]
    let arguments: Vec<OsString> = std::env::args_os().collect();
    // Cargo starts its credential providers so.
    if arguments
        .get(1)
        .is_some_and(|first| first == credential_provider::WORD)
    {
        return credential_provider::serve(&env);
    }
    if let Some(code) = completions::answer(&env, arguments.iter().cloned()) {
        return code;
    }
    // Before anything could quote it.
    if let Some(place) = cli::token_typed(&arguments) {
        return commands::token_typed(&place, &arguments, &env);
    }
    ExitCode::from(commands::run(&Cli::from_args(arguments), env))
}

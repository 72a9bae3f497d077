//! `feedctl completions SHELL`.

use super::Outcome;
use crate::cli::CompletionsArgs;
use crate::completions;
use crate::error::CliError;
use crate::ui::Ui;

pub(super) fn run(args: &CompletionsArgs, ui: &mut Ui) -> Result<Outcome, CliError> {
    let script = completions::script(args.shell).map_err(|error| {
        CliError::refused(
            format!("the script could not be made: {error}"),
            "please report this",
        )
    })?;
    ui.data(&script);
    Ok(Outcome::Done)
}

//! `feedctl completions SHELL`.

use super::Outcome;
use crate::cli::CompletionsArgs;
use crate::cli::completions;
use crate::system::terminal::Ui;

pub(super) fn run(args: &CompletionsArgs, ui: &mut Ui) -> anyhow::Result<Outcome> {
    ui.data(&completions::script(args.shell)?);
    Ok(Outcome::Done)
}

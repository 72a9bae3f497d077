//! `feedctl snippet`: what can be typed, and its help.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use super::candidates::{client, clients, clients_and_registries};
use crate::setup::resolve::FeedRequest;
use crate::setup::snippets::Recipe;

/// Arguments of `snippet`.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[derive(Debug, Args, Default)]
#[command(
    about = "Print the set-up text for a feed",
    long_about = "Print the set-up text of one client, pipeline or team note for one feed, for pasting elsewhere. Give it the flags of a feed, or the name of one that is configured here, and what it is for.

Secrets are placeholders or variables. Where a script makes a header of a secret, it masks that before it uses it.",
    after_help = "Example: feedctl snippet --list",
    after_long_help = "\
Examples:
  What there are snippets for:
    feedctl snippet --list
  The feed that is connected here, for npm:
    feedctl snippet npm
  Steps for a pipeline:
    feedctl snippet azure-pipelines
  A note for the README or the pull request:
    feedctl snippet team
  Two clients of a feed that is connected nowhere:
    feedctl snippet --client pip --client uv --owner acme --repo tools"
)]
pub struct SnippetArgs {
    /// What it is for (`--list` shows all), and a registry that is configured here [default: cargo, and the only registry or the one that replaces crates.io]
    #[arg(
        value_name = "CLIENT|NAME",
        num_args = 0..,
        add = ArgValueCandidates::new(clients_and_registries)
    )]
    pub words: Vec<String>,
    /// What it is for (may be given again)
    #[arg(
        long,
        value_name = "CLIENT",
        value_parser = client,
        add = ArgValueCandidates::new(clients),
        help_heading = "What to print"
    )]
    pub client: Vec<&'static Recipe>,
    /// Everything that the provider serves
    #[arg(long, conflicts_with = "client", help_heading = "What to print")]
    pub all: bool,
    /// List what there are snippets for
    #[arg(long, conflicts_with_all = ["client", "all"], help_heading = "What to print")]
    pub list: bool,
    /// Which feed.
    #[command(flatten)]
    pub feed: FeedRequest,
    /// Take crates.io's crates from the feed too
    #[arg(
        long,
        conflicts_with = "no_replace_crates_io",
        help_heading = "What to print",
        hide_short_help = true
    )]
    pub replace_crates_io: bool,
    /// Leave crates.io as it is
    #[arg(long, help_heading = "What to print")]
    pub no_replace_crates_io: bool,
}

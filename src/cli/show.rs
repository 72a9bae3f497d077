//! `feedctl show`: what can be typed, and its help.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use super::completions;

/// Arguments of `show`.
#[derive(Debug, Args, Default)]
#[command(
    about = "Show what cargo sees here, and where each value comes from",
    long_about = "Show what cargo sees here: each feed with its index, the credential providers that cargo asks and why these, and the token that it finds; what replaces crates.io; the files that cargo reads, and those that it passes over though they look like it.

Every value comes with its file and line (or variable) and with everything that it shadows. Of secrets only the shape is shown.",
    after_help = "Example: feedctl show",
    after_long_help = "\
Examples:
  All that matters to feeds:
    feedctl show
  All about one registry or source:
    feedctl show crates
  Where a value of cargo's configuration comes from:
    feedctl show registries.crates.index
  The same for a program:
    feedctl show crates --format json"
)]
pub struct ShowArgs {
    /// A registry or a source, or a key of cargo's configuration [default: all that matters to feeds]
    #[arg(value_name = "NAME|KEY", add = ArgValueCandidates::new(completions::registries))]
    pub what: Option<String>,
}

//! `feedctl disconnect`: what can be typed, and its help.

use clap::Args;
use clap::builder::Resettable;
use clap_complete::engine::ArgValueCandidates;

use super::completions;
use super::{FileArgs, WriteArgs};

/// Arguments of `disconnect`.
#[derive(Debug, Args, Default)]
#[command(
    about = "Take out what `connect` put in",
    long_about = "Take out what `connect` put in, also from an included file. If nothing else is in them, the file and its folder go too.

The credential provider in your own file stays, for other feeds may need it. Lines of Cargo.toml files that still speak of the registry are named, not changed.",
    after_help = "Example: feedctl disconnect",
    after_long_help = "\
Examples:
  The only feed here, or the one that replaces crates.io:
    feedctl disconnect
  Show what would go, and write nothing:
    feedctl disconnect crates --dry-run",
    // Here the summary has room for all, and there is no more to say of them.
    mut_args(|arg| arg.hide_short_help(false).long_help(Resettable::Reset))
)]
pub struct DisconnectArgs {
    /// The registry [default: the only one, or the one that replaces crates.io]
    #[arg(value_name = "NAME", add = ArgValueCandidates::new(completions::registries))]
    pub name: Option<String>,
    /// Which file.
    #[command(flatten)]
    pub target: FileArgs,
    /// Whether to write.
    #[command(flatten)]
    pub write: WriteArgs,
}

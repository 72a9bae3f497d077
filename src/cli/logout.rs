//! `feedctl logout`: what can be typed, and its help.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use super::TRUST_REPO;
use super::completions;

/// Arguments of `logout`.
#[derive(Debug, Args, Default)]
#[command(
    about = "Take the token of a feed out of every store",
    long_about = "Take the token of a feed out of every store of cargo's that has one.

Only the vendor can revoke it.",
    after_help = "Example: feedctl logout",
    after_long_help = "\
Examples:
  The only feed here, or the one that replaces crates.io:
    feedctl logout
  The feed of that name:
    feedctl logout crates"
)]
pub struct LogoutArgs {
    /// The registry [default: the only one, or the one that replaces crates.io]
    #[arg(value_name = "NAME", add = ArgValueCandidates::new(completions::registries))]
    pub name: Option<String>,
    /// Let files of the checkout choose what cargo runs and where tokens go
    #[arg(long, long_help = TRUST_REPO)]
    pub trust_repo: bool,
}

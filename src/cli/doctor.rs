//! `feedctl doctor`: what can be typed, and its help.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use clap_complete::engine::ArgValueCandidates;

use super::TRUST_REPO;
use super::candidates::{code, codes};
use crate::doctor::checks::Check;

/// Arguments of `doctor`.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[derive(Debug, Args, Default)]
#[command(
    about = "Say what is wrong with cargo's configuration here, and mend it",
    long_about = "Say what is wrong with the configuration that cargo sees here: the line with the letters that are meant, the cause, what cargo makes of it, and what to type next.

An error means that cargo fails on that registry or on crates.io, or silently does what the file does not say. A warning bites another command, or later. Without `--online`, doctor starts no program and uses no network.",
    after_help = "Example: feedctl doctor",
    after_long_help = "\
Examples:
  Say what is wrong here:
    feedctl doctor
  Show what can be mended safely; without `-n`, mend it:
    feedctl doctor --fix -n
  Read what a code means:
    feedctl doctor --explain index-without-slash
  Ask cargo itself:
    feedctl doctor --online
  Annotate a pull request, in a job of GitHub Actions:
    feedctl doctor --format github"
)]
pub struct DoctorArgs {
    /// Judge the checkout alone: the same answer on every machine
    #[arg(
        long,
        help_heading = "What to judge",
        long_help = "Your home, its variables, tokens and programs are left aside. `--recursive` and the formats for CI judge so too."
    )]
    pub files: bool,
    /// Judge every checkout below DIR
    #[arg(
        long,
        value_name = "DIR",
        value_hint = ValueHint::DirPath,
        conflicts_with_all = ["fix", "explain"],
        help_heading = "What to judge",
        long_help = "A checkout is a git work tree, or a folder with a manifest or a configuration that is in none; with `--format json` one line each."
    )]
    pub recursive: Option<PathBuf>,
    /// Show findings of this code only (may be given again)
    #[arg(
        long,
        value_name = "CODE",
        value_parser = code,
        add = ArgValueCandidates::new(codes),
        help_heading = "What to judge"
    )]
    pub only: Vec<&'static Check>,
    /// Show no findings of this code (may be given again)
    #[arg(
        long,
        value_name = "CODE",
        value_parser = code,
        add = ArgValueCandidates::new(codes),
        help_heading = "What to judge"
    )]
    pub ignore: Vec<&'static Check>,
    /// Ask cargo itself, registry by registry
    #[arg(
        long,
        conflicts_with_all = ["files", "recursive", "explain"],
        help_heading = "What to judge",
        long_help = "Resolves a scratch package outside of your project and reads one cause out of what cargo says. Nothing in the project is written."
    )]
    pub online: bool,
    /// With `--online`: let files of the checkout choose what cargo runs and where tokens go
    #[arg(long, requires = "online", help_heading = "What to judge", long_help = TRUST_REPO)]
    pub trust_repo: bool,
    /// Let warnings count as errors
    #[arg(long, help_heading = "What to judge")]
    pub strict: bool,
    /// Explain a code and stop
    #[arg(
        long,
        value_name = "CODE",
        value_parser = code,
        add = ArgValueCandidates::new(codes),
        conflicts_with = "fix"
    )]
    pub explain: Option<&'static Check>,
    /// Mend what can be mended safely
    #[arg(
        long,
        help_heading = "Whether to write",
        long_help = "Shows the patch, asks on a terminal (`--yes` does not ask), writes, looks again, and takes everything back if the second look is worse. What needs a person's judgement is shown and left."
    )]
    pub fix: bool,
    /// With `--fix`: show what would change and stop
    #[arg(short = 'n', long, requires = "fix", help_heading = "Whether to write")]
    pub dry_run: bool,
}

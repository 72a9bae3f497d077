//! `feedctl login`: what can be typed, and its help.

use std::ffi::OsString;

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use super::TRUST_REPO;
use super::completions;

const FROM_FILE: &str = if cfg!(windows) {
    "Get-Content token-file | feedctl login crates"
} else {
    "feedctl login crates < token-file"
};

/// Arguments of `login`.
#[derive(Args, Default)]
#[command(
    about = "Give cargo the token of a feed: its store keeps it",
    long_about = "Give cargo the token of a feed. feedctl asks for it without showing it, or reads it from stdin; says what it took it for (a PAT, an API key, an access token, a whole header); makes the header that the feed wants; and hands that to `cargo login`, so that cargo's own store keeps it. Then it tries the feed with cargo.

A token on the command line is refused: the shell's history keeps it, and other programs see it.",
    after_help = "Example: feedctl login",
    after_long_help = format!(
        "\
Examples:
  The only feed here, or the one that replaces crates.io:
    feedctl login
  Read the token from a file:
    {FROM_FILE}"
    )
)]
pub struct LoginArgs {
    /// The registry [default: the only one, or the one that replaces crates.io]
    #[arg(value_name = "NAME", add = ArgValueCandidates::new(completions::registries))]
    pub name: Option<String>,
    /// Store the token without trying it
    #[arg(long)]
    pub no_verify: bool,
    /// Let files of the checkout choose what cargo runs and where tokens go
    #[arg(long, long_help = TRUST_REPO)]
    pub trust_repo: bool,
    /// A token that was typed where everybody sees it: refused, and not shown again.
    #[arg(
        long,
        hide = true,
        aliases = ["pat", "password", "api-key", "key", "secret", "access-token"],
        allow_hyphen_values = true
    )]
    pub token: Option<OsString>,
    /// The same, without a flag.
    #[arg(hide = true)]
    pub extra: Vec<OsString>,
}

/// What was typed may be a secret.
impl std::fmt::Debug for LoginArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoginArgs")
            .field("no_verify", &self.no_verify)
            .field("trust_repo", &self.trust_repo)
            .finish_non_exhaustive()
    }
}

//! `feedctl connect`: what can be typed, and its help.

use clap::{Args, ValueHint};
use clap_complete::engine::ArgValueCandidates;

use super::candidates::keepers;
use super::{FileArgs, WriteArgs};
use crate::feeds::providers;
use crate::setup::resolve::FeedRequest;

/// Arguments of `connect`.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[derive(Debug, Args, Default)]
#[command(
    about = "Write a feed into cargo's configuration",
    long_about = "Write a feed into cargo's configuration: `[registries]`, the replacement of crates.io where the vendor's own page does so, and a credential provider in your own file where none is in effect.

Which feed: from flags, from a URL, from the git remote, from what the project's own files name; on a terminal feedctl asks for the rest. The change is shown as a patch. A second run writes nothing, and `feedctl disconnect` gives the file back byte for byte.",
    after_help = "Example: feedctl connect --org contoso --project Platform --feed crates",
    after_long_help = "\
Examples:
  An Azure feed that belongs to a project:
    feedctl connect --org contoso --project Platform --feed crates
  Look first: show the patch and write nothing:
    feedctl connect --org contoso --feed crates --dry-run
  Any URL of the feed that you have at hand:
    feedctl connect https://cargo.cloudsmith.io/acme/tools/
  A Cloudsmith repository that also serves the crates of crates.io:
    feedctl connect --owner acme --repo tools --replace-crates-io
  A second feed, to publish to:
    feedctl connect --org contoso --feed own --no-replace-crates-io"
)]
pub struct ConnectArgs {
    /// Any URL of the feed: its index, its web page, another client's
    #[arg(
        value_name = "URL",
        value_hint = ValueHint::Url,
        long_help = "The index does with or without `sparse+`, the page as the browser shows it, and what npm, NuGet, pip or Maven use for the same feed. A token in it is left out, and feedctl says that it is burnt."
    )]
    pub url: Option<String>,
    /// Which feed.
    #[command(flatten)]
    pub feed: FeedRequest,
    /// Cargo's name for the feed [default: the vendor's]
    #[arg(
        long,
        value_name = "NAME",
        help_heading = "What to write",
        long_help = "Cargo.toml files say it in `registry = \"NAME\"`. Where cargo does not take the feed's own name, a clean version of it is used, and said aloud."
    )]
    pub name: Option<String>,
    /// Take crates.io's crates from the feed too
    #[arg(
        long,
        conflicts_with = "no_replace_crates_io",
        help_heading = "What to write",
        hide_short_help = true,
        long_help = "Writes `[source.crates-io] replace-with`, so that plain dependencies come from the feed. The feed's own crates.io upstream has to be on. Unasked for Azure Artifacts, CodeArtifact, Artifactory and Kellnr's cache, whose vendors do so."
    )]
    pub replace_crates_io: bool,
    /// Leave crates.io as it is
    #[arg(
        long,
        help_heading = "What to write",
        long_help = "For a second feed, such as one to publish to: the replacement stays with the first."
    )]
    pub no_replace_crates_io: bool,
    /// Who keeps the token
    #[arg(
        long,
        value_name = "WHAT",
        help_heading = "What to write",
        help = credential_provider_help(),
        add = ArgValueCandidates::new(keepers),
        hide_short_help = true,
        long_help = "`token` and `keychain` choose the store in your own file; `feedctl` lets cargo ask feedctl for fresh tokens; `project` puts `cargo:token` into the project's file; `none` writes nothing; any other text becomes this registry's `credential-provider`."
    )]
    pub credential_provider: Option<String>,
    /// Take over keys that say something else
    #[arg(
        long,
        help_heading = "What to write",
        hide_short_help = true,
        long_help = "Without it, a name that already stands for another feed is refused, with file and line. The patch shows the old values."
    )]
    pub force: bool,
    /// Do not go on to sign in, nor look whether a job of a pipeline can
    #[arg(long, help_heading = "What to write", hide_short_help = true)]
    pub no_login: bool,
    /// Which file.
    #[command(flatten)]
    pub target: FileArgs,
    /// Whether to write.
    #[command(flatten)]
    pub write: WriteArgs,
}

fn credential_provider_help() -> String {
    let programs: Vec<String> = providers::mints()
        .map(|mint| format!("`{}`", mint.program))
        .collect();
    format!(
        "Who keeps the token: `token`, `keychain`, `feedctl`, a vendor's program ({}), `project`, `none`, or a credential provider of cargo's",
        programs.join(", ")
    )
}

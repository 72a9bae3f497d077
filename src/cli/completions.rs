//! `feedctl completions`: what can be typed, and its help.

use clap::{Args, ValueEnum};

const POWERSHELL: &str = if cfg!(windows) {
    "feedctl completions powershell | Add-Content $PROFILE"
} else {
    "feedctl completions powershell >> $PROFILE"
};

/// Arguments of `completions`.
#[derive(Debug, Args)]
#[command(
    about = "Print a completion script",
    long_about = "Print a completion script. The script asks feedctl at each press of the key, so flags, providers, codes and the names of your registries are completed as they are now.",
    after_help = "Example: source <(feedctl completions bash)",
    after_long_help = format!(
        "\
Examples:
  bash, as a line of ~/.bashrc:
    source <(feedctl completions bash)
  zsh, into a folder of $fpath:
    feedctl completions zsh > ~/.zfunc/_feedctl
  fish:
    feedctl completions fish > ~/.config/fish/completions/feedctl.fish
  PowerShell:
    {POWERSHELL}"
    )
)]
pub struct CompletionsArgs {
    /// The shell: bash, zsh, fish, powershell or elvish
    #[arg(hide_possible_values = true)]
    pub shell: ShellArg,
}

/// A shell that completes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShellArg {
    /// bash
    Bash,
    /// zsh
    Zsh,
    /// fish
    Fish,
    /// `PowerShell`
    #[value(help = "PowerShell")]
    Powershell,
    /// Elvish
    Elvish,
}

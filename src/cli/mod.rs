//! The command line: what can be typed, and its help.
//!
//! One file a command, with all that its help says. Words only; what they lead to is in
//! [`crate::commands`].

use std::ffi::OsString;
use std::io::Write as _;

use std::path::PathBuf;

use clap::{Arg, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueHint};

use crate::system::terminal::{ColorChoice, Format};
use crate::text::escape;

mod candidates;
pub mod completions;
mod connect;
mod disconnect;
mod doctor;
mod feed_args;
mod login;
mod logout;
mod show;
mod snippet;

pub use completions::{CompletionsArgs, ShellArg};
pub use connect::ConnectArgs;
pub use disconnect::DisconnectArgs;
pub use doctor::DoctorArgs;
pub use login::LoginArgs;
pub use logout::LogoutArgs;
pub use show::ShowArgs;
pub use snippet::SnippetArgs;

/// Connects a Cargo project to a private package feed.
#[derive(Debug, Parser)]
#[command(
    name = "feedctl",
    version,
    disable_help_subcommand = true,
    max_term_width = 100,
    long_about = "Connects a Cargo project to a private package feed (Azure Artifacts, Cloudsmith and others), takes the connection out again, and says why a build that uses one fails.

feedctl writes what cargo needs into `.cargo/config.toml` and leaves every other byte of that file as it was. A project that is connected needs feedctl nowhere: not in CI, not on a colleague's machine.",
    after_help = "Example: feedctl connect --org contoso --feed crates",
    after_long_help = "\
Examples:
  Connect the project in this folder to an Azure feed:
    feedctl connect --org contoso --feed crates
  See why a build that uses a feed fails:
    feedctl doctor
  See what cargo sees here, and where it is written:
    feedctl show
  Learn all about one command:
    feedctl connect --help

Exit codes:
  0  done, or nothing to do
  1  no: doctor found an error, the feed refuses the token, or `--check` would change something
  2  the command line is wrong
  3  refused or failed"
)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// Run as if started in DIR
    #[arg(short = 'C', value_name = "DIR", global = true, value_hint = ValueHint::DirPath)]
    pub folder: Option<PathBuf>,
    /// Give `human` text or `json`; doctor also `sarif`, `github`, `azure`
    #[arg(
        long,
        value_name = "FORMAT",
        global = true,
        default_value = "human",
        hide_possible_values = true,
        long_help = "Results go to stdout, talk goes to stderr. JSON carries `\"version\": 1`. `sarif` is for code scanning, `github` prints annotations for GitHub Actions, `azure` prints log commands for Azure Pipelines; these three judge the checkout alone, as `doctor --files` does, unless `--online` is given too."
    )]
    pub format: Format,
    /// Use colour: `auto`, `always` or `never`
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        default_value = "auto",
        hide_possible_values = true,
        long_help = "`auto` looks at the terminal and at the variables NO_COLOR and CLICOLOR_FORCE."
    )]
    pub color: ColorChoice,
    /// Say errors only
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say the reasons too
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Ask nothing, even on a terminal
    #[arg(
        long,
        global = true,
        long_help = "What is missing is then an error that names the flag, as it is without a terminal."
    )]
    pub no_input: bool,
    /// Answer yes to "Write it?"
    #[arg(long, global = true)]
    pub yes: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
#[expect(
    missing_docs,
    reason = "clap would print them in place of what the arguments say"
)]
pub enum Command {
    Connect(Box<ConnectArgs>),
    Disconnect(DisconnectArgs),
    Doctor(Box<DoctorArgs>),
    Login(LoginArgs),
    Logout(LogoutArgs),
    Show(ShowArgs),
    Snippet(Box<SnippetArgs>),
    #[command(
        about = "List the feed hosts that feedctl knows",
        long_about = "List the feed hosts that feedctl knows: their flags, what stands in for crates.io, what they do not answer, and what no public source confirms.",
        after_help = "Example: feedctl providers",
        after_long_help = "\
Examples:
  For people:
    feedctl providers
  For programs:
    feedctl providers --format json"
    )]
    Providers,
    Completions(CompletionsArgs),
}

/// What `--trust-repo` means, for `--help`.
const TRUST_REPO: &str = "Files of a checkout can name a credential provider, a proxy or a toolchain. They are listed, and asked about on a terminal; elsewhere this is the answer.";

/// The command line, with its help.
#[must_use]
pub fn command() -> clap::Command {
    let command = Cli::command().mut_args(at_length);
    // The summary of `feedctl` shows them; that of a command is to fit on a screen.
    let global: Vec<Arg> = command
        .get_arguments()
        .map(|arg| arg.clone().hide_short_help(true))
        .collect();
    command.mut_subcommands(|command| command.mut_args(at_length).args(&global))
}

/// `--help` says of an option what `-h` says, and then what its `long_help` adds.
fn at_length(arg: Arg) -> Arg {
    let Some(short) = arg.get_help() else {
        return arg;
    };
    let text = match arg.get_long_help() {
        Some(more) => format!("{short}. {more}"),
        None => short.to_string(),
    };
    arg.long_help(text)
}

/// The command line with this command alone, without help, if it is one that has to be
/// quick: to describe all of them takes a quarter of what a small change costs.
fn alone(name: &str) -> Option<clap::Command> {
    let (name, augment_args): (_, fn(clap::Command) -> clap::Command) = match name {
        "connect" => ("connect", ConnectArgs::augment_args),
        "doctor" => ("doctor", DoctorArgs::augment_args),
        _ => return None,
    };
    let command = Global::augment_args(clap::Command::new("feedctl"));
    let command = command.disable_help_subcommand(true);
    Some(command.subcommand(augment_args(clap::Command::new(name))))
}

/// False where nobody asks for help, which is then left unfinished: that is a part of what
/// a small change costs. A bare `feedctl` shows it too.
fn may_show_help(args: &[OsString]) -> bool {
    let asks = |arg: &OsString| {
        let bytes = arg.as_encoded_bytes();
        // Short options may stand together.
        arg == "--help"
            || (bytes.starts_with(b"-") && !bytes.starts_with(b"--") && bytes.contains(&b'h'))
    };
    args.len() < 2 || args.iter().any(asks)
}

impl Cli {
    /// Reads the arguments of the process, its own name first; ends it where they are wrong.
    #[must_use]
    pub fn from_args(args: impl IntoIterator<Item = OsString>) -> Self {
        let mut args: Vec<OsString> = args.into_iter().collect();
        // As git and cargo have it: `feedctl help connect`.
        if args.get(1).is_some_and(|first| first == "help") {
            args.remove(1);
            let names_one = |arg: &OsString| !arg.as_encoded_bytes().starts_with(b"-");
            args.truncate(1 + usize::from(args.get(1).is_some_and(names_one)));
            args.push("--help".into());
        }
        let command = if may_show_help(&args) {
            command()
        } else {
            args.get(1)
                .and_then(|name| alone(name.to_str()?))
                .unwrap_or_else(Cli::command)
        };
        let read = command
            .try_get_matches_from(args)
            .and_then(|mut matches| Self::from_arg_matches_mut(&mut matches));
        read.unwrap_or_else(|error| fail(&error))
    }
}

/// Ends the process as clap does; what was typed is quoted in its errors, and leaves escaped.
fn fail(error: &clap::Error) -> ! {
    let text = error.render().to_string();
    if error.use_stderr() {
        let _ = std::io::stderr().write_all(escape::lines(&text).as_bytes());
    } else {
        let _ = error.print();
    }
    std::process::exit(error.exit_code())
}

/// The flag or argument that was given what looks like a token, if one was: other
/// programs saw it, and the shell keeps it. Folders and files have such names, too.
#[must_use]
pub fn token_typed(words: &[OsString]) -> Option<String> {
    let mut before = "";
    for word in words.iter().skip(1) {
        let word = word.to_str().unwrap_or_default();
        let (flag, value) = word.split_once('=').unwrap_or((before, word));
        if !PATHS.contains(&flag) && escape::is_like_a_token(value) {
            let named = flag.starts_with("--") && !escape::is_like_a_token(flag);
            return Some(if named {
                format!("what was given to `{}`", escape::line(flag))
            } else {
                "an argument".to_owned()
            });
        }
        before = word;
    }
    None
}

/// The flags that take a folder or a file.
const PATHS: [&str; 3] = ["-C", "--file", "--recursive"];

/// Which file.
#[derive(Debug, Args, Default)]
#[command(next_help_heading = "Which file")]
pub struct FileArgs {
    /// Use your own file: `config.toml` in cargo's home
    #[arg(
        long,
        conflicts_with = "file",
        hide_short_help = true,
        long_help = "For every project of yours, and for `cargo install`, which reads no project's file."
    )]
    pub user: bool,
    /// Use this file
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath, hide_short_help = true)]
    pub file: Option<PathBuf>,
    /// Use .cargo/feeds.toml, which cargo reads only with `--config`: for a repository that outsiders build too
    #[arg(
        long,
        conflicts_with_all = ["user", "file"],
        hide_short_help = true,
        long_help = "Employees and your CI add `--config .cargo/feeds.toml` to cargo; everybody else builds from crates.io with the same Cargo.lock."
    )]
    pub optional: bool,
}

/// Whether to write.
#[derive(Debug, Args, Default)]
#[command(next_help_heading = "Whether to write")]
pub struct WriteArgs {
    /// Show what would change and stop
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Show what would change and stop; exit 1 if something would
    #[arg(long, hide_short_help = true)]
    pub check: bool,
}

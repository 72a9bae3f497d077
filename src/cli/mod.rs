//! The command line: what can be typed, and its help.
//!
//! Words only; what they lead to is in [`crate::commands`].

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::OnceLock;

use clap::error::ErrorKind;
use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use clap_complete::engine::ArgValueCandidates;

use crate::doctor::checks::Check;
use crate::setup::resolve::FeedRequest;
use crate::setup::snippets::Recipe;
use crate::system::terminal::{ColorChoice, Format};
use crate::text::escape;

mod candidates;
pub mod completions;
mod feed_args;
pub mod lessons;

use candidates::{client, clients, clients_and_registries, code, codes, keepers, keepers_help};

/// Connects a Cargo project to a private package feed.
#[derive(Debug, Parser)]
#[command(
    name = "feedctl",
    version,
    long_about = about_at_length(),
    disable_help_subcommand = true
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
    #[arg(short = 'C', value_name = "DIR", global = true, value_hint = clap::ValueHint::DirPath)]
    pub folder: Option<PathBuf>,
    /// Give results as text or as JSON
    #[arg(
        long,
        value_name = "FORMAT",
        global = true,
        default_value = "human",
        hide_possible_values = true,
        help = "Give `human` text or `json`; doctor also `sarif`, `github`, `azure`"
    )]
    pub format: Format,
    /// Use colour: auto, always or never
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        default_value = "auto",
        hide_possible_values = true,
        help = "Use colour: `auto`, `always` or `never`"
    )]
    pub color: ColorChoice,
    /// Say errors only
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say the reasons too
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Ask nothing, even on a terminal
    #[arg(long, global = true)]
    pub no_input: bool,
    /// Answer yes to "Write it?"
    #[arg(long, global = true)]
    pub yes: bool,
}

/// What to do.
#[derive(Debug)]
pub enum Command {
    /// `connect`
    Connect(Box<ConnectArgs>),
    /// `disconnect`
    Disconnect(DisconnectArgs),
    /// `doctor`
    Doctor(Box<DoctorArgs>),
    /// `login`
    Login(LoginArgs),
    /// `logout`
    Logout(LogoutArgs),
    /// `show`
    Show(ShowArgs),
    /// `snippet`
    Snippet(Box<SnippetArgs>),
    /// `providers`
    Providers,
    /// `completions`
    Completions(CompletionsArgs),
}

/// A command's name, what it does, and its arguments.
type Row = (
    &'static str,
    &'static str,
    fn(clap::Command) -> clap::Command,
);

const COMMANDS: [Row; 9] = [
    (
        "connect",
        "Write a feed into cargo's configuration",
        ConnectArgs::augment_args,
    ),
    (
        "disconnect",
        "Take out what `connect` put in",
        DisconnectArgs::augment_args,
    ),
    (
        "doctor",
        "Say what is wrong with cargo's configuration here, and mend it",
        DoctorArgs::augment_args,
    ),
    (
        "login",
        "Give cargo the token of a feed: its store keeps it",
        LoginArgs::augment_args,
    ),
    (
        "logout",
        "Take the token of a feed out of every store",
        LogoutArgs::augment_args,
    ),
    (
        "show",
        "Show what cargo sees here, and where each value comes from",
        ShowArgs::augment_args,
    ),
    (
        "snippet",
        "Print the set-up text for a feed",
        SnippetArgs::augment_args,
    ),
    (
        "providers",
        "List the feed hosts that feedctl knows",
        |command| command,
    ),
    (
        "completions",
        "Print a completion script",
        CompletionsArgs::augment_args,
    ),
];

/// The words that were typed, where it is known: other commands go without their
/// arguments then.
static TYPED: OnceLock<Vec<OsString>> = OnceLock::new();

/// Asked for each word that is described.
static MAY_SHOW_HELP: OnceLock<bool> = OnceLock::new();

/// False where the words that were typed ask for no help. A bare `feedctl` does.
fn may_show_help() -> bool {
    let asks = |word: &OsString| {
        let bytes = word.as_encoded_bytes();
        // Short options may stand together.
        word == "--help"
            || (bytes.starts_with(b"-") && !bytes.starts_with(b"--") && bytes.contains(&b'h'))
    };
    *MAY_SHOW_HELP.get_or_init(|| {
        let words = TYPED.get();
        words.is_none_or(|words| words.len() < 2 || words.iter().any(asks))
    })
}

/// True where this command may be the one that was typed.
fn may_be_meant(name: &str) -> bool {
    TYPED
        .get()
        .is_none_or(|words| words.iter().any(|word| word == name))
}

/// What feedctl does, where somebody may read it.
fn about_at_length() -> Option<&'static str> {
    let lesson = if may_show_help() {
        lessons::on("")
    } else {
        None
    };
    lesson.map(|lesson| lesson.about)
}

/// A command with all that its help teaches.
fn taught(name: &str, command: clap::Command) -> clap::Command {
    let Some(lesson) = lessons::on(name) else {
        return command;
    };
    let command = lessons::teach(lesson, command).max_term_width(100);
    let is_typed = |(other, ..): Row| TYPED.get().is_some() && may_be_meant(other);
    if name.is_empty() && COMMANDS.into_iter().any(is_typed) {
        // A command's own summary is to fit on a screen.
        return command.mut_args(|arg| {
            let is_of_all = lessons::OF_EVERY_COMMAND.contains(&arg.get_id().as_str());
            arg.hide_short_help(is_of_all)
        });
    }
    command
}

/// Written by hand where a derive would do, so that the arguments of a command are
/// made only when it may be the one that was typed: that is a part of what a small
/// change costs.
impl Subcommand for Command {
    fn augment_subcommands(command: clap::Command) -> clap::Command {
        let command = if may_show_help() {
            taught("", command)
        } else {
            command
        };
        COMMANDS
            .into_iter()
            .fold(command, |command, (name, about, arguments)| {
                let one = clap::Command::new(name);
                let one = if !may_be_meant(name) {
                    one
                } else if may_show_help() {
                    taught(name, arguments(one))
                } else {
                    arguments(one)
                };
                command.subcommand(one.about(about))
            })
            .subcommand_required(true)
            .arg_required_else_help(true)
    }

    fn augment_subcommands_for_update(command: clap::Command) -> clap::Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        COMMANDS.iter().any(|(known, ..)| *known == name)
    }
}

impl FromArgMatches for Command {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let Some((name, words)) = matches.subcommand() else {
            return Err(clap::Error::new(ErrorKind::MissingSubcommand));
        };
        Self::of_matches(name, &mut words.clone())
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Command {
    /// The command of this name with its own words.
    fn of_matches(name: &str, words: &mut ArgMatches) -> Result<Self, clap::Error> {
        Ok(match name {
            "connect" => Self::Connect(Box::new(ConnectArgs::from_arg_matches_mut(words)?)),
            "disconnect" => Self::Disconnect(DisconnectArgs::from_arg_matches_mut(words)?),
            "doctor" => Self::Doctor(Box::new(DoctorArgs::from_arg_matches_mut(words)?)),
            "login" => Self::Login(LoginArgs::from_arg_matches_mut(words)?),
            "logout" => Self::Logout(LogoutArgs::from_arg_matches_mut(words)?),
            "show" => Self::Show(ShowArgs::from_arg_matches_mut(words)?),
            "snippet" => Self::Snippet(Box::new(SnippetArgs::from_arg_matches_mut(words)?)),
            "providers" => Self::Providers,
            "completions" => Self::Completions(CompletionsArgs::from_arg_matches_mut(words)?),
            _ => return Err(clap::Error::new(ErrorKind::InvalidSubcommand)),
        })
    }
}

impl Cli {
    /// Reads the words of the process; ends it where they are wrong.
    #[must_use]
    pub fn of_words(words: impl IntoIterator<Item = OsString>) -> Self {
        let mut words: Vec<OsString> = words.into_iter().collect();
        // As git and cargo have it: `feedctl help connect`.
        if words.get(1).is_some_and(|first| first == "help") {
            words.remove(1);
            let names_one = |word: &OsString| !word.as_encoded_bytes().starts_with(b"-");
            words.truncate(1 + usize::from(words.get(1).is_some_and(names_one)));
            words.push("--help".into());
        }
        // Nobody else sets it.
        let _ = TYPED.set(words.clone());
        if let Some(read) = Self::of_one_command(&words) {
            return read;
        }
        let mut command = Self::command();
        let matches = match command.try_get_matches_from_mut(words) {
            Ok(matches) => matches,
            Err(error) => fail(&error),
        };
        let read = Self::from_arg_matches(&matches);
        // The process ends soon; to take the description of its words apart is work.
        std::mem::forget((command, matches));
        read.unwrap_or_else(|error| fail(&error))
    }

    /// Reads words that begin with a command as that command's own; ends the process where
    /// they are wrong. The others are not described then, nor is any option twice: half of
    /// what reading them all would cost. Help is composed of the whole.
    fn of_one_command(words: &[OsString]) -> Option<Self> {
        let first = words.get(1)?.to_str()?;
        let (name, _, arguments) = COMMANDS.into_iter().find(|(name, ..)| *name == first)?;
        if may_show_help() {
            return None;
        }
        let command = Global::augment_args(clap::Command::new(name));
        // There is nothing below it to hand them on to.
        let command = command.mut_args(|argument| argument.global(false));
        let mut command = arguments(command).bin_name(format!("feedctl {name}"));
        let mut matches = match command.try_get_matches_from_mut(&words[1..]) {
            Ok(matches) => matches,
            Err(error) => fail(&error),
        };
        // Taken out of the matches, which would else be copied for each.
        let read = Global::from_arg_matches_mut(&mut matches).and_then(|global| {
            let command = Command::of_matches(name, &mut matches)?;
            Ok(Self { global, command })
        });
        std::mem::forget((command, matches));
        Some(read.unwrap_or_else(|error| fail(&error)))
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
    #[arg(long, conflicts_with = "file")]
    pub user: bool,
    /// Use this file
    #[arg(long, value_name = "PATH", value_hint = clap::ValueHint::FilePath)]
    pub file: Option<PathBuf>,
    /// Use .cargo/feeds.toml, which cargo reads only with `--config`: for a repository that outsiders build too
    #[arg(long, conflicts_with_all = ["user", "file"])]
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
    #[arg(long)]
    pub check: bool,
}

/// Arguments of `connect`.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[derive(Debug, Args, Default)]
pub struct ConnectArgs {
    /// Any URL of the feed: its index, its web page, another client's
    #[arg(value_name = "URL", value_hint = clap::ValueHint::Url)]
    pub url: Option<String>,
    /// Which feed.
    #[command(flatten)]
    pub feed: FeedRequest,
    /// Cargo's name for the feed [default: the vendor's]
    #[arg(long, value_name = "NAME", help_heading = "What to write")]
    pub name: Option<String>,
    /// Take crates.io's crates from the feed too
    #[arg(
        long,
        conflicts_with = "no_replace_crates_io",
        help_heading = "What to write"
    )]
    pub replace_crates_io: bool,
    /// Leave crates.io as it is
    #[arg(long, help_heading = "What to write")]
    pub no_replace_crates_io: bool,
    /// Who keeps the token.
    #[arg(long, value_name = "WHAT", help_heading = "What to write", help = keepers_help(), add = ArgValueCandidates::new(keepers))]
    pub credential_provider: Option<String>,
    /// Take over keys that say something else
    #[arg(long, help_heading = "What to write")]
    pub force: bool,
    /// Do not go on to sign in, nor look whether a job of a pipeline can
    #[arg(long, help_heading = "What to write")]
    pub no_login: bool,
    /// Which file.
    #[command(flatten)]
    pub target: FileArgs,
    /// Whether to write.
    #[command(flatten)]
    pub write: WriteArgs,
}

/// Arguments of `disconnect`.
#[derive(Debug, Args, Default)]
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

/// Arguments of `doctor`.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[derive(Debug, Args, Default)]
pub struct DoctorArgs {
    /// Judge the checkout alone: the same answer on every machine
    #[arg(long, help_heading = "What to judge")]
    pub files: bool,
    /// Judge every checkout below DIR
    #[arg(
        long,
        value_name = "DIR",
        value_hint = clap::ValueHint::DirPath,
        conflicts_with_all = ["fix", "explain"],
        help_heading = "What to judge"
    )]
    pub recursive: Option<PathBuf>,
    /// Show findings of this code only (may be given again)
    #[arg(long, value_name = "CODE", value_parser = code, add = ArgValueCandidates::new(codes), help_heading = "What to judge")]
    pub only: Vec<&'static Check>,
    /// Show no findings of this code (may be given again)
    #[arg(long, value_name = "CODE", value_parser = code, add = ArgValueCandidates::new(codes), help_heading = "What to judge")]
    pub ignore: Vec<&'static Check>,
    /// Ask cargo itself, registry by registry
    #[arg(
        long,
        conflicts_with_all = ["files", "recursive", "explain"],
        help_heading = "What to judge"
    )]
    pub online: bool,
    /// With `--online`: let files of the checkout choose what cargo runs and where tokens go
    #[arg(long, requires = "online", help_heading = "What to judge")]
    pub trust_repo: bool,
    /// Let warnings count as errors
    #[arg(long, help_heading = "What to judge")]
    pub strict: bool,
    /// Explain a code and stop
    #[arg(long, value_name = "CODE", value_parser = code, add = ArgValueCandidates::new(codes), conflicts_with = "fix")]
    pub explain: Option<&'static Check>,
    /// Mend what can be mended safely
    #[arg(long, help_heading = "Whether to write")]
    pub fix: bool,
    /// With `--fix`: show what would change and stop
    #[arg(short = 'n', long, requires = "fix", help_heading = "Whether to write")]
    pub dry_run: bool,
}

/// Arguments of `login`.
#[derive(Args, Default)]
pub struct LoginArgs {
    /// The registry [default: the only one, or the one that replaces crates.io]
    #[arg(value_name = "NAME", add = ArgValueCandidates::new(completions::registries))]
    pub name: Option<String>,
    /// Store the token without trying it
    #[arg(long)]
    pub no_verify: bool,
    /// Let files of the checkout choose what cargo runs and where tokens go
    #[arg(long)]
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

/// Arguments of `logout`.
#[derive(Debug, Args, Default)]
pub struct LogoutArgs {
    /// The registry [default: the only one, or the one that replaces crates.io]
    #[arg(value_name = "NAME", add = ArgValueCandidates::new(completions::registries))]
    pub name: Option<String>,
    /// Let files of the checkout choose what cargo runs and where tokens go
    #[arg(long)]
    pub trust_repo: bool,
}

/// Arguments of `show`.
#[derive(Debug, Args, Default)]
pub struct ShowArgs {
    /// A registry or a source, or a key of cargo's configuration [default: all that matters to feeds]
    #[arg(value_name = "NAME|KEY", add = ArgValueCandidates::new(completions::registries))]
    pub what: Option<String>,
}

/// Arguments of `snippet`.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[derive(Debug, Args, Default)]
pub struct SnippetArgs {
    /// What it is for (`--list` shows all), and a registry that is configured here [default: cargo, and the only registry or the one that replaces crates.io]
    #[arg(
        value_name = "CLIENT|NAME",
        num_args = 0..,
        add = ArgValueCandidates::new(clients_and_registries)
    )]
    pub words: Vec<String>,
    /// What it is for (may be given again)
    #[arg(long, value_name = "CLIENT", value_parser = client, add = ArgValueCandidates::new(clients), help_heading = "What to print")]
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
        help_heading = "What to print"
    )]
    pub replace_crates_io: bool,
    /// Leave crates.io as it is
    #[arg(long, help_heading = "What to print")]
    pub no_replace_crates_io: bool,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
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

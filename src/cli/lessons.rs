//! What help teaches: a longer word on commands and options, and examples.
//!
//! The one source of examples, for `--help` and for the man pages. Composed only where
//! somebody may read it, for most runs read none of it. Not for the words that are
//! typed (see [`super`]).

use std::fmt::Write as _;

use clap::Command;

/// A line that can be typed, and what it is for.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// What it is for, without a full stop.
    pub aim: &'static str,
    /// What is typed.
    pub line: &'static str,
}

/// What there is to learn about a command.
#[derive(Debug)]
pub struct Lesson {
    /// The command's name; empty for feedctl itself.
    pub command: &'static str,
    /// What it does, in paragraphs.
    pub about: &'static str,
    /// Options that its `-h` leaves to `--help`, by their ids.
    pub later: &'static [&'static str],
    /// A paragraph for options that have more to say, by their ids.
    pub options: &'static [(&'static str, &'static str)],
    /// Two to five lines that can be typed.
    pub examples: &'static [Example],
}

/// The exit codes, and what each means.
pub const EXIT_CODES: [(u8, &str); 4] = [
    (0, "done, or nothing to do"),
    (
        1,
        "no: doctor found an error, the feed refuses the token, or `--check` would change something",
    ),
    (2, "the command line is wrong"),
    (3, "refused or failed"),
];

/// The lesson on a command.
#[must_use]
pub fn on(command: &str) -> Option<&'static Lesson> {
    LESSONS.iter().find(|lesson| lesson.command == command)
}

/// Adds what there is to learn to a command's help.
pub(super) fn teach(lesson: &Lesson, command: Command) -> Command {
    let mut text = String::from("Examples:\n");
    for example in lesson.examples {
        let _ = write!(text, "  {}:\n    {}\n", example.aim, example.line);
    }
    if lesson.command.is_empty() {
        text.push_str("\nExit codes:\n");
        for (code, meaning) in EXIT_CODES {
            let _ = writeln!(text, "  {code}  {meaning}");
        }
    }
    let first = lesson.examples.first().map_or("", |example| example.line);
    command
        .long_about(lesson.about)
        .after_help(format!("Example: {first}"))
        .after_long_help(text.trim_end().to_owned())
        .mut_args(|arg| {
            let id = arg.get_id().as_str();
            let long = lesson.options.iter().find(|(known, _)| *known == id);
            let is_later = lesson.later.contains(&id);
            let short = arg.get_help().map(ToString::to_string);
            let arg = match (long, short) {
                (Some((_, long)), Some(short)) => arg.long_help(format!("{short}. {long}.")),
                // What is hidden from a summary has to have its words elsewhere.
                (_, Some(short)) if is_later => arg.long_help(short),
                _ => arg,
            };
            arg.hide_short_help(is_later)
        })
}

/// Options of every command: told by `feedctl -h`, and by each command's `--help`.
pub(super) const OF_EVERY_COMMAND: [&str; 7] = [
    "folder", "format", "color", "quiet", "verbose", "no_input", "yes",
];

/// Every command's lesson; feedctl's own first.
pub const LESSONS: [Lesson; 10] = [
    Lesson {
        command: "",
        about: "Connects a Cargo project to a private package feed (Azure Artifacts, Cloudsmith and others), takes the connection out again, and says why a build that uses one fails.\n\nfeedctl writes what cargo needs into `.cargo/config.toml` and leaves every other byte of that file as it was. A project that is connected needs feedctl nowhere: not in CI, not on a colleague's machine.",
        later: &[],
        options: &[
            (
                "format",
                "Results go to stdout, talk goes to stderr. JSON carries `\"version\": 1`. `sarif` is for code scanning, `github` prints annotations for GitHub Actions, `azure` prints log commands for Azure Pipelines; these three judge the checkout alone, as `doctor --files` does, unless `--online` is given too",
            ),
            (
                "color",
                "`auto` looks at the terminal and at the variables NO_COLOR and CLICOLOR_FORCE",
            ),
            (
                "no_input",
                "What is missing is then an error that names the flag, as it is without a terminal",
            ),
        ],
        examples: &[
            Example {
                aim: "Connect the project in this folder to an Azure feed",
                line: "feedctl connect --org contoso --feed crates",
            },
            Example {
                aim: "See why a build that uses a feed fails",
                line: "feedctl doctor",
            },
            Example {
                aim: "See what cargo sees here, and where it is written",
                line: "feedctl show",
            },
            Example {
                aim: "Learn all about one command",
                line: "feedctl connect --help",
            },
        ],
    },
    Lesson {
        command: "connect",
        about: "Write a feed into cargo's configuration: `[registries]`, the replacement of crates.io where the vendor's own page does so, and a credential provider in your own file where none is in effect.\n\nWhich feed: from flags, from a URL, from the git remote, from what the project's own files name; on a terminal feedctl asks for the rest. The change is shown as a patch. A second run writes nothing, and `feedctl disconnect` gives the file back byte for byte.",
        later: &[
            "domain",
            "account",
            "region",
            "scope",
            "force-auth",
            "public",
            "cratesio",
            "base-url",
            "allow-http",
            "replace_crates_io",
            "credential_provider",
            "force",
            "no_login",
            "user",
            "file",
            "optional",
            "check",
        ],
        options: &[
            (
                "url",
                "The index does with or without `sparse+`, the page as the browser shows it, and what npm, NuGet, pip or Maven use for the same feed. A token in it is left out, and feedctl says that it is burnt",
            ),
            (
                "name",
                "Cargo.toml files say it in `registry = \"NAME\"`. Where cargo does not take the feed's own name, a clean version of it is used, and said aloud",
            ),
            (
                "replace_crates_io",
                "Writes `[source.crates-io] replace-with`, so that plain dependencies come from the feed. The feed's own crates.io upstream has to be on. Unasked for Azure Artifacts, CodeArtifact, Artifactory and Kellnr's cache, whose vendors do so",
            ),
            (
                "no_replace_crates_io",
                "For a second feed, such as one to publish to: the replacement stays with the first",
            ),
            (
                "credential_provider",
                "`token` and `keychain` choose the store in your own file; `feedctl` lets cargo ask feedctl for fresh tokens; `project` puts `cargo:token` into the project's file; `none` writes nothing; any other text becomes this registry's `credential-provider`",
            ),
            (
                "force",
                "Without it, a name that already stands for another feed is refused, with file and line. The patch shows the old values",
            ),
            (
                "optional",
                "Employees and your CI add `--config .cargo/feeds.toml` to cargo; everybody else builds from crates.io with the same Cargo.lock",
            ),
            (
                "user",
                "For every project of yours, and for `cargo install`, which reads no project's file",
            ),
        ],
        examples: &[
            Example {
                aim: "An Azure feed that belongs to a project",
                line: "feedctl connect --org contoso --project Platform --feed crates",
            },
            Example {
                aim: "Look first: show the patch and write nothing",
                line: "feedctl connect --org contoso --feed crates --dry-run",
            },
            Example {
                aim: "Any URL of the feed that you have at hand",
                line: "feedctl connect https://cargo.cloudsmith.io/acme/tools/",
            },
            Example {
                aim: "A Cloudsmith repository that also serves the crates of crates.io",
                line: "feedctl connect --owner acme --repo tools --replace-crates-io",
            },
            Example {
                aim: "A second feed, to publish to",
                line: "feedctl connect --org contoso --feed own --no-replace-crates-io",
            },
        ],
    },
    Lesson {
        command: "disconnect",
        about: "Take out what `connect` put in, also from an included file. If nothing else is in them, the file and its folder go too.\n\nThe credential provider in your own file stays, for other feeds may need it. Lines of Cargo.toml files that still speak of the registry are named, not changed.",
        later: &[],
        options: &[],
        examples: &[
            Example {
                aim: "The only feed here, or the one that replaces crates.io",
                line: "feedctl disconnect",
            },
            Example {
                aim: "Show what would go, and write nothing",
                line: "feedctl disconnect crates --dry-run",
            },
        ],
    },
    Lesson {
        command: "doctor",
        about: "Say what is wrong with the configuration that cargo sees here: the line with the letters that are meant, the cause, what cargo makes of it, and what to type next.\n\nAn error means that cargo fails on that registry or on crates.io, or silently does what the file does not say. A warning bites another command, or later. Without `--online`, doctor starts no program and uses no network.",
        later: &[],
        options: &[
            (
                "files",
                "Your home, its variables, tokens and programs are left aside. `--recursive` and the formats for CI judge so too",
            ),
            (
                "recursive",
                "A checkout is a git work tree, or a folder with a manifest or a configuration that is in none; with `--format json` one line each",
            ),
            (
                "online",
                "Resolves a scratch package outside of your project and reads one cause out of what cargo says. Nothing in the project is written",
            ),
            (
                "trust_repo",
                "Files of a checkout can name a credential provider, a proxy or a toolchain. They are listed, and asked about on a terminal; elsewhere this is the answer",
            ),
            (
                "fix",
                "Shows the patch, asks on a terminal (`--yes` does not ask), writes, looks again, and takes everything back if the second look is worse. What needs a person's judgement is shown and left",
            ),
        ],
        examples: &[
            Example {
                aim: "Say what is wrong here",
                line: "feedctl doctor",
            },
            Example {
                aim: "Show what can be mended safely; without `-n`, mend it",
                line: "feedctl doctor --fix -n",
            },
            Example {
                aim: "Read what a code means",
                line: "feedctl doctor --explain index-without-slash",
            },
            Example {
                aim: "Ask cargo itself",
                line: "feedctl doctor --online",
            },
            Example {
                aim: "Annotate a pull request, in a job of GitHub Actions",
                line: "feedctl doctor --format github",
            },
        ],
    },
    Lesson {
        command: "login",
        about: "Give cargo the token of a feed. feedctl asks for it without showing it, or reads it from stdin; says what it took it for (a PAT, an API key, an access token, a whole header); makes the header that the feed wants; and hands that to `cargo login`, so that cargo's own store keeps it. Then it tries the feed with cargo.\n\nA token on the command line is refused: the shell's history keeps it, and other programs see it.",
        later: &[],
        options: &[(
            "trust_repo",
            "Files of a checkout can name a credential provider, a proxy or a toolchain. They are listed, and asked about on a terminal; elsewhere this is the answer",
        )],
        examples: &[
            Example {
                aim: "The only feed here, or the one that replaces crates.io",
                line: "feedctl login",
            },
            Example {
                aim: "Read the token from a file",
                line: if cfg!(windows) {
                    "Get-Content token-file | feedctl login crates"
                } else {
                    "feedctl login crates < token-file"
                },
            },
        ],
    },
    Lesson {
        command: "logout",
        about: "Take the token of a feed out of every store of cargo's that has one.\n\nOnly the vendor can revoke it.",
        later: &[],
        options: &[(
            "trust_repo",
            "Files of a checkout can name a credential provider, a proxy or a toolchain. They are listed, and asked about on a terminal; elsewhere this is the answer",
        )],
        examples: &[
            Example {
                aim: "The only feed here, or the one that replaces crates.io",
                line: "feedctl logout",
            },
            Example {
                aim: "The feed of that name",
                line: "feedctl logout crates",
            },
        ],
    },
    Lesson {
        command: "show",
        about: "Show what cargo sees here: each feed with its index, the credential providers that cargo asks and why these, and the token that it finds; what replaces crates.io; the files that cargo reads, and those that it passes over though they look like it.\n\nEvery value comes with its file and line (or variable) and with everything that it shadows. Of secrets only the shape is shown.",
        later: &[],
        options: &[],
        examples: &[
            Example {
                aim: "All that matters to feeds",
                line: "feedctl show",
            },
            Example {
                aim: "All about one registry or source",
                line: "feedctl show crates",
            },
            Example {
                aim: "Where a value of cargo's configuration comes from",
                line: "feedctl show registries.crates.index",
            },
            Example {
                aim: "The same for a program",
                line: "feedctl show crates --format json",
            },
        ],
    },
    Lesson {
        command: "snippet",
        about: "Print the set-up text of one client, pipeline or team note for one feed, for pasting elsewhere. Give it the flags of a feed, or the name of one that is configured here, and what it is for.\n\nSecrets are placeholders or variables. Where a script makes a header of a secret, it masks that before it uses it.",
        later: &[
            "scope",
            "domain",
            "account",
            "region",
            "force-auth",
            "public",
            "cratesio",
            "allow-http",
            "base-url",
            "replace_crates_io",
        ],
        options: &[],
        examples: &[
            Example {
                aim: "What there are snippets for",
                line: "feedctl snippet --list",
            },
            Example {
                aim: "The feed that is connected here, for npm",
                line: "feedctl snippet npm",
            },
            Example {
                aim: "Steps for a pipeline",
                line: "feedctl snippet azure-pipelines",
            },
            Example {
                aim: "A note for the README or the pull request",
                line: "feedctl snippet team",
            },
            Example {
                aim: "Two clients of a feed that is connected nowhere",
                line: "feedctl snippet --client pip --client uv --owner acme --repo tools",
            },
        ],
    },
    Lesson {
        command: "providers",
        about: "List the feed hosts that feedctl knows: their flags, what stands in for crates.io, what they do not answer, and what no public source confirms.",
        later: &[],
        options: &[],
        examples: &[
            Example {
                aim: "For people",
                line: "feedctl providers",
            },
            Example {
                aim: "For programs",
                line: "feedctl providers --format json",
            },
        ],
    },
    Lesson {
        command: "completions",
        about: "Print a completion script. The script asks feedctl at each press of the key, so flags, providers, codes and the names of your registries are completed as they are now.",
        later: &[],
        options: &[],
        examples: &[
            Example {
                aim: "bash, as a line of ~/.bashrc",
                line: "source <(feedctl completions bash)",
            },
            Example {
                aim: "zsh, into a folder of $fpath",
                line: "feedctl completions zsh > ~/.zfunc/_feedctl",
            },
            Example {
                aim: "fish",
                line: "feedctl completions fish > ~/.config/fish/completions/feedctl.fish",
            },
            Example {
                aim: "PowerShell",
                // The older PowerShell writes another encoding with `>>`.
                line: if cfg!(windows) {
                    "feedctl completions powershell | Add-Content $PROFILE"
                } else {
                    "feedctl completions powershell >> $PROFILE"
                },
            },
        ],
    },
];

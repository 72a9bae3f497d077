//! The man pages in `man/` are what the command line says of itself.
//!
//! `FEEDCTL_WRITE_REFERENCE=1` writes them anew. Options and examples come from the
//! description of the command line; what else a man page has is said here.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, italic, roman};
use feedctl::cli;

/// What is read of the surroundings, besides cargo's own variables. All is named in
/// the source; a test looks.
const ENVIRONMENT: &[(&str, &str)] = &[
    (
        "CARGO_HOME",
        "Cargo's home: your own `config.toml` and cargo's `credentials.toml` lie there. Unset, it is `~/.cargo`.",
    ),
    (
        "CARGO_REGISTRIES_<NAME>_INDEX, CARGO_REGISTRIES_<NAME>_TOKEN, CARGO_REGISTRIES_<NAME>_CREDENTIAL_PROVIDER",
        "Read as cargo reads them, like every variable that stands for a key of its configuration. <NAME> is the registry's name in capitals, with `_` for `-`.",
    ),
    (
        "NO_COLOR, CLICOLOR_FORCE",
        "No colour; colour also where there is no terminal. `--color` beats both.",
    ),
    (
        "XDG_STATE_HOME, XDG_CACHE_HOME",
        "Where feedctl's own files lie, but for Windows and macOS. See FILES.",
    ),
    (
        "TF_BUILD, GITHUB_ACTIONS, GITLAB_CI",
        "Set in the jobs of Azure Pipelines, GitHub Actions and GitLab CI/CD: `connect` and `doctor` then look whether the job has a token.",
    ),
    (
        "SYSTEM_ACCESSTOKEN, CLOUDSMITH_API_KEY",
        "Tokens that feedctl hands to cargo as its credential provider, for the vendors' own hosts only.",
    ),
    (
        "CLOUDSMITH_PROFILE, CLOUDSMITH_CREDENTIALS_FILE, AZURE_CONFIG_DIR, AWS_PROFILE",
        "Where the vendors' tools keep their sign-in, and which one is meant; read as those tools do.",
    ),
];

/// The files that are read and written.
const FILES: &[(&str, &str)] = &[
    (
        ".cargo/config.toml",
        "The project's configuration of cargo, in the work tree. Where cargo reads `.cargo/config` in its place, feedctl does too.",
    ),
    (
        ".cargo/feeds.toml",
        "What `--optional` writes. Cargo reads it only with `--config .cargo/feeds.toml`.",
    ),
    (
        "$CARGO_HOME/config.toml",
        "Your own configuration of cargo. `connect` adds a credential provider there if none is in effect; `--user` puts the feed there too.",
    ),
    (
        "$CARGO_HOME/credentials.toml",
        "Cargo's store in plain text. feedctl reads it, and cargo writes it: `login` and `logout` ask cargo to.",
    ),
    (
        "$XDG_STATE_HOME/feedctl/registries.json",
        "Which feed each name was signed in to, without a secret. Unset, the folder is `~/.local/state`.",
    ),
    (
        "$XDG_CACHE_HOME/feedctl/tokens/",
        "Fresh tokens of the credential provider until a minute before their end, for you alone. Unset, the folder is `~/.cache`.",
    ),
];

/// The day on which a page last changed, by hand: the same text is the same page.
const DATE: &str = "2026-12-01";

/// How wide a line of a page's source is at most, where it has blanks.
const WIDTH: usize = 80;

/// The folder that the pages are in.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("man")
}

/// Every page, by the name of its file.
fn pages() -> Vec<(String, String)> {
    let mut command = cli::command();
    command.build();
    let mut pages = vec![page("", &command)];
    for one in command.get_subcommands() {
        pages.push(page(one.get_name(), one));
    }
    pages
}

fn page(name: &str, command: &Command) -> (String, String) {
    // clap would list every option in the synopsis.
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    let man = Man::new(command.clone().override_usage(usage.to_owned()));
    let file = man.get_filename();
    // Once is enough. clap's title would lack the quotes around what is empty.
    let mut text = Roff::default().render();
    let title = file.trim_end_matches(".1").to_uppercase();
    let version = env!("CARGO_PKG_VERSION");
    let _ = writeln!(text, ".TH {title} 1 {DATE} \"feedctl {version}\" feedctl");
    text.push_str(&rendered(|out| man.render_name_section(out)));
    text.push_str(&rendered(|out| man.render_synopsis_section(out)));
    text.push_str(&rendered(|out| man.render_description_section(out)));
    text.push_str(&rendered(|out| man.render_options_section(out)));
    if name.is_empty() {
        let commands = rendered(|out| man.render_subcommands_section(out));
        text.push_str(&commands.replace(".SH SUBCOMMANDS", ".SH COMMANDS"));
    }
    text.push_str(&rest(name, command));
    (file, filled(&in_bold(&text)))
}

/// What a part comes to, without what goes before every part.
fn rendered(part: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    part(&mut out).expect("memory takes it");
    let text = String::from_utf8(out).expect("it is text");
    let preamble = Roff::default().render();
    text.strip_prefix(&preamble)
        .expect("it starts so")
        .to_owned()
}

/// What stands below a title in what follows the options of `--help`.
fn part(command: &Command, title: &str) -> String {
    let after = command.get_after_long_help().expect("it has examples");
    let after = after.to_string();
    let (_, part) = after.split_once(title).expect("it is there");
    let part = part.split("\n\n").next().unwrap_or(part);
    part.to_owned()
}

/// The sections that clap knows nothing of.
fn rest(name: &str, command: &Command) -> String {
    let mut roff = Roff::default();
    roff.control("SH", ["EXIT STATUS"]);
    for line in part(&cli::command(), "Exit codes:\n").lines() {
        let (code, meaning) = line
            .trim()
            .split_once("  ")
            .expect("a code and its meaning");
        roff.control("TP", []);
        roff.text([bold(code)]);
        let (first, more) = meaning.split_at(1);
        roff.text([roman(format!("{}{more}.", first.to_uppercase()))]);
    }
    let all = |roff: &mut Roff, title: &str, rows: &[(&str, &str)]| {
        roff.control("SH", [title]);
        if !name.is_empty() {
            roff.text([roman("See "), bold("feedctl"), roman("(1).")]);
            return;
        }
        for (words, meaning) in rows {
            roff.control("TP", []);
            roff.text([italic(*words)]);
            roff.text([roman(*meaning)]);
        }
    };
    all(&mut roff, "ENVIRONMENT", ENVIRONMENT);
    all(&mut roff, "FILES", FILES);
    roff.control("SH", ["EXAMPLES"]);
    let examples = part(command, "Examples:\n");
    let lines: Vec<&str> = examples.lines().map(str::trim).collect();
    for (number, example) in lines.chunks(2).enumerate() {
        if number > 0 {
            roff.control("PP", []);
        }
        roff.text([roman(example[0])]);
        roff.control("PP", []);
        roff.control("RS", ["4"]);
        roff.control("nf", []);
        roff.text([roman(example[1])]);
        roff.control("fi", []);
        roff.control("RE", []);
    }
    roff.control("SH", ["SEE ALSO"]);
    let mut also = vec![bold("cargo"), roman("(1)")];
    if name.is_empty() {
        for one in command.get_subcommands() {
            also.extend([
                roman(", "),
                bold(format!("feedctl-{}", one.get_name())),
                roman("(1)"),
            ]);
        }
    } else {
        also.extend([roman(", "), bold("feedctl"), roman("(1)")]);
    }
    roff.text(also);
    let text = roff.render();
    text.strip_prefix(&Roff::default().render())
        .expect("it starts so")
        .to_owned()
}

/// Code between backticks, which a printer would make quotation marks of.
fn in_bold(text: &str) -> String {
    let mut made = String::new();
    for line in text.split_inclusive('\n') {
        let mut is_code = false;
        for part in line.split('`') {
            if is_code {
                made.push_str("\\fB");
                made.push_str(part);
                made.push_str("\\fR");
            } else {
                made.push_str(part);
            }
            is_code = !is_code;
        }
        assert!(is_code, "an odd backtick: {line}");
    }
    made
}

/// Long lines of text broken at blanks, as a printer fills them up again.
fn filled(text: &str) -> String {
    let mut made = String::new();
    let mut is_as_it_is = false;
    for line in text.lines() {
        match line {
            ".nf" => is_as_it_is = true,
            ".fi" => is_as_it_is = false,
            _ => {}
        }
        if is_as_it_is || line.starts_with('.') {
            made.push_str(line);
            made.push('\n');
            continue;
        }
        let mut width = 0;
        for word in line.split_whitespace() {
            let length = word.chars().count();
            if width > 0 && width + 1 + length > WIDTH {
                made.push('\n');
                width = 0;
                if word.starts_with(['.', '\'']) {
                    made.push_str("\\&");
                }
            } else if width > 0 {
                made.push(' ');
                width += 1;
            }
            made.push_str(word);
            width += length;
        }
        made.push('\n');
    }
    made
}

#[test]
fn the_reference_of_man_pages_is_what_the_command_line_says() {
    let pages = pages();
    let write = std::env::var_os("FEEDCTL_WRITE_REFERENCE").is_some();
    for (file, text) in &pages {
        let path = folder().join(file);
        if write {
            std::fs::create_dir_all(folder()).expect("the folder can be made");
            std::fs::write(&path, text).expect("the page can be written");
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written.replace("\r\n", "\n") == *text,
            "{file}: run the tests with FEEDCTL_WRITE_REFERENCE=1 and read the difference"
        );
    }
    let mut there: Vec<String> = std::fs::read_dir(folder())
        .expect("there are pages")
        .map(|entry| {
            entry
                .expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    let mut made: Vec<String> = pages.into_iter().map(|(file, _)| file).collect();
    there.sort();
    made.sort();
    assert_eq!(there, made, "a page of a command that is no more");
}

#[test]
fn a_man_page_says_something_of_every_option() {
    for (file, text) in pages() {
        let lines: Vec<&str> = text.lines().collect();
        for entry in lines.windows(3).filter(|lines| lines[0] == ".TP") {
            assert!(!entry[2].starts_with('.'), "{file}: {}", entry[1]);
        }
    }
}

#[test]
fn a_man_page_names_variables_and_files_that_the_source_knows() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let source = crate::support::texts_below(&source);
    let words = ENVIRONMENT
        .iter()
        .flat_map(|(names, _)| names.split(", "))
        .map(|name| name.split('<').next().unwrap_or(name))
        .chain([
            "feeds.toml",
            "registries.json",
            "credentials.toml",
            "\"tokens\"",
        ]);
    for word in words {
        assert!(source.iter().any(|(_, text)| text.contains(word)), "{word}");
    }
}

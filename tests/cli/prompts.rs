//! Questions and answers, through a scripted twin of the terminal.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use clap::Parser;
use feedctl::cli::Cli;
use feedctl::commands;
use feedctl::system::terminal::{Ui, Voice};

use crate::support::{Sandbox, snapshot};

/// A buffer that two can hold.
#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs a command with answers; shows all that was said, and the exit code.
fn talk(sandbox: &Sandbox, words: &[&str], answers: &[&str]) -> String {
    let cli = Cli::try_parse_from([&["feedctl"], words].concat()).expect("words that parse");
    let said = Shared::default();
    let mut ui = Ui::scripted(
        Box::new(said.clone()),
        Box::new(said.clone()),
        Voice::default(),
        Some(answers.iter().map(|answer| (*answer).to_owned()).collect()),
    );
    let code = commands::run_with(&cli, sandbox.env("p"), &mut ui);
    let text = String::from_utf8(said.0.borrow().clone()).expect("text");
    let text = text.replace(&sandbox.path("").display().to_string(), "[ROOT]/");
    format!("$ feedctl {}\n{text}exit {code}\n", words.join(" "))
}

#[test]
fn everything_is_asked_and_the_remote_is_offered() {
    let sandbox = Sandbox::project();
    sandbox.git(Some(
        "https://contoso@dev.azure.com/contoso/Platform/_git/app",
    ));
    // Feed; where: the first; crates.io: yes; write: yes; sign in: no.
    let text = talk(&sandbox, &["connect"], &["crates", "", "", "", "n"]);
    snapshot("prompts-all", &text);
    let written = sandbox.read("p/.cargo/config.toml").expect("it is written");
    assert!(
        written.contains("/contoso/Platform/_packaging/crates/"),
        "{written}"
    );
}

#[test]
fn answers_are_checked_and_asked_again() {
    let sandbox = Sandbox::project();
    let answers = [
        "con toso",
        "contoso",
        "a/b",
        "crates@Release",
        "2",
        "Plat form",
        "n",
        "y",
        "n",
    ];
    let text = talk(&sandbox, &["connect"], &answers);
    snapshot("prompts-checked", &text);
    let written = sandbox.read("p/.cargo/config.toml").expect("it is written");
    assert!(
        written.contains("/contoso/Plat%20form/_packaging/crates@Release/"),
        "{written}"
    );
    assert!(!written.contains("replace-with"), "{written}");
}

#[test]
fn no_means_no() {
    let sandbox = Sandbox::project();
    let text = talk(
        &sandbox,
        &["connect", "--org", "contoso"],
        &["crates", "", "", "n"],
    );
    assert!(text.ends_with("exit 3\n"), "{text}");
    assert!(sandbox.read("p/.cargo/config.toml").is_none());
    assert!(sandbox.names("cargo").is_empty());
}

#[test]
fn a_replacement_in_place_is_asked_about() {
    let sandbox = Sandbox::project();
    let before = "[registries]\nfirst = { index = \"sparse+https://feed.test/i/\" }\n\n[source.crates-io]\nreplace-with = \"first\"\n";
    sandbox.write("p/.cargo/config.toml", before);
    let words = [
        "connect",
        "--org",
        "contoso",
        "--project",
        "P",
        "--feed",
        "internal",
    ];
    let text = talk(&sandbox, &words, &["n"]);
    assert!(
        text.contains("crates.io is already replaced by `first` (.cargo/config.toml:5)"),
        "{text}"
    );
    assert!(text.ends_with("exit 3\n"), "{text}");
    let text = talk(&sandbox, &words, &["y", "y", "n"]);
    assert!(text.ends_with("exit 0\n"), "{text}");
    let written = sandbox.read("p/.cargo/config.toml").expect("it is there");
    assert!(written.contains("internal = {") && written.contains("replace-with = \"first\""));
    // Which of the two is to go is asked; the one in use would be taken unasked.
    let text = talk(&sandbox, &["disconnect", "internal"], &[]);
    assert!(text.ends_with("exit 0\n"), "{text}");
    assert_eq!(
        sandbox.read("p/.cargo/config.toml").as_deref(),
        Some(before)
    );
}

#[test]
fn several_feeds_are_offered() {
    let sandbox = Sandbox::project();
    sandbox.write(
        "p/.cargo/config.toml",
        "[registries]\na = { index = \"sparse+https://a.test/\" }\nb = { index = \"sparse+https://b.test/\" }\n",
    );
    let text = talk(&sandbox, &["disconnect"], &["2", "y"]);
    snapshot("prompts-which", &text);
    assert_eq!(
        sandbox.read("p/.cargo/config.toml").as_deref(),
        Some("[registries]\na = { index = \"sparse+https://a.test/\" }\n")
    );
}

#[test]
fn complete_flags_ask_nothing() {
    let sandbox = Sandbox::project();
    let words = [
        "connect",
        "--org",
        "contoso",
        "--project",
        "P",
        "--feed",
        "crates",
        "--no-login",
    ];
    let text = talk(&sandbox, &words, &[]);
    assert!(text.ends_with("exit 0\n"), "{text}");
    assert!(!text.contains('?'), "{text}");
}

#[test]
fn yes_is_given_by_a_flag() {
    let sandbox = Sandbox::project();
    let words = ["connect", "--org", "contoso", "--yes"];
    // Feed; where; crates.io; sign in. "Write it?" is not asked.
    let text = talk(&sandbox, &words, &["crates", "", "", "n"]);
    assert!(
        text.ends_with("exit 0\n") && !text.contains("Write it"),
        "{text}"
    );
}

#[test]
fn connect_goes_on_to_sign_in() {
    let pat = crate::online::pat();
    let accept = crate::feed_server::basic("PAT", &pat);
    let server = crate::feed_server::FeedServer::start(
        crate::feed_server::FeedOptions::three_crates()
            .with_index_path("/contoso/Platform/_packaging/crates/Cargo/index/")
            .with_login(&accept),
    );
    let sandbox = Sandbox::project();
    let url = server.url();
    let words = [
        "connect",
        "--base-url",
        &url,
        "--org",
        "contoso",
        "--project",
        "Platform",
        "--feed",
        "crates",
        "--no-replace-crates-io",
    ];
    // Sign in: yes; a token that cannot be one; the PAT.
    let text = talk(&sandbox, &words, &["", "two words", &pat]);
    assert!(!text.contains(&pat[..20]), "{text}");
    let text = text.replace(&server.port().to_string(), "PORT");
    snapshot("prompts-sign-in", &text);
    // What is there is not asked for again.
    let again = talk(&sandbox, &words, &[]);
    assert!(
        again.contains("a token for `crates` is there already") && again.ends_with("exit 0\n"),
        "{again}"
    );
    let stopped = talk(&sandbox, &["login"], &["a b", "c d", "e f"]);
    assert!(
        stopped.contains("no token was taken") && stopped.ends_with("exit 3\n"),
        "{stopped}"
    );
}

/// What a provider without a host of its own needs, and whose a URL is.
#[test]
fn servers_and_owners_of_urls_are_asked_for() {
    let sandbox = Sandbox::project();
    let mut text = talk(
        &sandbox,
        &["connect", "--provider", "gitea"],
        // No URL, plain http, then right; the owner; write; no sign-in.
        &[
            "git.corp.test",
            "http://git.corp.test",
            "https://git.corp.test",
            "acme",
            "y",
            "n",
        ],
    );
    let other = Sandbox::project();
    text.push_str(&talk(
        &other,
        &["connect", "https://feeds.corp.test/repository/crates/"],
        // The first of those it could be; no replacement; write; no sign-in.
        &["1", "n", "y", "n"],
    ));
    snapshot("prompts-server", &text);
    for (sandbox, wanted) in [
        (&sandbox, "https://git.corp.test/api/packages/acme/cargo/"),
        (&other, "https://feeds.corp.test/repository/crates/"),
    ] {
        let written = sandbox.read("p/.cargo/config.toml").expect("it is written");
        assert!(written.contains(wanted), "{written}");
    }
}

/// Nothing says where this token belongs, so whoever sits there is asked, with the host.
#[test]
fn where_a_token_goes_is_asked() {
    let sandbox = Sandbox::project();
    let index = "sparse+https://feeds.corp.invalid/crates/";
    sandbox.write(
        "p/.cargo/config.toml",
        format!("[registries.crates]\nindex = \"{index}\"\n"),
    );
    sandbox.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
    );
    sandbox.write(
        "cargo/credentials.toml",
        "[registries.crates]\ntoken = \"mine\"\n",
    );
    let text = talk(&sandbox, &["login", "crates", "--no-verify"], &["n"]);
    assert!(
        text.contains("https://feeds.corp.invalid/crates/"),
        "{text}"
    );
    assert!(
        text.contains("Do you trust") && text.ends_with("exit 3\n"),
        "{text}"
    );
    let stored = || sandbox.read("cargo/credentials.toml").expect("it is there");
    assert!(stored().contains("\"mine\""));
    let text = talk(
        &sandbox,
        &["login", "crates", "--no-verify"],
        &["y", "other"],
    );
    assert!(
        text.contains("token for `crates` on feeds.corp.invalid") && text.ends_with("exit 0\n"),
        "{text}"
    );
    assert!(stored().contains("\"other\""), "{text}");
    // It is said now.
    let text = talk(&sandbox, &["login", "crates", "--no-verify"], &["third"]);
    assert!(text.ends_with("exit 0\n"), "{text}");
}

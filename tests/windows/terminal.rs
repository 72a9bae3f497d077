//! What happens at a terminal: `script` makes one, and Wine makes a console of it.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::child::{ChildOutput, run_with_limit};
use crate::support::Desk;

/// In the form of a PAT.
const PAT: &str =
    "a1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1BAZDOxY9zw";

/// A word of a line for `sh`.
fn word(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// What the terminal showed.
const SHOWN: &str = "shown";

/// Runs feedctl at a terminal, and types there once a file holds some words: [`SHOWN`],
/// or one that a program writes. Keys are as `printf` takes them.
fn typing(desk: &Desk, arguments: &[&str], (file, words): (&str, &str), keys: &str) -> ChildOutput {
    let command = desk.command(arguments);
    let mut line = word(&command.get_program().to_string_lossy());
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&word(&argument.to_string_lossy()));
    }
    let path = |file: &str| word(&desk.path(file).display().to_string());
    let typed = format!(
        "{{ until grep -aqs {} {}; do sleep 0.1; done; sleep 0.3; printf {}; sleep 3; }} | script -qefc {} {}",
        word(words),
        path(file),
        word(keys),
        word(&line),
        path(SHOWN)
    );
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &typed])
        .current_dir(desk.path("p"))
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin");
    for (name, value) in command.get_envs() {
        shell.env(name, value.expect("a value"));
    }
    let run = run_with_limit(&mut shell, Duration::from_mins(1), None);
    assert!(!run.timed_out, "{run:?}");
    run
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn ctrl_c_ends_it_and_leaves_nothing_behind() {
    let mut desk = Desk::connected("ctrl-c");
    desk.play("cargo.exe", "wait");
    desk.set("CARGO_REGISTRIES_CRATES_TOKEN", "Basic eDp5");
    let start = Instant::now();
    let asked = ("bin/log", "generate-lockfile");
    let run = typing(&desk, &["doctor", "--online"], asked, r"\003");
    assert_eq!(run.status, Some(130), "{run:?}");
    // Cargo, as it is played, would have stayed for a minute, and we for 15 seconds.
    assert!(start.elapsed() < Duration::from_secs(14));
    assert_eq!(desk.names("home/Temp"), [""; 0]);
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn a_token_is_typed_unseen() {
    let desk = Desk::connected("typed");
    // With a slip, taken back.
    let keys = format!(r"{PAT}x\177\r");
    let run = typing(&desk, &["login"], (SHOWN, "PAT for contoso"), &keys);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert!(
        run.stdout.contains("took it for a PAT (84 characters)"),
        "{run:?}"
    );
    assert!(
        !run.stdout.contains("a1B") && !run.stdout.contains('*'),
        "{run:?}"
    );
    let kept = desk.read("home/.cargo/credentials.toml").expect("stored");
    assert!(
        kept.contains("token = \"Basic UEFUOmEx"),
        "it is another one"
    );
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn a_question_can_be_broken_off() {
    let desk = Desk::connected("broken-off");
    let run = typing(&desk, &["login"], (SHOWN, "PAT for contoso"), r"a1Ba1B\003");
    assert_eq!(run.status, Some(130), "{run:?}");
    assert_eq!(desk.names("home/.cargo"), ["config.toml"]);
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn a_question_is_answered() {
    for (name, keys, answered) in [("yes", r"y\r", true), ("no", r"n\r", false)] {
        let desk = Desk::connected(name);
        let fine = desk.read("p/.cargo/config.toml").expect("it is there");
        let broken = format!("{fine}\r\n[source.crates-io]\r\nreplace-with = \"crate\"\r\n");
        desk.write("p/.cargo/config.toml", &broken);
        let run = typing(&desk, &["doctor", "--fix"], (SHOWN, "? "), keys);
        let text = desk.read("p/.cargo/config.toml").expect("it is there");
        assert_eq!(text != broken, answered, "{run:?}");
    }
}

//! Each command once, as a person on Windows types it.

use std::process::Command;

use crate::support::{Desk, snapshot};

/// What the program of this side of Wine prints, where the system makes no difference.
fn printed_elsewhere(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_feedctl"))
        .args(arguments)
        .env_clear()
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn connect_and_disconnect_keep_line_ends() {
    let desk = Desk::project("connect");
    let before = "# ours\r\n[build]\r\njobs = 4 # four\r\n";
    desk.write("p/.cargo/config.toml", before);
    let line = ["connect", "--org", "contoso", "--feed", "crates"];
    let connect = desk.feedctl(&line).ends_with(0);
    snapshot("connect", &connect.to_string());
    let after = desk.read("p/.cargo/config.toml").expect("it is there");
    assert!(after.starts_with(before), "{after:?}");
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    assert_eq!(desk.names("p/.cargo"), ["config.toml"]);
    assert_eq!(
        desk.read("home/.cargo/config.toml").as_deref(),
        Some("[registry]\nglobal-credential-providers = [\"cargo:token\", \"cargo:wincred\"]\n")
    );

    let again = desk.feedctl(&line).ends_with(0);
    snapshot("connect-again", &again.to_string());
    assert_eq!(desk.read("p/.cargo/config.toml"), Some(after));

    let disconnect = desk.feedctl(&["disconnect", "crates"]).ends_with(0);
    snapshot("disconnect", &disconnect.to_string());
    assert_eq!(desk.read("p/.cargo/config.toml").as_deref(), Some(before));
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn a_file_that_we_made_goes_with_its_folder() {
    let desk = Desk::project("made");
    desk.feedctl(&["connect", "--owner", "acme", "--repo", "tools"])
        .ends_with(0);
    assert_eq!(desk.names("p/.cargo"), ["config.toml"]);
    desk.feedctl(&["disconnect"]).ends_with(0);
    assert_eq!(desk.names("p"), [".git", "Cargo.toml", "src"]);
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn doctor_finds_and_mends() {
    let desk = Desk::connected("doctor");
    let before = desk.read("p/.cargo/config.toml").expect("it is there");
    let broken = format!("{before}\r\n[source.crates-io]\r\nreplace-with = \"crate\"\r\n");
    desk.write("p/.cargo/config.toml", &broken);
    let doctor = desk.feedctl(&["doctor"]).ends_with(1);
    snapshot("doctor", &doctor.to_string());
    let fix = desk.feedctl(&["doctor", "--fix", "--yes"]);
    snapshot("doctor-fix", &fix.to_string());
    assert_eq!(
        desk.read("p/.cargo/config.toml"),
        Some(broken.replace("\"crate\"", "\"crates\""))
    );
    let json = desk.feedctl(&["doctor", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(json["version"], 1);
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn explanations_set_variables_as_powershell_does() {
    let desk = Desk::new("explain");
    let explain = desk
        .feedctl(&["doctor", "--explain", "token-expired"])
        .ends_with(0);
    snapshot("doctor-explain", &explain.to_string());
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn show_names_places() {
    let mut desk = Desk::connected("show");
    desk.set(
        "CARGO_REGISTRIES_OTHER_INDEX",
        "sparse+https://feed.example.com/",
    );
    snapshot("show", &desk.feedctl(&["show"]).ends_with(0).to_string());
    let key = desk
        .feedctl(&["show", "registry.global-credential-providers"])
        .ends_with(0);
    snapshot("show-key", &key.to_string());
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn snippets_are_of_this_shell() {
    let desk = Desk::connected("snippet");
    for (words, name) in [
        (&["snippet"][..], "snippet"),
        (&["snippet", "team"], "snippet-team"),
        (&["snippet", "azure-pipelines"], "snippet-azure-pipelines"),
        (&["snippet", "publish"], "snippet-publish"),
    ] {
        snapshot(name, &desk.feedctl(words).ends_with(0).to_string());
    }
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn an_optional_feed_is_named_so_that_cargo_finds_it() {
    let desk = Desk::project("optional");
    let line = [
        "connect",
        "--org",
        "contoso",
        "--feed",
        "crates",
        "--optional",
    ];
    let connect = desk.feedctl(&line).ends_with(0);
    snapshot("connect-optional", &connect.to_string());
    desk.feedctl(&["disconnect", "crates", "--optional"])
        .ends_with(0);
    assert!(!desk.path("p/.cargo").exists());
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn what_is_the_same_everywhere_is_the_same_here() {
    let desk = Desk::new("same");
    for line in [
        &["providers"][..],
        &["snippet", "--list"],
        &["completions", "powershell"],
        &["completions", "bash"],
    ] {
        let here = desk.feedctl(line).ends_with(0);
        assert_eq!(here.stdout, printed_elsewhere(line), "{line:?}");
        assert_eq!(here.stderr, "", "{line:?}");
    }
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn powershell_is_told_the_names_of_registries() {
    let mut desk = Desk::connected("complete");
    desk.set("COMPLETE", "powershell");
    let names = desk.feedctl(&["--", "feedctl", "login", ""]).ends_with(0);
    let first = names.stdout.lines().next();
    assert!(
        first.is_some_and(|line| line.starts_with("crates")),
        "{names}"
    );
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn help_is_for_this_shell() {
    let desk = Desk::new("help");
    let login = desk.feedctl(&["login", "--help"]).ends_with(0);
    assert!(
        login
            .stdout
            .contains("  Get-Content token-file | feedctl login crates\n"),
        "{login}"
    );
    let completions = desk.feedctl(&["completions", "--help"]).ends_with(0);
    assert!(
        completions
            .stdout
            .contains("feedctl completions powershell | Add-Content $PROFILE"),
        "{completions}"
    );
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn a_reader_that_has_gone_is_no_error() {
    let mut desk = Desk::connected("gone");
    desk.order("no-reader");
    let show = desk.feedctl(&["show"]).ends_with(0);
    assert_eq!((show.stdout.as_str(), show.stderr.as_str()), ("", ""));
}

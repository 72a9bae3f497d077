//! login, logout and the credential provider. There is no cargo under Wine: where one is
//! needed a small program plays it, and notes what it was told.

use serde_json::{Value, json};

use crate::support::{Desk, snapshot};

/// In the form of a PAT of today.
fn pat() -> String {
    format!("{}AZDO{}", "a1B".repeat(25), "xY9zw")
}

const TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.c2ln";
const AZURE: &str = "sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/";

#[test]
#[ignore = "tests/windows/run runs it"]
fn without_cargo_a_file_keeps_the_token_and_a_keychain_does_not() {
    let desk = Desk::connected("no-cargo");
    let login = desk.feedctl_fed(&["login"], format!("{}\r\n", pat()));
    snapshot("login-no-cargo", &login.to_string());
    assert!(!login.to_string().contains(&pat()));
    let stored = desk.read("home/.cargo/credentials.toml").expect("stored");
    assert!(stored.contains("token = \"Basic "), "it has no scheme");

    let desk = Desk::connected("no-cargo-wincred");
    let list = "[registry]\nglobal-credential-providers = [\"cargo:wincred\"]\n";
    desk.write("home/.cargo/config.toml", list);
    let login = desk.feedctl_fed(&["login"], pat()).ends_with(3);
    snapshot("login-no-cargo-wincred", &login.to_string());
    assert_eq!(desk.names("home/.cargo"), ["config.toml"]);
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn cargo_gets_the_header_on_stdin() {
    let mut desk = Desk::connected("stdin");
    desk.play("cargo.exe", "store");
    desk.set("CARGO_HOME", &desk.windows_path("home/.cargo"));
    // As PowerShell hands on what `Get-Content` reads.
    let login = desk
        .feedctl_fed(&["login", "crates"], format!("\u{feff}{}\r\n", pat()))
        .ends_with(0);
    snapshot("login", &login.to_string());
    let log = desk.read("bin/log").expect("cargo was asked");
    let (told, header) = log
        .lines()
        .find_map(|line| line.strip_prefix("stdin: "))
        .map(|header| (log.replace(header, "HEADER"), header))
        .expect("it got something on stdin");
    assert!(header.starts_with("Basic ") && !header.contains('\u{feff}'));
    snapshot(
        "login-told",
        &told
            .replace(&desk.windows_path("home"), "HOME")
            .lines()
            .map(scratch)
            .collect::<String>(),
    );
    assert!(!told.contains(&pat()) && !login.to_string().contains(&pat()));

    let logout = desk.feedctl(&["logout", "crates"]);
    snapshot("logout", &logout.to_string());
}

/// A line of the log without the name of a scratch folder.
fn scratch(line: &str) -> String {
    match line.split_once("--manifest-path ") {
        Some((before, path)) => {
            assert!(path.ends_with(r"\Cargo.toml"), "{path}");
            format!("{before}--manifest-path SCRATCH\n")
        }
        None => format!("{line}\n"),
    }
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn a_text_in_utf_16_is_no_token() {
    let desk = Desk::connected("utf-16");
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(pat().encode_utf16().flat_map(u16::to_le_bytes));
    let login = desk.feedctl_fed(&["login"], bytes).ends_with(3);
    snapshot("login-utf-16", &login.to_string());
    assert_eq!(desk.names("home/.cargo"), ["config.toml"]);
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn a_program_of_the_checkout_is_never_run() {
    let mut desk = Desk::connected("planted");
    desk.play("cargo.exe", "store");
    std::fs::create_dir(desk.path("p/tools")).expect("a folder");
    std::fs::rename(desk.path("bin/cargo.exe"), desk.path("p/tools/cargo.exe")).expect("moved");
    desk.order(r"cd C:\W\Planted\P");
    for path in [
        desk.windows_path("p/tools"),
        desk.windows_path("P/TOOLS"),
        desk.windows_path("p/tools").replacen("C:", "c:", 1),
        r".\tools".to_owned(),
        "tools".to_owned(),
        r"Z:".to_owned()
            + &desk
                .path("p/tools")
                .display()
                .to_string()
                .replace('/', r"\"),
    ] {
        desk.set("PATH", &path);
        let login = desk.feedctl_fed(&["login", "--no-verify"], pat());
        assert!(
            login.stderr.contains("cargo is not on PATH"),
            "{path}: {login}"
        );
    }
    assert_eq!(desk.read("bin/log"), None);
}

/// What cargo asks of a credential provider, and what it answers.
fn asked(desk: &Desk, kind: &str) -> (String, Vec<Value>) {
    let mut question = json!({
        "v": 1,
        "kind": kind,
        "registry": { "index-url": AZURE, "name": "crates" },
        "args": [],
    });
    if kind == "get" {
        question["operation"] = json!("read");
    }
    let run = desk
        .feedctl_fed(&["--cargo-plugin"], format!("{question}\n"))
        .ends_with(0);
    let answers = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    (run.stderr, answers)
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn cargo_is_given_the_token_of_a_job_or_of_az() {
    let mut desk = Desk::connected("provider");
    let (said, answers) = asked(&desk, "get");
    snapshot("provider-without-az", &format!("{said}{}", answers[1]));
    assert_eq!(answers[0], json!({ "v": [1] }));

    desk.set("SYSTEM_ACCESSTOKEN", TOKEN);
    let (_, answers) = asked(&desk, "get");
    assert_eq!(answers[1]["Ok"]["token"], format!("Bearer {TOKEN}"));

    desk.set("SYSTEM_ACCESSTOKEN", "");
    desk.play("az.exe", "mint");
    let (_, answers) = asked(&desk, "get");
    assert_eq!(
        answers[1]["Ok"]["token"],
        format!("Bearer {TOKEN}"),
        "{answers:?}"
    );
    let log = desk.read("bin/log").expect("az was asked");
    assert!(
        log.starts_with("account get-access-token --resource "),
        "{log}"
    );
    // The second time it is remembered, until cargo logs out.
    asked(&desk, "get");
    assert_eq!(desk.read("bin/log").as_deref(), Some(log.as_str()));
    let (_, answers) = asked(&desk, "logout");
    assert_eq!(answers[1]["Ok"]["kind"], "logout", "{answers:?}");
}

/// The Azure CLI is a batch file on Windows.
#[test]
#[ignore = "tests/windows/run runs it"]
fn a_batch_file_is_a_program_too() {
    let mut desk = Desk::connected("batch");
    desk.play("player.exe", "mint");
    desk.write("bin/az.cmd", "@\"%~dp0player.exe\" %*\r\n");
    desk.set(
        "PATH",
        &format!(r"{};C:\windows\system32", desk.windows_path("bin")),
    );
    let (_, answers) = asked(&desk, "get");
    assert_eq!(
        answers[1]["Ok"]["token"],
        format!("Bearer {TOKEN}"),
        "{answers:?}"
    );
    let log = desk.read("bin/log").expect("az was asked");
    assert!(
        log.starts_with("account get-access-token --resource "),
        "{log}"
    );
    asked(&desk, "logout");
}

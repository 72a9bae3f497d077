//! Drive letters, letter cases, blanks, foreign letters, both slashes: what is found,
//! and how it is written for a person.

use crate::support::{Desk, snapshot};

const CONNECT: [&str; 5] = ["connect", "--org", "contoso", "--feed", "crates"];

fn connect_with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    CONNECT.iter().chain(more).copied().collect()
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn cargo_home_may_lie_anywhere_and_hold_any_letters() {
    let mut desk = Desk::project("letters");
    desk.write(
        "Größe & co/cargo/credentials.toml",
        "[registries.crates]\ntoken = \"Basic x\"\n",
    );
    // Names of variables have no case here.
    let home = desk.windows_path("Größe & co/cargo");
    desk.set("Cargo_Home", &home.replacen("C:", "c:", 1));
    let connect = desk.feedctl(&CONNECT).ends_with(0);
    snapshot("cargo-home", &connect.to_string());
    assert_eq!(
        desk.names("Größe & co/cargo"),
        ["config.toml", "credentials.toml"]
    );
    assert_eq!(desk.names("home/.cargo"), [""; 0]);
    let show = desk.feedctl(&["show", "crates"]).ends_with(0);
    snapshot("cargo-home-show", &show.to_string());
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn a_relative_cargo_home_starts_at_the_current_folder() {
    let mut desk = Desk::project("relative");
    desk.set("CARGO_HOME", r"..\own cargo");
    desk.write("own cargo/config.toml", "");
    desk.feedctl(&CONNECT).ends_with(0);
    let own = desk.read("own cargo/config.toml").expect("it is there");
    assert!(own.contains("cargo:wincred"), "{own}");
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn files_are_named_with_both_slashes() {
    for (name, file) in [
        ("slash", "../a b/config.toml"),
        ("backslash", r"..\a b\config.toml"),
        ("absolute", r"C:\w\absolute\a b\config.toml"),
        ("absolute-slash", "c:/w/absolute-slash/A B/config.toml"),
    ] {
        let desk = Desk::project(name);
        desk.write("a b/config.toml", "# here\r\n");
        let run = desk
            .feedctl(&connect_with(&[
                "--file",
                file,
                "--credential-provider",
                "none",
            ]))
            .ends_with(0);
        if name == "backslash" {
            snapshot("file-named", &run.to_string());
        }
        assert!(
            desk.read("a b/config.toml")
                .is_some_and(|text| text.contains("[registries.crates]\r\n")),
            "{run}"
        );
        desk.feedctl(&["disconnect", "crates", "--file", file])
            .ends_with(0);
        assert_eq!(desk.read("a b/config.toml").as_deref(), Some("# here\r\n"));
    }
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn the_folder_that_is_named_is_named_back_quoted() {
    let desk = Desk::project("quoted");
    desk.write(
        "it’s a b/Cargo.toml",
        "[package]\nname = \"x\"\nversion = \"0.1.0\"\n",
    );
    let run = desk
        .feedctl(&[&["-C", r"..\it’s a b"][..], &CONNECT].concat())
        .ends_with(0);
    assert!(
        run.stderr
            .contains(r"undo: `feedctl -C '..\it’’s a b' disconnect crates`"),
        "{run}"
    );
    desk.feedctl(&["-C", r"..\it’s a b", "disconnect", "crates"])
        .ends_with(0);
    assert_eq!(desk.names("it’s a b"), ["Cargo.toml"]);
}

/// PowerShell keeps the case in which somebody typed `cd`.
#[test]
#[ignore = "tests/windows/run runs it"]
fn the_case_of_a_folder_does_not_matter() {
    let mut desk = Desk::connected("case");
    desk.write(
        "home/src/p/.cargo/config.toml",
        desk.read("p/.cargo/config.toml").expect("it"),
    );
    desk.write("home/src/p/.git/HEAD", "ref: refs/heads/main\n");
    // The programs of the user's own home are not those of a checkout below it.
    desk.play("cargo.exe", "store");
    std::fs::create_dir_all(desk.path("home/.cargo/bin")).expect("a folder");
    std::fs::rename(
        desk.path("bin/cargo.exe"),
        desk.path("home/.cargo/bin/cargo.exe"),
    )
    .expect("moved");
    desk.set("PATH", &desk.windows_path("home/.cargo/bin"));
    desk.set("CARGO_HOME", &desk.windows_path("home/.cargo"));
    desk.order(r"cd c:\W\CASE\HOME\SRC\P");
    let show = desk.feedctl(&["show"]).ends_with(0);
    snapshot("case-show", &show.to_string());
    let login = desk.feedctl_fed(
        &["login", "--no-verify"],
        "cio_0123456789abcdef0123456789\r\n",
    );
    assert!(login.stderr.contains("the token is stored"), "{login}");
    assert!(
        desk.read("bin/log")
            .is_some_and(|log| log.starts_with("login --registry crates\n"))
    );
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn files_are_found_in_any_case_as_cargo_finds_them() {
    let desk = Desk::project("upper");
    let text =
        "[registries]\r\ncrates = { index = \"sparse+https://feed.example.com/index/\" }\r\n";
    desk.write("p/.CARGO/Config.TOML", text);
    let show = desk
        .feedctl(&["show", "registries.crates.index"])
        .ends_with(0);
    assert!(
        show.stdout
            .contains("sparse+https://feed.example.com/index/"),
        "{show}"
    );
    let connect = desk
        .feedctl(&[
            "connect",
            "https://feed.example.com/index/",
            "--provider",
            "generic",
            "--name",
            "crates",
        ])
        .ends_with(0);
    assert!(connect.stdout.is_empty(), "{connect}");
    assert_eq!(desk.names("p/.CARGO"), ["Config.TOML"]);
    assert_eq!(desk.read("p/.CARGO/Config.TOML").as_deref(), Some(text));
}

/// Names of variables have no case here; those of cargo's configuration have.
#[test]
#[ignore = "tests/windows/run runs it"]
fn variables_of_cargo_are_read_in_capitals_only() {
    let mut desk = Desk::connected("variables");
    desk.set("cargo_registries_crates_token", "Basic eDp5");
    let lower = desk.feedctl(&["show", "registries.crates.token"]);
    assert!(!lower.stdout.contains("set, Basic"), "{lower}");
    let doctor = desk.feedctl(&["doctor"]);
    assert!(
        doctor.stdout.contains("CARGO_REGISTRIES_CRATES_TOKEN"),
        "{doctor}"
    );
    desk.set(
        "CARGO_REGISTRIES_CRATES_INDEX",
        "sparse+https://other.example.com/",
    );
    let upper = desk
        .feedctl(&["show", "registries.crates.index"])
        .ends_with(0);
    assert!(upper.stdout.contains("other.example.com"), "{upper}");
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn the_remote_is_read_from_a_real_repository() {
    let desk = Desk::project("remote");
    std::fs::remove_dir(desk.path("p/.git")).expect("it was empty");
    let repository = git2::Repository::init(desk.path("p")).expect("a repository");
    repository
        .remote(
            "origin",
            "https://contoso@dev.azure.com/contoso/Platform/_git/app",
        )
        .expect("a remote");
    repository
        .config()
        .and_then(|mut config| config.set_str("core.worktree", "C:/w/remote/p"))
        .expect("set");
    let connect = desk.feedctl(&["connect", "--feed", "crates"]).ends_with(0);
    snapshot("remote", &connect.to_string());
}

/// As git itself: what belongs to somebody else is read where its owner is trusted.
#[test]
#[ignore = "tests/windows/run runs it"]
fn a_repository_of_another_user_is_read_where_that_is_allowed() {
    let desk = Desk::project("owner");
    std::fs::remove_dir(desk.path("p/.git")).expect("it was empty");
    git2::Repository::init(desk.path("p"))
        .expect("a repository")
        .remote(
            "origin",
            "https://contoso@dev.azure.com/contoso/Platform/_git/app",
        )
        .expect("a remote");
    for path in ["p", "p/.git"] {
        std::os::unix::fs::chown(desk.path(path), Some(12345), None)
            .expect("only root can give a folder to another user");
    }
    let line = ["connect", "--feed", "crates", "--dry-run"];
    let other = desk.feedctl(&line).ends_with(2);
    snapshot("owner", &other.to_string());
    desk.write("home/.gitconfig", "[safe]\n\tdirectory = C:/w/owner/p\n");
    let trusted = desk.feedctl(&line).ends_with(0);
    assert!(
        trusted.stderr.contains("from git remote `origin`"),
        "{trusted}"
    );
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn a_checkout_makes_nobody_look_at_another_machine() {
    let desk = Desk::connected("machines");
    let manifest =
        "[package]\nname = \"x\"\nversion = \"0.1.0\"\nworkspace = '\\\\server.invalid\\share'\n";
    desk.write("p/Cargo.toml", manifest);
    let connect = desk
        .feedctl(&[
            "connect",
            "--org",
            "contoso",
            "--feed",
            "other",
            "--dry-run",
        ])
        .ends_with(0);
    assert!(
        connect.stdout.starts_with("--- a/.cargo/config.toml\n"),
        "{connect}"
    );
    let home = desk.read("p/.cargo/config.toml").expect("it is there");
    let config = format!("include = [\"/\\\\server.invalid/share/a.toml\"]\r\n{home}");
    desk.write("p/.cargo/config.toml", &config);
    let doctor = desk.feedctl(&["doctor"]).ends_with(1);
    snapshot("machines", &doctor.to_string());
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn a_folder_or_a_device_in_the_place_of_the_file_is_refused() {
    let desk = Desk::project("folder");
    desk.write("p/.cargo/config.toml/x", "");
    let run = desk.feedctl(&CONNECT).ends_with(3);
    snapshot("folder", &run.to_string());
    for device in ["NUL", r"\\.\NUL"] {
        let run = desk.feedctl(&connect_with(&["--file", device]));
        assert_eq!(run.code, Some(3), "{run}");
        assert!(run.stderr.contains("next: "), "{run}");
    }
    assert_eq!(desk.names("p/.cargo/config.toml"), ["x"]);
}

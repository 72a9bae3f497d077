//! Places where a file cannot or must not be written: refused, nothing touched,
//! nothing left behind. And many writers at once.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use crate::child::run_with_limit;
use crate::support::Sandbox;

const CONNECT: &[&str] = &["connect", "--org", "contoso", "--feed", "crates"];

/// Everything below a folder: kind, mode and bytes or link target.
fn picture(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let metadata = path.symlink_metadata().expect("it is there");
            let what = if metadata.is_symlink() {
                format!("link to {}", path.read_link().expect("a link").display())
            } else if metadata.is_dir() {
                folders.push(path.clone());
                "folder".to_owned()
            } else if metadata.is_file() {
                format!("{:?}", std::fs::read(&path).unwrap_or_default())
            } else {
                "other".to_owned()
            };
            let mode = metadata.permissions().mode();
            found.insert(path.display().to_string(), format!("{mode:o} {what}"));
        }
    }
    found
}

fn refused(sandbox: &Sandbox, words: &[&str], message: &str) {
    let before = picture(&sandbox.path(""));
    let run = sandbox.feedctl(words);
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains(message), "{message}\n{run}");
    assert!(run.stderr.contains("next: "), "{run}");
    assert_eq!(picture(&sandbox.path("")), before, "{run}");
}

#[test]
fn what_is_no_file_is_refused() {
    let sandbox = Sandbox::project();
    std::fs::create_dir_all(sandbox.path("p/.cargo/config.toml")).expect("a folder");
    refused(&sandbox, CONNECT, "it is a folder");

    let sandbox = Sandbox::project();
    std::fs::create_dir(sandbox.path("p/.cargo")).expect("a folder");
    let mut make = Command::new("mkfifo");
    make.arg(sandbox.path("p/.cargo/config.toml"));
    assert!(run_with_limit(&mut make, std::time::Duration::from_secs(10), None).success());
    refused(&sandbox, CONNECT, "it is a named pipe");
    refused(&sandbox, &["disconnect", "crates"], "it is a named pipe");

    let sandbox = Sandbox::project();
    sandbox.write("p/.cargo", "a file");
    refused(&sandbox, CONNECT, "below a file");

    let sandbox = Sandbox::project();
    refused(
        &sandbox,
        &[CONNECT, &["--file", "/dev/null"]].concat(),
        "it is a device",
    );
}

#[test]
fn links_that_lead_nowhere_or_outside_are_refused() {
    let sandbox = Sandbox::project();
    std::fs::create_dir(sandbox.path("p/.cargo")).expect("a folder");
    let config = sandbox.path("p/.cargo/config.toml");
    symlink("config.toml", &config).expect("a link");
    refused(&sandbox, CONNECT, "a link that leads to nothing");
    std::fs::remove_file(&config).expect("it is there");
    symlink("nowhere.toml", &config).expect("a link");
    refused(&sandbox, CONNECT, "a link that leads to nothing");
    std::fs::remove_file(&config).expect("it is there");

    sandbox.write("home/dotfiles/cargo.toml", "[net]\nretry = 1\n");
    symlink(sandbox.path("home/dotfiles/cargo.toml"), &config).expect("a link");
    refused(
        &sandbox,
        CONNECT,
        "is a link to ~/dotfiles/cargo.toml, outside this repository",
    );

    std::fs::remove_dir_all(sandbox.path("p/.cargo")).expect("it is there");
    symlink(sandbox.path("home/dotfiles"), sandbox.path("p/.cargo")).expect("a link");
    refused(&sandbox, CONNECT, "outside this repository");
}

#[test]
fn a_link_inside_the_repository_stays_a_link() {
    let sandbox = Sandbox::project();
    sandbox.write("p/tools/cargo.toml", "[net]\nretry = 1\n");
    std::fs::create_dir(sandbox.path("p/.cargo")).expect("a folder");
    symlink("../tools/cargo.toml", sandbox.path("p/.cargo/config.toml")).expect("a link");
    let run = sandbox.feedctl(CONNECT);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(sandbox.path("p/.cargo/config.toml").is_symlink());
    assert!(
        sandbox
            .read("p/tools/cargo.toml")
            .expect("it")
            .contains("[registries.crates]")
    );
    assert_eq!(sandbox.feedctl(&["disconnect"]).code, Some(0));
    assert_eq!(
        sandbox.read("p/tools/cargo.toml").as_deref(),
        Some("[net]\nretry = 1\n")
    );
}

#[test]
fn files_that_are_protected_are_refused() {
    let sandbox = Sandbox::project();
    sandbox.write("p/.cargo/config.toml", "[net]\n");
    let config = sandbox.path("p/.cargo/config.toml");
    let mode = |mode| std::fs::set_permissions(&config, std::fs::Permissions::from_mode(mode));
    mode(0o444).expect("the mode can be set");
    refused(&sandbox, CONNECT, "it is read-only");
    mode(0o644).expect("the mode can be set");
    std::fs::hard_link(&config, sandbox.path("p/twin.toml")).expect("a second name");
    refused(&sandbox, CONNECT, "one file with 2 names");
}

#[test]
fn texts_that_cannot_be_edited_are_refused_with_their_place() {
    for (text, message) in [
        (
            &b"[net]\nretry = 1 jobs = 2\n"[..],
            ".cargo/config.toml:2:16 is not TOML",
        ),
        (
            b"[net]\nretry = 1\nretry = 2\n",
            ".cargo/config.toml:3:1 is not TOML: duplicate key",
        ),
        (b"a = \"\xff\"\n", "is not UTF-8 (byte 5)"),
        (
            b"registries = 3\n",
            ".cargo/config.toml:1:14: `registries` is a plain value, where a table must be",
        ),
        (
            b"[registries]\ncrates = \"x\"\n",
            ".cargo/config.toml:2:10: `registries.crates` is a string",
        ),
        (
            b"[[registries]]\n",
            ".cargo/config.toml:1:1: `registries` is an array",
        ),
        (
            b"[source]\ncrates-io = 1\n",
            ".cargo/config.toml:2:13: `source.crates-io` is a plain value",
        ),
    ] {
        let sandbox = Sandbox::project();
        sandbox.write("p/.cargo/config.toml", text);
        refused(&sandbox, CONNECT, message);
    }
}

/// The superuser may do anything, so another user has to try.
#[test]
fn places_without_permission_are_refused() {
    let sandbox = Sandbox::project();
    sandbox.write("p/.cargo/config.toml", "[net]\n");
    let as_root = std::fs::metadata("/proc/self").is_ok_and(|metadata| {
        use std::os::unix::fs::MetadataExt;
        metadata.uid() == 0
    });
    let feedctl = env!("CARGO_BIN_EXE_feedctl");
    let open = |path: &str, mode| {
        std::fs::set_permissions(sandbox.path(path), std::fs::Permissions::from_mode(mode))
            .expect("the mode can be set");
    };
    let copy = sandbox.path("feedctl");
    std::fs::copy(feedctl, &copy).expect("a copy that others may run");
    open("", 0o755);
    let try_it = |message: &str| {
        let before = picture(&sandbox.path("p"));
        let mut command = if as_root {
            let mut command = sandbox.program(
                Path::new("setpriv"),
                "p",
                &["--reuid=65534", "--regid=65534", "--clear-groups"],
            );
            command.arg(&copy);
            command
        } else {
            sandbox.program(&copy, "p", &[])
        };
        command
            .args(CONNECT)
            .args(["--credential-provider", "none"]);
        let run = run_with_limit(&mut command, std::time::Duration::from_secs(30), None);
        assert_eq!(run.status, Some(3), "{run:?}");
        assert!(run.stderr.contains(message), "{message}\n{run:?}");
        assert_eq!(picture(&sandbox.path("p")), before);
    };
    open("p/.cargo/config.toml", 0o000);
    try_it("cannot be");
    open("p/.cargo/config.toml", 0o644);
    // As root made it, the file is not the other user's to write.
    try_it(if as_root { "it is read-only" } else { "" });
    std::fs::remove_file(sandbox.path("p/.cargo/config.toml")).expect("it is there");
    open("p/.cargo", 0o555);
    try_it("permission denied");
    std::fs::remove_dir_all(sandbox.path("p/.cargo")).expect("it is there");
    open("p", 0o555);
    try_it("permission denied");
    open("p", 0o755);
}

/// The project is connected all the same; what is missing is said.
#[test]
fn a_broken_file_at_home_is_left_alone() {
    let sandbox = Sandbox::project();
    sandbox.write("cargo/config.toml", "[registry\n");
    let run = sandbox.feedctl(CONNECT);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(
        run.stderr.contains("no credential provider was written"),
        "{run}"
    );
    assert!(run.stderr.contains("config.toml:1:"), "{run}");
    assert_eq!(
        sandbox.read("cargo/config.toml").as_deref(),
        Some("[registry\n")
    );
    assert!(sandbox.read("p/.cargo/config.toml").is_some());
}

#[test]
fn fifty_at_once_lose_nothing() {
    let sandbox = Sandbox::project();
    let feeds: Vec<String> = (0..50).map(|number| format!("feed{number}")).collect();
    std::thread::scope(|scope| {
        for feed in &feeds {
            scope.spawn(|| {
                let run = sandbox.feedctl(&[
                    "connect",
                    "--org",
                    "contoso",
                    "--feed",
                    feed,
                    "--no-replace-crates-io",
                ]);
                assert_eq!(run.code, Some(0), "{run}");
            });
        }
    });
    let text = sandbox.read("p/.cargo/config.toml").expect("it is written");
    for feed in &feeds {
        assert!(text.contains(&format!("\n{feed} = {{")), "{feed}\n{text}");
    }
    assert_eq!(text.lines().count(), 51, "{text}");
    assert_eq!(sandbox.names("p/.cargo"), ["config.toml"]);
    assert_eq!(sandbox.names("cargo"), ["config.toml"]);
    std::thread::scope(|scope| {
        for feed in &feeds {
            scope.spawn(|| {
                let run = sandbox.feedctl(&["disconnect", feed]);
                assert_eq!(run.code, Some(0), "{run}");
            });
        }
    });
    assert_eq!(sandbox.names("p"), [".git", "Cargo.toml", "src"]);
}

//! What Windows lets nobody do to a file while another program uses it, and what
//! feedctl makes of that.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::child::run_with_limit;
use crate::support::{Desk, snapshot};

const CONNECT: [&str; 7] = [
    "connect",
    "--org",
    "contoso",
    "--feed",
    "crates",
    "--credential-provider",
    "none",
];
const BEFORE: &str = "[build]\r\njobs = 4\r\n";

fn desk(name: &'static str) -> Desk {
    let desk = Desk::project(name);
    desk.write("p/.cargo/config.toml", BEFORE);
    desk
}

/// It is as it was, and nothing lies beside it.
#[track_caller]
fn is_untouched(desk: &Desk) {
    assert_eq!(desk.read("p/.cargo/config.toml").as_deref(), Some(BEFORE));
    assert_eq!(desk.names("p/.cargo"), ["config.toml"]);
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn a_read_only_file_is_refused() {
    let desk = desk("readonly");
    let file = desk.path("p/.cargo/config.toml");
    let mut permissions = file.metadata().expect("it").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&file, permissions).expect("set");
    let run = desk.feedctl(&CONNECT).ends_with(3);
    snapshot("read-only", &run.to_string());
    is_untouched(&desk);
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn a_file_that_others_keep_is_left_alone() {
    // Letters: what the other program allows. Where it allows everything, Windows 10 and
    // later let the file be replaced; Wine 8 does not, as Windows before.
    for (name, share) in [
        ("kept-alone", ""),
        ("kept-r", "r"),
        ("kept-rw", "rw"),
        ("kept-rwd", "rwd"),
    ] {
        let mut desk = desk(name);
        desk.order(&format!(
            "hold {share} {}",
            desk.windows_path("p/.cargo/config.toml")
        ));
        let run = desk.feedctl(&CONNECT).ends_with(3);
        snapshot(name, &run.to_string());
        is_untouched(&desk);
    }
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn a_file_that_others_keep_for_a_moment_is_waited_for() {
    let mut desk = desk("moment");
    desk.order(&format!(
        "hold rw {}",
        desk.windows_path("p/.cargo/config.toml")
    ));
    desk.order("release 900");
    desk.feedctl(&CONNECT).ends_with(0);
    assert_eq!(desk.names("p/.cargo"), ["config.toml"]);
    desk.feedctl(&["disconnect", "crates"]).ends_with(0);
    is_untouched(&desk);
}

/// The name of the lock of a file, which every feedctl must find alike.
fn lock_of(path: &str) -> String {
    let hash = path.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x100_0000_01b3)
    });
    format!(r"C:\users\root\AppData\Local\feedctl\locks\{hash:016x}.lock")
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn whoever_holds_the_lock_is_waited_for() {
    let mut desk = desk("locked");
    // However the file is spelled, its lock is the same.
    let lock = lock_of(r"c:\w\LOCKED\p\.cargo\config.toml");
    desk.feedctl(&["connect", "--owner", "acme", "--repo", "tools"])
        .ends_with(0);
    desk.feedctl(&["disconnect"]).ends_with(0);
    desk.order(&format!("lock {lock}"));
    desk.order("release 1500");
    let start = Instant::now();
    desk.feedctl(&CONNECT).ends_with(0);
    assert!(start.elapsed() > Duration::from_millis(1500));
    assert_eq!(desk.names("p/.cargo"), ["config.toml"]);
}

#[test]
#[ignore = "tests/windows/run runs it"]
fn two_at_once_lose_nothing() {
    let desk = desk("twice");
    let names = ["one", "two", "three", "four"];
    let started: Vec<_> = names
        .iter()
        .map(|name| {
            let line = [
                "connect",
                "--org",
                "contoso",
                "--feed",
                *name,
                "--no-replace-crates-io",
                "--credential-provider",
                "none",
            ];
            let mut command = desk.command(&line);
            std::thread::spawn(move || {
                run_with_limit(command.stdin(Stdio::null()), Duration::from_mins(1), None)
            })
        })
        .collect();
    for run in started {
        let run = run.join().expect("it ended");
        assert!(run.success(), "{run:?}");
    }
    let text = desk.read("p/.cargo/config.toml").expect("it is there");
    assert!(text.starts_with(BEFORE), "{text}");
    for name in names {
        let header = format!("[registries.{name}]\r\n");
        assert_eq!(text.matches(&header).count(), 1, "{text}");
    }
    assert_eq!(desk.names("p/.cargo"), ["config.toml"]);
}

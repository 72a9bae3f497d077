//! Checkouts and homes that were made to hold doctor up: it ends, and panics at
//! nothing. What it finds there is not judged here.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;

use feedctl::doctor::run::{self, Examined};

use crate::support::Sandbox;

/// What takes longer hangs; it is far more than a slow machine needs.
const LIMIT: Duration = Duration::from_mins(5);

/// Looks from `p`, at the machine and at the files alone.
fn examined(sandbox: &Sandbox) -> [Examined; 2] {
    let env = sandbox.env("p");
    let (done, wait) = mpsc::channel();
    let looking = std::thread::spawn(move || {
        let found = [run::machine(&env), run::files(&env)];
        // Nobody waits any more where it took too long.
        let _ = done.send(found);
    });
    match wait.recv_timeout(LIMIT) {
        Ok(found) => found,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("it does not end"),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            looking.join().expect("it does not panic");
            unreachable!("it sends what it found")
        }
    }
}

fn fifo(path: &Path) {
    let folder = path.parent().expect("a folder");
    std::fs::create_dir_all(folder).expect("the folder can be made");
    let made = Command::new("mkfifo").arg(path).status();
    assert!(made.expect("mkfifo runs").success());
}

fn link(to: &str, path: &Path) {
    let folder = path.parent().expect("a folder");
    std::fs::create_dir_all(folder).expect("the folder can be made");
    std::os::unix::fs::symlink(to, path).expect("a new link");
}

/// The places that are read, from `p`.
const READ: [&str; 7] = [
    "p/.cargo/config.toml",
    "p/.cargo/config",
    "p/Cargo.toml",
    "p/Cargo.lock",
    "cargo/config.toml",
    "cargo/credentials.toml",
    "cargo/credentials",
];

#[test]
fn pipes_folders_and_devices_hold_nobody_up() {
    for path in READ {
        let sandbox = Sandbox::new();
        fifo(&sandbox.path(path));
        examined(&sandbox);

        let sandbox = Sandbox::new();
        std::fs::create_dir_all(sandbox.path(path)).expect("a folder");
        examined(&sandbox);

        for device in ["/dev/zero", "/dev/full", "/dev/tty", "/proc/self/mem"] {
            let sandbox = Sandbox::new();
            link(device, &sandbox.path(path));
            examined(&sandbox);
        }
    }
    let sandbox = Sandbox::with(&[
        (
            "p/.cargo/config.toml",
            "include = ['pipe.toml', 'zero.toml']\n",
        ),
        (
            "p/Cargo.toml",
            "[workspace]\nmembers = ['*', 'm/../m', '../../..']\n",
        ),
    ]);
    fifo(&sandbox.path("p/.cargo/pipe.toml"));
    fifo(&sandbox.path("p/m/Cargo.toml"));
    link("/dev/zero", &sandbox.path("p/.cargo/zero.toml"));
    examined(&sandbox);
}

#[test]
fn links_that_go_round_are_left() {
    let sandbox = Sandbox::with(&[("p/Cargo.toml", "[workspace]\nmembers = ['**', 'a/*/b/*']\n")]);
    link("config.toml", &sandbox.path("p/.cargo/config.toml"));
    link("../p/.cargo", &sandbox.path("cargo/.cargo"));
    link("credentials", &sandbox.path("cargo/credentials.toml"));
    link("credentials.toml", &sandbox.path("cargo/credentials"));
    link("..", &sandbox.path("p/a/up"));
    link("../a", &sandbox.path("p/a/self"));
    examined(&sandbox);

    let sandbox = Sandbox::new();
    link(".cargo", &sandbox.path("p/.cargo"));
    link(".", &sandbox.path("p/.git"));
    examined(&sandbox);
}

#[test]
fn includes_that_go_round_or_never_end_are_left() {
    let mut wide = String::from("include = [\n");
    for number in 0..2000 {
        let _ = writeln!(wide, "'f{number}.toml',");
    }
    wide.push_str("]\n");
    let sandbox = Sandbox::with(&[
        (
            "p/.cargo/config.toml",
            "include = ['a.toml', 'b.toml', 'config.toml']\n",
        ),
        (
            "p/.cargo/a.toml",
            "include = ['b.toml', '../.cargo/../.cargo/a.toml']\n",
        ),
        ("p/.cargo/b.toml", "include = ['a.toml', 'x/../b.toml']\n"),
        ("p/.cargo/x/y.toml", ""),
        ("cargo/config.toml", &wide),
        (
            "cargo/credentials.toml",
            "include = ['credentials.toml', 'config.toml']\n",
        ),
    ]);
    for number in 0..2000 {
        let next = format!("include = ['f{}.toml', 'f0.toml']\n", number + 1);
        sandbox.write(&format!("cargo/f{number}.toml"), next);
    }
    examined(&sandbox);
}

/// Large files and sweeps are read by several threads, where there are any.
#[test]
#[cfg(target_pointer_width = "64")]
fn no_thread_can_be_had() {
    let lines = "# a line that says nothing\n".repeat(12_000);
    let mut sandbox = Sandbox::project();
    sandbox.write("p/.cargo/config.toml", &lines);
    // More than any machine has for one stack.
    sandbox.set("RUST_MIN_STACK", "900000000000000");
    let run = sandbox.feedctl(&["connect", "--org", "contoso", "--feed", "crates"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let text = sandbox.read("p/.cargo/config.toml").unwrap_or_default();
    assert!(text.starts_with(&lines) && text.contains("[registries.crates]"));
    let run = sandbox.feedctl(&["doctor", "--recursive", "."]);
    assert!(matches!(run.code, Some(0 | 1)), "{}", run.stderr);
    assert!(run.stdout.contains("1 checkout"), "{}", run.stdout);
}

#[test]
fn what_is_large_or_deep_ends() {
    let long_key = "k".repeat(1 << 20);
    let deep_table = format!("[{}]\n", vec!["a"; 50_000].join("."));
    let deep_list = format!("a = {}{}\n", "[".repeat(50_000), "]".repeat(50_000));
    let dotted = format!("{} = 1\n", vec!["a"; 50_000].join("."));
    let lines = "# a line that says nothing\n".repeat(100_000);
    let blank = "\n".repeat(5_000_000);
    let one_line = format!("[registries.a]\nindex = '{}'\n", "x".repeat(10_000_000));
    let long_name = format!("[registries.{long_key}]\nindex = 'sparse+https://h.test/'\n");
    let many_errors = "= = =\n".repeat(100_000);
    let texts = [
        deep_table,
        deep_list,
        dotted,
        lines,
        blank,
        one_line,
        long_name,
        many_errors,
    ];
    for text in &texts {
        let sandbox = Sandbox::with(&[
            ("p/.cargo/config.toml", text),
            ("cargo/credentials.toml", text),
            ("p/Cargo.toml", text),
        ]);
        examined(&sandbox);
    }
    let sandbox = Sandbox::new();
    for path in READ {
        // A hole, so that it takes no room.
        let file = sandbox.path(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        let file = std::fs::File::create(file).expect("a new file");
        file.set_len(1 << 40).expect("a large file");
    }
    examined(&sandbox);
}

#[test]
fn bytes_of_any_kind_panic_nothing() {
    let texts: [&[u8]; 9] = [
        b"\xff\xfe[\x00r\x00]\x00",
        b"\xef\xbb\xbf\xef\xbb\xbf[registries]\n",
        b"[registries.a]\nindex = \"\xc3\x28\"\n",
        b"\x00",
        b"[registries.\"\"]\nindex = \"\"\ntoken = \"\"\ncredential-provider = []\n",
        b"registries = []\nregistry = 1\nsource = 'x'\nhttp = true\nnet = []\n",
        b"[[registries]]\n[[registries.a]]\n[[source]]\nreplace-with = 'a'\n",
        b"[source.crates-io]\nreplace-with = 'crates-io'\n[registries.crates-io]\nindex = 1\n",
        b"[registries.\"\\u0000\\u202e\"]\nindex = \"sparse+https://\\u0000@[::1/\"\n\
          [credential-alias]\n\"\" = [\"\"]\n\"cargo:token\" = \" \"\n",
    ];
    for text in texts {
        let sandbox = Sandbox::new();
        for path in READ {
            if !path.ends_with("config") && !path.ends_with("credentials") {
                sandbox.write(path, text);
            }
        }
        examined(&sandbox);
    }
}

#[test]
fn ten_thousand_of_everything_end() {
    let mut config = String::from("[registry]\nglobal-credential-providers = [\n");
    for number in 0..10_000 {
        let _ = writeln!(config, "'prog{number} arg',");
    }
    config.push_str("]\n");
    let mut credentials = String::new();
    let mut members = String::from("[workspace]\nmembers = [\n");
    for number in 0..10_000 {
        // Two names for each URL, and names that become one variable.
        let _ = writeln!(
            config,
            "[registries.r-{number}]\nindex = 'sparse+https://h.test/{number}'\ntoken = 'x'\n\
             [registries.r_{number}]\nindex = 'sparse+https://h.test/{number}/'\n\
             credential-provider = 'alias{number}'"
        );
        let _ = writeln!(
            config,
            "[source.s{number}]\nregistry = 'https://h.test/{number}/'\nreplace-with = 's{}'",
            number + 1
        );
        let _ = writeln!(credentials, "[registries.r_{number}]\ntoken = 'Basic x'");
        let _ = writeln!(members, "'m{number}',");
    }
    config.push_str("[source.crates-io]\nreplace-with = 's0'\n[credential-alias]\n");
    for number in 0..10_000 {
        let _ = writeln!(config, "alias{number} = 'alias{}'", number + 1);
    }
    members.push_str("]\n");
    let mut sandbox = Sandbox::with(&[
        ("p/.cargo/config.toml", &config),
        ("cargo/config.toml", &config),
        ("cargo/credentials.toml", &credentials),
        ("p/Cargo.toml", &members),
    ]);
    for number in 0..2000 {
        sandbox.set(
            &format!("CARGO_REGISTRIES_V{number}_INDEX"),
            &format!("sparse+https://h.test/{number}/"),
        );
        sandbox.set(&format!("cargo_registries_w{number}_token"), "x");
    }
    examined(&sandbox);
}

/// What is to be typed next names the registry, whose name a checkout chose.
#[test]
fn a_name_from_a_checkout_moves_no_cursor() {
    for (name, raw) in [("a\\u001b]0;b", '\u{1b}'), ("a\\u202eb", '\u{202e}')] {
        let sandbox = Sandbox::project();
        sandbox.write(
            "p/.cargo/config.toml",
            format!(
                "[registries.\"{name}\"]\nindex = \"sparse+https://feed.test/i/\"\n\
                 credential-provider = \"cargo:libsecret\"\n\n[build]\nrustc = \"x\"\n"
            ),
        );
        for command in ["login", "logout"] {
            let run = sandbox.feedctl(&[command]);
            assert!(run.stderr.contains("\\u{"), "{run}");
            assert!(
                !run.stderr.contains(raw) && !run.stdout.contains(raw),
                "{run}"
            );
        }
    }
}

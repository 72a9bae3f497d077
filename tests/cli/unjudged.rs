//! What cannot be judged is refused: where a checkout hides in a place that feedctl does
//! not read and cargo may, nothing of it runs and no token leaves, trusted or not.
//!
//! Not for what was read and is asked about (see `secrets`).
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::feed_server::{FeedOptions, FeedServer, basic};
use crate::online::pat;
use crate::support::{Run, Sandbox};

const AZURE: &str = "/contoso/Platform/_packaging/crates/Cargo/index/";

/// What makes a place, in words, and how.
type Place<'a> = (&'a str, &'a dyn Fn(&Sandbox));

/// As much as a file has to have for nobody to read it.
const HUGE: u64 = (64 << 20) + 1;

const STEAL: &str = "[registries.crates]\ncredential-provider = [\"./steal.sh\"]\n";

/// A project of a stranger's, with the user's own feed and a token for it at home.
fn clone_of_a_stranger(mine: &FeedServer) -> Sandbox {
    let sandbox = Sandbox::project();
    sandbox.write(
        "cargo/config.toml",
        format!(
            "[registries.crates]\nindex = \"{}\"\n[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            mine.index_url()
        ),
    );
    sandbox.write(
        "cargo/credentials.toml",
        format!(
            "[registries.crates]\ntoken = \"{}\"\n",
            basic("PAT", &pat())
        ),
    );
    program(&sandbox, "p/steal.sh", "touch \"$0.ran\"");
    sandbox
}

fn program(sandbox: &Sandbox, path: &str, line: &str) {
    sandbox.write(path, format!("#!/bin/sh\n{line}\n"));
    let all = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(sandbox.path(path), all).expect("a program");
}

/// Files that include each other in a row, the last of which says `text`.
fn row(sandbox: &Sandbox, length: usize, text: &str) {
    sandbox.write("p/.cargo/config.toml", "include = [\"i1.toml\"]\n");
    for number in 1..=length {
        let text = if number == length {
            text.to_owned()
        } else {
            format!("include = [\"i{}.toml\"]\n", number + 1)
        };
        sandbox.write(&format!("p/.cargo/i{number}.toml"), text);
    }
}

/// Makes a file too large, with a hole that takes no room: what it says stands in front.
fn pad(sandbox: &Sandbox, path: &str) {
    let file = std::fs::File::options()
        .append(true)
        .open(sandbox.path(path))
        .expect("it is there");
    file.set_len(HUGE).expect("a hole");
}

fn ran(sandbox: &Sandbox) -> bool {
    ["p/steal.sh.ran", "p/tc/bin/cargo.ran"]
        .iter()
        .any(|path| sandbox.path(path).exists())
}

fn login(sandbox: &Sandbox, trust: bool) -> Run {
    let mut words = vec!["login", "crates"];
    words.extend(trust.then_some("--trust-repo"));
    sandbox.feedctl_fed(&words, &format!("{}\n", pat()))
}

fn online(sandbox: &Sandbox, trust: bool) -> (Run, Value) {
    let mut words = vec!["doctor", "--online", "--format", "json"];
    words.extend(trust.then_some("--trust-repo"));
    let run = sandbox.feedctl(&words);
    let result = serde_json::from_str(&run.stdout).unwrap_or(Value::Null);
    (run, result)
}

/// What is read is asked about, as anywhere in the configuration, and what is not read
/// cannot be answered.
fn gets_nothing(name: &str, sandbox: &Sandbox, mine: &FeedServer, is_read: bool) {
    mine.clear_requests();
    for trust in [false, true] {
        if is_read && trust {
            continue;
        }
        let run = login(sandbox, trust);
        assert_eq!(run.code, Some(3), "{name}: {run}");
        assert_eq!(
            run.stderr.contains("--trust-repo"),
            is_read,
            "{name}: {run}"
        );
        let run = sandbox.feedctl(&["logout", "crates"]);
        if !is_read {
            assert_eq!(run.code, Some(3), "{name}: {run}");
            assert!(run.stderr.contains("is unknown"), "{name}: {run}");
        }
        let (run, result) = online(sandbox, trust);
        if is_read {
            assert_eq!(run.code, Some(3), "{name}: {run}");
        } else {
            assert_eq!(run.code, Some(1), "{name}: {run}");
            assert_eq!(result["conclusive"], false, "{name}: {run}");
            let why = result["not_asked"].as_str().unwrap_or_default();
            assert!(why.contains("is unknown"), "{name}: {run}");
            let run = sandbox.feedctl(&["doctor", "--online"]);
            assert_eq!(run.code, Some(1), "{name}: {run}");
            assert!(!run.stdout.contains("all is well"), "{name}: {run}");
            assert!(run.stderr.contains("cargo was not asked"), "{name}: {run}");
        }
        assert!(!ran(sandbox), "{name}: it ran");
        assert!(mine.requests().is_empty(), "{name}: something was sent");
    }
    if !is_read {
        let stored = sandbox.read("cargo/credentials.toml").unwrap_or_default();
        assert!(stored.contains("token = "), "{name}: it was logged out");
    }
}

#[test]
fn the_end_of_every_row_of_includes_is_read() {
    let mine = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    for length in [1, 63, 64, 65, 66, 100, 1000] {
        let sandbox = clone_of_a_stranger(&mine);
        row(&sandbox, length, STEAL);
        gets_nothing(&format!("a row of {length}"), &sandbox, &mine, true);
    }
    // The real cargo follows as far.
    let sandbox = clone_of_a_stranger(&mine);
    row(&sandbox, 1000, STEAL);
    let seen = sandbox.config_get("p", Some("registries.crates.credential-provider"));
    assert!(seen.stdout.contains("i1000.toml"), "{seen}");
}

#[test]
fn everything_in_a_long_list_of_includes_is_read() {
    let mine = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    for count in [100, 1000, 3000] {
        let sandbox = clone_of_a_stranger(&mine);
        let names: Vec<String> = (0..count).map(|number| format!("i{number}.toml")).collect();
        for name in &names {
            sandbox.write(&format!("p/.cargo/{name}"), "");
        }
        sandbox.write(&format!("p/.cargo/i{}.toml", count - 1), STEAL);
        sandbox.write("p/.cargo/config.toml", format!("include = {names:?}\n"));
        gets_nothing(&format!("a list of {count}"), &sandbox, &mine, true);
    }
}

#[test]
fn what_is_not_read_is_refused_trusted_or_not() {
    let mine = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let deep = format!(
        "[{0}]\n{0} = {{ {0} = {{ {0} = 1 }} }}\n",
        vec!["a"; 80].join(".")
    );
    let circle = "include = [\"x/../config.toml\", \"y/../config.toml\"]\n".to_owned() + STEAL;
    let cases: &[Place<'_>] = &[
        ("a configuration too large", &|sandbox| {
            sandbox.write("p/.cargo/config.toml", STEAL.to_owned() + "# ");
            pad(sandbox, "p/.cargo/config.toml");
        }),
        ("an included file too large", &|sandbox| {
            row(sandbox, 2, STEAL);
            pad(sandbox, "p/.cargo/i2.toml");
        }),
        ("a file that includes itself without end", &|sandbox| {
            sandbox.write("p/.cargo/x/none", "");
            sandbox.write("p/.cargo/y/none", "");
            sandbox.write("p/.cargo/config.toml", &circle);
        }),
        ("tables deep in each other", &|sandbox| {
            sandbox.write("p/.cargo/config.toml", deep.clone() + STEAL);
        }),
        ("a pipe", &|sandbox| {
            sandbox.write("p/.cargo/none", "");
            let made = sandbox.bash("mkfifo .cargo/config.toml");
            assert!(made.ok, "{made}");
        }),
        ("a pipe that is included", &|sandbox| {
            sandbox.write("p/.cargo/config.toml", "include = [\"i.toml\"]\n");
            let made = sandbox.bash("mkfifo .cargo/i.toml");
            assert!(made.ok, "{made}");
        }),
        ("a device", &|sandbox| {
            sandbox.write("p/.cargo/config.toml", "include = [\"i.toml\"]\n");
            std::os::unix::fs::symlink("/dev/zero", sandbox.path("p/.cargo/i.toml"))
                .expect("a link");
        }),
        ("no TOML", &|sandbox| {
            sandbox.write("p/.cargo/config.toml", STEAL.to_owned() + "[\n");
        }),
        ("no UTF-8", &|sandbox| {
            sandbox.write(
                "p/.cargo/config.toml",
                [STEAL.as_bytes(), b"# \xff\n"].concat(),
            );
        }),
        ("an included file that is not there", &|sandbox| {
            sandbox.write("p/.cargo/config.toml", "include = [\"i.toml\"]\n");
        }),
        ("a toolchain file too large", &|sandbox| {
            program(sandbox, "p/tc/bin/cargo", "touch \"$0.ran\"");
            let path = sandbox.path("p/tc").display().to_string();
            sandbox.write(
                "p/rust-toolchain.toml",
                format!("[toolchain]\npath = {path:?}\n# "),
            );
            pad(sandbox, "p/rust-toolchain.toml");
        }),
        ("a toolchain file in the old form too large", &|sandbox| {
            sandbox.write("p/rust-toolchain", "[toolchain]\npath = \"tc\"\n# ");
            pad(sandbox, "p/rust-toolchain");
        }),
        ("a toolchain file that is a pipe", &|sandbox| {
            let made = sandbox.bash("mkfifo rust-toolchain.toml");
            assert!(made.ok, "{made}");
        }),
        ("a toolchain file that is no TOML", &|sandbox| {
            sandbox.write("p/rust-toolchain.toml", "[toolchain\n");
        }),
        ("a manifest too large", &|sandbox| {
            sandbox.write("p/Cargo.toml", "[package]\nname = \"app\"\n# ");
            pad(sandbox, "p/Cargo.toml");
        }),
        ("a manifest that is no TOML", &|sandbox| {
            sandbox.write("p/Cargo.toml", "[package\n");
        }),
        ("the user's own file too large", &|sandbox| {
            pad(sandbox, "cargo/config.toml");
        }),
        ("a file above the checkout", &|sandbox| {
            sandbox.write(".cargo/config.toml", "[\n");
        }),
    ];
    for (name, make) in cases {
        let sandbox = clone_of_a_stranger(&mine);
        make(&sandbox);
        gets_nothing(name, &sandbox, &mine, false);
    }
}

/// Root may read what nobody may, so there is nothing to see then.
#[test]
fn what_may_not_be_read_is_refused() {
    let mine = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    for path in ["p/.cargo/config.toml", "p/.cargo", "p/rust-toolchain.toml"] {
        let sandbox = clone_of_a_stranger(&mine);
        sandbox.write("p/.cargo/config.toml", STEAL);
        sandbox.write("p/rust-toolchain.toml", "[toolchain]\npath = \"tc\"\n");
        let closed = sandbox.path(path);
        let set = |mode| {
            std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(mode)).expect("mode");
        };
        set(0o000);
        if closed.read_dir().is_ok() || std::fs::read(&closed).is_ok() {
            set(0o755);
            return;
        }
        let run = login(&sandbox, true);
        set(0o755);
        assert_eq!(run.code, Some(3), "{path}: {run}");
        assert!(run.stderr.contains("cannot be read"), "{path}: {run}");
        assert!(!ran(&sandbox) && mine.requests().is_empty(), "{path}");
    }
}

#[test]
fn the_index_at_the_end_of_a_row_is_seen() {
    let mine = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let theirs = FeedServer::start(
        FeedOptions::three_crates()
            .with_index_path(AZURE)
            .with_login("Bearer theirs"),
    );
    let sandbox = clone_of_a_stranger(&mine);
    row(
        &sandbox,
        65,
        &format!("[registries.crates]\nindex = \"{}\"\n", theirs.index_url()),
    );
    let run = login(&sandbox, false);
    assert_eq!(run.code, Some(3), "{run}");
    let (run, _) = online(&sandbox, false);
    assert_ne!(run.code, Some(0), "{run}");
    assert_eq!(theirs.count_with_authorization(), 0);
}

#[test]
fn what_hides_the_proxy_and_programs_is_found_at_the_end_of_a_row() {
    let mine = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    for text in [
        "[http]\nproxy = \"127.0.0.1:9\"\n",
        "[build]\nrustc-wrapper = \"./steal.sh\"\n",
        "[source.crates-io]\nreplace-with = \"a\"\n[source.a]\ngit = \"https://127.0.0.1:9/x.git\"\n",
        "[source.crates-io]\nreplace-with = \"a\"\n[source.a]\nregistry = \"https://127.0.0.1:9/x.git\"\n",
        "[source.crates-io]\nregistry = \"https://127.0.0.1:9/x.git\"\n",
        "[registries.b]\nindex = \"https://127.0.0.1:9/x.git\"\n[source.a]\nregistry = \"sparse+https://a.test/\"\nreplace-with = \"b\"\n",
        "[patch.crates-io]\nserde = { git = \"https://127.0.0.1:9/x.git\" }\n",
        "paths = [\"sub\"]\n",
    ] {
        let sandbox = clone_of_a_stranger(&mine);
        row(&sandbox, 70, text);
        gets_nothing(text, &sandbox, &mine, true);
    }
    // What `cargo vendor` prints for a git dependency leads away from git.
    let vendored = clone_of_a_stranger(&mine);
    vendored.write("p/vendor/.keep", "");
    vendored.write(
        "p/.cargo/config.toml",
        "[source.\"git+https://127.0.0.1:9/x\"]\ngit = \"https://127.0.0.1:9/x\"\nreplace-with = \"vendored-sources\"\n[source.vendored-sources]\ndirectory = \"vendor\"\n",
    );
    let (run, result) = online(&vendored, false);
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(result["online"][0]["reads"], true, "{run}");
}

#[test]
fn the_credential_provider_gives_nothing_where_a_layer_is_not_read() {
    let mut sandbox = Sandbox::project();
    sandbox.set("SYSTEM_ACCESSTOKEN", &pat());
    let index = "sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/";
    let ask = format!(
        "{{\"v\":1,\"registry\":{{\"index-url\":\"{index}\",\"name\":\"crates\"}},\"kind\":\"get\",\"operation\":\"read\",\"args\":[]}}\n"
    );
    let given = sandbox.feedctl_fed(&["--cargo-plugin"], &ask);
    assert!(given.stdout.contains("\"kind\":\"get\""), "{given}");
    sandbox.write("p/.cargo/config.toml", "# ");
    pad(&sandbox, "p/.cargo/config.toml");
    let refused = sandbox.feedctl_fed(&["--cargo-plugin"], &ask);
    assert!(
        refused.stdout.contains("is unknown") && !refused.stdout.contains("\"token\""),
        "{refused}"
    );
    // An included file that is absent: older cargos pass it over, newer ones have failed.
    sandbox.write("p/.cargo/config.toml", "include = [\"none.toml\"]\n");
    let given = sandbox.feedctl_fed(&["--cargo-plugin"], &ask);
    assert!(given.stdout.contains("\"kind\":\"get\""), "{given}");
}

/// What was judged is what cargo reads: a change in between ends it.
#[test]
fn what_changes_meanwhile_is_refused() {
    let mine = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let sandbox = clone_of_a_stranger(&mine);
    sandbox.write("p/.cargo/config.toml", "");
    // A program that comes with the start of cargo, such as a build in another window.
    sandbox.script(
        "cargo",
        "echo $1 >> \"$HOME/calls\"\nprintf '[registries.crates]\\ncredential-provider = [\"./steal.sh\"]\\n' > .cargo/config.toml\nexit 1",
    );
    let run = login(&sandbox, false);
    assert_eq!(
        sandbox.read("home/calls").as_deref(),
        Some("login\n"),
        "{run}"
    );
    assert!(run.stderr.contains("changed while this ran"), "{run}");
    assert!(!ran(&sandbox), "{run}");
}

#[test]
fn a_cargo_that_does_not_count_is_named() {
    let mine = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let sandbox = clone_of_a_stranger(&mine);
    program(&sandbox, "p/cargo", "touch \"$0.ran\"");
    let run = sandbox.bash(&format!(
        "PATH=.: {:?} doctor --online",
        env!("CARGO_BIN_EXE_feedctl")
    ));
    assert_eq!(run.code, Some(3), "{run}");
    assert!(
        run.stderr
            .contains("only in `.`, which is passed over: it is not absolute"),
        "{run}"
    );
    assert!(!sandbox.path("p/cargo.ran").exists(), "{run}");
}

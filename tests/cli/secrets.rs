//! A marked secret goes through every command and failure, and is found nowhere but
//! in cargo's store; and a hostile checkout gets nothing and runs nothing.
#![cfg(target_os = "linux")]

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::feed_proxy::{Proxy, ProxyMode};
use crate::feed_server::{Answer, Fault, FeedOptions, FeedServer, On, basic};
use crate::support::{Run, Sandbox};

const AZURE: &str = "/contoso/Platform/_packaging/crates/Cargo/index/";

/// A PAT by its form, with a mark in it.
/// One for each test: they watch all command lines of the machine, each other's too.
fn canary(letters: &str) -> String {
    format!("CANARY7{}Q1AZDO{}", letters.repeat(22), "Zz9Yx")
}

/// What no output may hold: the secret, and its base64 form.
fn marks(secret: &str) -> [String; 3] {
    let header = basic("PAT", secret);
    [
        secret[..24].to_owned(),
        header[6..30].to_owned(),
        header[40..70].to_owned(),
    ]
}

/// Looks at the command lines of all processes while it lives.
struct Watch {
    stop: Arc<AtomicBool>,
    thread: Option<thread::JoinHandle<Vec<String>>>,
}

impl Watch {
    fn new(marks: &[String]) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let ended = Arc::clone(&stop);
        let marks = marks.to_vec();
        let thread = thread::spawn(move || {
            let mut seen = Vec::new();
            while !ended.load(Ordering::Relaxed) {
                for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
                    let Ok(line) = std::fs::read(entry.path().join("cmdline")) else {
                        continue;
                    };
                    let line = String::from_utf8_lossy(&line);
                    if marks.iter().any(|mark| line.contains(mark)) {
                        seen.push(line.replace('\0', " "));
                    }
                }
                thread::sleep(std::time::Duration::from_millis(1));
            }
            seen
        });
        Self {
            stop,
            thread: Some(thread),
        }
    }

    fn end(mut self) -> Vec<String> {
        self.stop.store(true, Ordering::Relaxed);
        let thread = self.thread.take().expect("it runs");
        thread.join().expect("it ends")
    }
}

/// Every file below a folder that holds one of the marks.
fn holding(folder: &Path, marks: &[String]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            found.extend(holding(&path, marks));
        } else if let Ok(bytes) = std::fs::read(&path) {
            let text = String::from_utf8_lossy(&bytes);
            if marks.iter().any(|mark| text.contains(mark)) {
                found.push(path);
            }
        }
    }
    found
}

#[expect(clippy::too_many_lines, reason = "one story of one secret")]
#[test]
fn a_marked_secret_is_found_nowhere_but_in_cargos_store() {
    let secret = canary("q1W");
    assert_eq!(secret.len(), 84);
    let marks = marks(&secret);
    let accept = basic("PAT", &secret);
    let server = FeedServer::start(
        FeedOptions::three_crates()
            .with_index_path(AZURE)
            .with_login(&accept),
    );
    let mut sandbox = Sandbox::project();
    sandbox.set("CARGO_LOG", "trace");
    sandbox.set("RUST_BACKTRACE", "1");
    let url = server.url();
    let connect = [
        "connect",
        "--base-url",
        &url,
        "--org",
        "contoso",
        "--project",
        "Platform",
        "--feed",
        "crates",
    ];
    // The watch sees what it is to see.
    let watch = Watch::new(&marks);
    let mut shown = sandbox.program(Path::new("/bin/sh"), "p", &["-c", "sleep 0.3", &secret]);
    assert!(shown.status().expect("a shell").success());
    assert!(!watch.end().is_empty());

    let watch = Watch::new(&marks);
    let mut runs: Vec<Run> = vec![sandbox.feedctl(&connect)];
    let commands: [&[&str]; 13] = [
        &["doctor"],
        &["doctor", "--format", "json"],
        &["doctor", "--format", "sarif"],
        &["doctor", "--online", "-v"],
        &["doctor", "--online", "--format", "json"],
        &["doctor", "--recursive", "."],
        &["show"],
        &["show", "--format", "json"],
        &["show", "registries.crates.token"],
        &["snippet"],
        &["snippet", "--format", "json"],
        &[
            "connect",
            "--base-url",
            &url,
            "--org",
            "contoso",
            "--project",
            "Platform",
            "--feed",
            "crates",
            "-v",
        ],
        &["disconnect", "crates", "--dry-run"],
    ];
    let all = |sandbox: &Sandbox, runs: &mut Vec<Run>| {
        runs.extend(commands.iter().map(|words| sandbox.feedctl(words)));
    };

    // Good, doubled, with its scheme, broken, on the command line, to a feed that
    // says it again in its refusal.
    for (pasted, words) in [
        (secret.clone(), &["login"][..]),
        (secret.clone(), &["login", "-v", "--format", "json"]),
        (accept.clone(), &["login"]),
        (format!("{secret} {secret}"), &["login"]),
        (format!("{secret}\n{secret}"), &["login"]),
        (format!("Token {secret}"), &["login"]),
        (format!("{secret}é"), &["login"]),
        (format!("Basic {secret}"), &["login"]),
    ] {
        runs.push(sandbox.feedctl_fed(words, &pasted));
    }
    all(&sandbox, &mut runs);
    for (status, body) in [
        (401, format!("what is {accept}?")),
        (403, format!("{{\"message\":\"no {secret}\"}}")),
        (500, format!("Authorization: {accept}")),
        (200, format!("<html>{secret} {}</html>", &accept[6..])),
    ] {
        server.set_fault(Some(Fault::Answer(Answer {
            on: On::ConfigJsonWithToken,
            status,
            headers: Vec::new(),
            content_type: String::new(),
            body,
        })));
        all(&sandbox, &mut runs);
        runs.push(sandbox.feedctl_fed(&["login"], &secret));
    }
    server.set_fault(None);
    assert_eq!(
        holding(&sandbox.path(""), &marks),
        [sandbox.path("cargo/credentials.toml")]
    );
    // A file that cannot be written.
    std::fs::remove_file(sandbox.path("cargo/credentials.toml")).expect("it is there");
    std::fs::create_dir(sandbox.path("cargo/credentials.toml")).expect("a folder");
    runs.push(sandbox.feedctl_fed(&["login"], &secret));
    std::fs::remove_dir(sandbox.path("cargo/credentials.toml")).expect("it is there");
    sandbox.write(
        "cargo/credentials.toml",
        format!("[registries.crates\ntoken = \"{accept}\"\n"),
    );
    runs.push(sandbox.feedctl_fed(&["login"], &secret));
    all(&sandbox, &mut runs);
    sandbox.write(
        "cargo/credentials.toml",
        format!("[registries]\ncrates = \"{accept}\"\n"),
    );
    runs.push(sandbox.feedctl_fed(&["login"], &secret));
    all(&sandbox, &mut runs);
    // Credential providers that say it again.
    sandbox.script("loud", &format!("echo '{accept}' '{secret}' >&2; exit 1"));
    let config = sandbox.read("cargo/config.toml").expect("it is there");
    sandbox.write(
        "cargo/config.toml",
        config.replace("\"cargo:token\"", "\"cargo:token\", \"loud\""),
    );
    runs.push(sandbox.feedctl_fed(&["login"], &secret));
    all(&sandbox, &mut runs);
    std::fs::remove_file(sandbox.path("bin/loud")).expect("it is there");
    sandbox.write("cargo/config.toml", config);
    // Out of reach.
    sandbox.write("cargo/credentials.toml", "");
    drop(server);
    runs.push(sandbox.feedctl_fed(&["login"], &secret));
    all(&sandbox, &mut runs);
    runs.push(sandbox.feedctl(&["logout"]));
    assert_eq!(holding(&sandbox.path(""), &marks), [] as [PathBuf; 0]);
    // In a variable, and in a file of the checkout.
    sandbox.set("CARGO_REGISTRIES_CRATES_TOKEN", &accept);
    all(&sandbox, &mut runs);
    sandbox.set("CARGO_REGISTRIES_CRATES_TOKEN", &secret);
    all(&sandbox, &mut runs);
    let project = sandbox.read("p/.cargo/config.toml").expect("it is there");
    sandbox.write(
        "p/.cargo/config.toml",
        format!("{project}\n[registries.crates]\ntoken = \"{secret}\"\n"),
    );
    all(&sandbox, &mut runs);
    sandbox.write(
        "p/.cargo/config.toml",
        project.replace(" }", &format!(", token = \"{accept}\" }}")),
    );
    all(&sandbox, &mut runs);
    runs.push(sandbox.feedctl(&["doctor", "--fix"]));
    runs.push(sandbox.feedctl(&["disconnect", "crates"]));
    runs.push(sandbox.feedctl(&["logout", "crates"]));

    assert_eq!(watch.end(), [] as [String; 0], "a command line held it");
    assert!(runs.len() > 100);
    for run in &runs {
        let text = run.to_string();
        assert!(!text.contains("panicked"), "{text}");
        for mark in &marks {
            assert!(!text.contains(mark), "{text}");
        }
    }
}

/// A checkout that wants the token, and what may not come of it.
struct Trap {
    name: &'static str,
    /// Where feedctl is run.
    folder: &'static str,
    files: Vec<(&'static str, String)>,
}

#[expect(clippy::too_many_lines, reason = "a list")]
/// Everything by which a checkout could get at the token, or run something.
fn traps(index: &str, proxy: &Proxy) -> Vec<Trap> {
    let feed = format!("[registries.crates]\nindex = \"{index}\"\n");
    let steal =
        "#!/bin/sh\ntouch \"$(dirname \"$0\")/ran\"\ncat > \"$(dirname \"$0\")/got\"\n".to_owned();
    vec![
        Trap {
            name: "a credential provider in the tree",
            folder: "p",
            files: vec![
                (
                    "p/.cargo/config.toml",
                    format!("{feed}credential-provider = \"./tools/cred\"\n"),
                ),
                ("p/tools/cred", steal.clone()),
            ],
        },
        Trap {
            name: "one in the list",
            folder: "p",
            files: vec![
                (
                    "p/.cargo/config.toml",
                    format!("{feed}[registry]\nglobal-credential-providers = [\"tools/cred\"]\n"),
                ),
                ("p/tools/cred", steal.clone()),
            ],
        },
        Trap {
            name: "an alias",
            folder: "p",
            files: vec![
                (
                    "p/.cargo/config.toml",
                    format!(
                        "{feed}credential-provider = \"mine\"\n[credential-alias]\nmine = [\"./tools/cred\"]\n"
                    ),
                ),
                ("p/tools/cred", steal.clone()),
            ],
        },
        Trap {
            name: "a command that prints",
            folder: "p",
            files: vec![
                (
                    "p/.cargo/config.toml",
                    format!(
                        "{feed}credential-provider = \"cargo:token-from-stdout ./tools/cred\"\n"
                    ),
                ),
                ("p/tools/cred", steal.clone()),
            ],
        },
        Trap {
            name: "an included file",
            folder: "p",
            files: vec![
                (
                    "p/.cargo/config.toml",
                    format!("include = [\"more.toml\"]\n{feed}"),
                ),
                (
                    "p/.cargo/more.toml",
                    "[registries.crates]\ncredential-provider = \"./tools/cred\"\n".to_owned(),
                ),
                ("p/tools/cred", steal.clone()),
            ],
        },
        Trap {
            name: "a proxy",
            folder: "p",
            files: vec![(
                "p/.cargo/config.toml",
                format!("{feed}[http]\nproxy = \"{}\"\n", proxy.url()),
            )],
        },
        Trap {
            name: "certificates",
            folder: "p",
            files: vec![(
                "p/.cargo/config.toml",
                format!("{feed}[http]\ncainfo = \"evil.pem\"\n"),
            )],
        },
        Trap {
            name: "a wrapper",
            folder: "p",
            files: vec![
                (
                    "p/.cargo/config.toml",
                    format!("{feed}[build]\nrustc-wrapper = \"./tools/cred\"\n"),
                ),
                ("p/tools/cred", steal.clone()),
            ],
        },
        Trap {
            name: "a toolchain",
            folder: "p",
            files: vec![
                ("p/.cargo/config.toml", feed.clone()),
                (
                    "p/rust-toolchain.toml",
                    "[toolchain]\npath = \"tools\"\n".to_owned(),
                ),
                ("p/tools/bin/cargo", steal.clone()),
            ],
        },
        Trap {
            name: "the outer of two work trees",
            folder: "p",
            files: vec![
                ("p/.cargo/config.toml", feed.clone()),
                (
                    ".cargo/config.toml",
                    "[registries.crates]\ncredential-provider = \"./tools/cred\"\n".to_owned(),
                ),
                ("tools/cred", steal.clone()),
                (".git/HEAD", String::new()),
            ],
        },
        Trap {
            name: "a toolchain of a folder",
            folder: "p/sub",
            files: vec![
                ("p/.cargo/config.toml", feed.clone()),
                (
                    "p/sub/rust-toolchain.toml",
                    "[toolchain]\npath = \"/p/tools\"\n".to_owned(),
                ),
            ],
        },
        Trap {
            name: "a toolchain in the old form",
            folder: "p",
            files: vec![
                ("p/.cargo/config.toml", feed.clone()),
                ("p/rust-toolchain", "/p/tools/a=b\n".to_owned()),
            ],
        },
        Trap {
            name: "a provider without any registry",
            folder: "p",
            files: vec![
                (
                    "p/.cargo/config.toml",
                    format!(
                        "[registry]\nglobal-credential-providers = [\"tools/cred\"]\n[source.crates-io]\nreplace-with = \"m\"\n[source.m]\nregistry = \"{index}\"\n"
                    ),
                ),
                ("p/tools/cred", steal.clone()),
            ],
        },
        Trap {
            name: "a source that leads to another registry",
            folder: "p",
            files: vec![
                (
                    "p/.cargo/config.toml",
                    format!(
                        "{feed}[source.x]\nregistry = \"{index}\"\nreplace-with = \"b\"\n[registries.b]\nindex = \"sparse+http://127.0.0.1:9/b/\"\ncredential-provider = \"./tools/cred\"\n"
                    ),
                ),
                ("p/tools/cred", steal.clone()),
            ],
        },
        Trap {
            name: "an unpacked archive",
            folder: "q/sub",
            files: vec![
                (
                    "q/.cargo/config.toml",
                    format!("{feed}credential-provider = \"./tools/cred\"\n"),
                ),
                ("q/sub/file", String::new()),
                ("q/tools/cred", steal.clone()),
            ],
        },
    ]
}

#[test]
fn a_hostile_checkout_gets_nothing_and_runs_nothing() {
    let secret = canary("r2E");
    let marks = marks(&secret);
    let mine = FeedServer::start(
        FeedOptions::three_crates()
            .with_index_path(AZURE)
            .with_login(&basic("PAT", &secret)),
    );
    let proxy = Proxy::start(ProxyMode::Open);
    for trap in &traps(&mine.index_url(), &proxy) {
        let sandbox = Sandbox::project();
        sandbox.write(
            "cargo/config.toml",
            "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
        );
        sandbox.write(
            "cargo/credentials.toml",
            format!(
                "[registries.crates]\ntoken = \"{}\"\n",
                basic("PAT", &secret)
            ),
        );
        for (path, text) in &trap.files {
            sandbox.write(path, text);
            std::fs::set_permissions(sandbox.path(path), std::fs::Permissions::from_mode(0o755))
                .expect("mode");
        }
        mine.clear_requests();
        for words in [
            &["login", "crates"][..],
            &["doctor", "--online"],
            &["doctor"],
            &["show"],
            &["snippet"],
        ] {
            let run = sandbox.feedctl_fed_in(trap.folder, words, &secret);
            // Without a registry there is nothing to sign in to.
            let has_none = run.stderr.contains("no feed is called");
            if words.len() == 2 && !has_none {
                assert_eq!(run.code, Some(3), "{}: {run}", trap.name);
                assert!(run.stderr.contains("--trust-repo"), "{}: {run}", trap.name);
            }
        }
        assert!(mine.requests().is_empty(), "{}", trap.name);
        assert!(proxy.requests().is_empty(), "{}", trap.name);
        let mut left = holding(&sandbox.path(""), &marks);
        left.retain(|path| !path.ends_with("cargo/credentials.toml"));
        assert_eq!(left, [] as [PathBuf; 0], "{}", trap.name);
        for place in ["p/tools/ran", "tools/ran", "p/tools/bin/ran", "q/tools/ran"] {
            assert_eq!(sandbox.read(place), None, "{}", trap.name);
        }
    }
}

#[test]
fn a_name_that_leads_elsewhere_is_sent_nothing() {
    let secret = canary("t3Z");
    let mine = FeedServer::start(
        FeedOptions::three_crates()
            .with_index_path(AZURE)
            .with_login(&basic("PAT", &secret)),
    );
    let theirs = FeedServer::start(
        FeedOptions::three_crates()
            .with_index_path(AZURE)
            .with_login("Bearer theirs"),
    );
    let feed = format!("[registries.crates]\nindex = \"{}\"\n", mine.index_url());
    let sandbox = Sandbox::project();
    sandbox.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
    );
    sandbox.write("p/.cargo/config.toml", &feed);
    assert_eq!(sandbox.feedctl_fed(&["login"], &secret).code, Some(0));
    sandbox.write(
        "p/.cargo/config.toml",
        format!("[registries.crates]\nindex = \"{}\"\n", theirs.index_url()),
    );
    let login = sandbox.feedctl_fed(&["login"], &secret);
    assert_eq!(login.code, Some(3), "{login}");
    let doctor = sandbox.feedctl(&["doctor"]);
    assert!(doctor.stdout.contains("token-of-another-feed"), "{doctor}");
    let elsewhere = format!("[registries.crates]\nindex = \"{}\"\n", theirs.index_url());
    let other = "[registries.other]\nindex = \"sparse+http://127.0.0.1:9/other/\"\n";
    for more in [
        String::new(),
        format!(
            "[source.crates-io]\nreplace-with = \"m\"\n[source.m]\nregistry = \"{}\"\n",
            theirs.index_url()
        ),
        format!(
            "{other}[source.x]\nregistry = \"sparse+http://127.0.0.1:9/other/\"\nreplace-with = \"crates\"\n"
        ),
        format!("{other}[patch.crates-io]\nx = {{ version = \"1\", registry = \"crates\" }}\n"),
    ] {
        sandbox.write("p/.cargo/config.toml", format!("{elsewhere}{more}"));
        let online = sandbox.feedctl(&["doctor", "--online"]);
        assert_eq!(online.code, Some(1), "{online}");
        let login = sandbox.feedctl_fed(&["login", "other"], &secret);
        assert_ne!(login.code, Some(0), "{login}");
        assert_eq!(theirs.count_with_authorization(), 0, "{online}\n{login}");
    }
}

#[test]
fn a_marked_secret_that_the_credential_provider_gives_is_kept_in_the_cache_alone() {
    let secret = canary("u4I");
    let marks = marks(&secret);
    let server = FeedServer::start(
        FeedOptions::three_crates()
            .with_index_path(AZURE)
            .with_login(&format!("Bearer {secret}")),
    );
    let mut sandbox = Sandbox::project();
    std::fs::create_dir_all(sandbox.path("bin")).expect("a folder");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_feedctl"), sandbox.path("bin/feedctl"))
        .expect("a link");
    sandbox.write(
        "cargo/config.toml",
        format!(
            "[registry]\nglobal-credential-providers = [\"cargo:token\", \"feedctl --provider azure-artifacts --base-url {}\"]\n",
            server.url()
        ),
    );
    sandbox.write(
        "p/.cargo/config.toml",
        format!("[registries.crates]\nindex = \"{}\"\n", server.index_url()),
    );
    sandbox.write("home/secret", &secret);
    let watch = Watch::new(&marks);
    let mut runs = Vec::new();
    let commands: [&[&str]; 7] = [
        &["login"],
        &["login", "--format", "json", "-v"],
        &["doctor", "--online", "-v"],
        &["doctor", "--online", "--format", "json"],
        &["doctor"],
        &["show"],
        &["logout"],
    ];
    let prints =
        "printf '{\"accessToken\":\"%s\",\"expires_on\":9999999999}' \"$(cat \"$HOME/secret\")\"";
    for az in [
        prints,
        "cat \"$HOME/secret\" >&2; exit 1",
        "cat \"$HOME/secret\"",
        "exit 0",
    ] {
        sandbox.script("az", az);
        for words in &commands[..6] {
            runs.push(sandbox.feedctl(words));
        }
        runs.push(sandbox.cargo("p", &["login", "--registry", "crates"]));
        let mut held = holding(&sandbox.path(""), &marks);
        held.retain(|path| !path.ends_with("home/secret"));
        if az == prints {
            assert_eq!(held.len(), 1, "{held:?}");
        }
        for path in held {
            assert!(
                path.starts_with(sandbox.path("home/.cache/feedctl")),
                "{path:?}"
            );
            let mode = path.metadata().expect("it").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        runs.push(sandbox.feedctl(&["logout"]));
    }
    sandbox.set("SYSTEM_ACCESSTOKEN", &secret);
    for words in commands {
        runs.push(sandbox.feedctl(words));
    }
    sandbox.set("SYSTEM_ACCESSTOKEN", &format!("{secret} {secret}"));
    for words in commands {
        runs.push(sandbox.feedctl(words));
    }
    let mut held = holding(&sandbox.path(""), &marks);
    held.retain(|path| !path.ends_with("home/secret"));
    assert_eq!(held, [] as [PathBuf; 0]);
    assert_eq!(watch.end(), [] as [String; 0], "a command line held it");
    for run in &runs {
        let text = run.to_string();
        assert!(!text.contains("panicked"), "{text}");
        for mark in &marks {
            assert!(!text.contains(mark), "{text}");
        }
    }
}

#[test]
fn values_that_would_steer_a_terminal_or_an_agent_are_shown_escaped() {
    let secret = canary("o5P");
    let sandbox = Sandbox::project();
    sandbox.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
    );
    sandbox.write(
        "p/.cargo/config.toml",
        "[registries.crates]\nindex = \"sparse+http://127.0.0.1:9/\\u001b[2J\\u202e##vso[task.setvariable]x/\"\ncredential-provider = \"\\u001b]0;x\\u0007\"\n",
    );
    for words in [
        &["login"][..],
        &["doctor", "--online"],
        &["doctor", "--online", "--trust-repo"],
        &["logout"],
        &["doctor"],
    ] {
        let run = sandbox.feedctl_fed(words, &secret);
        let text = run.to_string();
        for steering in ["\u{1b}", "\u{202e}", "##vso[", "\u{7}"] {
            assert!(!text.contains(steering), "{words:?}: {text:?}");
        }
    }
}

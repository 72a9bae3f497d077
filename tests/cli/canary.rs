//! A secret of its own in every place that may hold one, and every command in every
//! format: none of them leaves.
//!
//! The places come from the table of cargo's keys (`feedctl::cargo::keys`): a row that may
//! hold a secret and has no place here fails the test, and so does a key that the Cargo
//! Book names and the table does not. `FEEDCTL_TEST_BIN=PATH` tries another program than
//! the one that was built.
#![cfg(target_os = "linux")]

use std::fmt::Write as _;
use std::path::PathBuf;

use feedctl::cargo::keys::{self, Holds};

use crate::feed_server::{Answer, Fault, FeedOptions, FeedServer, On};
use crate::support::{Run, Sandbox, cargo_program};

/// Where the keys of the table may hold a secret, as lines that stand before any table.
/// `{}` is the secret, `N` is a name of the line's own.
const PLACES: &[(&str, &[&str])] = &[
    (
        "alias.**",
        &[
            "alias.N = \"run --token {}\"",
            "alias.N = ['run', '--token', '{}']",
        ],
    ),
    ("build.rustc", &["build.rustc = '{}'"]),
    (
        "build.rustc-workspace-wrapper",
        &["build.rustc-workspace-wrapper = '{}'"],
    ),
    ("build.rustc-wrapper", &["build.rustc-wrapper = '{}'"]),
    ("build.rustdoc", &["build.rustdoc = '{}'"]),
    ("build.rustdocflags", &["build.rustdocflags = ['--cfg={}']"]),
    (
        "build.rustflags",
        &["build.rustflags = ['--cfg', 'key=\"{}\"']"],
    ),
    ("build.target", &["build.target = '{}'"]),
    ("cargo-new.email", &["cargo-new.email = '{}'"]),
    ("cargo-new.name", &["cargo-new.name = '{}'"]),
    (
        "credential-alias.**",
        &[
            "credential-alias.N = ['prog', '--token', '{}']",
            "credential-alias.N = 'prog --token={}'",
            "credential-alias.N.more = ['cargo:token-from-stdout', 'sh', '-c', 'echo Bearer {}']",
        ],
    ),
    ("doc.browser", &["doc.browser = ['browser', '{}']"]),
    (
        "env.**",
        &["env.N = '{}'", "env.N = { value = '{}', force = true }"],
    ),
    ("http.proxy", &["http.proxy = 'me:{}@127.0.0.1:9'"]),
    ("http.user-agent", &["http.user-agent = 'shipyard {}'"]),
    ("patch.*.*", &["patch.crates-io.N = '{}'"]),
    (
        "patch.*.*.branch",
        &["patch.crates-io.N = { git = 'https://127.0.0.1:9/a', branch = '{}' }"],
    ),
    (
        "patch.*.*.git",
        &[
            "patch.crates-io.N = { git = 'https://me:{}@127.0.0.1:9/a' }",
            "patch.'https://me:{}@127.0.0.1:9/N'.a = { path = 'a' }",
        ],
    ),
    (
        "patch.*.*.package",
        &["patch.crates-io.N = { path = 'a', package = '{}' }"],
    ),
    (
        "patch.*.*.registry",
        &["patch.crates-io.N = { version = '1', registry = '{}' }"],
    ),
    (
        "patch.*.*.registry-index",
        &[
            "patch.crates-io.N = { version = '1', registry-index = 'sparse+https://me:{}@127.0.0.1:9/' }",
        ],
    ),
    (
        "patch.*.*.tag",
        &["patch.crates-io.N = { git = 'https://127.0.0.1:9/a', tag = '{}' }"],
    ),
    ("profile.**", &["profile.N.strip = '{}'"]),
    (
        "registries.*.credential-provider",
        &[
            "registries.N = { index = 'sparse+http://127.0.0.1:9/N/', credential-provider = ['prog', '--token', '{}'] }",
            "registries.N = { index = 'sparse+http://127.0.0.1:9/N/', credential-provider = [\n  'prog',\n  '{}', # here\n] }",
            "registries.N = { index = 'sparse+http://127.0.0.1:9/N/', credential-provider = 'prog --token {}' }",
            "registries.N = { index = 'sparse+http://127.0.0.1:9/N/', credential-provider = 'cargo:token-from-stdout echo {}' }",
            "registries.N = { index = 'sparse+http://127.0.0.1:9/N/', credential-provider = ['cargo:token-from-stdout', 'sh', '-c', 'echo Basic {}'] }",
            "registries.N = { index = 'sparse+http://127.0.0.1:9/N/', credential-provider = 'cargo:token {}' }",
            "registries.N = { index = 'sparse+http://127.0.0.1:9/N/', credential-provider = \"'my prog' '{}'\" }",
            "registries.N = { index = 'sparse+http://127.0.0.1:9/N/', credential-provider = { path = 'prog', args = ['{}'] } }",
        ],
    ),
    (
        "registries.*.index",
        &[
            "registries.N.index = 'sparse+https://me:{}@127.0.0.1:9/N/'",
            "registries.N.index = 'https:/me:{}@127.0.0.1:9/N/'",
            "registries.N.index = 'https:me:{}@127.0.0.1:9/N/'",
            "registries.N.index = 'sparse+https://me%3A{}%40127.0.0.1:9/N/'",
            "registries.N.index = 'sparse+https://127.0.0.1:9/N/?sig={}'",
            "registries.N.index = 'sparse+https://dl.cloudsmith.io/{}/acme/N/cargo/'",
            "registries.N.index = 'me:{}@127.0.0.1:9'",
        ],
    ),
    (
        "registries.*.protocol",
        &["registries.N = { index = 'sparse+http://127.0.0.1:9/N/', protocol = '{}' }"],
    ),
    (
        "registries.*.secret-key",
        &["registries.N = { index = 'sparse+http://127.0.0.1:9/N/', secret-key = '{}' }"],
    ),
    (
        "registries.*.secret-key-subject",
        &["registries.N = { index = 'sparse+http://127.0.0.1:9/N/', secret-key-subject = '{}' }"],
    ),
    (
        "registries.*.token",
        &[
            "registries.N = { index = 'sparse+http://127.0.0.1:9/N/', token = '{}' }",
            "registries.N.index = 'sparse+http://127.0.0.1:9/N/' # PAT: {}\nregistries.N.token = \"\"\"\n{}\"\"\"",
            "# Bearer token={}\nregistries.N.index = 'sparse+http://127.0.0.1:9/N/'\nregistries.N.token = '''{}'''",
            "registries.N = { index = 'sparse+http://127.0.0.1:9/N/', tokn = '{}' }",
            "source.N.token = '{}'",
        ],
    ),
    (
        "registry.credential-provider",
        &["registry.credential-provider = ['prog', '{}']"],
    ),
    ("registry.default", &["registry.default = '{}'"]),
    (
        "registry.global-credential-providers",
        &[
            "registry.global-credential-providers = ['cargo:token', 'prog --token {}', 'cargo:token-from-stdout echo {}']",
        ],
    ),
    (
        "registry.index",
        &["registry.index = 'https://me:{}@127.0.0.1:9/'"],
    ),
    ("registry.secret-key", &["registry.secret-key = '{}'"]),
    (
        "registry.secret-key-subject",
        &["registry.secret-key-subject = '{}'"],
    ),
    ("registry.token", &["registry.token = '{}'"]),
    (
        "source.*.branch",
        &["source.N = { git = 'https://127.0.0.1:9/N', branch = '{}' }"],
    ),
    (
        "source.*.git",
        &[
            "source.N.git = 'https://me:{}@127.0.0.1:9/N'",
            "source.N.git = 'me:{}@127.0.0.1:N'",
        ],
    ),
    (
        "source.*.registry",
        &["source.N.registry = 'sparse+https://me:{}@127.0.0.1:9/N/'"],
    ),
    (
        "source.*.replace-with",
        &[
            "source.N.replace-with = '{}'",
            "source.crates-io.replace-with = '{}'",
        ],
    ),
    (
        "source.*.tag",
        &["source.N = { git = 'https://127.0.0.1:9/N', tag = '{}' }"],
    ),
    (
        "target.**",
        &[
            "target.N.linker = '{}'",
            "target.N.runner = ['qemu', '{}']",
            "target.N.link.a = '{}'",
        ],
    ),
];

/// Variables that may hold a secret; the names in them are those of registries of their own.
const VARIABLES: &[(&str, &str)] = &[
    ("CARGO_REGISTRIES_V1_TOKEN", "{}"),
    (
        "CARGO_REGISTRIES_V1_INDEX",
        "sparse+http://me:{}@127.0.0.1:9/v1/",
    ),
    ("CARGO_REGISTRIES_V2_CREDENTIAL_PROVIDER", "prog --token {}"),
    ("CARGO_REGISTRIES_V2_INDEX", "sparse+http://127.0.0.1:9/v2/"),
    ("CARGO_REGISTRIES_V3_INDEX", "https:/me:{}@127.0.0.1:9/v3/"),
    ("CARGO_REGISTRIES_V4_SECRET_KEY", "{}"),
    ("CARGO_REGISTRIES_V4_TOKN", "{}"),
    (
        "CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS",
        "cargo:token-from-stdout echo {}",
    ),
    ("CARGO_REGISTRY_TOKEN", "{}"),
    ("CARGO_HTTP_USER_AGENT", "shipyard {}"),
    ("CARGO_HTTP_PROXY", "me:{}@127.0.0.1:9"),
    ("https_proxy", "http://me:{}@127.0.0.1:9"),
    ("cargo_registries_v1_token", "{}"),
    ("SYSTEM_ACCESSTOKEN", "{}"),
];

/// The secrets that were planted, each with where it stands.
#[derive(Default)]
struct Canaries(Vec<(String, String)>);

impl Canaries {
    /// One that only its place gives away, or one that its look does.
    fn one(&mut self, place: &str, by_look: bool) -> String {
        let number = self.0.len();
        let secret = if by_look {
            format!("C4n4ry{number:04}{}", "aB3dE6gH".repeat(4))
        } else {
            format!("canary-{number:04}")
        };
        self.0.push((secret.clone(), place.to_owned()));
        secret
    }

    /// A text with a new secret at each `{}`.
    fn plant(&mut self, text: &str, by_look: bool) -> String {
        let mut parts = text.split("{}");
        let mut planted = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            planted += &self.one(text, by_look);
            planted += part;
        }
        planted
    }

    /// Where those stand that a text holds.
    fn in_text(&self, text: &str) -> Vec<&str> {
        let held = self.0.iter().filter(|(secret, _)| text.contains(secret));
        held.map(|(_, place)| place.as_str()).collect()
    }
}

/// Every place of the table as one file. Names begin with `name`.
fn config(name: &str, canaries: &mut Canaries) -> String {
    let mut text = String::from("# canary: nothing of this is true\n");
    let mut seen: Vec<String> = Vec::new();
    for (pattern, lines) in PLACES {
        let holds = keys::rows().find(|(known, _)| known == pattern);
        let by_look = holds.is_some_and(|(_, holds)| holds == Holds::Text);
        for line in *lines {
            // A key stands once.
            let key = line.split(" = ").next().unwrap_or_default();
            if !key.contains('N') && !line.contains('N') {
                assert!(!seen.iter().any(|known| known == key), "{key}");
                seen.push(key.to_owned());
            }
            let own = format!("{name}{}", canaries.0.len());
            let line = canaries.plant(line, by_look);
            let _ = writeln!(text, "{}", line.replace('N', &own));
        }
    }
    text
}

const FORMATS: [&str; 5] = ["human", "json", "sarif", "github", "azure"];

/// Every command that reads, and those that write without writing.
fn commands(names: &[String], keys: &[String]) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = Vec::new();
    let mut add = |words: &[&str]| all.push(words.iter().map(|word| (*word).to_owned()).collect());
    for format in FORMATS {
        for more in [
            &[][..],
            &["--files"],
            &["--strict", "-v"],
            &["--fix", "-n"],
            &["--recursive", "."],
        ] {
            add(&[&["doctor", "--format", format], more].concat());
        }
    }
    for format in &FORMATS[..2] {
        add(&["show", "--format", format]);
        add(&["show", "-v", "--format", format]);
        add(&["snippet", "--format", format]);
        add(&["snippet", "--all", "--format", format]);
        add(&["providers", "--format", format]);
        add(&[
            "connect",
            "--format",
            format,
            "--dry-run",
            "https://pkgs.dev.azure.com/acme/_packaging/crates/Cargo/index/",
        ]);
        add(&[
            "connect", "--format", format, "--check", "-v", "--org", "acme", "--feed", "crates",
            "--force",
        ]);
        add(&[
            "connect",
            "--format",
            format,
            "-n",
            "--user",
            "--org",
            "acme",
            "--feed",
            "crates",
            "--replace-crates-io",
            "--force",
        ]);
        add(&[
            "connect",
            "--format",
            format,
            "-n",
            "--org",
            "acme",
            "--feed",
            "crates",
            "--credential-provider",
            "cargo:token",
        ]);
        add(&["login", "--format", format]);
        add(&["logout", "--format", format]);
        add(&["disconnect", "--format", format, "-n"]);
        for key in keys {
            add(&["show", key, "--format", format]);
        }
        for name in names {
            add(&["disconnect", name, "-n", "--format", format]);
        }
    }
    for name in names.iter().step_by(3) {
        add(&["login", name]);
        add(&["logout", name]);
        add(&["snippet", "cargo", name]);
        add(&["snippet", "github-actions", name]);
        add(&[
            "connect",
            "https://pkgs.dev.azure.com/acme/_packaging/crates/Cargo/index/",
            "--name",
            name,
            "-n",
            "--force",
        ]);
    }
    all
}

/// The names of the registries and sources of a text, and the keys of all its lines.
fn names_and_keys(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut names, mut keys) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let Some((key, _)) = line
            .split_once(" = ")
            .filter(|_| !line.starts_with([' ', '#']))
        else {
            continue;
        };
        // A URL among the names of a key holds its secret, which is not to be typed.
        if key.contains('\'') {
            continue;
        }
        keys.push(key.to_owned());
        if let ["registries" | "source", name, ..] = key.split('.').collect::<Vec<_>>()[..] {
            names.push(name.to_owned());
        }
    }
    names.dedup();
    keys.dedup();
    (names, keys)
}

/// Programs of the sandbox that note how they are started, before they do their work.
fn recorded(sandbox: &Sandbox) {
    let note = "{ printf '%s\\n' \"$0\" \"$@\"; env; } >> \"$HOME/started-$(basename \"$0\")\"";
    sandbox.script("az", &format!("{note}\nexit 1"));
    sandbox.script("aws", &format!("{note}\nexit 1"));
    sandbox.script("prog", &format!("{note}\nexit 1"));
    sandbox.script("git", &format!("{note}\nexec /usr/bin/git \"$@\""));
    let cargo = cargo_program();
    sandbox.script(
        "cargo",
        &format!(
            "printf '%s\\n' \"$0\" \"$@\" >> \"$HOME/started-cargo\"\nexec '{}' \"$@\"",
            cargo.display()
        ),
    );
}

/// Nothing that was planted is in what a run said.
fn holds_none(run: &Run, words: &str, canaries: &Canaries) {
    let text = run.to_string();
    assert!(!text.contains("panicked"), "{words}: {text}");
    let held = canaries.in_text(&text);
    assert!(held.is_empty(), "{words} shows {held:#?}:\n{text}");
}

/// Every file below a folder with what it holds of what was planted.
fn files_holding(folder: PathBuf, canaries: &Canaries) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if let Ok(bytes) = std::fs::read(&path)
                && !canaries
                    .in_text(&String::from_utf8_lossy(&bytes))
                    .is_empty()
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn run_all(sandbox: &Sandbox, commands: &[Vec<String>], canaries: &Canaries) {
    for words in commands {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let run = sandbox.feedctl_fed(&words, "");
        holds_none(&run, &words.join(" "), canaries);
    }
}

#[test]
fn every_key_that_may_hold_a_secret_has_a_place_here() {
    for (pattern, holds) in keys::rows() {
        let has_place = PLACES.iter().any(|(known, _)| *known == pattern);
        assert_eq!(has_place, holds != Holds::Plain, "{pattern}: {holds:?}");
    }
}

/// The keys of the Cargo Book's chapter on configuration, `*` for a name.
const OF_THE_BOOK: &[&str] = &[
    "alias.*",
    "build.build-dir",
    "build.dep-info-basedir",
    "build.incremental",
    "build.jobs",
    "build.pipelining",
    "build.rustc",
    "build.rustc-workspace-wrapper",
    "build.rustc-wrapper",
    "build.rustdoc",
    "build.rustdocflags",
    "build.rustflags",
    "build.target",
    "build.target-dir",
    "build.warnings",
    "cache.auto-clean-frequency",
    "cargo-new.email",
    "cargo-new.name",
    "cargo-new.vcs",
    "credential-alias.*",
    "doc.browser",
    "env.*",
    "future-incompat-report.frequency",
    "http.cainfo",
    "http.check-revoke",
    "http.debug",
    "http.low-speed-limit",
    "http.multiplexing",
    "http.proxy",
    "http.proxy-cainfo",
    "http.ssl-version",
    "http.timeout",
    "http.user-agent",
    "include",
    "install.root",
    "net.git-fetch-with-cli",
    "net.offline",
    "net.retry",
    "net.ssh",
    "net.ssh.known-hosts",
    "patch.*.*",
    "paths",
    "profile.*.*",
    "registries.*.credential-provider",
    "registries.*.index",
    "registries.*.token",
    "registries.crates-io.protocol",
    "registry.credential-provider",
    "registry.default",
    "registry.global-credential-providers",
    "registry.index",
    "registry.token",
    "resolver.incompatible-rust-versions",
    "resolver.lockfile-path",
    "source.*.branch",
    "source.*.directory",
    "source.*.git",
    "source.*.local-registry",
    "source.*.registry",
    "source.*.replace-with",
    "source.*.rev",
    "source.*.tag",
    "target.*.*",
    "target.*.ar",
    "target.*.linker",
    "target.*.runner",
    "target.*.rustdocflags",
    "target.*.rustflags",
    "term.color",
    "term.hyperlinks",
    "term.progress.term-integration",
    "term.progress.when",
    "term.progress.width",
    "term.quiet",
    "term.unicode",
    "term.verbose",
];

#[test]
fn every_key_of_the_cargo_book_has_a_row() {
    for key in OF_THE_BOOK {
        let path: Vec<&str> = key.split('.').collect();
        assert!(keys::known(&path).is_some(), "{key}");
    }
}

#[test]
fn secrets_in_files_do_not_leave() {
    let mut canaries = Canaries::default();
    let mut sandbox = Sandbox::project();
    sandbox.git(None);
    recorded(&sandbox);
    sandbox.write("home/keep", "");
    let project = config("p", &mut canaries);
    sandbox.write("p/.cargo/config.toml", &project);
    let home = config("h", &mut canaries);
    sandbox.write("cargo/config.toml", &home);
    let stored = canaries.plant(
        "[registries.p1]\ntoken = \"{}\"\n[registry]\ntoken = \"{}\"\n",
        false,
    );
    sandbox.write("cargo/credentials.toml", stored);
    let planted = files_holding(sandbox.path(""), &canaries);
    let (names, keys) = names_and_keys(&project);
    run_all(&sandbox, &commands(&names, &keys), &canaries);

    // Nothing is hidden behind a file that could not be judged.
    let run = sandbox.feedctl(&["doctor"]);
    for code in [
        "info[runs-program]",
        "warning[token-in-config]",
        "warning[password-in-url]",
    ] {
        assert!(run.stdout.contains(code), "{code}: {run}");
    }

    // With cargo, which fails; and what writes.
    sandbox.set("CARGO_NET_RETRY", "0");
    for words in [
        &["doctor", "--online", "--trust-repo"][..],
        &[
            "doctor",
            "--online",
            "--trust-repo",
            "--format",
            "json",
            "-v",
        ],
        &[
            "connect", "--org", "acme", "--feed", "crates", "--force", "-v",
        ],
        &["disconnect", "crates"],
        &["doctor", "--fix"],
    ] {
        let run = sandbox.feedctl_fed(words, "");
        holds_none(&run, &words.join(" "), &canaries);
    }
    assert_eq!(files_holding(sandbox.path(""), &canaries), planted);
}

#[test]
fn secrets_in_files_that_cargo_cannot_load_do_not_leave() {
    for broken in [
        "{}\n",
        "[registries.a]\nindex = 'sparse+http://127.0.0.1:9/'\ntoken: {}\n",
        "[registries.a\ntoken = '{}'\n",
        "[registry]\nglobal-credential-providers = [\n'prog {}'\n[registries.a]\ntoken = '{}'\n",
        "[registries.a]\ntoken = \"\"\"\n{}\n",
        "[registries.a]\ntoken = '{}\nindex = 'https://me:{}@127.0.0.1:9/'\n",
        "token {} = 1\n",
        "<<<<<<< {}\n[registries.a]\ntoken = {}\n=======\n",
        "[registries]\na = '{}'\n",
        "[registries.a]\ncredential-provider = ['prog', 1, '{}']\n",
        "{\"registries\": {\"a\": {\"token\": \"{}\"}}}\n",
    ] {
        let mut canaries = Canaries::default();
        let sandbox = Sandbox::project();
        let text = canaries.plant(broken, false);
        sandbox.write("p/.cargo/config.toml", &text);
        sandbox.write("cargo/credentials.toml", text);
        let (names, keys) = (vec!["a".to_owned()], vec!["registries.a".to_owned()]);
        run_all(&sandbox, &commands(&names, &keys), &canaries);
    }
}

#[test]
fn secrets_in_variables_do_not_leave() {
    let mut canaries = Canaries::default();
    let mut sandbox = Sandbox::project();
    recorded(&sandbox);
    sandbox.write("home/keep", "");
    for (name, value) in VARIABLES {
        let value = canaries.plant(value, false);
        sandbox.set(name, &value);
    }
    let keys: Vec<String> = [
        "registries.v1.token",
        "registries.v1.index",
        "registries.v2.credential-provider",
        "registries.v3.index",
        "registries.v4",
        "registry.token",
        "http.user-agent",
        "http.proxy",
        "registry.global-credential-providers",
    ]
    .map(str::to_owned)
    .to_vec();
    let names: Vec<String> = ["v1", "v2", "v3", "v4"].map(str::to_owned).to_vec();
    run_all(&sandbox, &commands(&names, &keys), &canaries);
    let run = sandbox.feedctl(&["doctor", "--online", "--trust-repo", "-v"]);
    holds_none(&run, "doctor --online", &canaries);
    assert_eq!(
        files_holding(sandbox.path(""), &canaries),
        [] as [PathBuf; 0]
    );
}

#[test]
fn secrets_that_a_server_says_again_do_not_leave() {
    let mut canaries = Canaries::default();
    let server = FeedServer::start(FeedOptions::three_crates().with_login("Basic UEFUOmE="));
    let mut sandbox = Sandbox::project();
    sandbox.write(
        "p/.cargo/config.toml",
        format!(
            "[registries.a]\nindex = \"{}\"\ncredential-provider = \"cargo:token\"\n",
            server.index_url()
        ),
    );
    sandbox.set("CARGO_REGISTRIES_A_TOKEN", "Basic UEFUOmE=");
    for (status, body, by_look) in [
        (401, "what is {}?", true),
        (401, "Authorization: Basic {}", false),
        (403, "{\"message\": \"no\", \"token\": \"{}\"}", true),
        (500, "<html>{}</html>", true),
    ] {
        server.set_fault(Some(Fault::Answer(Answer {
            on: On::ConfigJsonWithToken,
            status,
            headers: Vec::new(),
            content_type: String::new(),
            body: canaries.plant(body, by_look),
        })));
        for words in [
            &["doctor", "--online"][..],
            &["doctor", "--online", "-v", "--format", "json"],
        ] {
            let run = sandbox.feedctl(words);
            holds_none(&run, body, &canaries);
        }
    }
}

#[test]
fn a_token_typed_where_a_name_belongs_is_refused_and_not_said_again() {
    let mut canaries = Canaries::default();
    let sandbox = Sandbox::project();
    sandbox.write("p/.cargo/config.toml", "");
    for words in [
        &["connect", "--feed", "{}"][..],
        &["connect", "--org", "{}", "--feed", "crates"],
        &[
            "connect",
            "--org",
            "acme",
            "--project={}",
            "--feed",
            "crates",
        ],
        &[
            "connect",
            "https://pkgs.dev.azure.com/acme/_packaging/crates/Cargo/index/",
            "--name",
            "{}",
        ],
        &["connect", "{}"],
        &["connect", "--format", "json", "{}"],
        &["connect", "--nosuch", "{}"],
        &["connect", "--{}"],
        &["login", "{}"],
        &["login", "--format=json", "{}"],
        &["login", "--pat", "{}"],
        &["logout", "{}"],
        &["show", "{}"],
        &["snippet", "{}"],
        &["snippet", "cargo", "{}"],
        &["disconnect", "{}"],
        &["doctor", "--only", "{}"],
        &["doctor", "--explain", "{}"],
        &["{}"],
        &["providers", "{}"],
        &["completions", "{}"],
    ] {
        let planted: Vec<String> = words
            .iter()
            .map(|word| canaries.plant(word, true))
            .collect();
        let planted: Vec<&str> = planted.iter().map(String::as_str).collect();
        let run = sandbox.feedctl_fed(&planted, "");
        holds_none(&run, &words.join(" "), &canaries);
        assert_eq!(run.code, Some(2), "{words:?}: {run}");
        assert!(
            run.stderr.contains("looks like a token"),
            "{words:?}: {run}"
        );
        assert!(
            run.stderr.contains("feedctl login NAME"),
            "{words:?}: {run}"
        );
    }
    assert_eq!(
        files_holding(sandbox.path(""), &canaries),
        [] as [PathBuf; 0]
    );
    // What is no token is said again, and steers nothing.
    let run = sandbox.feedctl(&["doctor", "--only", "\u{1b}[31mred"]);
    assert!(!run.to_string().contains('\u{1b}'), "{run}");
    assert_eq!(run.code, Some(2));
    // A folder may be called like a commit.
    let commit = "9fceb02d0ae598e95dc970b74767f19372d61af8";
    sandbox.write(
        &format!("p/{commit}/Cargo.toml"),
        "[package]\nname = \"b\"\nversion = \"0.1.0\"\n",
    );
    let run = sandbox.feedctl(&["-C", commit, "doctor"]);
    assert_eq!(run.code, Some(0), "{run}");
}

#[test]
fn a_patch_that_is_masked_says_so_and_is_none_for_git() {
    let sandbox = Sandbox::project();
    sandbox.git(None);
    sandbox.write(
        "p/.cargo/config.toml",
        "[registries.crates]\nindex = \"sparse+https://pkgs.dev.azure.com/acme/_packaging/crates/Cargo/index\"\ncredential_provider = [\"prog\", \"--token\", \"s3cr3t\"]\n",
    );
    let run = sandbox.feedctl(&["disconnect", "crates", "-n"]);
    assert!(run.stdout.contains("@@ masked, line 1 @@"), "{run}");
    assert!(run.stderr.contains("masked"), "{run}");
    sandbox.write("patch", &run.stdout);
    let applied = sandbox.bash("git apply ../patch");
    assert!(!applied.ok, "{applied}");
    let run = sandbox.feedctl(&["doctor", "--fix"]);
    assert!(run.stderr.contains("masked"), "{run}");
    let text = sandbox.read("p/.cargo/config.toml").expect("it is there");
    assert!(
        text.contains("Cargo/index/\"") && text.contains("s3cr3t"),
        "{text}\n{run}"
    );
    let run = sandbox.feedctl(&["disconnect", "crates"]);
    assert!(run.ok, "{run}");
    assert!(
        !sandbox
            .read("p/.cargo/config.toml")
            .unwrap_or_default()
            .contains("s3cr3t")
    );
}

//! `show`: whole outputs, that no secret is among them, and that its values are
//! those of the real cargo.

use std::fmt::Write as _;

use crate::support::{Sandbox, snapshot};

/// What stands in every secret that is planted.
const PLANTED: &str = "hunter2";

fn story(sandbox: &Sandbox, commands: &[&[&str]]) -> String {
    let told: Vec<String> = commands
        .iter()
        .map(|words| {
            let words = [&["show"], *words].concat();
            let run = sandbox.feedctl(&words);
            format!("$ feedctl {}\n{run}\n", words.join(" "))
        })
        .collect();
    told.concat()
}

/// A project with two feeds, some values in each place that cargo reads.
fn sample() -> Sandbox {
    let mut sandbox = Sandbox::with(&[
        (
            "p/.cargo/config.toml",
            "include = [\"proxy.toml\"]\n\n\
             [registries]\n\
             crates = { index = \"sparse+https://pkgs.dev.azure.com/contoso/Platform/_packaging/crates/Cargo/index/\" }\n\
             internal = { index = \"sparse+https://cargo.cloudsmith.io/acme/tools/\", credential-provider = \"corp\" }\n\n\
             [source.crates-io]\n\
             replace-with = \"crates\"\n",
        ),
        (
            "p/.cargo/proxy.toml",
            "[http]\nproxy = \"http://me:hunter2@proxy.corp.test:8080\"\ntimeout = 60\n\n\
             [credential-alias]\ncorp = [\"corp-auth\", \"--tenant\", \"contoso\"]\n",
        ),
        (
            "cargo/config.toml",
            "[registry]\nglobal-credential-providers = [\"cargo:token\", \"cargo:wincred\"]\n\n\
             [registries.crates]\nindex = \"sparse+https://old.corp.test/index/\"\n\n\
             [http]\ntimeout = 30\n",
        ),
        (
            "cargo/credentials.toml",
            "[registries.crates]\ntoken = \"Basic hunter2\"\n",
        ),
        (
            "p/.cargo/credentials.toml",
            "[registry]\ntoken = \"hunter2\"\n",
        ),
    ]);
    sandbox.set("CARGO_REGISTRIES_INTERNAL_TOKEN", "Bearer hunter2");
    sandbox.set("cargo_registries_crates_token", "hunter2");
    sandbox
}

#[test]
fn everything_with_its_places() {
    let sandbox = sample();
    let text = story(&sandbox, &[&[]]);
    snapshot("show-all", &text);
    assert!(!text.contains(PLANTED));
}

#[test]
fn json_is_the_same_answer() {
    let sandbox = sample();
    let text = story(
        &sandbox,
        &[
            &["--format", "json"],
            &["internal", "--format", "json"],
            &["http.timeout", "--format", "json"],
            &["nosuch", "--format", "json"],
        ],
    );
    snapshot("show-json", &text);
    assert!(!text.contains(PLANTED));
}

#[test]
fn one_name() {
    let sandbox = sample();
    let text = story(
        &sandbox,
        &[&["crates"], &["internal"], &["crates-io"], &["intern"]],
    );
    snapshot("show-name", &text);
    assert!(!text.contains(PLANTED));
}

#[test]
fn one_key() {
    let mut sandbox = sample();
    sandbox.set("CARGO_NET_RETRY", "7");
    sandbox.set("CARGO_BUILD_JOBS", "2");
    sandbox.write(
        "home/.cargo/config.toml",
        "this is not read: cargo's home is elsewhere",
    );
    sandbox.write(
        "p/q/.cargo/config.toml",
        "[net]\nretry = 1\n\n[http]\ntimout = 1\noffline = false\n\n[registry]\n\
         global-credential-providers = [\"prov --password hunter2\"]\n\n\
         [source.\"a.b\"]\nregistry = \"https://me:hunter2@h.test/i\"\n",
    );
    let mut text = String::new();
    for key in [
        "registries.crates.index",
        "registries.crates.token",
        "registry.global-credential-providers",
        "registries.internal.credential-provider",
        "http.proxy",
        "http.cainfo",
        "net.retry",
        "net",
        "http",
        "registries.crates",
        "source.\"a.b\".registry",
        "source.a.b.registry",
        "source.crates-io",
        "source.crates-io.registry",
        "source.nosuch.registry",
        "registries.crate.index",
        "http.timout",
        "http.timeot",
        "nosuch.key",
        "htp",
        "env.SOMETHING",
        "build.jobs",
        "include",
        "a..b",
    ] {
        let run = sandbox.feedctl_in("p/q", &["show", key]);
        let _ = writeln!(text, "$ feedctl show {key}\n{run}");
    }
    snapshot("show-key", &text);
    assert!(!text.contains(PLANTED));
}

#[test]
fn nothing_is_configured() {
    let sandbox = Sandbox::new();
    let text = story(
        &sandbox,
        &[&[], &["crates-io"], &["crates"], &["registries"]],
    );
    snapshot("show-nothing", &text);
}

#[test]
fn what_is_broken_is_marked_and_the_rest_is_shown() {
    let mut sandbox = Sandbox::with(&[
        (
            "p/.cargo/config.toml",
            "[registries.crates\nindex = 'hunter2'\n",
        ),
        (
            "cargo/config.toml",
            "include = ['round.toml']\nregistry.token = 123456\nhttp.timeout = 'soon'\n\
             [registries.crates]\nindex = 'sparse+https://h.test/i/'\n\
             credential-provider = { path = 'hunter2' }\ntoken = ['hunter2']\n\
             [source.crates-io]\nreplace-with = 'a'\n[source.a]\nreplace-with = 'b'\n\
             [source.b]\nreplace-with = 'a'\n",
        ),
        (
            "cargo/round.toml",
            "include = ['round.toml']\nx = 1979-05-27\n",
        ),
        ("cargo/credentials.toml", "token = 'hunter2\n"),
    ]);
    sandbox.set("CARGO_NET_OFFLINE", "1");
    let text = story(
        &sandbox,
        &[
            &[],
            &["crates"],
            &["http.timeout"],
            &["net.offline"],
            &["registry.token"],
        ],
    );
    snapshot("show-broken", &text);
    assert!(!text.contains(PLANTED) && !text.contains("123456"));
}

/// What stands there where no credential provider is configured.
const NO_PROVIDERS: &str =
    "\nCredential providers for all registries, in the order in which cargo asks them\n  none\n";

#[test]
fn replacements_are_followed_to_their_end() {
    let mut text = String::new();
    for config in [
        "source.crates-io.replace-with = 'mirror'\nsource.mirror.registry = 'https://m.test/i'\n",
        "source.crates-io.replace-with = 'mirror'\nsource.mirror.replace-with = 'crates'\nsource.mirror.directory = 'v'\n",
        "source.crates-io.replace-with = 'craets'\n[registries.crates]\nindex = 'sparse+https://h.test/i/'\n",
        "source.crates-io.replace-with = 'a'\nsource.a.replace-with = 'crates-io'\n",
        "source.crates-io.registry = 'sparse+https://h.test/i/'\n",
        "source = 1\n",
        "registries = 1\n",
    ] {
        let sandbox = Sandbox::with(&[("p/.cargo/config.toml", config)]);
        let run = sandbox.feedctl(&["show"]);
        assert_eq!(run.code, Some(0), "{run}");
        let (shown, _) = run.stdout.split_once("\nFiles").expect("the next heading");
        let shown = shown.replace(NO_PROVIDERS, "");
        let _ = writeln!(text, "{config}--\n{shown}");
    }
    snapshot("show-replacements", &text);
}

/// A variable's URL names the registry to cargo, in lower case: the table of the
/// name that people see does not count then.
#[test]
fn the_name_for_credentials_is_the_one_that_cargo_takes() {
    let mut sandbox = Sandbox::with(&[(
        "p/.cargo/config.toml",
        "[registries.my-reg]\nindex = 'sparse+https://h.test/i/'\n\
         credential-provider = 'cargo:token'\n\
         [registries.one]\nindex = 'sparse+https://two.test/i/'\n\
         [registries.two]\nindex = 'sparse+https://two.test/i'\n",
    )]);
    sandbox.set("CARGO_REGISTRIES_MY_REG_INDEX", "sparse+https://h.test/i/");
    let text = story(&sandbox, &[&[]]);
    snapshot("show-called", &text);
}

#[test]
fn no_secret_is_shown_whatever_holds_it() {
    let mut sandbox = Sandbox::with(&[
        (
            "p/.cargo/config.toml",
            "[registries.a]\nindex = 'sparse+https://me:hunter2@h.test/i/'\ntoken = 'hunter2'\n\
             secret-key = 'hunter2'\ntokn = 'hunter2'\npassword = 'hunter2'\n\
             credential-provider = ['cargo:token-from-stdout', 'echo', 'Basic', 'hunter2']\n\
             [registries.b]\nindex = 'https://me:hun/hunter2@h.test/i/'\ntoken = ['hunter2']\n\
             [registries.c]\nindex = 'sparse+https://dl.cloudsmith.io/hunter2/acme/tools/cargo/'\n\
             token = { value = 'hunter2' }\n\
             [registries.d]\nindex = 'sparse+https://h.test/i/?sig=hunter2'\ntoken = 7272\n\
             [registries.e]\nindex = 'me:hunter2@h.test:o/i.git'\n\
             [registries.'https://me:hunter2@h.test/']\nindex = 'x'\n\
             [registry]\ntoken = 'hunter2'\nglobal-credential-providers = ['p --token hunter2']\n\
             [source.crates-io]\nreplace-with = 'https://me:hunter2@h.test/'\n\
             [source.s]\nregistry = 'https://me:hunter2 x@h.test/'\ngit = 'https://hunter2@h.test/'\n\
             [http]\nproxy = 'me:hunter2@proxy:80'\nuser-agent = 'x'\npassword = 7272\n\
             [env]\nindex = 'hunter2'\nT = { value = 'hunter2', force = true }\n\
             [alias]\npub = 'publish --token hunter2'\n\
             [credential-alias]\nal = 'prog --api-key=hunter2'\n",
        ),
        (
            "cargo/credentials.toml",
            "[registry]\ntoken = 'hunter2'\n[registries.a]\ntoken = 'hunter2'\nsecret-key = 'hunter2'\n",
        ),
    ]);
    for (name, value) in [
        ("CARGO_REGISTRIES_A_TOKEN", "hunter2"),
        ("CARGO_REGISTRIES_A_TOKN", "hunter2"),
        ("CARGO_REGISTRIES_B_SECRET_KEY", "hunter2"),
        (
            "CARGO_REGISTRIES_C_INDEX",
            "https://me:hun/hunter2@h.test/i/",
        ),
        (
            "CARGO_REGISTRIES_C_CREDENTIAL_PROVIDER",
            "p --token hunter2",
        ),
        ("CARGO_REGISTRY_TOKEN", "hunter2"),
        ("CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS", "echo hunter2"),
        ("CARGO_HTTP_PROXY", "me:hun/hunter2@proxy"),
        ("CARGO_HTTP_OTHER", "hunter2"),
        ("CARGO_NET_OTHER", "hunter2"),
        ("CARGO_SOURCE_s_REGISTRY", "https://me:hunter2@h.test/"),
        ("CARGO_SOURCE_s_TOKEN", "hunter2"),
        ("cargo_registries_a_token", "hunter2"),
    ] {
        sandbox.set(name, value);
    }
    let names = [
        "a",
        "b",
        "c",
        "d",
        "e",
        "s",
        "crates-io",
        "https://me:hunter2@h.test/",
    ];
    let keys = [
        "registries",
        "registry",
        "source",
        "http",
        "net",
        "env",
        "alias",
        "credential-alias",
        "registries.a.token",
        "registries.b.token",
        "registries.c.token",
        "registries.d.token",
        "registries.a.tokn",
        "registries.a.hunter",
        "env.T",
        "env.T.value",
        "env.index",
        "registry.token",
        "http.proxy",
        "http.password",
        "alias.pub",
    ];
    for format in ["human", "json"] {
        let runs = std::iter::once(None).chain(names.iter().chain(&keys).map(Some));
        for what in runs {
            let mut words = vec!["show", "--format", format];
            words.extend(what);
            let run = sandbox.feedctl(&words);
            let text = run.to_string();
            assert!(
                !text.contains(PLANTED) && !text.contains("7272"),
                "{what:?}\n{text}"
            );
            assert!(!text.contains("me:hun"), "{what:?}\n{text}");
        }
    }
}

#[test]
fn hostile_names_and_values_steer_nothing() {
    let sandbox = Sandbox::with(&[(
        "p/.cargo/config.toml",
        "[registries.\"a\\u001b[31m\"]\nindex = \"sparse+https://h\\u202e.test/i/\"\n\
         [registries.\"##vso[task.complete]\"]\nindex = '##vso[task.setvariable]'\n\
         credential-provider = '##[error] x'\n\
         [registries.\"\\n::set-output name=a::b\"]\nindex = \"\\n::add-mask::x\"\n\
         [source.crates-io]\nreplace-with = \"##vso[x]\\r\\n\"\n\
         [http]\ncainfo = \"a\\u0007b\"\n[net.ssh]\nknown-hosts = [\"##[group]\", \"\\u009b\"]\n",
    )]);
    for words in [
        &["show"][..],
        &["show", "--format", "json"],
        &["show", "##vso[task.complete]"],
        &["show", "\n::set-output name=a::b"],
        &["show", "registries"],
        &["show", "http"],
        &["show", "net.ssh.known-hosts"],
        &["show", "a\u{1b}[32m"],
        &["show", "x.\"\u{1b}\""],
    ] {
        let run = sandbox.feedctl(words);
        let text = format!("{}{}", run.stdout, run.stderr);
        let steers = |letter: char| letter.is_control() && letter != '\n' || letter == '\u{202e}';
        assert!(!text.contains(steers), "{words:?}\n{text:?}");
        for mark in ["##vso[", "##["] {
            assert!(!text.contains(mark), "{words:?}\n{text}");
        }
        assert!(
            !text.lines().any(|line| line.trim_start().starts_with("::")),
            "{text}"
        );
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_marked_and_nobody_waits() {
    let sandbox = Sandbox::with(&[("cargo/config.toml", "[net]\nretry = 1\n")]);
    std::fs::create_dir_all(sandbox.path("p/.cargo")).expect("a folder");
    let fifo = sandbox.path("p/.cargo/config.toml");
    let made = std::process::Command::new("mkfifo").arg(&fifo).status();
    assert!(made.expect("mkfifo runs").success());
    let run = sandbox.feedctl(&["show"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(
        run.stdout
            .contains("cargo fails: .cargo/config.toml cannot be read"),
        "{run}"
    );
    assert!(run.stderr.contains("next: `feedctl doctor`"), "{run}");
    let run = sandbox.feedctl(&["show", "net.retry"]);
    assert!(run.stdout.starts_with("net.retry = 1\n"), "{run}");
}

/// Cargo's own answer, where it gives one, is ours.
#[test]
fn values_are_those_of_cargo() {
    let mut sandbox = Sandbox::with(&[
        (
            "p/.cargo/config.toml",
            "include = ['more.toml']\n[registries.crates]\nindex = 'sparse+https://near.test/i/'\n\
             credential-provider = 'cargo:token'\n[net]\nretry = 5\n[http]\nmultiplexing = false\n",
        ),
        ("p/.cargo/more.toml", "[net]\nretry = 6\noffline = true\n"),
        (
            "cargo/config.toml",
            "[registries.crates]\nindex = 'sparse+https://far.test/i/'\n\
             [registry]\ndefault = 'crates'\nglobal-credential-providers = ['cargo:token']\n\
             [http]\ntimeout = 30\ncainfo = 'a.pem'\n[source.crates-io]\nreplace-with = 'crates'\n",
        ),
    ]);
    sandbox.set("CARGO_HTTP_TIMEOUT", "61");
    sandbox.set("CARGO_NET_GIT_FETCH_WITH_CLI", "true");
    for key in [
        "registries.crates.index",
        "registries.crates.credential-provider",
        "registry.default",
        "registry.global-credential-providers",
        "net.retry",
        "net.offline",
        "net.git-fetch-with-cli",
        "http.timeout",
        "http.cainfo",
        "http.multiplexing",
        "source.crates-io.replace-with",
        "http.proxy",
    ] {
        let run = sandbox.feedctl(&["show", key, "--format", "json"]);
        assert_eq!(run.code, Some(0), "{key}\n{run}");
        let shown: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let entry = &shown["values"][0];
        let arguments = [
            "-Zunstable-options",
            "config",
            "get",
            "--format",
            "json-value",
            key,
        ];
        let cargo = sandbox.cargo("p", &arguments);
        if !cargo.ok {
            assert!(cargo.stderr.contains("is not set"), "{key}\n{cargo}");
            assert!(entry["value"].is_null(), "{key}\n{run}");
            continue;
        }
        let theirs: serde_json::Value = serde_json::from_str(&cargo.stdout).expect("JSON");
        assert_eq!(plain(&entry["value"]), plain(&theirs), "{key}");
        let origin = sandbox.config_get("p", Some(key)).stdout;
        let place = match (&entry["from"]["variable"], &entry["from"]["file"]) {
            (serde_json::Value::String(name), _) => format!("`{name}`"),
            (_, serde_json::Value::String(file)) => file.trim_start_matches("../").to_owned(),
            other => panic!("{key} comes from nowhere: {other:?}"),
        };
        assert!(origin.contains(&place), "{key}: {place} is not in {origin}");
    }
}

/// Elements without their places, numbers of a variable as numbers.
fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Array(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| plain(item.get("value").unwrap_or(item)))
                .collect();
            items.join(" ")
        }
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn ten_thousand_registries_hold_nobody_up() {
    let mut config = String::from("[registry]\nglobal-credential-providers = [\n");
    for number in 0..10_000 {
        let _ = writeln!(config, "'prog{number}',");
    }
    config.push_str("]\n");
    let mut credentials = String::new();
    for number in 0..10_000 {
        let _ = writeln!(
            config,
            "[registries.r{number}]\nindex = 'sparse+https://h.test/{number}/'\ntokn = 'x'\n\
             [source.s{number}]\nregistry = 'https://h.test/{number}/'\nreplace-with = 's{}'",
            number + 1
        );
        let _ = writeln!(credentials, "[registries.r{number}]\ntoken = 'x'");
    }
    config.push_str("[source.crates-io]\nreplace-with = 's0'\n");
    let sandbox = Sandbox::with(&[
        ("p/.cargo/config.toml", &config),
        ("cargo/credentials.toml", &credentials),
    ]);
    for words in [
        &["show"][..],
        &["show", "--format", "json"],
        &["show", "r77"],
        &["show", "registries"],
        &["show", "registries.r10000.index"],
        &["show", "r10000x"],
    ] {
        let run = sandbox.feedctl(words);
        assert!(!run.hung, "{words:?}");
    }
}

/// Cargo spells the variables of sources with the letters of their names, and reads
/// them only where a file has the source's table.
#[test]
fn a_variable_of_a_source_counts_as_it_does_for_cargo() {
    let index = |place: &str| format!("sparse+http://127.0.0.1:1/{place}/");
    let mut sandbox = Sandbox::project();
    let manifest = sandbox.read("p/Cargo.toml").expect("it is there");
    sandbox.write("p/Cargo.toml", manifest + "[dependencies]\nfoo = '1'\n");
    sandbox.write(
        "p/.cargo/config.toml",
        format!("[source.crates-io]\nregistry = '{}'\n", index("file")),
    );
    sandbox.set("CARGO_SOURCE_CRATES_IO_REGISTRY", &index("upper"));
    for (variable, wanted) in [
        (None, "file"),
        (Some("CARGO_SOURCE_crates-io_REGISTRY"), "own"),
    ] {
        if let Some(name) = variable {
            sandbox.set(name, &index(wanted));
        }
        let cargo = sandbox.cargo("p", &["generate-lockfile"]);
        assert!(cargo.stderr.contains(&index(wanted)[7..]), "{cargo}");
        let run = sandbox.feedctl(&["show", "source.crates-io.registry"]);
        assert!(run.stdout.contains(&index(wanted)), "{run}");
    }
    let run = sandbox.feedctl(&["show"]);
    assert!(
        run.stdout.contains("upper/; cargo does not read it"),
        "{run}"
    );
}

//! login and logout: connect → login → the real cargo fetches, builds and publishes;
//! what is refused, and what every store keeps.

use serde_json::Value;

use crate::feed_server::{Answer, Fault, FeedOptions, FeedServer, On, basic};
use crate::online::pat;
use crate::support::{Run, Sandbox, snapshot};

const AZURE: &str = "/contoso/Platform/_packaging/crates/Cargo/index/";
const APP: &str = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\ndescription = \"x\"\nlicense = \"MIT\"\n\n[dependencies]\ngreet = { version = \"0.1\", registry = \"crates\" }\n";

fn private() -> FeedOptions {
    FeedOptions::three_crates()
        .with_index_path(AZURE)
        .with_login(&basic("PAT", &pat()))
}

/// A project that `connect` has connected to an Azure feed beside crates.io.
fn connected(server: &FeedServer) -> Sandbox {
    let sandbox = Sandbox::project();
    sandbox.write("p/Cargo.toml", APP);
    sandbox.write("p/src/lib.rs", "pub use greet;\n");
    let connect = sandbox.feedctl(&[
        "connect",
        "--base-url",
        &server.url(),
        "--org",
        "contoso",
        "--project",
        "Platform",
        "--feed",
        "crates",
        "--no-replace-crates-io",
    ]);
    assert_eq!(connect.code, Some(0), "{connect}");
    sandbox
}

fn shown(run: &Run, server: &FeedServer) -> String {
    run.to_string().replace(&server.port().to_string(), "PORT")
}

/// A credential provider that keeps tokens in a file of its own: the part of a
/// system's secret store.
const STORE: &str = r#"
printf '{"v":[1]}\n'
while IFS= read -r line; do
  case "$line" in
    *'"kind":"login"'*)
      printf '%s' "$line" | sed 's/.*"token":"\([^"]*\)".*/\1/' > "$HOME/store"
      printf '{"Ok":{"kind":"login"}}\n' ;;
    *'"kind":"logout"'*)
      if [ -f "$HOME/store" ]; then rm "$HOME/store"; printf '{"Ok":{"kind":"logout"}}\n'
      else printf '{"Err":{"kind":"not-found"}}\n'; fi ;;
    *)
      if [ -f "$HOME/store" ]; then
        printf '{"Ok":{"kind":"get","token":"%s","cache":"session","operation_independent":true}}\n' "$(cat "$HOME/store")"
      else printf '{"Err":{"kind":"not-found"}}\n'; fi ;;
  esac
done"#;

#[test]
fn a_pat_is_taken_and_the_next_build_works() {
    let server = FeedServer::start(private());
    let sandbox = connected(&server);
    let before = sandbox.cargo("p", &["fetch"]);
    assert!(!before.ok, "{before}");
    let login = sandbox.feedctl_fed(&["login"], &format!("{}\n", pat()));
    assert_eq!(login.code, Some(0), "{login}");
    snapshot("login-pat", &shown(&login, &server));
    for command in [
        &["fetch"][..],
        &["build", "--offline"],
        &["publish", "--registry", "crates", "--allow-dirty"],
    ] {
        let done = sandbox.cargo("p", command);
        assert!(done.ok, "cargo {command:?}\n{done}");
    }
    assert!(server.has_crate("app", "0.1.0"));
    let again = sandbox.feedctl(&[
        "connect",
        "--org",
        "contoso",
        "--project",
        "Platform",
        "--feed",
        "crates",
        "--base-url",
        &server.url(),
        "--no-replace-crates-io",
    ]);
    assert_eq!(again.code, Some(0), "{again}");

    let logout = sandbox.feedctl(&["logout"]);
    assert_eq!(logout.code, Some(0), "{logout}");
    snapshot("logout", &shown(&logout, &server));
    assert!(
        !sandbox
            .read("cargo/credentials.toml")
            .unwrap_or_default()
            .contains("token")
    );
    let nothing = sandbox.feedctl(&["logout", "crates"]);
    assert_eq!(nothing.code, Some(0), "{nothing}");
    assert!(nothing.stderr.contains("not signed in"), "{nothing}");
    sandbox.write("cargo/registry/.keep", "");
    std::fs::remove_dir_all(sandbox.path("cargo/registry")).expect("it is there");
    std::fs::remove_file(sandbox.path("p/Cargo.lock")).expect("it is there");
    let after = sandbox.cargo("p", &["fetch"]);
    assert!(after.stderr.contains("no token found"), "{after}");
}

#[test]
fn what_is_pasted_is_told_and_stored_as_the_header() {
    let jwt = "eyJhbGciOiJub25lIn0.eyJleHAiOjk5OTk5OTk5OTl9.c2ln".to_owned();
    let encoded = basic("PAT", &pat())[6..].to_owned();
    for (pasted, header, took) in [
        (pat(), basic("PAT", &pat()), "a PAT (84 characters)"),
        (
            basic("PAT", &pat()),
            basic("PAT", &pat()),
            "a whole header: `Basic`",
        ),
        (encoded, basic("PAT", &pat()), "user and secret in base64"),
        (jwt.clone(), format!("Bearer {jwt}"), "an access token"),
        (
            "oddly-made".to_owned(),
            basic("PAT", "oddly-made"),
            "though it has not the form",
        ),
    ] {
        let server = FeedServer::start(
            FeedOptions::three_crates()
                .with_index_path(AZURE)
                .with_login(&header),
        );
        let sandbox = connected(&server);
        let login = sandbox.feedctl_fed(&["login", "crates", "--format", "json"], &pasted);
        assert_eq!(login.code, Some(0), "{login}");
        let told: Value = serde_json::from_str(&login.stdout).expect("JSON");
        assert_eq!(told["status"], "ready", "{login}");
        assert!(
            told["took_it_for"]
                .as_str()
                .is_some_and(|text| text.contains(took)),
            "{login}"
        );
        assert!(!login.to_string().contains(&pasted), "{login}");
        let stored = sandbox
            .read("cargo/credentials.toml")
            .expect("it is stored");
        assert!(
            stored.contains(&format!("token = \"{header}\"")),
            "{stored}"
        );
    }
}

#[test]
fn what_cannot_be_a_token_is_refused_with_the_reason() {
    let server = FeedServer::start(private());
    let sandbox = connected(&server);
    for (pasted, why) in [
        ("", "nothing was given"),
        ("\n", "nothing was given"),
        ("two words", "a blank stands within"),
        ("two\nlines", "a line break"),
        (" blank", "starts or ends with a blank"),
        ("größe", "printable ASCII"),
        ("$PAT", "variable"),
        ("Token abc", "takes `Basic` or `Bearer`"),
        ("Basic abc", "base64"),
    ] {
        let login = sandbox.feedctl_fed(&["login"], pasted);
        assert_eq!(login.code, Some(3), "{pasted:?} {login}");
        assert!(
            login.stderr.contains(why) && login.stderr.contains("next:"),
            "{pasted:?} {login}"
        );
    }
    assert!(server.requests().is_empty());
    assert_eq!(sandbox.read("cargo/credentials.toml"), None);
}

/// What was written before it failed is not denied.
#[test]
fn a_provider_that_was_written_is_not_denied_when_the_token_is_refused() {
    let server = FeedServer::start(private());
    let sandbox = connected(&server);
    sandbox.write("cargo/config.toml", "");
    let login = sandbox.feedctl_fed(&["login", "--yes"], "two words");
    assert_eq!(login.code, Some(3), "{login}");
    assert!(
        login.stderr.contains("wrote ../cargo/config.toml: "),
        "{login}"
    );
    assert!(login.stderr.contains("this token was not taken"), "{login}");
    assert!(!login.stderr.contains("nothing was written"), "{login}");
}

#[test]
fn a_secret_on_the_command_line_is_refused_and_not_shown_again() {
    let server = FeedServer::start(private());
    let sandbox = connected(&server);
    let secret = pat();
    for words in [
        &["login", "crates", &secret][..],
        &["login", &secret],
        &["login", "crates", "--token", &secret],
        &["login", &format!("--pat={secret}")],
        &["login", "--password", &secret, "crates"],
        &["login", &format!("Bearer {secret}")],
    ] {
        let login = sandbox.feedctl(words);
        assert_eq!(login.code, Some(2), "{login}");
        assert!(login.stderr.contains("revoke it"), "{login}");
        assert!(!login.to_string().contains(&secret[..20]), "{login}");
    }
}

#[test]
fn a_rejected_token_is_told_at_once() {
    let server = FeedServer::start(private());
    let sandbox = connected(&server);
    let login = sandbox.feedctl_fed(&["login"], "0123456789abcdef0123456789abcdef");
    assert_eq!(login.code, Some(1), "{login}");
    snapshot("login-rejected", &shown(&login, &server));
    let unverified = sandbox.feedctl_fed(&["login", "--no-verify"], &pat());
    assert_eq!(unverified.code, Some(0), "{unverified}");
    assert!(sandbox.cargo("p", &["fetch"]).ok);
}

#[test]
fn a_feed_without_api_and_one_out_of_reach_get_their_token_all_the_same() {
    // Of a feed that shows its config.json only to whom it knows, cargo learns too
    // late that it has no API.
    let without = FeedServer::start(FeedOptions {
        api: false,
        ..FeedOptions::three_crates().with_index_path(AZURE)
    });
    let sandbox = connected(&without);
    let before = "# mine\n[registries.other]\ntoken = \"x\" # keep\n";
    sandbox.write("cargo/credentials.toml", before);
    let login = sandbox.feedctl_fed(&["login", "crates"], &pat());
    assert_eq!(login.code, Some(0), "{login}");
    assert!(login.stderr.contains("the feed has no API"), "{login}");
    let stored = sandbox.read("cargo/credentials.toml").expect("it is there");
    assert_eq!(
        stored,
        format!(
            "{before}\n[registries.crates]\ntoken = \"{}\"\n",
            basic("PAT", &pat())
        )
    );
    assert!(sandbox.cargo("p", &["fetch"]).ok);

    let server = FeedServer::start(private());
    let sandbox = connected(&server);
    drop(server);
    let login = sandbox.feedctl_fed(&["login", "crates"], &pat());
    assert_eq!(login.code, Some(0), "{login}");
    assert!(login.stderr.contains("could not be tried"), "{login}");
    assert!(
        sandbox
            .read("cargo/credentials.toml")
            .is_some_and(|text| text.contains("Basic "))
    );
}

#[cfg(unix)]
#[test]
fn another_store_takes_the_token_and_the_plain_text_goes() {
    use std::os::unix::fs::PermissionsExt;
    let server = FeedServer::start(private());
    let sandbox = connected(&server);
    sandbox.script("my-store", STORE);
    sandbox.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = [\"cargo:token\", \"my-store\"]\n",
    );
    sandbox.write(
        "cargo/credentials.toml",
        "# mine\n[registries.crates]\ntoken = \"old\"\n",
    );
    sandbox.record("crates", &server.index_url());
    let login = sandbox.feedctl_fed(&["login"], &pat());
    assert_eq!(login.code, Some(0), "{login}");
    snapshot("login-other-store", &shown(&login, &server));
    assert_eq!(
        sandbox.read("cargo/credentials.toml").as_deref(),
        Some("# mine\n")
    );
    assert_eq!(sandbox.read("home/store"), Some(basic("PAT", &pat())));
    assert!(sandbox.cargo("p", &["fetch"]).ok);
    let mode = sandbox
        .path("cargo/credentials.toml")
        .metadata()
        .expect("it")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);

    // The keychain does not take it: nothing is written in plain text instead.
    sandbox.script("my-store", "printf '{\"v\":[1]}\\n'; read l; printf '{\"Err\":{\"kind\":\"other\",\"message\":\"locked\",\"caused-by\":[]}}\\n'");
    let refused = sandbox.feedctl_fed(&["login"], &pat());
    assert_eq!(refused.code, Some(3), "{refused}");
    assert!(
        refused.stderr.contains("locked") && refused.stderr.contains("nowhere else"),
        "{refused}"
    );
    assert_eq!(
        sandbox.read("cargo/credentials.toml").as_deref(),
        Some("# mine\n")
    );

    sandbox.script("my-store", STORE);
    let logout = sandbox.feedctl(&["logout"]);
    assert_eq!(logout.code, Some(0), "{logout}");
    assert!(logout.stderr.contains("my-store"), "{logout}");
    assert_eq!(sandbox.read("home/store"), None);
}

#[test]
fn a_vendored_feed_gets_its_token_and_is_said_to_be_vendored() {
    let server = FeedServer::start(private());
    let sandbox = connected(&server);
    std::fs::create_dir(sandbox.path("p/vendor")).expect("a folder");
    let index = server.index_url();
    let config = sandbox.read("p/.cargo/config.toml").expect("connected");
    sandbox.write(
        "p/.cargo/config.toml",
        format!(
            "{config}[source.\"{index}\"]\nregistry = \"{index}\"\nreplace-with = \"vendored\"\n[source.vendored]\ndirectory = \"vendor\"\n"
        ),
    );
    let login = sandbox.feedctl_fed(&["login"], &format!("{}\n", pat()));
    assert_eq!(login.code, Some(0), "{login}");
    assert!(
        login
            .stderr
            .contains("the token is stored; not tried: cargo looks in"),
        "{login}"
    );
    assert!(!login.stderr.contains("cargo fails"), "{login}");
}

#[test]
fn a_keychain_that_cargo_would_stop_at_is_named_before_the_question() {
    if feedctl::system::env::Env::made_up("", None, []).has_libsecret() {
        return;
    }
    let server = FeedServer::start(private());
    let sandbox = connected(&server);
    sandbox.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = [\"cargo:token\", \"cargo:libsecret\"]\n",
    );
    let login = sandbox.feedctl_fed(&["login"], &pat());
    assert_eq!(login.code, Some(3), "{login}");
    assert!(login.stderr.contains("libsecret-1-0"), "{login}");
    assert!(server.requests().is_empty());
}

#[test]
fn where_no_provider_is_configured_one_is_offered() {
    let server = FeedServer::start(private());
    let sandbox = connected(&server);
    sandbox.write("cargo/config.toml", "# mine\n");
    let refused = sandbox.feedctl_fed(&["login"], &pat());
    assert_eq!(refused.code, Some(3), "{refused}");
    assert!(
        refused.stderr.contains("feedctl login crates --yes"),
        "{refused}"
    );
    assert_eq!(
        sandbox.read("cargo/config.toml").as_deref(),
        Some("# mine\n")
    );
    let login = sandbox.feedctl_fed(&["login", "--yes"], &pat());
    assert_eq!(login.code, Some(0), "{login}");
    assert_eq!(
        sandbox.read("cargo/config.toml").as_deref(),
        Some("# mine\n\n[registry]\nglobal-credential-providers = [\"cargo:token\"]\n")
    );
    assert!(sandbox.cargo("p", &["fetch"]).ok);
}

#[test]
fn a_name_that_points_elsewhere_gets_nothing() {
    let mine = FeedServer::start(private());
    let theirs = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let sandbox = connected(&mine);
    assert_eq!(sandbox.feedctl_fed(&["login"], &pat()).code, Some(0));
    // A checkout that gives the same name to another feed.
    sandbox.write(
        "q/.cargo/config.toml",
        format!("[registries.crates]\nindex = \"{}\"\n", theirs.index_url()),
    );
    sandbox.write("q/Cargo.toml", APP);
    sandbox.write("q/src/lib.rs", "");
    let login = sandbox.feedctl_in("q", &["login", "crates"]);
    assert_eq!(login.code, Some(3), "{login}");
    assert!(login.stderr.contains("feedctl logout crates"), "{login}");
    let doctor = sandbox.feedctl_in("q", &["doctor"]);
    assert_eq!(doctor.code, Some(1), "{doctor}");
    assert!(
        doctor.stdout.contains("error[token-of-another-feed]"),
        "{doctor}"
    );
    let connect = sandbox.feedctl_in(
        "q",
        &[
            "connect",
            "--base-url",
            &theirs.url(),
            "--org",
            "fabrikam",
            "--feed",
            "crates",
            "--name",
            "crates",
            "--user",
        ],
    );
    assert_eq!(connect.code, Some(3), "{connect}");
    assert!(theirs.requests().is_empty());
    // Whoever logs out first may sign in anew.
    assert_eq!(sandbox.feedctl_in("q", &["logout", "crates"]).code, Some(0));
    let open = sandbox.feedctl_in("q", &["doctor"]);
    assert!(!open.stdout.contains("token-of-another-feed"), "{open}");
}

#[test]
fn a_feed_that_fails_in_every_way_keeps_the_stored_token_and_says_why() {
    let server = FeedServer::start(private());
    let sandbox = connected(&server);
    server.set_fault(Some(Fault::Answer(Answer {
        on: On::ConfigJsonWithToken,
        status: 403,
        headers: Vec::new(),
        content_type: String::new(),
        body: "You need to have 'ReadPackages'.".to_owned(),
    })));
    let login = sandbox.feedctl_fed(&["login"], &pat());
    assert_eq!(login.code, Some(1), "{login}");
    assert!(login.stderr.contains("Feed Reader"), "{login}");
    assert!(
        sandbox
            .read("cargo/credentials.toml")
            .is_some_and(|text| text.contains("Basic "))
    );
}

/// A terminal hands over lines of 4,095 characters at most, so here a real one is
/// typed at.
#[cfg(target_os = "linux")]
#[test]
fn the_hidden_prompt_takes_long_tokens_and_shows_nothing() {
    use std::io::{Read, Write};
    use std::process::Stdio;

    let jwt = format!("eyJhbGciOiJub25lIn0.{}.c2ln", "eyJhIjoiYiJ9");
    let long = format!("Bearer {}{jwt}", "x".repeat(6000));
    let server = FeedServer::start(
        FeedOptions::three_crates()
            .with_index_path(AZURE)
            .with_login(&long),
    );
    let sandbox = connected(&server);
    let line = format!("{} login", env!("CARGO_BIN_EXE_feedctl"));
    let mut child = sandbox
        .program(
            std::path::Path::new("/usr/bin/script"),
            "p",
            &["-qfec", &line, "/dev/null"],
        )
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("util-linux has it");
    let mut typed = child.stdin.take().expect("a pipe");
    let mut screen = child.stdout.take().expect("a pipe");
    let mut seen = String::new();
    let mut chunk = [0; 4096];
    while !seen.contains("credentials.toml: ") {
        let count = screen.read(&mut chunk).expect("it talks");
        assert!(count > 0, "{seen}");
        seen.push_str(&String::from_utf8_lossy(&chunk[..count]));
    }
    for part in format!("wrong\u{15}{long}\r").as_bytes().chunks(512) {
        typed.write_all(part).expect("it reads");
    }
    screen.read_to_string(&mut seen).expect("it ends");
    let ended = child.wait().expect("it ends");
    assert!(ended.success(), "{seen}");
    assert!(
        !seen.contains("xxxx") && seen.contains("a whole header"),
        "{seen}"
    );
    assert!(
        sandbox
            .read("cargo/credentials.toml")
            .is_some_and(|text| text.contains(&long))
    );
}

//! A token goes only where its owner sent it: `feedctl login`, the user's own files, or a
//! person who is asked. What a checkout makes of a name sends it nowhere else.

use serde_json::Value;

use crate::feed_server::{FeedOptions, FeedServer, basic};
use crate::online::pat;
use crate::support::{RECORDS, Run, Sandbox};

const AZURE: &str = "/contoso/Platform/_packaging/crates/Cargo/index/";

fn mine() -> FeedServer {
    FeedServer::start(
        FeedOptions::three_crates()
            .with_index_path(AZURE)
            .with_login(&basic("PAT", &pat())),
    )
}

fn theirs() -> FeedServer {
    FeedServer::start(
        FeedOptions::three_crates()
            .with_index_path(AZURE)
            .with_login("Bearer theirs"),
    )
}

/// A checkout that gives a name to an index, and a home that says the rest.
fn sandbox(in_checkout: (&str, &str), at_home: Option<(&str, &str)>) -> Sandbox {
    let sandbox = Sandbox::project();
    let define =
        |(name, index): (&str, &str)| format!("[registries.{name}]\nindex = \"{index}\"\n");
    sandbox.write("p/.cargo/config.toml", define(in_checkout));
    let home = at_home.map(define).unwrap_or_default();
    sandbox.write(
        "cargo/config.toml",
        format!("{home}[registry]\nglobal-credential-providers = [\"cargo:token\"]\n"),
    );
    sandbox
}

fn store(sandbox: &Sandbox, name: &str) {
    sandbox.write(
        "cargo/credentials.toml",
        format!(
            "[registries.{name}]\ntoken = \"{}\"\n",
            basic("PAT", &pat())
        ),
    );
}

fn login(sandbox: &Sandbox, name: &str, more: &[&str]) -> Run {
    let words = [&["login", name], more].concat();
    sandbox.feedctl_fed(&words, &format!("{}\n", pat()))
}

fn online(sandbox: &Sandbox, more: &[&str]) -> (Run, Value) {
    let words = [&["doctor", "--online", "--format", "json"], more].concat();
    let run = sandbox.feedctl(&words);
    let result = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{run}"));
    (run, result)
}

/// Neither way sends a token, whoever is trusted.
#[track_caller]
fn is_kept(what: &str, sandbox: &Sandbox, name: &str, theirs: &FeedServer) {
    for more in [&[][..], &["--trust-repo"]] {
        let (run, result) = online(sandbox, more);
        assert_eq!(run.code, Some(1), "{what}: {run}");
        assert_eq!(result["conclusive"], false, "{what}: {run}");
        assert!(result["not_asked"].is_string(), "{what}: {run}");
        let run = login(sandbox, name, more);
        assert_eq!(run.code, Some(3), "{what}: {run}");
        assert!(theirs.requests().is_empty(), "{what}");
    }
}

#[test]
fn what_the_users_own_file_says_holds_without_a_record() {
    let (mine, theirs) = (mine(), theirs());
    let own = mine.index_url();
    let other = theirs.index_url();
    let variable = "CARGO_REGISTRIES_CRATES_TOKEN";
    let header = basic("PAT", &pat());

    let plain = sandbox(("crates", &other), Some(("crates", &own)));
    store(&plain, "crates");
    is_kept("no record", &plain, "crates", &theirs);
    let said = login(&plain, "crates", &[]).stderr;
    assert!(
        said.contains("../cargo/config.toml:2") && said.contains("--name"),
        "{said}"
    );

    plain.write(RECORDS, "{");
    let (run, _) = online(&plain, &[]);
    assert_eq!(run.code, Some(1), "{run}");
    let run = login(&plain, "crates", &["--trust-repo"]);
    assert_eq!(run.code, Some(3), "{run}");
    assert!(theirs.requests().is_empty());

    let mut set = sandbox(("crates", &other), Some(("crates", &own)));
    set.set(variable, &header);
    is_kept("a variable", &set, "crates", &theirs);

    let mut shared = sandbox(("my_feed", &other), Some(("my-feed", &own)));
    shared.set("CARGO_REGISTRIES_MY_FEED_TOKEN", &header);
    let (run, result) = online(&shared, &["--trust-repo"]);
    assert_eq!(run.code, Some(1), "{run}");
    assert!(result["not_asked"].is_string(), "{run}");
    let run = login(&shared, "my_feed", &["--trust-repo"]);
    assert_eq!(run.code, Some(3), "{run}");
    assert!(theirs.requests().is_empty(), "{run}");
    assert!(mine.requests().is_empty(), "{run}");
}

#[test]
fn an_index_that_cargo_takes_for_the_same_is_another_place() {
    let theirs = FeedServer::start(
        FeedOptions::three_crates()
            .with_index_path("/contoso/crates/index.git/")
            .with_login("Bearer theirs"),
    );
    let meant = theirs.index_url().replace("index.git/", "index/");
    let recorded = sandbox(("crates", &theirs.index_url()), None);
    store(&recorded, "crates");
    recorded.record("crates", &meant);
    is_kept("a record", &recorded, "crates", &theirs);
    let at_home = sandbox(("crates", &theirs.index_url()), Some(("crates", &meant)));
    store(&at_home, "crates");
    is_kept("the user's own file", &at_home, "crates", &theirs);

    // A source that cargo takes for the user's registry, and signs in to with its token.
    let twin = Sandbox::project();
    twin.write(
        "cargo/config.toml",
        format!(
            "[registries.crates]\nindex = \"{meant}\"\n[registry]\nglobal-credential-providers = [\"cargo:token\"]\n"
        ),
    );
    store(&twin, "crates");
    twin.write(
        "p/.cargo/config.toml",
        format!(
            "[source.crates-io]\nreplace-with = \"m\"\n[source.m]\nregistry = \"{}\"\n",
            theirs.index_url()
        ),
    );
    is_kept("a source", &twin, "crates", &theirs);
    // What the real cargo makes of it.
    twin.write(
        "p/Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\n[dependencies]\ngreet = \"0.1\"\n",
    );
    let fetch = twin.cargo("p", &["fetch"]);
    assert!(
        !fetch.ok && theirs.count_with_authorization() > 0,
        "{fetch}"
    );
}

#[test]
fn where_nothing_says_where_a_token_belongs_it_is_asked() {
    let mine = mine();
    let index = mine.index_url();
    let stored = sandbox(("crates", &index), None);
    store(&stored, "crates");
    let broken = sandbox(("crates", &index), None);
    store(&broken, "crates");
    broken.write(RECORDS, "{");
    let mut variable = sandbox(("crates", &index), None);
    variable.set("CARGO_REGISTRIES_CRATES_TOKEN", &basic("PAT", &pat()));
    let mut program = sandbox(("crates", &index), None);
    let token = basic("PAT", &pat());
    program.script("my-token", &format!("echo '{token}'"));
    program.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = [\"cargo:token-from-stdout my-token\"]\n",
    );
    program.set("X", "x");
    for (what, sandbox) in [
        ("stored", &stored),
        ("a broken record", &broken),
        ("a variable", &variable),
        ("a program of the user's that prints one", &program),
    ] {
        mine.clear_requests();
        let run = sandbox.feedctl(&["doctor", "--online"]);
        assert_eq!(run.code, Some(3), "{what}: {run}");
        assert!(
            run.stderr.contains(&format!("127.0.0.1:{}", mine.port()))
                && run.stderr.contains("--trust-repo"),
            "{what}: {run}"
        );
        if what != "a broken record" {
            let run = login(sandbox, "crates", &[]);
            assert_eq!(run.code, Some(3), "{what}: {run}");
            assert!(run.stderr.contains("--trust-repo"), "{what}: {run}");
        }
        assert!(mine.requests().is_empty(), "{what}");
        let (run, result) = online(sandbox, &["--trust-repo"]);
        assert_eq!(run.code, Some(0), "{what}: {run}");
        assert_eq!(result["online"][0]["reads"], true, "{what}: {run}");
        assert!(mine.count_with_authorization() > 0, "{what}");
    }
    // Signing in says it for the next time.
    let run = login(&stored, "crates", &["--trust-repo"]);
    assert_eq!(run.code, Some(0), "{run}");
    let (run, _) = online(&stored, &[]);
    assert_eq!(run.code, Some(0), "{run}");
}

#[test]
fn what_nobody_but_the_user_says_is_not_asked_about() {
    let mine = mine();
    let index = mine.index_url();
    let at_home = Sandbox::project();
    at_home.write(
        "cargo/config.toml",
        format!(
            "[registries.crates]\nindex = \"{index}\"\n[registry]\nglobal-credential-providers = [\"cargo:token\"]\n"
        ),
    );
    store(&at_home, "crates");
    let both = sandbox(("crates", &index), Some(("crates", &index)));
    store(&both, "crates");
    let mut variables = Sandbox::project();
    variables.set("CARGO_REGISTRIES_CRATES_INDEX", &index);
    variables.set("CARGO_REGISTRIES_CRATES_TOKEN", &basic("PAT", &pat()));
    variables.set("CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS", "cargo:token");
    for (what, sandbox) in [
        ("at home", &at_home),
        ("in both", &both),
        ("variables", &variables),
    ] {
        let (run, result) = online(sandbox, &[]);
        assert_eq!(run.code, Some(0), "{what}: {run}");
        assert_eq!(result["online"][0]["reads"], true, "{what}: {run}");
    }
    // A colleague's fresh clone: nothing is stored, so there is nothing to ask.
    let fresh = sandbox(("crates", &index), None);
    let run = login(&fresh, "crates", &[]);
    assert_eq!(run.code, Some(0), "{run}");
}

#[test]
fn a_host_that_looks_like_a_vendors_gets_nothing() {
    for host in [
        "pkgs.dev-azure.com",
        "pkgs.dev.azure.com.evil.example",
        "cargo.cloudsmlth.io",
        "acme.jfrog.io.evil.example",
        "pkgs.dev.\u{430}zure.com",
        "pkgs.dev.xn--zure-43d.com",
    ] {
        let index = format!("sparse+https://{host}/acme/_packaging/crates/Cargo/index/");
        let sandbox = sandbox(("crates", &index), None);
        for more in [&[][..], &["--trust-repo"]] {
            let run = login(&sandbox, "crates", more);
            assert_eq!(run.code, Some(3), "{host}: {run}");
            assert!(
                run.stderr.contains("none of theirs") && run.stderr.contains("--provider generic"),
                "{host}: {run}"
            );
            let (run, result) = online(&sandbox, more);
            assert_eq!(run.code, Some(1), "{host}: {run}");
            assert_eq!(result["conclusive"], false, "{host}: {run}");
        }
        assert_eq!(sandbox.read("cargo/credentials.toml"), None, "{host}");
        let run = sandbox.feedctl(&["doctor"]);
        assert!(run.stdout.contains("look-alike-host"), "{host}: {run}");

        // The way on that is named: typed by the person, once. (Letters that are not Latin
        // connect writes as they travel, which is another index to cargo.)
        if !host.is_ascii() {
            continue;
        }
        let connect = sandbox.feedctl(&["connect", &index, "--provider", "generic"]);
        assert_eq!(connect.code, Some(0), "{host}: {connect}");
        assert!(
            connect.stderr.contains("none of theirs"),
            "{host}: {connect}"
        );
        let run = login(&sandbox, "crates", &["--no-verify"]);
        assert_eq!(run.code, Some(0), "{host}: {run}");
        let run = sandbox.feedctl(&["doctor"]);
        assert!(!run.stdout.contains("look-alike-host"), "{host}: {run}");
    }
}

/// The vendor's own host for a token of the vendor's counts as said, so that neither a job
/// nor somebody who used plain `cargo login` is asked.
#[test]
fn a_vendors_own_host_gets_its_own_tokens() {
    use feedctl::feeds::providers::is_of_vendor;
    use feedctl::text::secret::Shape;
    let azure = "https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/";
    let jwt = "Bearer eyJhbGciOiJub25lIn0.eyJleHAiOjk5OTk5OTk5OTl9.c2ln";
    let key = "Token 0123456789abcdef0123456789abcdef01234567";
    for (url, token, said) in [
        (azure, basic("PAT", &pat()).as_str(), true),
        (azure, &pat(), true),
        (azure, jwt, true),
        (azure, key, false),
        (azure, &basic("me", "my-own-word"), false),
        ("https://cargo.cloudsmith.io/acme/tools/", key, true),
        (
            "https://cargo.cloudsmith.io/acme/tools/",
            &basic("PAT", &pat()),
            false,
        ),
        (
            "https://acme.jfrog.io/artifactory/api/cargo/x/index/",
            jwt,
            true,
        ),
        ("http://pkgs.dev.azure.com/contoso/", &pat(), false),
        ("https://pkgs.dev.azure.com.evil.example/c/", &pat(), false),
        ("https://127.0.0.1/c/", &pat(), false),
    ] {
        let url = url::Url::parse(url).expect("a URL");
        assert_eq!(is_of_vendor(&url, &Shape::of(token)), said, "{url}");
    }
}

//! `doctor --online`: the real cargo brings about every cause, and doctor names it.
//!
//! `FEEDCTL_TEST_CARGO=PATH` lets another cargo do so, to see what older ones say.

use std::io::{Read, Write};

use serde_json::Value;

use crate::feed_proxy::{Proxy, ProxyMode};
use crate::feed_server::{Answer, CrateSpec, Fault, FeedOptions, FeedServer, On, basic};
use crate::feed_tls::Certificate;
use crate::support::{Run, Sandbox, snapshot};

const AZURE: &str = "/contoso/Platform/_packaging/crates/Cargo/index/";
const CLOUDSMITH: &str = "/acme/tools/";
const NOBODY: &str = "{\"$id\":\"1\",\"message\":\"TF400813: The user 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa' is not authorized to access this resource.\"}";

pub(crate) fn pat() -> String {
    format!("{}AZDO{}", "a1B".repeat(25), "xY9zw")
}

fn private(path: &str) -> FeedOptions {
    FeedOptions::three_crates()
        .with_index_path(path)
        .with_login(&basic("PAT", &pat()))
}

/// A project with one feed, which `cargo:token` serves.
fn project(server: &FeedServer) -> Sandbox {
    let mut sandbox = Sandbox::project();
    std::fs::create_dir(sandbox.path("tmp")).expect("a new folder");
    let tmp = sandbox.path("tmp").display().to_string();
    sandbox.set("TMPDIR", &tmp);
    sandbox.write(
        "p/.cargo/config.toml",
        format!(
            "[registries]\ncrates = {{ index = \"{}\" }}\n",
            server.index_url()
        ),
    );
    sandbox.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
    );
    sandbox
}

fn store(sandbox: &Sandbox, token: &str) {
    sandbox.write(
        "cargo/credentials.toml",
        format!("[registries.crates]\ntoken = {token:?}\n"),
    );
}

fn online(sandbox: &Sandbox) -> (Run, Value) {
    online_with(sandbox, &[])
}

/// Somebody signed in to the feed that is tried: what is stored under its name is for it.
/// Where nothing says that, `destinations` tries what becomes of the token.
fn is_signed_in(sandbox: &Sandbox) {
    let env = sandbox.env("p");
    let config = feedctl::cargo::discover(&env);
    let view = feedctl::cargo::View::new(&config, &env);
    if let Ok(Some(index)) = view.string(&["registries", "crates", "index"]) {
        sandbox.record("crates", index.value);
    }
}

fn online_with(sandbox: &Sandbox, more: &[&str]) -> (Run, Value) {
    is_signed_in(sandbox);
    let words = [&["doctor", "--online", "--format", "json"], more].concat();
    let run = sandbox.feedctl(&words);
    let result = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{run}"));
    // Nothing is left behind, in the project or in the temporary folder.
    assert_eq!(sandbox.names("tmp"), [] as [&str; 0], "{run}");
    assert!(!sandbox.names("p").contains(&"Cargo.lock".to_owned()));
    (run, result)
}

/// The code of the cause, and whether it says something about the feed.
fn cause(sandbox: &Sandbox) -> (String, bool, Run) {
    let (run, result) = online(sandbox);
    let one = &result["online"][0];
    let code = one["code"].as_str().unwrap_or_default().to_owned();
    let reads = one["reads"].as_bool();
    assert_eq!(reads, Some(code.is_empty()), "{run}");
    if !code.is_empty() {
        assert_eq!(run.code, Some(1), "{run}");
        let findings = result["findings"].as_array().expect("findings");
        let found = findings
            .iter()
            .find(|finding| finding["code"] == code.as_str())
            .unwrap_or_else(|| panic!("{code} is not among the findings\n{run}"));
        assert!(
            found["cause"].as_str().is_some_and(|text| !text.is_empty()),
            "{run}"
        );
        assert!(
            found["fix"]["text"]
                .as_str()
                .is_some_and(|text| !text.is_empty()),
            "{run}"
        );
    }
    (code, one["conclusive"] == true, run)
}

#[track_caller]
fn is(sandbox: &Sandbox, code: &str, conclusive: bool, words: &[&str]) {
    let (found, says_something, run) = cause(sandbox);
    assert_eq!(
        (found.as_str(), says_something),
        (code, conclusive),
        "{run}"
    );
    for word in words {
        assert!(run.stdout.contains(word), "{word}\n{run}");
    }
}

fn answer(on: On, status: u16, body: &str) -> Fault {
    Fault::Answer(Answer {
        on,
        status,
        headers: Vec::new(),
        content_type: "application/json".to_owned(),
        body: body.to_owned(),
    })
}

#[test]
fn a_good_token_reads_the_index() {
    let server = FeedServer::start(private(AZURE));
    let sandbox = project(&server);
    store(&sandbox, &basic("PAT", &pat()));
    is(&sandbox, "", true, &["cargo reads the index"]);
}

#[test]
fn sign_in_that_is_missing_or_wrong_is_told_by_its_kind() {
    let server = FeedServer::start(FeedOptions {
        refusal: Some(NOBODY.to_owned()),
        ..private(AZURE)
    });
    let sandbox = project(&server);
    is(&sandbox, "token-missing", true, &["feedctl login crates"]);
    for (token, code, word) in [
        (pat(), "token-without-scheme", "bare PAT"),
        ("whatever".to_owned(), "token-without-scheme", "scheme"),
        (format!("Basic {}", pat()), "token-not-basic", "Basic"),
        ("Basic QUJD QUJD".to_owned(), "token-wrapped", ""),
        ("${TOKEN}".to_owned(), "token-not-expanded", ""),
        ("Token abcdef".to_owned(), "token-rejected", "`Token`"),
        (
            basic("PAT", "wrong"),
            "token-rejected",
            "took you for nobody",
        ),
    ] {
        store(&sandbox, &token);
        is(&sandbox, code, true, &[word, "feedctl login crates"]);
    }
    sandbox.write("cargo/config.toml", "");
    is(
        &sandbox,
        "provider-missing",
        true,
        &["global-credential-providers"],
    );
}

#[test]
fn a_rejected_token_in_front_of_another_provider_is_named() {
    let server = FeedServer::start(private(AZURE));
    let sandbox = project(&server);
    sandbox.script("other", "exit 1");
    sandbox.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = [\"other\", \"cargo:token\"]\n",
    );
    store(&sandbox, &basic("PAT", "wrong"));
    is(
        &sandbox,
        "stale-token-wins",
        true,
        &["credentials.toml:2", "`other`"],
    );
}

#[test]
fn the_vendors_words_for_refusals_are_read() {
    for (status, body, code, word) in [
        (
            401,
            "Access Denied: The Personal Access Token used has expired.",
            "token-expired",
            "has expired",
        ),
        (
            401,
            "TF400813: The user 'b0b0b0b0-1111-2222-3333-444444444444' is not authorized to access this resource.",
            "permission-missing",
            "another organization",
        ),
        (
            403,
            "User 'x' lacks permission to complete this action. You need to have 'ReadPackages'.",
            "permission-missing",
            "Feed Reader",
        ),
        (
            403,
            "You need to have 'AddPackage'.",
            "permission-missing",
            "Feed Publisher",
        ),
        (
            404,
            "",
            "feed-not-found",
            "has no feed `crates` in project `Platform`",
        ),
    ] {
        let server = FeedServer::start(private(AZURE));
        let sandbox = project(&server);
        store(&sandbox, &basic("PAT", &pat()));
        server.set_fault(Some(answer(On::ConfigJsonWithToken, status, body)));
        is(&sandbox, code, true, &[word]);
    }
    for (status, body, code, word) in [
        (
            403,
            "{\"detail\":\"Package is quarantined\"}",
            "blocked-by-policy",
            "policy",
        ),
        (
            403,
            "{\"detail\":\"no\"}",
            "permission-missing",
            "privilege",
        ),
        (
            404,
            "",
            "feed-not-found",
            "owner `acme` or repository `tools`",
        ),
        (401, "{\"detail\":\"no\"}", "token-rejected", "run out"),
    ] {
        let server = FeedServer::start(
            FeedOptions::three_crates()
                .with_index_path(CLOUDSMITH)
                .with_login("Token KEYKEY"),
        );
        // Such a feed is known by its host alone.
        let proxy = Proxy::start(ProxyMode::To(server.port()));
        let mut sandbox = project(&server);
        sandbox.write(
            "p/.cargo/config.toml",
            "[registries.crates]\nindex = \"sparse+http://cargo.cloudsmith.io/acme/tools/\"\n",
        );
        sandbox.set("CARGO_HTTP_PROXY", &proxy.url());
        store(&sandbox, "Token KEYKEY");
        server.set_fault(Some(answer(On::ConfigJsonWithToken, status, body)));
        is(&sandbox, code, true, &[word]);
    }
}

#[test]
fn a_crate_that_only_a_collaborator_can_save_is_told() {
    let server = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let sandbox = project(&server);
    server.set_fault(Some(answer(
        On::CrateFile,
        401,
        "No local versions of package 'x'; please provide authentication to access versions from upstream that have not yet been saved to your feed.",
    )));
    is(&sandbox, "crate-not-saved", true, &["--force-auth"]);
}

#[test]
fn what_a_feed_serves_in_place_of_an_index_is_told() {
    let html = "<html><body>Sign in</body></html>";
    for (fault, code, conclusive) in [
        (answer(On::ConfigJson, 200, html), "sign-in-page", false),
        (answer(On::ConfigJson, 203, html), "sign-in-page", false),
        (
            answer(On::ConfigJson, 200, "{\"api\":\"x\"}"),
            "config-json-broken",
            true,
        ),
        (
            answer(On::ConfigJson, 200, "{dl"),
            "config-json-broken",
            true,
        ),
        (answer(On::ConfigJson, 404, ""), "feed-not-found", true),
        (answer(On::ConfigJson, 403, ""), "permission-missing", true),
        (answer(On::ConfigJson, 500, ""), "server-error", false),
        (answer(On::ConfigJson, 503, "down"), "server-error", false),
        (answer(On::ConfigJson, 429, ""), "too-many-requests", false),
        (
            answer(On::CrateFile, 401, ""),
            "auth-required-missing",
            true,
        ),
        (answer(On::CrateFile, 403, ""), "permission-missing", true),
        (answer(On::CrateFile, 502, ""), "server-error", false),
    ] {
        // A feed that nobody knows has no words of its own.
        let server =
            FeedServer::start(FeedOptions::three_crates().with_index_path("/any/where/at/all/"));
        let sandbox = project(&server);
        server.set_fault(Some(fault));
        is(&sandbox, code, conclusive, &[]);
    }
}

#[test]
fn what_servers_and_paths_say_besides_misleads_nobody() {
    // Pages begin with empty lines, answers and paths speak of time and proxies.
    for (path, fault, code, conclusive) in [
        (
            AZURE,
            answer(
                On::ConfigJson,
                200,
                "\r\n\r\n<!-- x --><!DOCTYPE html><html></html>",
            ),
            "sign-in-page",
            false,
        ),
        (
            "/timeouts/of/cargo/index/",
            answer(On::ConfigJson, 403, "no"),
            "permission-missing",
            true,
        ),
        (
            "/any/where/at/all/",
            answer(On::ConfigJson, 504, "upstream request timeout"),
            "server-error",
            false,
        ),
        (
            "/any/where/at/all/",
            answer(On::ConfigJson, 403, "\n  [1] see policy\n"),
            "permission-missing",
            true,
        ),
    ] {
        let server = FeedServer::start(FeedOptions::three_crates().with_index_path(path));
        let sandbox = project(&server);
        server.set_fault(Some(fault));
        is(&sandbox, code, conclusive, &[]);
    }
    let server = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let sandbox = project(&server);
    sandbox.write(
        "p/.cargo/config.toml",
        "[registries.crates]\nindex = \"sparse+http://127.0.0.1:9/repository/cargo-proxy/\"\n",
    );
    is(&sandbox, "connection-refused", false, &[]);
}

#[test]
fn a_connection_that_breaks_off_is_told() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let breaking = std::thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            let mut head = [0; 1024];
            // The last to come says that it is the last.
            if stream
                .read(&mut head)
                .is_ok_and(|count| head[..count].starts_with(b"END"))
            {
                return;
            }
        }
    });
    let server = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let sandbox = project(&server);
    sandbox.write(
        "p/.cargo/config.toml",
        format!("[registries.crates]\nindex = \"sparse+http://127.0.0.1:{port}/index/\"\n"),
    );
    is(&sandbox, "connection-broken", false, &[]);
    let mut last = std::net::TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    last.write_all(b"END").expect("it reads");
    breaking.join().expect("it ends");
}

#[test]
fn a_server_that_goes_on_for_ever_is_broken_off() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let dripping = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("cargo comes");
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n");
        // Until cargo is ended.
        while stream.write_all(&[b' '; 20]).is_ok() {
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    });
    let server = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let sandbox = project(&server);
    sandbox.write(
        "p/.cargo/config.toml",
        format!("[registries.crates]\nindex = \"sparse+http://127.0.0.1:{port}/index/\"\n"),
    );
    is(&sandbox, "cargo-did-not-end", false, &["cargo fetch -v"]);
    dripping.join().expect("it ends");
}

#[test]
fn what_has_no_name_is_shown_as_cargo_said_it() {
    let server = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let mut sandbox = project(&server);
    sandbox.set("CARGO_HTTP_SSL_VERSION", "nonsense");
    is(&sandbox, "cargo-failed", true, &["nonsense"]);
}

#[test]
fn a_vendored_feed_was_not_asked() {
    let server = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let sandbox = project(&server);
    std::fs::create_dir(sandbox.path("p/vendor")).expect("a folder");
    let index = server.index_url();
    sandbox.write(
        "p/.cargo/config.toml",
        format!(
            "[registries.crates]\nindex = \"{index}\"\n[source.\"{index}\"]\nregistry = \"{index}\"\nreplace-with = \"vendored-sources\"\n[source.vendored-sources]\ndirectory = \"vendor\"\n"
        ),
    );
    let (run, result) = online(&sandbox);
    assert_eq!(run.code, Some(0), "{run}");
    let skipped = result["online"][0]["skipped"].as_str();
    assert!(
        skipped.is_some_and(|text| text.contains("cargo looks in")),
        "{run}"
    );
}

#[test]
fn a_source_with_the_index_of_a_registry_is_tried_with_its_token() {
    let server = FeedServer::start(private(AZURE));
    let mut sandbox = project(&server);
    let index = server.index_url();
    sandbox.write(
        "p/.cargo/config.toml",
        format!(
            "[registries.crates]\nindex = \"{index}\"\n[source.m]\nregistry = \"{index}\"\n[source.crates-io]\nreplace-with = \"m\"\n"
        ),
    );
    sandbox.set("CARGO_REGISTRIES_CRATES_TOKEN", &basic("PAT", &pat()));
    let (run, result) = online(&sandbox);
    for one in result["online"].as_array().expect("a list") {
        assert_eq!(one["reads"], true, "{run}");
    }
    assert_eq!(result["online"].as_array().map(Vec::len), Some(2), "{run}");
}

#[test]
fn the_feeds_own_config_json_is_looked_at() {
    let server = FeedServer::start(FeedOptions {
        config_json: Some("{\"dl\":\"https://files.example.test/crates\"}".to_owned()),
        ..FeedOptions::three_crates().with_index_path(CLOUDSMITH)
    });
    let sandbox = project(&server);
    let (run, result) = online(&sandbox);
    assert_eq!(run.code, Some(0), "{run}");
    let codes: Vec<&str> = result["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|finding| finding["code"].as_str())
        .collect();
    for code in ["api-missing", "download-on-other-host"] {
        assert!(codes.contains(&code), "{run}");
    }
    assert!(run.stdout.contains("files.example.test"), "{run}");
}

#[test]
fn the_network_is_told_by_its_kind() {
    let server = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let mut sandbox = project(&server);
    for (index, code) in [
        ("sparse+http://127.0.0.1:9/index/", "connection-refused"),
        ("sparse+https://feed.example.invalid/index/", "host-unknown"),
    ] {
        sandbox.write(
            "p/.cargo/config.toml",
            format!("[registries.crates]\nindex = \"{index}\"\n"),
        );
        is(&sandbox, code, false, &[]);
    }
    // Https where plain http is spoken.
    let index = server.index_url().replace("sparse+http:", "sparse+https:");
    sandbox.write(
        "p/.cargo/config.toml",
        format!("[registries.crates]\nindex = \"{index}\"\n"),
    );
    is(&sandbox, "tls-failed", false, &[]);
    sandbox.write(
        "p/.cargo/config.toml",
        format!("[registries.crates]\nindex = \"{}\"\n", server.index_url()),
    );
    sandbox.set("CARGO_HTTP_PROXY", "http://127.0.0.1:9");
    is(&sandbox, "proxy-unreachable", false, &["http.proxy"]);
}

#[test]
fn certificates_are_told_by_what_is_wrong_with_them() {
    for (certificate, trusted, code) in [
        (Certificate::Good, true, ""),
        (Certificate::Good, false, "certificate-unknown-issuer"),
        (Certificate::WrongHost, true, "certificate-wrong-host"),
        (Certificate::Expired, true, "certificate-expired"),
    ] {
        let server = FeedServer::start_tls(
            FeedOptions::three_crates().with_index_path(AZURE),
            certificate,
        );
        let mut sandbox = project(&server);
        if trusted {
            sandbox.write("ca.pem", server.ca_pem());
            let ca = sandbox.path("ca.pem").display().to_string();
            sandbox.set("CARGO_HTTP_CAINFO", &ca);
        }
        is(&sandbox, code, code.is_empty(), &[]);
    }
    let server = FeedServer::start_tls(
        FeedOptions::three_crates().with_index_path(AZURE),
        Certificate::Good,
    );
    let mut sandbox = project(&server);
    sandbox.set("CARGO_HTTP_CAINFO", "/nowhere/ca.pem");
    is(&sandbox, "ca-file-missing", true, &["http.cainfo"]);
}

#[test]
fn a_proxy_that_wants_a_sign_in_is_not_taken_for_the_feed() {
    let proxy = Proxy::start(ProxyMode::WantsSignIn);
    let plain = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let secure = FeedServer::start_tls(
        FeedOptions::three_crates().with_index_path(AZURE),
        Certificate::Good,
    );
    for server in [&plain, &secure] {
        let mut sandbox = project(server);
        sandbox.set("CARGO_HTTP_PROXY", &proxy.url());
        sandbox.set("no_proxy", "");
        is(&sandbox, "proxy-wants-sign-in", false, &["407"]);
    }
    let open = Proxy::start(ProxyMode::Open);
    let mut sandbox = project(&plain);
    sandbox.set("CARGO_HTTP_PROXY", &open.url());
    sandbox.set("no_proxy", "");
    is(&sandbox, "", true, &[]);
}

#[test]
fn a_server_that_never_answers_is_told_in_time() {
    let server = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let sandbox = project(&server);
    server.set_fault(Some(Fault::Silence));
    is(&sandbox, "timed-out", false, &[]);
}

#[test]
fn credential_providers_that_fail_are_named() {
    let server = FeedServer::start(private(AZURE));
    let sandbox = project(&server);
    sandbox.script("broken", "echo 'I am broken' >&2; exit 3");
    for (list, code, word) in [
        ("\"none-such\"", "provider-program-missing", "none-such"),
        ("\"broken\"", "credential-provider-failed", "broken"),
        (
            "\"cargo:token-from-stdout false\"",
            "credential-provider-failed",
            "token-from-stdout",
        ),
        ("\"cargo:wincred\"", "provider-for-other-system", "wincred"),
    ] {
        sandbox.write(
            "cargo/config.toml",
            format!("[registry]\nglobal-credential-providers = [{list}]\n"),
        );
        is(&sandbox, code, true, &[word]);
    }
}

#[test]
fn a_keychain_without_its_library_and_two_names_for_one_feed_are_told() {
    let server = FeedServer::start(private(AZURE));
    let sandbox = project(&server);
    if !feedctl::system::env::Env::made_up("", None, []).has_libsecret() {
        sandbox.write(
            "cargo/config.toml",
            "[registry]\nglobal-credential-providers = [\"cargo:token\", \"cargo:libsecret\"]\n",
        );
        is(&sandbox, "libsecret-missing", true, &["libsecret"]);
    }
    sandbox.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
    );
    let index = server.index_url();
    sandbox.write(
        "p/.cargo/config.toml",
        format!("[registries]\na = {{ index = \"{index}\" }}\nb = {{ index = \"{index}\" }}\n"),
    );
    is(&sandbox, "index-twice", true, &[]);
}

#[test]
fn a_feed_in_the_place_of_crates_io_has_to_have_its_crates() {
    let mut with = private(AZURE);
    with.crates.push(CrateSpec::new("serde", "1.0.0", &[], ""));
    for (options, code, word) in [
        (private(AZURE), "upstream-missing", "--no-replace-crates-io"),
        (with, "", "`serde` of crates.io is there"),
    ] {
        let server = FeedServer::start(options);
        let sandbox = project(&server);
        let config = sandbox.read("p/.cargo/config.toml").expect("it is there");
        sandbox.write(
            "p/.cargo/config.toml",
            format!("{config}\n[source.crates-io]\nreplace-with = \"crates\"\n"),
        );
        store(&sandbox, &basic("PAT", &pat()));
        is(&sandbox, code, true, &[word]);
    }
}

#[test]
fn what_cannot_be_asked_says_why() {
    let server = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let sandbox = project(&server);
    let config = sandbox.read("p/.cargo/config.toml").expect("it is there");
    for (more, why) in [
        (
            "\n[source.crates-io]\nreplace-with = \"a\"\n[source.a]\nregistry = \"sparse+https://a.example/\"\nreplace-with = \"b\"\n[source.b]\nregistry = \"sparse+https://b.example/\"\nreplace-with = \"a\"\n",
            "goes round in a circle",
        ),
        ("\n[registries\n", "is not TOML"),
        ("\n[net]\nretry = 1.5\n", "`net.retry` is a float"),
    ] {
        sandbox.write("p/.cargo/config.toml", format!("{config}{more}"));
        let (run, result) = online(&sandbox);
        assert_eq!(run.code, Some(1), "{run}");
        let one = &result["online"][0];
        if more.contains("[registries\n") {
            let not_asked = result["not_asked"].as_str();
            assert!(not_asked.is_some_and(|text| text.contains(why)), "{run}");
            assert_eq!(result["conclusive"], false, "{run}");
        } else {
            assert!(
                one["skipped"]
                    .as_str()
                    .is_some_and(|text| text.contains(why)),
                "{run}"
            );
        }
    }
    sandbox.write(
        "p/.cargo/config.toml",
        "[registries.crates]\nindex = \"https://feed.example.invalid/i.git\"\n",
    );
    let (run, result) = online(&sandbox);
    assert!(
        result["online"][0]["skipped"]
            .as_str()
            .is_some_and(|text| text.contains("git index")),
        "{run}"
    );
}

#[test]
fn a_source_of_git_is_not_asked() {
    let server = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let sandbox = project(&server);
    for location in [
        "git = \"https://feed.example.invalid/crates\"",
        "registry = \"https://feed.example.invalid/index.git\"",
    ] {
        sandbox.write(
            "p/.cargo/config.toml",
            format!("[source.crates-io]\nreplace-with = \"mirror\"\n[source.mirror]\n{location}\n"),
        );
        let refused = sandbox.feedctl(&["doctor", "--online"]);
        assert_eq!(refused.code, Some(3), "{refused}");
        assert!(refused.stderr.contains("a git repository"), "{refused}");
        let (run, result) = online_with(&sandbox, &["--trust-repo"]);
        let skipped = result["online"][0]["skipped"].as_str();
        assert!(skipped.is_some_and(|text| text.contains("of git")), "{run}");
    }
    std::fs::create_dir(sandbox.path("p/vendor")).expect("a folder");
    sandbox.write(
        "p/.cargo/config.toml",
        "[source.crates-io]\nreplace-with = \"vendored\"\n[source.vendored]\ndirectory = \"vendor\"\n",
    );
    is(&sandbox, "", true, &["vendored"]);
}

#[test]
fn a_checkout_is_asked_about_before_cargo_runs_what_it_names() {
    let server = FeedServer::start(private(AZURE));
    let sandbox = project(&server);
    sandbox.script("mine", "true");
    sandbox.write(
        "p/.cargo/config.toml",
        format!(
            "[registries.crates]\nindex = \"{}\"\ncredential-provider = \"./tools/cred\"\n",
            server.index_url()
        ),
    );
    sandbox.write("p/tools/cred", "#!/bin/sh\ntouch ran\n");
    let run = sandbox.feedctl(&["doctor", "--online"]);
    assert_eq!(run.code, Some(3), "{run}");
    assert!(
        run.stderr.contains("./tools/cred") && run.stderr.contains("--trust-repo"),
        "{run}"
    );
    assert!(server.requests().is_empty());
    let trusted = sandbox.feedctl(&["doctor", "--online", "--trust-repo"]);
    assert_eq!(trusted.code, Some(1), "{trusted}");
    assert!(!server.requests().is_empty());
}

#[test]
fn the_chain_is_shown() {
    let server = FeedServer::start(FeedOptions {
        refusal: Some(NOBODY.to_owned()),
        ..private(AZURE)
    });
    let sandbox = project(&server);
    store(&sandbox, &pat());
    is_signed_in(&sandbox);
    let run = sandbox.feedctl(&["doctor", "--online"]);
    let port = server.url().rsplit(':').next().expect("a port").to_owned();
    let shown = |run: &Run| run.to_string().replace(&port, "PORT");
    snapshot("doctor-online-rejected", &shown(&run));
    store(&sandbox, &basic("PAT", &pat()));
    snapshot(
        "doctor-online-ready",
        &shown(&sandbox.feedctl(&["doctor", "--online"])),
    );
    let json = sandbox.feedctl(&["doctor", "--online", "--format", "json"]);
    snapshot("doctor-online-json", &shown(&json));
}

#[test]
fn a_credential_provider_that_never_answers_is_ended_and_named() {
    let server = FeedServer::start(private(AZURE));
    let sandbox = project(&server);
    sandbox.script("sleepy", "echo $$ > \"$HOME/pid\"\nexec sleep 600");
    sandbox.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = [\"sleepy\"]\n",
    );
    is(
        &sandbox,
        "credential-provider-failed",
        true,
        &["`sleepy` gave no answer"],
    );
    // It went with cargo.
    let pid = sandbox.read("home/pid").expect("it ran");
    assert!(!std::path::Path::new(&format!("/proc/{}/exe", pid.trim())).exists());
}

#[test]
fn another_cargo_that_holds_the_cache_is_told() {
    let server = FeedServer::start(private(AZURE));
    let sandbox = project(&server);
    sandbox.write("cargo/.package-cache", "");
    let lock = std::fs::File::options()
        .write(true)
        .open(sandbox.path("cargo/.package-cache"))
        .expect("it is there");
    lock.lock().expect("nobody else holds it");
    let (run, result) = online(&sandbox);
    let one = &result["online"][0];
    assert_eq!(one["code"], "package-cache-locked", "{run}");
    assert_eq!(one["conclusive"], false, "{run}");
}

#[test]
fn a_patch_of_the_configuration_is_told() {
    let server = FeedServer::start(FeedOptions::three_crates().with_index_path(AZURE));
    let sandbox = project(&server);
    let config = sandbox.read("p/.cargo/config.toml").expect("it is there");
    sandbox.write(
        "p/.cargo/config.toml",
        format!("{config}\n[patch.crates-io]\nserde = {{ path = \"nowhere\" }}\n"),
    );
    let refused = sandbox.feedctl(&["doctor", "--online"]);
    assert_eq!(refused.code, Some(3), "{refused}");
    assert!(refused.stderr.contains("`serde`"), "{refused}");
    let (run, result) = online_with(&sandbox, &["--trust-repo"]);
    // Nothing is known of the feed, so it is no error.
    assert_eq!(run.code, Some(0), "{run}");
    let one = &result["online"][0];
    assert_eq!(one["code"], "patch-in-the-way", "{run}");
    assert_eq!(one["conclusive"], false, "{run}");
}

#[test]
#[cfg(unix)]
fn a_rustup_without_a_toolchain_is_told() {
    for (said, next) in [
        (
            "error: rustup could not choose a version of cargo to run, because one wasn't \
             specified explicitly, and no default is configured.\n\
             help: run 'rustup default stable' to download it.",
            "rustup default stable",
        ),
        (
            "error: toolchain '1.70.0-x86_64-unknown-linux-gnu' is not installed\n\
             help: run `rustup toolchain install` to install it",
            "rustup toolchain install",
        ),
    ] {
        let server = FeedServer::start(private(AZURE));
        let sandbox = project(&server);
        sandbox.write("said", said);
        sandbox.script("cargo", "cat \"$HOME/../said\" >&2\nexit 1");
        let (run, result) = online(&sandbox);
        let one = &result["online"][0];
        assert_eq!(one["code"], "toolchain-not-installed", "{run}");
        assert_eq!(one["conclusive"], false, "{run}");
        let human = sandbox.feedctl(&["doctor", "--online"]);
        assert!(human.stdout.contains(next), "{human}");
    }
}

#[test]
#[cfg(unix)]
fn an_entry_of_path_that_does_not_count_is_named() {
    for (path, why) in [
        (
            ".",
            "is on PATH only in `.`, which is passed over: it is not absolute",
        ),
        (
            "[P]/bin",
            "which is passed over: it leads into this checkout",
        ),
        ("/nowhere", "`cargo` is not on PATH"),
    ] {
        let server = FeedServer::start(private(AZURE));
        let mut sandbox = project(&server);
        sandbox.script("cargo", "exit 0");
        for place in ["p/cargo", "p/bin/cargo"] {
            let text = sandbox.read("bin/cargo").expect("a program");
            sandbox.write(place, text);
            let all = std::os::unix::fs::PermissionsExt::from_mode(0o755);
            std::fs::set_permissions(sandbox.path(place), all).expect("a program");
        }
        let project = sandbox.path("p").display().to_string();
        sandbox.set("PATH", &path.replace("[P]", &project));
        let run = sandbox.feedctl(&["doctor", "--online"]);
        assert!(run.stderr.contains(why), "{run}");
        assert_eq!(run.code, Some(3), "{run}");
    }
}

/// A signal to feedctl alone, as `kill` and a supervisor send it, is no end of what it
/// started unless it sees to that.
#[test]
#[cfg(target_os = "linux")]
fn what_was_started_ends_with_us() {
    let server = FeedServer::start(private(AZURE));
    let sandbox = project(&server);
    sandbox.script("cargo", "echo $$ > \"$HOME/pid\"\nexec sleep 55");
    for (words, signal) in [
        (&["login", "--no-verify"][..], "TERM"),
        (&["doctor", "--online"], "TERM"),
        (&["doctor", "--online"], "QUIT"),
    ] {
        let _ = std::fs::remove_file(sandbox.path("home/pid"));
        let line = format!(
            "echo Basic QTpi | \"$0\" {} & \
             while ! [ -s \"$HOME/pid\" ]; do sleep 0.05; done; kill -{signal} $!; wait $!; \
             sleep 0.2; [ -e \"/proc/$(cat \"$HOME/pid\")/exe\" ] && echo goes on",
            words.join(" ")
        );
        let bash = ["-c", &line, env!("CARGO_BIN_EXE_feedctl")];
        let mut command = sandbox.program(std::path::Path::new("bash"), "p", &bash);
        let limit = std::time::Duration::from_secs(40);
        let run = Run::from(crate::child::run_with_limit(&mut command, limit, None));
        assert!(
            !run.hung && !run.stdout.contains("goes on"),
            "{words:?} {run}"
        );
        assert!(sandbox.read("home/pid").is_some(), "{words:?} {run}");
    }
}

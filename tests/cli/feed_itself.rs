//! The loopback feed against the real cargo: that each way to misbehave comes about,
//! and in which words cargo tells of it.
//!
//! Not for feedctl: nothing here runs it.

use crate::doctor::probe::{probe, resolved};
use crate::feed_proxy::{Proxy, ProxyMode};
use crate::feed_server::{FeedOptions, FeedServer};
use crate::feed_tls::Certificate;
use crate::support::{Run, Sandbox};

/// A project that knows the server as `feed`.
fn project(server: &FeedServer) -> Sandbox {
    let sandbox = Sandbox::project();
    sandbox.write(
        "p/.cargo/config.toml",
        format!(
            "[registries.feed]\nindex = \"{}\"\ncredential-provider = \"cargo:token\"\n",
            server.index_url()
        ),
    );
    sandbox
}

/// A project that trusts the server's authority too.
fn trusting(server: &FeedServer) -> Sandbox {
    let mut sandbox = project(server);
    sandbox.write("p/ca.pem", server.ca_pem());
    let file = sandbox.path("p/ca.pem").display().to_string();
    sandbox.set("CARGO_HTTP_CAINFO", &file);
    sandbox
}

/// Lets cargo ask for a crate that is not there, and looks for words of its answer.
fn says(sandbox: &Sandbox, words: &[&str]) -> Run {
    said(probe(sandbox, "p", "feed"), words)
}

fn said(run: Run, words: &[&str]) -> Run {
    assert!(!run.ok && !run.hung, "{run}");
    for word in words {
        assert!(run.stderr.contains(word), "no {word:?} in:\n{run}");
    }
    run
}

fn resolves(sandbox: &Sandbox) {
    let run = probe(sandbox, "p", "feed");
    assert!(resolved(&run), "{run}");
}

#[test]
fn over_tls_cargo_resolves_where_it_trusts_the_authority() {
    let server = FeedServer::start_tls(
        FeedOptions::three_crates().with_login("Bearer t"),
        Certificate::Good,
    );
    assert!(server.api_url().starts_with("https://localhost:"));
    let mut sandbox = trusting(&server);
    sandbox.set("CARGO_REGISTRIES_FEED_TOKEN", "Bearer t");
    resolves(&sandbox);
    assert!(server.count_with_authorization() > 0);

    // By address as well, and with the older version of TLS.
    let index = server.index_url().replace("localhost", "127.0.0.1");
    sandbox.set("CARGO_REGISTRIES_FEED_INDEX", &index);
    sandbox.set("CARGO_HTTP_SSL_VERSION", "tlsv1.2");
    resolves(&sandbox);
}

#[test]
fn over_tls_cargo_downloads() {
    let server = FeedServer::start_tls(FeedOptions::three_crates(), Certificate::Good);
    let sandbox = trusting(&server);
    depend_on_tally(&sandbox);
    let fetch = crate::doctor::probe::cargo(&sandbox, "p", &["fetch"]);
    assert!(fetch.ok, "{fetch}");
    assert_eq!(server.count_path("/tally/0.2.0/download"), 1);
}

#[test]
fn an_authority_that_nobody_trusts() {
    let server = FeedServer::start_tls(FeedOptions::three_crates(), Certificate::Good);
    says(&project(&server), &["[60]"]);
    assert_eq!(server.requests(), []);
}

#[test]
fn a_certificate_for_another_host() {
    let server = FeedServer::start_tls(FeedOptions::three_crates(), Certificate::WrongHost);
    says(&trusting(&server), &["[60]", "subject name"]);
}

#[test]
fn a_certificate_that_ran_out() {
    let server = FeedServer::start_tls(FeedOptions::three_crates(), Certificate::Expired);
    says(&trusting(&server), &["[60]", "expired"]);
}

/// What goes to this machine goes through the proxy too.
fn use_proxy(sandbox: &mut Sandbox, proxy: &Proxy) {
    sandbox.set("CARGO_HTTP_PROXY", &proxy.url());
    sandbox.set("no_proxy", "");
}

#[test]
fn through_a_proxy_in_plain_requests() {
    let server = FeedServer::start(FeedOptions::three_crates().with_login("Bearer t"));
    let proxy = Proxy::start(ProxyMode::Open);
    let mut sandbox = project(&server);
    use_proxy(&mut sandbox, &proxy);
    sandbox.set("CARGO_REGISTRIES_FEED_TOKEN", "Bearer t");
    resolves(&sandbox);
    let seen = proxy.requests();
    assert_eq!(seen.len(), server.requests().len(), "{seen:?}");
    assert!(
        seen.iter()
            .all(|r| r.method == "GET" && r.target.starts_with(&server.url())),
        "{seen:?}"
    );
    assert_eq!(
        seen.iter().filter(|r| r.authorization).count(),
        server.count_with_authorization()
    );
    assert!(server.count_with_authorization() > 0);
}

#[test]
fn through_a_proxy_in_a_tunnel() {
    let server = FeedServer::start_tls(
        FeedOptions::three_crates().with_login("Bearer t"),
        Certificate::Good,
    );
    let proxy = Proxy::start(ProxyMode::Open);
    let mut sandbox = trusting(&server);
    use_proxy(&mut sandbox, &proxy);
    sandbox.set("CARGO_REGISTRIES_FEED_TOKEN", "Bearer t");
    resolves(&sandbox);
    let place = server.url().replace("https://", "");
    let seen = proxy.requests();
    assert!(!seen.is_empty());
    for request in seen {
        assert_eq!(
            (request.method, request.target),
            ("CONNECT".into(), place.clone())
        );
        assert!(!request.authorization);
    }
}

#[test]
fn a_proxy_leads_to_this_machine_only() {
    let server = FeedServer::start(FeedOptions::three_crates());
    let proxy = Proxy::start(ProxyMode::Open);
    let mut sandbox = project(&server);
    use_proxy(&mut sandbox, &proxy);
    let elsewhere = "sparse+http://feed.example.invalid/index/";
    sandbox.set("CARGO_REGISTRIES_FEED_INDEX", elsewhere);
    says(&sandbox, &["got 502"]);
    sandbox.set(
        "CARGO_REGISTRIES_FEED_INDEX",
        &elsewhere.replace("http", "https"),
    );
    says(&sandbox, &["502"]);
}

#[test]
fn a_proxy_that_wants_a_sign_in() {
    let server = FeedServer::start(FeedOptions::three_crates());
    let proxy = Proxy::start(ProxyMode::WantsSignIn);
    let mut sandbox = project(&server);
    use_proxy(&mut sandbox, &proxy);
    says(&sandbox, &["407"]);
    assert!(!proxy.requests().is_empty());
    assert_eq!(server.requests(), []);

    let server = FeedServer::start_tls(FeedOptions::three_crates(), Certificate::Good);
    let mut sandbox = trusting(&server);
    use_proxy(&mut sandbox, &proxy);
    says(&sandbox, &["407"]);
    assert_eq!(server.requests(), []);
}

fn depend_on_tally(sandbox: &Sandbox) {
    sandbox.write(
        "p/Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\
         description = \"x\"\nlicense = \"MIT\"\n\n[dependencies]\n\
         tally = { version = \"0.2\", registry = \"feed\" }\n",
    );
}

//! The loopback feed against the real cargo: that each way to misbehave comes about,
//! and in which words cargo tells of it.
//!
//! Not for feedctl: nothing here runs it.

use crate::doctor::probe::{probe, resolved};
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

fn depend_on_tally(sandbox: &Sandbox) {
    sandbox.write(
        "p/Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\
         description = \"x\"\nlicense = \"MIT\"\n\n[dependencies]\n\
         tally = { version = \"0.2\", registry = \"feed\" }\n",
    );
}

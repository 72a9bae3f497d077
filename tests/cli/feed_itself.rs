//! The loopback feed against the real cargo: that each way to misbehave comes about,
//! and in which words cargo tells of it.
//!
//! Not for feedctl: nothing here runs it.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use crate::doctor::probe::{cargo, probe, resolved};
use crate::feed_proxy::{Proxy, ProxyMode};
use crate::feed_server::{Answer, Fault, FeedOptions, FeedServer, On};
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
    let fetch = cargo(&sandbox, "p", &["fetch"]);
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

/// A 403 with a body and a header of its own.
fn refusal(on: On) -> Fault {
    Fault::Answer(Answer {
        on,
        status: 403,
        headers: vec![("X-Request-Id".to_owned(), "42".to_owned())],
        content_type: "text/plain".to_owned(),
        body: "The gate is shut.".to_owned(),
    })
}

fn redirect(on: On, status: u16, to: String) -> Fault {
    Fault::Answer(Answer {
        on,
        status,
        headers: vec![("Location".to_owned(), to)],
        content_type: "text/html".to_owned(),
        body: "<html>Moved.</html>".to_owned(),
    })
}

const REFUSED: &[&str] = &["got 403", "The gate is shut."];

#[test]
fn an_answer_in_the_place_of_config_json() {
    let server = FeedServer::start(FeedOptions::three_crates());
    server.set_fault(Some(refusal(On::ConfigJson)));
    says(&project(&server), REFUSED);
    assert_eq!(server.count_status(403), 1);
}

#[test]
fn an_answer_to_a_token_only() {
    let server = FeedServer::start(FeedOptions::three_crates().with_login("Bearer t"));
    server.set_fault(Some(refusal(On::ConfigJsonWithToken)));
    let mut sandbox = project(&server);
    says(&sandbox, &["no token found"]);
    assert_eq!(server.count_status(403), 0);
    sandbox.set("CARGO_REGISTRIES_FEED_TOKEN", "Bearer t");
    says(&sandbox, REFUSED);
    assert_eq!(server.count_status(403), 1);
}

#[test]
fn an_answer_in_the_place_of_an_index_file() {
    let server = FeedServer::start(FeedOptions::three_crates());
    server.set_fault(Some(refusal(On::CrateFile)));
    says(&project(&server), REFUSED);
    assert_eq!(server.count_status(200), 1);
}

#[test]
fn an_answer_in_the_place_of_a_crate() {
    let server = FeedServer::start(FeedOptions::three_crates());
    server.set_fault(Some(refusal(On::Download)));
    let sandbox = project(&server);
    resolves(&sandbox);
    depend_on_tally(&sandbox);
    said(cargo(&sandbox, "p", &["fetch"]), REFUSED);
}

#[test]
fn an_answer_to_publishing() {
    let server = FeedServer::start(FeedOptions::three_crates());
    server.set_fault(Some(refusal(On::Publish)));
    let mut sandbox = project(&server);
    sandbox.set("CARGO_REGISTRIES_FEED_TOKEN", "Bearer t");
    said(publish(&sandbox), REFUSED);
    assert_eq!(server.published(), []);
}

#[test]
fn an_answer_to_everything() {
    let server = FeedServer::start(FeedOptions::three_crates());
    server.set_fault(Some(refusal(On::Everything)));
    says(&project(&server), REFUSED);
    server.set_fault(None);
    resolves(&project(&server));
}

#[test]
fn a_redirect_that_leads_somewhere() {
    let server = FeedServer::start(FeedOptions::three_crates());
    let target = FeedServer::start(FeedOptions::three_crates());
    let config = format!("{}config.json", target.index_url().replace("sparse+", ""));
    server.set_fault(Some(redirect(On::ConfigJson, 302, config)));
    resolves(&project(&server));
    assert_eq!(target.count_path("/config.json"), 1);
}

#[test]
fn a_redirect_to_a_sign_in_page() {
    let server = FeedServer::start(FeedOptions::three_crates());
    let page = FeedServer::start(FeedOptions::default());
    page.set_fault(Some(Fault::Answer(Answer {
        on: On::Everything,
        status: 203,
        headers: Vec::new(),
        content_type: "text/html".to_owned(),
        body: "<html>Please sign in.</html>".to_owned(),
    })));
    let to = format!("{}/_signin", page.url());
    server.set_fault(Some(redirect(On::ConfigJson, 302, to)));
    says(&project(&server), &["Please sign in."]);
}

#[test]
fn a_redirect_in_a_circle() {
    let server = FeedServer::start(FeedOptions::three_crates());
    let to = format!("{}/round", server.url());
    server.set_fault(Some(redirect(On::Everything, 302, to)));
    says(&project(&server), &["[47]"]);
}

#[test]
fn publishing_follows_no_redirect() {
    let server = FeedServer::start(FeedOptions::three_crates());
    let to = format!("{}/_signin", server.url());
    server.set_fault(Some(redirect(On::Publish, 302, to)));
    let mut sandbox = project(&server);
    sandbox.set("CARGO_REGISTRIES_FEED_TOKEN", "Bearer t");
    said(publish(&sandbox), &["got 302", "Location: ", "/_signin"]);
    assert_eq!(server.count_path("/_signin"), 0);
}

#[test]
fn silence() {
    let server = FeedServer::start(FeedOptions::three_crates());
    server.set_fault(Some(Fault::Silence));
    let mut sandbox = project(&server);
    sandbox.set("CARGO_HTTP_TIMEOUT", "1");
    says(&sandbox, &["[28]"]);
    assert_eq!(server.requests(), []);
}

fn with_config_json(text: &str) -> FeedServer {
    FeedServer::start(FeedOptions {
        config_json: Some(text.to_owned()),
        ..FeedOptions::three_crates().with_index_path("/tools/")
    })
}

#[test]
fn config_json_without_its_fields() {
    let server = with_config_json("{}");
    says(&project(&server), &["missing field `dl`"]);
    let server = with_config_json("<html>");
    says(&project(&server), &["expected value at line 1 column 1"]);
    // Without `api` a registry can be read from, but not published to.
    let server = with_config_json("{\"dl\":\"{base}/none\"}");
    let mut sandbox = project(&server);
    resolves(&sandbox);
    sandbox.set("CARGO_REGISTRIES_FEED_TOKEN", "Bearer t");
    said(publish(&sandbox), &["does not support API commands"]);
}

#[test]
fn config_json_with_the_servers_url() {
    let server = with_config_json(
        "{\"dl\":\"{base}/tools-cargo/api/v1/crates/{crate}/{version}/download\",\"x\":1}",
    );
    let sandbox = project(&server);
    depend_on_tally(&sandbox);
    let fetch = cargo(&sandbox, "p", &["fetch"]);
    assert!(fetch.ok, "{fetch}");
}

#[test]
fn a_refusal_in_the_feeds_own_words() {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let server = FeedServer::start(FeedOptions {
        challenges: vec![
            header("WWW-Authenticate", "Bearer authorization_uri=x"),
            header("X-TFS-ServiceError", "TF400813"),
        ],
        refusal: Some("TF400813: not authorized".to_owned()),
        ..FeedOptions::three_crates().with_login("Bearer t")
    });
    let mut sandbox = project(&server);
    sandbox.set("CARGO_REGISTRIES_FEED_TOKEN", "Bearer wrong");
    says(
        &sandbox,
        &["token rejected for `feed`", "got 401", "TF400813: not"],
    );
    // Of the index cargo shows no headers, so they are looked at without it.
    let all = [
        "WWW-Authenticate: Basic realm=\"test\"",
        "WWW-Authenticate: Bearer authorization_uri=x",
        "X-TFS-ServiceError: TF400813",
    ];
    let count = |answer: &str| all.iter().filter(|line| answer.contains(*line)).count();
    let answer = raw(&server, "/config.json");
    assert_eq!(count(&answer), 3, "{answer}");

    // An answer of the test may bring its own.
    server.set_fault(Some(Fault::Answer(Answer {
        on: On::Everything,
        status: 401,
        headers: vec![header("www-authenticate", "Own")],
        content_type: String::new(),
        body: String::new(),
    })));
    let answer = raw(&server, "/config.json");
    assert_eq!(count(&answer), 1, "{answer}");
    assert!(answer.contains("www-authenticate: Own\r\n"), "{answer}");
    assert!(!answer.contains("Content-Type"), "{answer}");
}

/// Here cargo shows the headers.
#[test]
fn a_refusal_of_publishing_comes_with_the_challenges() {
    let server = FeedServer::start(FeedOptions {
        challenges: vec![("X-TFS-ServiceError".to_owned(), "TF400813".to_owned())],
        ..FeedOptions::three_crates()
    });
    server.set_fault(Some(Fault::Answer(Answer {
        on: On::Publish,
        status: 401,
        headers: Vec::new(),
        content_type: "text/html".to_owned(),
        body: "<html>No.</html>".to_owned(),
    })));
    let mut sandbox = project(&server);
    sandbox.set("CARGO_REGISTRIES_FEED_TOKEN", "Bearer t");
    said(
        publish(&sandbox),
        &["401", "X-TFS-ServiceError: TF400813", "<html>No.</html>"],
    );
}

/// Asks for a path below the index, and returns the answer byte for byte.
fn raw(server: &FeedServer, path: &str) -> String {
    let url = server.index_url().replace("sparse+http://", "");
    let (place, index) = url.split_once('/').expect("a path");
    let mut stream = TcpStream::connect(place).expect("the server listens");
    let index = index.trim_end_matches('/');
    write!(
        stream,
        "GET /{index}{path} HTTP/1.1\r\nHost: {place}\r\nConnection: close\r\n\r\n"
    )
    .expect("the server reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    answer
}

fn publish(sandbox: &Sandbox) -> Run {
    cargo(
        sandbox,
        "p",
        &[
            "publish",
            "--registry",
            "feed",
            "--no-verify",
            "--allow-dirty",
        ],
    )
}

fn depend_on_tally(sandbox: &Sandbox) {
    sandbox.write(
        "p/Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\
         description = \"x\"\nlicense = \"MIT\"\n\n[dependencies]\n\
         tally = { version = \"0.2\", registry = \"feed\" }\n",
    );
}

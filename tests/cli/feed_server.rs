//! A small Cargo registry on the loopback interface, for tests only.
//!
//! What it is for: letting the real `cargo` (or the code under test) talk to a
//! registry whose every answer is known. It serves a sparse index and its
//! `config.json`, the crate downloads behind it and the publish call; it asks for
//! credentials the way Azure Artifacts and Cloudsmith do (exact `Authorization`
//! values, `401` with a challenge); it writes down each request; and it can be told
//! to misbehave while it runs ([`Fault`]).
//!
//! What it is not for: anything outside a test. It speaks HTTP/1.1 on `127.0.0.1`
//! only, plain or over TLS (`feed_tls`), holds everything in memory, does not look into the crate files
//! it is given, and does not imitate any one service beyond the shape of its paths.
//! Yanking, owners, search, conditional requests (`304`) and chunked request bodies
//! are left out: Cargo needs none of them to build or to publish.
//!
//! ```no_run
//! let server = FeedServer::start(FeedOptions::three_crates().with_login("Basic dTpw"));
//! let index = server.index_url(); // sparse+http://127.0.0.1:PORT/contoso/...
//! // ... run cargo against `index` ...
//! assert_eq!(server.count_status(401), 1);
//! ```
//!
//! Dropping the server closes the port, cuts open connections and joins all its
//! threads.

// Each test binary that includes this file uses another part of it.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::feed_tls::{self, Certificate, Tls};

/// How long a connection may stay silent before it is closed.
const IDLE_LIMIT: Duration = Duration::from_secs(10);
/// Most bytes of a request line plus headers.
const HEAD_LIMIT: u64 = 64 * 1024;
/// Most bytes of a request body.
const BODY_LIMIT: u64 = 32 * 1024 * 1024;

// ---------------------------------------------------------------------------
// Options
// ---------------------------------------------------------------------------

/// What the registry serves and whom it lets in.
#[derive(Debug, Clone)]
pub(crate) struct FeedOptions {
    /// Path under which the index is served; begins and ends with `/`. May hold
    /// percent-encoded characters. Downloads and the publish API lie beside it, see
    /// [`FeedServer::api_url`].
    pub(crate) index_path: String,
    /// `Authorization` values that are let in, compared exactly. Empty: an open feed.
    pub(crate) accept: Vec<String>,
    /// The exact text of `config.json`, in the place of the one that is made of the
    /// other options. `{base}` in it becomes [`FeedServer::url`].
    pub(crate) config_json: Option<String>,
    /// Whether `config.json` says `"auth-required": true`. It says nothing otherwise.
    pub(crate) auth_required_in_config: bool,
    /// Whether `config.json` names an `api`, and publishing works.
    pub(crate) api: bool,
    /// The `WWW-Authenticate` value that goes with each `401`.
    pub(crate) challenge: Option<String>,
    /// More headers that go with each `401`.
    pub(crate) challenges: Vec<(String, String)>,
    /// The body of a `401` that the feed gives by itself, as plain text; otherwise it
    /// is an error in the form of Cargo's web API.
    pub(crate) refusal: Option<String>,
    /// The crates in the registry at the start.
    pub(crate) crates: Vec<CrateSpec>,
}

impl Default for FeedOptions {
    /// An open, empty registry with an `api`, under a path like Azure's.
    fn default() -> Self {
        Self {
            index_path: "/contoso/My%20Project/_packaging/crates/Cargo/index/".to_owned(),
            accept: Vec::new(),
            config_json: None,
            auth_required_in_config: false,
            api: true,
            challenge: Some("Basic realm=\"test\"".to_owned()),
            challenges: Vec::new(),
            refusal: None,
            crates: Vec::new(),
        }
    }
}

impl FeedOptions {
    /// The default registry with three small crates: `greet` 0.1.0 (which depends on
    /// `greet-core`), `greet-core` 0.1.0 and `tally` 0.2.0.
    #[must_use]
    pub(crate) fn three_crates() -> Self {
        Self {
            crates: vec![
                CrateSpec::new(
                    "greet",
                    "0.1.0",
                    &["greet-core"],
                    "pub fn greet(name: &str) -> String {\n    \
                     format!(\"{}, {name}!\", greet_core::word())\n}\n",
                ),
                CrateSpec::new(
                    "greet-core",
                    "0.1.0",
                    &[],
                    "pub fn word() -> &'static str {\n    \"Hello\"\n}\n",
                ),
                CrateSpec::new(
                    "tally",
                    "0.2.0",
                    &[],
                    "pub fn tally(text: &str) -> usize {\n    text.split_whitespace().count()\n}\n",
                ),
            ],
            ..Self::default()
        }
    }

    /// Serves the index under `path` instead.
    #[must_use]
    pub(crate) fn with_index_path(mut self, path: &str) -> Self {
        path.clone_into(&mut self.index_path);
        self
    }

    /// Makes the feed private: lets `authorization` in (besides others already
    /// named), and says `auth-required` in `config.json`.
    #[must_use]
    pub(crate) fn with_login(mut self, authorization: &str) -> Self {
        self.accept.push(authorization.to_owned());
        self.auth_required_in_config = true;
        self
    }
}

/// One version of a crate, to be packed when the server starts.
#[derive(Debug, Clone)]
pub(crate) struct CrateSpec {
    /// Crate name.
    pub(crate) name: String,
    /// Version, without build metadata.
    pub(crate) version: String,
    /// Names of crates in the same index. The version asked for is that of the last
    /// crate of this name in [`FeedOptions::crates`], or any when it is not there.
    pub(crate) dependencies: Vec<String>,
    /// Text of `src/lib.rs`.
    pub(crate) lib_rs: String,
}

impl CrateSpec {
    /// A crate version with its dependencies and the text of its `src/lib.rs`.
    #[must_use]
    pub(crate) fn new(name: &str, version: &str, dependencies: &[&str], lib_rs: &str) -> Self {
        Self {
            name: name.to_owned(),
            version: version.to_owned(),
            dependencies: dependencies.iter().map(|&d| d.to_owned()).collect(),
            lib_rs: lib_rs.to_owned(),
        }
    }
}

/// A way for the server to misbehave; see [`FeedServer::set_fault`].
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    /// `config.json` gets this answer, with or without credentials. Everything else
    /// works as usual.
    ConfigJson {
        /// Status, 200 to 599. A 401 carries the challenge.
        status: u16,
        /// `Content-Type` of the answer.
        content_type: String,
        /// Body of the answer.
        body: String,
    },
    /// `config.json` is a sign-in page: status 200, `text/html`.
    ConfigJsonHtml,
    /// Every request gets this status (200 to 599) and a short text. A 401 carries
    /// the challenge.
    EveryRequest {
        /// The status.
        status: u16,
    },
    /// Every request is answered as usual, but this much later.
    Delay(Duration),
    /// Some of the requests get this answer, everything else works as usual.
    Answer(Answer),
    /// Connections are taken up and requests are read, but none is answered, nor
    /// listed, until the server stops.
    Silence,
}

/// An answer in every detail. The length of the body is added, and to a 401 the
/// challenges of the feed, save one that `headers` brings itself.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// Which requests get it, with or without credentials.
    pub(crate) on: On,
    /// Status, 200 to 599.
    pub(crate) status: u16,
    /// Headers by name and value, for instance `Location`.
    pub(crate) headers: Vec<(String, String)>,
    /// `Content-Type` of the answer; empty for none.
    pub(crate) content_type: String,
    /// Body of the answer.
    pub(crate) body: String,
}

/// Which requests are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum On {
    /// Those for `config.json`.
    ConfigJson,
    /// Those for `config.json` that carry an `Authorization` header.
    ConfigJsonWithToken,
    /// Those for any other file of the index.
    CrateFile,
    /// Those for the file of a crate version.
    Download,
    /// Those that publish.
    Publish,
    /// All of them.
    Everything,
}

impl On {
    /// Whether a request to a path below the API, or else below the index, is meant.
    fn holds(self, message: &Message, below_api: Option<&str>, below_index: Option<&str>) -> bool {
        let config_json = below_api.is_none() && below_index == Some("config.json");
        match self {
            Self::ConfigJson => config_json,
            Self::ConfigJsonWithToken => config_json && message.joined("authorization").is_some(),
            Self::CrateFile => below_api.is_none() && below_index.is_some() && !config_json,
            Self::Download => {
                message.reads() && below_api.is_some_and(|path| path.ends_with("/download"))
            }
            Self::Publish => message.method == "PUT" && below_api == Some("api/v1/crates/new"),
            Self::Everything => true,
        }
    }
}

/// One request the server has answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    /// `GET`, `PUT`, ...; empty if the request line could not be read.
    pub(crate) method: String,
    /// The path as the client sent it, still percent-encoded, with its query.
    pub(crate) path: String,
    /// The `Authorization` header; several are joined with `", "`.
    pub(crate) authorization: Option<String>,
    /// The status of the answer.
    pub(crate) status: u16,
}

/// `Basic base64(user:password)`: an `Authorization` value, or a token for Cargo.
#[must_use]
pub(crate) fn basic(user: &str, password: &str) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut value = String::from("Basic ");
    for chunk in format!("{user}:{password}").as_bytes().chunks(3) {
        let bits = chunk
            .iter()
            .fold(0_usize, |b, &byte| b << 8 | usize::from(byte));
        let bits = bits << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = ALPHABET[bits >> (18 - 6 * place) & 63];
            value.push(if place > chunk.len() {
                '='
            } else {
                char::from(digit)
            });
        }
    }
    value
}

// ---------------------------------------------------------------------------
// The server
// ---------------------------------------------------------------------------

/// A running registry. It stops when dropped.
#[derive(Debug)]
pub(crate) struct FeedServer {
    address: SocketAddr,
    url: String,
    index_path: String,
    api_path: String,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<Vec<Connection>>>,
}

/// What the connection threads share.
#[derive(Debug)]
struct Shared {
    /// Decoded path of the index, with both slashes.
    index_path: String,
    /// Decoded path of downloads and API, without a slash at the end.
    api_path: String,
    config_json: String,
    accept: Vec<String>,
    api: bool,
    /// Headers of a `401`.
    challenges: Vec<(String, String)>,
    refusal: Option<String>,
    tls: Option<Tls>,
    /// Versions by lower-case crate name.
    crates: Mutex<BTreeMap<String, Vec<Release>>>,
    requests: Mutex<Vec<Request>>,
    fault: Mutex<Option<Fault>>,
    stopping: Mutex<bool>,
    stop_signal: Condvar,
}

/// One version of one crate: its line in the index and its file.
#[derive(Debug)]
struct Release {
    name: String,
    version: String,
    index_line: String,
    crate_file: Vec<u8>,
    published: bool,
}

#[derive(Debug)]
struct Connection {
    stream: TcpStream,
    thread: JoinHandle<()>,
}

impl FeedServer {
    /// Starts a registry on a free port of `127.0.0.1`.
    ///
    /// # Panics
    ///
    /// If the options make no sense (paths, crate names) or no port can be opened:
    /// mistakes of the test itself.
    #[must_use]
    pub(crate) fn start(options: FeedOptions) -> Self {
        Self::start_with(options, None)
    }

    /// Starts a registry that speaks TLS, and shows this certificate. Its URLs name
    /// `localhost`; see [`FeedServer::ca_pem`] for what a client must trust.
    ///
    /// # Panics
    ///
    /// Like [`FeedServer::start`].
    #[must_use]
    pub(crate) fn start_tls(options: FeedOptions, certificate: Certificate) -> Self {
        Self::start_with(options, Some(Tls::new(certificate)))
    }

    fn start_with(options: FeedOptions, tls: Option<Tls>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .unwrap_or_else(|e| panic!("cannot listen on 127.0.0.1: {e}"));
        let address = listener
            .local_addr()
            .unwrap_or_else(|e| panic!("the listener has no address: {e}"));

        let index_path = encode_path(&options.index_path);
        assert!(
            index_path.starts_with('/') && index_path.ends_with('/'),
            "index_path must begin and end with `/`: {index_path}"
        );
        let api_path = api_path_beside(&index_path);
        let url = if tls.is_some() {
            format!("https://localhost:{}", address.port())
        } else {
            format!("http://{address}")
        };
        let base = format!("{url}{api_path}");
        let mut config = Map::new();
        config.insert(
            "dl".to_owned(),
            json!(format!(
                "{base}/api/v1/crates/{{crate}}/{{version}}/download"
            )),
        );
        if options.api {
            config.insert("api".to_owned(), json!(base));
        }
        if options.auth_required_in_config {
            config.insert("auth-required".to_owned(), json!(true));
        }

        let config_json = match options.config_json {
            Some(text) => text.replace("{base}", &url),
            None => Value::Object(config).to_string(),
        };
        let challenge = options
            .challenge
            .map(|value| ("WWW-Authenticate".to_owned(), value));
        let challenges = challenge.into_iter().chain(options.challenges).collect();

        let mut crates: BTreeMap<String, Vec<Release>> = BTreeMap::new();
        for spec in &options.crates {
            let version = pack(spec, &options.crates);
            crates
                .entry(spec.name.to_ascii_lowercase())
                .or_default()
                .push(version);
        }

        let decoded = |path: &str| {
            percent_decode(path).unwrap_or_else(|| panic!("bad percent-encoding: {path}"))
        };
        let shared = Arc::new(Shared {
            index_path: decoded(&index_path),
            api_path: decoded(&api_path),
            config_json,
            accept: options.accept,
            api: options.api,
            challenges,
            refusal: options.refusal,
            tls,
            crates: Mutex::new(crates),
            requests: Mutex::new(Vec::new()),
            fault: Mutex::new(None),
            stopping: Mutex::new(false),
            stop_signal: Condvar::new(),
        });

        let for_thread = Arc::clone(&shared);
        let accepting = thread::Builder::new()
            .name("feed server".to_owned())
            .spawn(move || accept_loop(&listener, &for_thread))
            .unwrap_or_else(|e| panic!("cannot start a thread: {e}"));
        Self {
            address,
            url,
            index_path,
            api_path,
            shared,
            accepting: Some(accepting),
        }
    }

    /// The port that it listens on.
    #[must_use]
    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// `http://127.0.0.1:PORT`, or `https://localhost:PORT` with TLS.
    #[must_use]
    pub(crate) fn url(&self) -> String {
        self.url.clone()
    }

    /// The certificate authority of a server with TLS, to be written to a file that
    /// `http.cainfo` names.
    ///
    /// # Panics
    ///
    /// If the server speaks no TLS.
    #[must_use]
    pub(crate) fn ca_pem(&self) -> &str {
        self.shared
            .tls
            .as_ref()
            .expect("a server with TLS")
            .ca_pem()
    }

    /// The index URL as it is written in Cargo's configuration:
    /// `sparse+http://127.0.0.1:PORT/.../`.
    #[must_use]
    pub(crate) fn index_url(&self) -> String {
        format!("sparse+{}{}", self.url(), self.index_path)
    }

    /// The `api` URL of `config.json` (named there or not). Downloads lie below it as
    /// well. For an index `.../FEED/Cargo/index/` it ends in `.../FEED/cargo`, for any
    /// other `.../NAME/` in `.../NAME-cargo`.
    #[must_use]
    pub(crate) fn api_url(&self) -> String {
        format!("{}{}", self.url(), self.api_path)
    }

    /// All requests so far, in the order of their answers. A request is in the list
    /// before its answer is sent.
    #[must_use]
    pub(crate) fn requests(&self) -> Vec<Request> {
        lock(&self.shared.requests).clone()
    }

    /// Forgets the requests so far.
    pub(crate) fn clear_requests(&self) {
        lock(&self.shared.requests).clear();
    }

    /// Number of requests that `wanted` holds for.
    #[must_use]
    pub(crate) fn count(&self, wanted: impl Fn(&Request) -> bool) -> usize {
        lock(&self.shared.requests)
            .iter()
            .filter(|&r| wanted(r))
            .count()
    }

    /// Number of requests whose path ends in `end`, for instance `/config.json`.
    #[must_use]
    pub(crate) fn count_path(&self, end: &str) -> usize {
        self.count(|r| r.path.ends_with(end))
    }

    /// Number of requests answered with `status`.
    #[must_use]
    pub(crate) fn count_status(&self, status: u16) -> usize {
        self.count(|r| r.status == status)
    }

    /// Number of requests that brought an `Authorization` header.
    #[must_use]
    pub(crate) fn count_with_authorization(&self) -> usize {
        self.count(|r| r.authorization.is_some())
    }

    /// Whether the index holds this version of this crate.
    #[must_use]
    pub(crate) fn has_crate(&self, name: &str, version: &str) -> bool {
        lock(&self.shared.crates)
            .values()
            .flatten()
            .any(|v| v.name == name && v.version == version)
    }

    /// Name and version of each crate that was published to the running server,
    /// sorted by name.
    #[must_use]
    pub(crate) fn published(&self) -> Vec<(String, String)> {
        lock(&self.shared.crates)
            .values()
            .flatten()
            .filter(|v| v.published)
            .map(|v| (v.name.clone(), v.version.clone()))
            .collect()
    }

    /// The index file of a crate: one line of JSON for each version.
    #[must_use]
    pub(crate) fn index_file(&self, name: &str) -> Option<String> {
        let crates = lock(&self.shared.crates);
        crates
            .get(&name.to_ascii_lowercase())
            .map(|versions| index_text(versions))
    }

    /// Makes the server misbehave from the next request on, or (`None`) stop doing so.
    ///
    /// # Panics
    ///
    /// If the fault has a status outside 200 to 599.
    pub(crate) fn set_fault(&self, fault: Option<Fault>) {
        if let Some(
            Fault::ConfigJson { status, .. }
            | Fault::EveryRequest { status }
            | Fault::Answer(Answer { status, .. }),
        ) = &fault
        {
            assert!(
                (200..600).contains(status),
                "no final HTTP status: {status}"
            );
        }
        *lock(&self.shared.fault) = fault;
    }
}

impl Drop for FeedServer {
    fn drop(&mut self) {
        *lock(&self.shared.stopping) = true;
        self.shared.stop_signal.notify_all();
        let Some(accepting) = self.accepting.take() else {
            return;
        };
        // The accept loop waits for a connection: give it one.
        let start = Instant::now();
        while !accepting.is_finished() && start.elapsed() < IDLE_LIMIT {
            let _ = TcpStream::connect_timeout(&self.address, Duration::from_millis(200));
            thread::sleep(Duration::from_millis(1));
        }
        let connections = accepting.join().unwrap_or_default();
        for connection in &connections {
            let _ = connection.stream.shutdown(Shutdown::Both);
        }
        for connection in connections {
            let _ = connection.thread.join();
        }
    }
}

/// Starts a thread for each connection; on the stop signal returns those left.
fn accept_loop(listener: &TcpListener, shared: &Arc<Shared>) -> Vec<Connection> {
    let mut connections: Vec<Connection> = Vec::new();
    loop {
        let accepted = listener.accept();
        if *lock(&shared.stopping) {
            return connections;
        }
        connections.retain(|c| !c.thread.is_finished());
        let Ok((stream, _)) = accepted else {
            // Out of file descriptors, or the client is gone already.
            thread::sleep(Duration::from_millis(10));
            continue;
        };
        let Ok(for_thread) = stream.try_clone() else {
            continue;
        };
        let state = Arc::clone(shared);
        let thread = thread::Builder::new()
            .name("feed connection".to_owned())
            .spawn(move || serve_connection(&for_thread, &state));
        if let Ok(thread) = thread {
            connections.push(Connection { stream, thread });
        }
    }
}

/// Answers the requests of one connection until either side is done with it.
fn serve_connection(stream: &TcpStream, shared: &Shared) {
    // If these fail the connection is dead, and the first read says so.
    let _ = stream.set_nodelay(true);
    let _ = stream.set_read_timeout(Some(IDLE_LIMIT));
    let _ = stream.set_write_timeout(Some(IDLE_LIMIT));
    match &shared.tls {
        None => serve_requests(&mut BufReader::new(stream), shared),
        Some(tls) => {
            if let Some(mut stream) = tls.accept(stream) {
                serve_requests(&mut BufReader::new(&mut stream), shared);
                feed_tls::say_goodbye(&mut stream);
            }
        }
    }
    // Closing with bytes unread would reset the connection and could destroy the
    // last answer on its way: let the client close first, within reason.
    let _ = stream.shutdown(Shutdown::Write);
    let _ = stream.set_read_timeout(Some(Duration::from_millis(500)));
    let _ = io::copy(&mut stream.take(2 * BODY_LIMIT), &mut io::sink());
    let _ = stream.shutdown(Shutdown::Both);
}

/// The same with and without TLS.
fn serve_requests<S: Read + Write>(reader: &mut BufReader<S>, shared: &Shared) {
    loop {
        let mut message = Message::default();
        let (response, keep) = match read_message(reader, &mut message) {
            Ok(()) => match shared.answer(&message) {
                Some(response) => (response, message.keep_alive),
                None => break,
            },
            Err(Unread::Gone) => break,
            Err(Unread::Refused(status, why)) => (Response::text(status, why), false),
        };
        lock(&shared.requests).push(Request {
            method: message.method.clone(),
            path: message.target.clone(),
            authorization: message.joined("authorization"),
            status: response.status,
        });
        let sent = response.send(reader.get_mut(), message.method == "HEAD", keep);
        if sent.is_err() || !keep {
            break;
        }
    }
}

impl Shared {
    /// The answer to a request, or `None` if the server stops while it waits.
    fn answer(&self, message: &Message) -> Option<Response> {
        let fault = lock(&self.fault).clone();
        let time = match fault {
            Some(Fault::Delay(time)) => Some(time),
            Some(Fault::Silence) => Some(Duration::MAX),
            _ => None,
        };
        if let Some(time) = time {
            let stopping = lock(&self.stopping);
            let (stopping, _) = self
                .stop_signal
                .wait_timeout_while(stopping, time, |stop| !*stop)
                .unwrap_or_else(PoisonError::into_inner);
            if *stopping {
                return None;
            }
        }
        let mut response = self.route(message, fault.as_ref());
        if response.status == 401 {
            // Several of one name may be wanted, so only the answer's own count.
            let mut added = self.challenges.clone();
            added.retain(|(name, _)| !response.has_header(name));
            response.headers.extend(added);
        }
        Some(response)
    }

    fn route(&self, message: &Message, fault: Option<&Fault>) -> Response {
        if let Some(Fault::EveryRequest { status }) = fault {
            return Response::text(*status, "this answer was ordered by the test");
        }
        let Some(path) = decoded_path(&message.target) else {
            return Response::text(400, "the path cannot be decoded");
        };
        // The API first: with the index at `/` it lies inside of it.
        let below_api = path
            .strip_prefix(&self.api_path)
            .and_then(|rest| rest.strip_prefix('/'));
        let below_index = path.strip_prefix(&self.index_path);
        if let Some(Fault::Answer(answer)) = fault
            && answer.on.holds(message, below_api, below_index)
        {
            let mut response =
                Response::new(answer.status, &answer.content_type, answer.body.as_bytes());
            response.headers.clone_from(&answer.headers);
            return response;
        }
        if below_api.is_none() && below_index == Some("config.json") {
            match fault {
                Some(Fault::ConfigJson {
                    status,
                    content_type,
                    body,
                }) => {
                    return Response::new(*status, content_type, body.as_bytes());
                }
                Some(Fault::ConfigJsonHtml) => {
                    let page = "<!DOCTYPE html>\n<html><body>Please sign in.</body></html>\n";
                    return Response::new(200, "text/html; charset=utf-8", page.as_bytes());
                }
                _ => {}
            }
        }
        if !self.lets_in(message) {
            return match &self.refusal {
                Some(text) => Response::new(401, "text/plain; charset=utf-8", text.as_bytes()),
                None => Response::error(401, "the feed needs valid credentials"),
            };
        }
        match (below_api, below_index) {
            (Some(rest), _) => self.api(message, rest),
            (None, Some(rest)) => self.index(message, rest),
            (None, None) => Response::error(404, "there is no feed here"),
        }
    }

    fn lets_in(&self, message: &Message) -> bool {
        self.accept.is_empty()
            || message
                .joined("authorization")
                .is_some_and(|sent| self.accept.contains(&sent))
    }

    /// A file of the index.
    fn index(&self, message: &Message, path: &str) -> Response {
        if !message.reads() {
            return Response::error(405, "the index can only be read");
        }
        if path == "config.json" {
            return Response::new(200, "application/json", self.config_json.as_bytes());
        }
        let crates = lock(&self.crates);
        match crates
            .iter()
            .find(|(name, _)| index_file_path(name) == path)
        {
            Some((_, versions)) => Response::new(
                200,
                "text/plain; charset=utf-8",
                index_text(versions).as_bytes(),
            ),
            None => Response::text(404, "no such crate"),
        }
    }

    /// Downloads and the web API.
    fn api(&self, message: &Message, path: &str) -> Response {
        let parts: Vec<&str> = path.split('/').collect();
        match parts[..] {
            ["api", "v1", "crates", "new"] if self.api && message.method == "PUT" => {
                match self.publish(&message.body) {
                    Ok(()) => Response::json(
                        200,
                        &json!({"warnings":
                            {"invalid_categories": [], "invalid_badges": [], "other": []}}),
                    ),
                    Err((status, detail)) => Response::error(status, &detail),
                }
            }
            ["api", "v1", "crates", name, version, "download"] if message.reads() => {
                let crates = lock(&self.crates);
                match crates
                    .values()
                    .flatten()
                    .find(|v| v.name == name && v.version == version)
                {
                    Some(v) => Response::new(200, "application/octet-stream", &v.crate_file),
                    None => Response::error(404, "no such crate version"),
                }
            }
            _ => Response::error(404, "the test registry has no such call"),
        }
    }

    /// Takes in a publish body: length and JSON, length and crate file, the lengths
    /// in four bytes, lowest first.
    fn publish(&self, body: &[u8]) -> Result<(), (u16, String)> {
        let broken = |what: &str| (400, format!("bad publish body: {what}"));
        let (metadata, rest) = length_prefixed(body).ok_or_else(|| broken("metadata cut off"))?;
        let (crate_file, rest) =
            length_prefixed(rest).ok_or_else(|| broken("crate file cut off"))?;
        if !rest.is_empty() {
            return Err(broken("bytes left after the crate file"));
        }
        let metadata: Value =
            serde_json::from_slice(metadata).map_err(|e| broken(&e.to_string()))?;
        let (Some(name), Some(version)) = (metadata["name"].as_str(), metadata["vers"].as_str())
        else {
            return Err(broken("`name` or `vers` is missing"));
        };
        if !is_crate_name(name) || !is_version(version) {
            return Err(broken("`name` or `vers` is not valid"));
        }
        let index_line = index_line_of_publish(name, version, &metadata, crate_file)
            .ok_or_else(|| broken("a dependency lacks its name or version"))?;

        let mut crates = lock(&self.crates);
        let versions = crates.entry(name.to_ascii_lowercase()).or_default();
        if versions.iter().any(|v| v.version == version) {
            return Err((
                409,
                format!("crate version `{name} {version}` is already uploaded"),
            ));
        }
        versions.push(Release {
            name: name.to_owned(),
            version: version.to_owned(),
            index_line,
            crate_file: crate_file.to_vec(),
            published: true,
        });
        Ok(())
    }
}

// ---------------------------------------------------------------------------
// HTTP
// ---------------------------------------------------------------------------

/// A request as read from the connection.
#[derive(Debug, Default)]
struct Message {
    method: String,
    target: String,
    /// Names in lower case.
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    keep_alive: bool,
}

impl Message {
    /// The values of a header, joined as HTTP allows it.
    fn joined(&self, name: &str) -> Option<String> {
        let values: Vec<&str> = self
            .headers
            .iter()
            .filter(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
            .collect();
        if values.is_empty() {
            None
        } else {
            Some(values.join(", "))
        }
    }

    fn reads(&self) -> bool {
        self.method == "GET" || self.method == "HEAD"
    }
}

/// Why a request could not be read.
enum Unread {
    /// There is nobody to answer: closed, silent or cut.
    Gone,
    /// Answer with this status and text, then close.
    Refused(u16, &'static str),
}

/// Reads one request. What was understood is in `message` even on failure.
fn read_message<S: Read + Write>(
    reader: &mut BufReader<S>,
    message: &mut Message,
) -> Result<(), Unread> {
    let mut left = HEAD_LIMIT;
    let mut line = read_line(reader, &mut left, true)?;
    while line.is_empty() {
        // Blank lines before a request are to be skipped.
        line = read_line(reader, &mut left, true)?;
    }
    let words: Vec<&str> = line.split(' ').collect();
    let [method, target, version] = words[..] else {
        return Err(Unread::Refused(400, "bad request line"));
    };
    if !is_http_token(method) || target.is_empty() {
        return Err(Unread::Refused(400, "bad request line"));
    }
    method.clone_into(&mut message.method);
    target.clone_into(&mut message.target);
    let persistent = match version {
        "HTTP/1.1" => true,
        "HTTP/1.0" => false,
        _ if version.starts_with("HTTP/") => {
            return Err(Unread::Refused(505, "only HTTP/1.1 is spoken here"));
        }
        _ => return Err(Unread::Refused(400, "bad request line")),
    };

    loop {
        let line = read_line(reader, &mut left, false)?;
        if line.is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(':').filter(|(name, _)| is_http_token(name))
        else {
            return Err(Unread::Refused(400, "bad header line"));
        };
        let value = value.trim_matches([' ', '\t']);
        message
            .headers
            .push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let close = message.joined("connection").is_some_and(|v| {
        v.split(',')
            .any(|option| option.trim().eq_ignore_ascii_case("close"))
    });
    message.keep_alive = persistent && !close;

    if message.joined("transfer-encoding").is_some() {
        return Err(Unread::Refused(
            501,
            "request bodies must come with Content-Length",
        ));
    }
    let length = match message.joined("content-length") {
        None => 0,
        Some(text) if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) => {
            return Err(Unread::Refused(400, "bad Content-Length"));
        }
        Some(text) => text.parse().unwrap_or(u64::MAX),
    };
    if length > BODY_LIMIT {
        return Err(Unread::Refused(413, "the body is too large"));
    }
    match message.joined("expect") {
        Some(expect) if expect.eq_ignore_ascii_case("100-continue") => {
            let stream = reader.get_mut();
            stream
                .write_all(b"HTTP/1.1 100 Continue\r\n\r\n")
                .and_then(|()| stream.flush())
                .map_err(|_| Unread::Gone)?;
        }
        Some(_) => return Err(Unread::Refused(417, "unknown expectation")),
        None => {}
    }
    match reader.by_ref().take(length).read_to_end(&mut message.body) {
        Ok(read) if read as u64 == length => Ok(()),
        Ok(_) => Err(Unread::Refused(400, "the body ends too early")),
        Err(e) => Err(refusal(&e)),
    }
}

/// Reads one line without its end; `left` is what remains of the size limit. At the
/// `start` of a request an end or a long silence is no mistake.
fn read_line<S: Read>(
    reader: &mut BufReader<S>,
    left: &mut u64,
    start: bool,
) -> Result<String, Unread> {
    let mut line = Vec::new();
    let result = reader.by_ref().take(*left).read_until(b'\n', &mut line);
    if start && line.is_empty() && *left > 0 {
        return Err(Unread::Gone);
    }
    *left -= result.map_err(|e| refusal(&e))? as u64;
    if line.pop() != Some(b'\n') {
        return Err(if *left == 0 {
            Unread::Refused(431, "the headers are too large")
        } else {
            Unread::Refused(400, "the request ends too early")
        });
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    if line.iter().any(|&b| b.is_ascii_control() && b != b'\t') {
        return Err(Unread::Refused(400, "control characters in the headers"));
    }
    Ok(String::from_utf8_lossy(&line).into_owned())
}

fn refusal(error: &io::Error) -> Unread {
    match error.kind() {
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => {
            Unread::Refused(408, "the request took too long")
        }
        _ => Unread::Gone,
    }
}

fn is_http_token(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !text.is_empty() && text.bytes().all(allowed)
}

#[derive(Debug)]
struct Response {
    status: u16,
    content_type: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Response {
    fn new(status: u16, content_type: &str, body: &[u8]) -> Self {
        Self {
            status,
            content_type: content_type.to_owned(),
            headers: Vec::new(),
            body: body.to_vec(),
        }
    }

    fn text(status: u16, text: &str) -> Self {
        Self::new(
            status,
            "text/plain; charset=utf-8",
            format!("{text}\n").as_bytes(),
        )
    }

    fn json(status: u16, value: &Value) -> Self {
        Self::new(status, "application/json", value.to_string().as_bytes())
    }

    fn has_header(&self, wanted: &str) -> bool {
        self.headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case(wanted))
    }

    /// An error in the form of Cargo's web API.
    fn error(status: u16, detail: &str) -> Self {
        Self::json(status, &json!({"errors": [{"detail": detail}]}))
    }

    fn send(&self, stream: &mut impl Write, head_only: bool, keep_alive: bool) -> io::Result<()> {
        let has_body = !matches!(self.status, 204 | 304);
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        if has_body {
            if !self.content_type.is_empty() {
                let _ = write!(head, "Content-Type: {}\r\n", self.content_type);
            }
            let _ = write!(head, "Content-Length: {}\r\n", self.body.len());
        }
        if !keep_alive {
            head += "Connection: close\r\n";
        }
        let mut bytes = (head + "\r\n").into_bytes();
        if has_body && !head_only {
            bytes.extend_from_slice(&self.body);
        }
        // In one write, so that no part waits for the client's acknowledgement.
        stream.write_all(&bytes)?;
        stream.flush()
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        203 => "Non-Authoritative Information",
        204 => "No Content",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        413 => "Content Too Large",
        417 => "Expectation Failed",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "Other",
    }
}

/// The decoded path of a request target, without its query.
fn decoded_path(target: &str) -> Option<String> {
    // A client that takes the server for a proxy sends the whole URL.
    let path = match target.strip_prefix("http://") {
        Some(rest) => rest.find('/').map_or("/", |slash| &rest[slash..]),
        None => target,
    };
    let end = path.find(['?', '#']).unwrap_or(path.len());
    percent_decode(&path[..end]).filter(|path| path.starts_with('/'))
}

fn percent_decode(text: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let mut digit = || char::from(bytes.next()?).to_digit(16);
            let code = digit()? * 16 + digit()?;
            decoded.push(u8::try_from(code).ok()?);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).ok()
}

/// Encodes what may not stand in the path of a URL. Existing `%XX` are kept, so this
/// is for decoded and for encoded paths alike (a plain `%` is not expected here).
fn encode_path(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"%/-._~!$&'()*+,;=:@".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// Where downloads and API lie for an index path: beside it.
fn api_path_beside(index_path: &str) -> String {
    let index = index_path.trim_end_matches('/');
    match index.strip_suffix("/Cargo/index") {
        Some(feed) => format!("{feed}/cargo"),
        None if index.is_empty() => "/cargo".to_owned(),
        None => format!("{index}-cargo"),
    }
}

// ---------------------------------------------------------------------------
// Crates and the index
// ---------------------------------------------------------------------------

/// Packs a crate file and makes its index line.
fn pack(spec: &CrateSpec, all: &[CrateSpec]) -> Release {
    let CrateSpec { name, version, .. } = spec;
    assert!(is_crate_name(name), "no crate name: {name}");
    assert!(is_version(version), "no version: {version}");

    let mut manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2021\"\n\
         description = \"{name} from the test feed\"\nlicense = \"MIT\"\n\n[dependencies]\n"
    );
    let mut deps = Vec::new();
    for dependency in &spec.dependencies {
        assert!(is_crate_name(dependency), "no crate name: {dependency}");
        let found = all.iter().rfind(|c| c.name == *dependency);
        let req = found.map_or("*".to_owned(), |c| format!("^{}", c.version));
        let _ = writeln!(manifest, "{dependency} = \"{req}\"");
        deps.push(json!({
            "name": dependency, "req": req, "features": [], "optional": false,
            "default_features": true, "target": null, "kind": "normal",
            "registry": null, "package": null,
        }));
    }

    let crate_file = targz(&[
        (format!("{name}-{version}/Cargo.toml"), &manifest),
        (format!("{name}-{version}/src/lib.rs"), &spec.lib_rs),
    ])
    .unwrap_or_else(|e| panic!("cannot pack {name} {version}: {e}"));
    let index_line = json!({
        "name": name, "vers": version, "deps": deps, "cksum": sha256(&crate_file),
        "features": {}, "yanked": false, "links": null,
    })
    .to_string();
    let (name, version) = (name.clone(), version.clone());
    Release {
        name,
        version,
        index_line,
        crate_file,
        published: false,
    }
}

fn targz(files: &[(String, &String)]) -> io::Result<Vec<u8>> {
    let gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    let mut archive = tar::Builder::new(gzip);
    for (path, text) in files {
        let mut header = tar::Header::new_gnu();
        header.set_mode(0o644);
        header.set_mtime(1_000_000_000);
        header.set_size(text.len() as u64);
        archive.append_data(&mut header, path, text.as_bytes())?;
    }
    archive.into_inner()?.finish()
}

/// The line for the index from the metadata of a publish request, whose dependencies
/// look a little different.
fn index_line_of_publish(
    name: &str,
    version: &str,
    metadata: &Value,
    crate_file: &[u8],
) -> Option<String> {
    let mut deps = Vec::new();
    for dep in metadata["deps"].as_array().map_or(&[][..], Vec::as_slice) {
        let real_name = dep["name"].as_str()?;
        let req = dep["version_req"].as_str()?;
        // With a renamed dependency `name` is the new name, `package` the real one.
        let renamed = dep["explicit_name_in_toml"].as_str();
        deps.push(json!({
            "name": renamed.unwrap_or(real_name), "req": req,
            "features": dep["features"], "optional": dep["optional"],
            "default_features": dep["default_features"], "target": dep["target"],
            "kind": dep["kind"], "registry": dep["registry"],
            "package": renamed.map(|_| real_name),
        }));
    }
    let features = if metadata["features"].is_object() {
        &metadata["features"]
    } else {
        &json!({})
    };
    let mut line = json!({
        "name": name, "vers": version, "deps": deps, "cksum": sha256(crate_file),
        "features": features, "yanked": false, "links": metadata["links"],
    });
    if metadata["rust_version"].is_string() {
        line["rust_version"] = metadata["rust_version"].clone();
    }
    Some(line.to_string())
}

fn index_text(versions: &[Release]) -> String {
    versions
        .iter()
        .fold(String::new(), |text, v| text + &v.index_line + "\n")
}

/// Where the index file of a crate lies. `name` is ASCII, in lower case.
fn index_file_path(name: &str) -> String {
    match name.len() {
        1 => format!("1/{name}"),
        2 => format!("2/{name}"),
        3 => format!("3/{}/{name}", &name[..1]),
        _ => format!("{}/{}/{name}", &name[..2], &name[2..4]),
    }
}

fn is_crate_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= 64
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Not the whole of semver: what is needed to stand in a path and in TOML.
fn is_version(version: &str) -> bool {
    version.starts_with(|c: char| c.is_ascii_digit())
        && version.split('.').count() >= 3
        && version
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-+.".contains(&b))
}

fn length_prefixed(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// Locks; a panic in another thread has broken nothing that matters here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

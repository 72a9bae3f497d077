//! A small forward proxy on the loopback interface, for tests only.
//!
//! What it is for: letting the real `cargo` reach the loopback feed through a proxy,
//! with plain requests (`GET http://host/path`) and with tunnels (`CONNECT
//! host:port`), and seeing which requests went that way; or being told to sign in
//! first.
//!
//! What it is not for: anything outside a test. It leads to this machine only, so
//! that no mistake of a test reaches the world; it lets nobody sign in; a plain
//! request has its own connection, and its body must come with `Content-Length`.
//!
//! Dropping the proxy closes the port, cuts open connections and joins all its
//! threads.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long a connection may stay silent before it is closed.
const IDLE_LIMIT: Duration = Duration::from_secs(10);
/// Most bytes of a request line plus headers.
const HEAD_LIMIT: u64 = 64 * 1024;

/// What the proxy does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProxyMode {
    /// Passes it on.
    Open,
    /// Answers 407 to all of them.
    WantsSignIn,
    /// Passes all of them on to the port of one server, whichever host they name.
    To(u16),
}

/// One request that the proxy has read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProxyRequest {
    /// `GET`, `CONNECT`, ...
    pub(crate) method: String,
    /// A whole URL, or `host:port` with `CONNECT`.
    pub(crate) target: String,
    /// Whether it brought an `Authorization` header, for the proxy to read. What goes
    /// through a tunnel is not seen.
    pub(crate) authorization: bool,
}

/// A running proxy. It stops when dropped.
#[derive(Debug)]
pub(crate) struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<Vec<JoinHandle<()>>>>,
}

#[derive(Debug)]
struct Shared {
    mode: ProxyMode,
    requests: Mutex<Vec<ProxyRequest>>,
    sockets: Mutex<Sockets>,
}

/// The open connections, of both sides, to be cut at the end.
#[derive(Debug, Default)]
struct Sockets {
    stopping: bool,
    open: Vec<Arc<TcpStream>>,
}

impl Proxy {
    /// Starts a proxy on a free port of `127.0.0.1`.
    ///
    /// # Panics
    ///
    /// If no port can be opened.
    #[must_use]
    pub(crate) fn start(mode: ProxyMode) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("the listener has an address");
        let shared = Arc::new(Shared {
            mode,
            requests: Mutex::default(),
            sockets: Mutex::default(),
        });
        let for_thread = Arc::clone(&shared);
        let accepting = thread::spawn(move || accept_loop(&listener, &for_thread));
        Self {
            address,
            shared,
            accepting: Some(accepting),
        }
    }

    /// `http://127.0.0.1:PORT`.
    #[must_use]
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// All requests so far, in order. A request is in the list before its answer is
    /// sent.
    #[must_use]
    pub(crate) fn requests(&self) -> Vec<ProxyRequest> {
        lock(&self.shared.requests).clone()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let open = {
            let mut sockets = lock(&self.shared.sockets);
            sockets.stopping = true;
            std::mem::take(&mut sockets.open)
        };
        for socket in open {
            let _ = socket.shutdown(Shutdown::Both);
        }
        let Some(accepting) = self.accepting.take() else {
            return;
        };
        // The accept loop waits for a connection: give it one.
        let start = Instant::now();
        while !accepting.is_finished() && start.elapsed() < IDLE_LIMIT {
            let _ = TcpStream::connect_timeout(&self.address, Duration::from_millis(200));
            thread::sleep(Duration::from_millis(1));
        }
        for connection in accepting.join().unwrap_or_default() {
            let _ = connection.join();
        }
    }
}

/// Starts a thread for each connection; in the end returns those left.
fn accept_loop(listener: &TcpListener, shared: &Arc<Shared>) -> Vec<JoinHandle<()>> {
    let mut threads: Vec<JoinHandle<()>> = Vec::new();
    loop {
        let accepted = listener.accept();
        if lock(&shared.sockets).stopping {
            return threads;
        }
        threads.retain(|thread| !thread.is_finished());
        let Ok((client, _)) = accepted else {
            // Out of file descriptors, or the client is gone already.
            thread::sleep(Duration::from_millis(10));
            continue;
        };
        let shared = Arc::clone(shared);
        threads.push(thread::spawn(move || {
            if let Some(client) = shared.take_in(client) {
                // A connection that breaks is the business of both its ends.
                let _ = serve(&client, &shared);
                shared.close(&client);
            }
        }));
    }
}

impl Shared {
    /// Notes a connection for the end; `None` where that has come.
    fn take_in(&self, stream: TcpStream) -> Option<Arc<TcpStream>> {
        let _ = stream.set_nodelay(true);
        let _ = stream.set_read_timeout(Some(IDLE_LIMIT));
        let _ = stream.set_write_timeout(Some(IDLE_LIMIT));
        let stream = Arc::new(stream);
        let mut sockets = lock(&self.sockets);
        if sockets.stopping {
            return None;
        }
        sockets.open.push(Arc::clone(&stream));
        Some(stream)
    }

    fn close(&self, stream: &Arc<TcpStream>) {
        let _ = stream.shutdown(Shutdown::Both);
        lock(&self.sockets)
            .open
            .retain(|open| !Arc::ptr_eq(open, stream));
    }
}

/// The start of a request: its first line in words, and the lines after it.
struct Head {
    method: String,
    target: String,
    headers: Vec<String>,
}

impl Head {
    /// Reads one, or `None` where the client has nothing more to say.
    fn read(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut lines = Vec::new();
        let mut limited = reader.take(HEAD_LIMIT);
        loop {
            let mut line = String::new();
            if limited.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            let line = line.trim_end_matches(['\r', '\n']);
            if line.is_empty() {
                break;
            }
            lines.push(line.to_owned());
        }
        let mut lines = lines.into_iter();
        let first = lines.next().unwrap_or_default();
        let mut words = first.split(' ');
        let mut word = || words.next().unwrap_or_default().to_owned();
        Ok(Some(Self {
            method: word(),
            target: word(),
            headers: lines.collect(),
        }))
    }

    fn value(&self, wanted: &str) -> Option<&str> {
        self.headers.iter().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case(wanted).then(|| value.trim())
        })
    }
}

fn serve(client: &TcpStream, shared: &Shared) -> io::Result<()> {
    let mut reader = BufReader::new(client);
    let Some(head) = Head::read(&mut reader)? else {
        return Ok(());
    };
    lock(&shared.requests).push(ProxyRequest {
        method: head.method.clone(),
        target: head.target.clone(),
        authorization: head.method != "CONNECT" && head.value("authorization").is_some(),
    });
    if shared.mode == ProxyMode::WantsSignIn {
        return answer(
            client,
            "407 Proxy Authentication Required",
            "Proxy-Authenticate: Basic realm=\"test\"\r\n",
        );
    }
    let (place, path) = if head.method == "CONNECT" {
        (head.target.as_str(), "")
    } else {
        match plain_target(&head.target) {
            Some(parts) => parts,
            None => return answer(client, "400 Bad Request", ""),
        }
    };
    let here;
    let place = match shared.mode {
        ProxyMode::To(port) => {
            here = format!("127.0.0.1:{port}");
            here.as_str()
        }
        _ => place,
    };
    let Some(server) = connect(place).and_then(|stream| shared.take_in(stream)) else {
        return answer(client, "502 Bad Gateway", "");
    };
    let done = if head.method == "CONNECT" {
        tunnel(client, &mut reader, &server)
    } else {
        pass_on(&head, path, client, &mut reader, &server)
    };
    shared.close(&server);
    done
}

/// `host:port` and path of `http://host:port/path`.
fn plain_target(url: &str) -> Option<(&str, &str)> {
    let rest = url.strip_prefix("http://")?;
    let slash = rest.find('/').unwrap_or(rest.len());
    Some((&rest[..slash], &rest[slash..]))
}

/// Connects to a port of this machine. Other hosts cannot be reached, whatever they
/// are called.
fn connect(place: &str) -> Option<TcpStream> {
    let (host, port) = place.rsplit_once(':').unwrap_or((place, "80"));
    if host != "127.0.0.1" && host != "localhost" {
        return None;
    }
    TcpStream::connect((Ipv4Addr::LOCALHOST, port.parse().ok()?)).ok()
}

/// Answers in the proxy's own name, and has the connection closed.
fn answer(mut client: &TcpStream, status: &str, headers: &str) -> io::Result<()> {
    let text = format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Type: text/plain\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{status}\n",
        status.len() + 1
    );
    client.write_all(text.as_bytes())?;
    // Bytes left unread would reset the connection, and the answer be lost: let the
    // client close first, within reason.
    client.shutdown(Shutdown::Write)?;
    client.set_read_timeout(Some(Duration::from_millis(500)))?;
    io::copy(&mut client.take(1 << 20), &mut io::sink())?;
    Ok(())
}

/// Sends a plain request as the server wants it, and the answer back.
fn pass_on(
    head: &Head,
    path: &str,
    mut client: &TcpStream,
    reader: &mut impl Read,
    mut server: &TcpStream,
) -> io::Result<()> {
    let path = if path.is_empty() { "/" } else { path };
    let mut text = format!("{} {path} HTTP/1.1\r\n", head.method);
    for line in &head.headers {
        let name = line.split(':').next().unwrap_or_default();
        let lower = name.to_ascii_lowercase();
        // What is between the client and the proxy.
        if lower != "connection" && !lower.starts_with("proxy-") {
            text += line;
            text += "\r\n";
        }
    }
    text += "Connection: close\r\n\r\n";
    server.write_all(text.as_bytes())?;
    let length = head.value("content-length").and_then(|v| v.parse().ok());
    io::copy(&mut reader.take(length.unwrap_or(0)), &mut server)?;
    io::copy(&mut server, &mut client)?;
    Ok(())
}

/// Carries bytes both ways until both sides are done.
fn tunnel(
    mut client: &TcpStream,
    reader: &mut (impl Read + Send),
    mut server: &TcpStream,
) -> io::Result<()> {
    client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?;
    thread::scope(|scope| {
        scope.spawn(move || {
            let _ = io::copy(reader, &mut &*server);
            let _ = server.shutdown(Shutdown::Write);
        });
        let copied = io::copy(&mut server, &mut client);
        let _ = client.shutdown(Shutdown::Write);
        copied.map(drop)
    })
}

/// Locks; a panic in another thread has broken nothing that matters here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

//! The one room that starts programs: found on `PATH` outside of the checkout, with
//! a time limit, in a process group of their own, without variables that hold
//! tokens they do not need.
//!
//! Not for deciding what to start, and never for what a checkout names.

use std::ffi::OsStr;
use std::fmt;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use crate::system::env::Env;
use crate::system::signals;
use crate::text::escape;
use crate::text::token::Token;

/// The most that is kept of what a program prints; the rest is read and let go.
const KEPT: usize = 1 << 20;

/// A program to start.
pub struct Start<'a> {
    /// Its path.
    pub program: &'a Path,
    /// Its arguments. A secret is never among them.
    pub args: &'a [&'a OsStr],
    /// Where it runs.
    pub folder: &'a Path,
    /// The surroundings whose variables it gets.
    pub env: &'a Env,
    /// The variables with tokens that it needs.
    pub needs: &'a dyn Fn(&str) -> bool,
    /// Variables that are set for it.
    pub set: &'a [(&'a str, &'a OsStr)],
    /// A line for its stdin.
    pub line: Option<&'a Token>,
    /// True where it may ask at the terminal: it stays in our own process group then.
    pub may_ask: bool,
    /// When it is ended.
    pub limit: Duration,
}

/// What became of a program. What it printed may hold a secret.
pub struct Ended {
    /// The exit code; `None` where a signal ended it.
    pub code: Option<i32>,
    /// True where it was ended because it took too long.
    pub timed_out: bool,
    /// What it printed.
    pub stdout: String,
    /// What it said.
    pub stderr: String,
}

impl Ended {
    /// True where it ended well.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.code == Some(0) && !self.timed_out
    }
}

/// There is no such program on `PATH`, or none that may be started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotFound {
    /// The first entry of `PATH` that has one all the same, and why it does not count.
    pub passed_over: Option<(PathBuf, &'static str)>,
}

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.passed_over {
            None => f.write_str("is not on PATH"),
            Some((entry, why)) => write!(
                f,
                "is on PATH only in `{}`, which is passed over: {why}",
                escape::path(entry, None)
            ),
        }
    }
}

/// Where a program of that name lies on `PATH`, outside of a checkout.
///
/// Empty and relative entries mean the current folder, which a checkout may fill, so
/// they do not count.
pub fn find(name: &str, env: &Env, checkout: Option<&Path>) -> Result<PathBuf, NotFound> {
    // Where we are may itself be said by way of a link or of a drive's other letter.
    let real =
        |path: &Path| crate::system::files::canonical(path).unwrap_or_else(|_| path.to_owned());
    let checkout = checkout.map(|checkout| (checkout, real(checkout)));
    let is_ours = |path: &Path| {
        checkout.as_ref().is_none_or(|(named, checkout)| {
            !path.starts_with(named) && !real(path).starts_with(checkout)
        })
    };
    let endings: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd", ".bat"]
    } else {
        &[""]
    };
    let mut passed_over = None;
    for entry in std::env::split_paths(env.variable_os("PATH").unwrap_or_default()) {
        let folder = env.cwd().join(&entry);
        let mut programs = endings
            .iter()
            .map(|ending| folder.join(format!("{name}{ending}")));
        let Some(program) = programs.find(|path| is_program(path)) else {
            continue;
        };
        if !entry.is_absolute() {
            passed_over.get_or_insert((entry, "it is not absolute, so it means any folder"));
        } else if !is_ours(&folder) || !is_ours(&program) {
            // What a link in such a folder leads to may lie in the checkout.
            passed_over.get_or_insert((entry, "it leads into this checkout"));
        } else {
            return Ok(program);
        }
    }
    Err(NotFound { passed_over })
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// Runs a program to its end, or to the end of its time.
pub fn run(start: &Start<'_>) -> io::Result<Ended> {
    signals::watch();
    let mut command = command(start);
    let is_group = !start.may_ask;
    // A group of its own does not hear of the keyboard, and of a signal to us alone nobody
    // else hears.
    let (mut child, running) = signals::undone_on_exit(|| {
        let child = command.spawn()?;
        let id = child.id();
        let end = move || if is_group { end_group(id) } else { end_one(id) };
        io::Result::Ok((child, end))
    })?;
    let ended = attend(&mut child, start);
    // Whom nobody attends to goes.
    if ended.is_err() && matches!(child.try_wait(), Ok(None)) {
        end(&mut child, start);
    }
    running.cancel();
    ended
}

/// Feeds a program, listens to it and waits for its end.
fn attend(child: &mut Child, start: &Start<'_>) -> io::Result<Ended> {
    let stdout = drain(child.stdout.take())?;
    let stderr = drain(child.stderr.take())?;
    if let (Some(mut stdin), Some(line)) = (child.stdin.take(), start.line) {
        let line = line.clone();
        // A program that does not read its input is no mistake here. The line ends with
        // the input: cargo 1.74 hands a line break on to the credential provider.
        beside(move || drop(stdin.write_all(line.expose().as_bytes())))?;
    }
    let (code, timed_out) = wait(child, start)?;
    Ok(Ended {
        code,
        timed_out,
        stdout: text(&stdout),
        stderr: text(&stderr),
    })
}

fn command(start: &Start<'_>) -> Command {
    #[expect(clippy::disallowed_methods, reason = "the room that starts programs")]
    let mut command = Command::new(start.program);
    command
        .args(start.args)
        .current_dir(start.folder)
        .env_clear()
        .envs(start.env.for_child(start.needs))
        .envs(start.set.iter().copied())
        .stdin(if start.line.is_some() {
            Stdio::piped()
        } else {
            Stdio::null()
        })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    #[cfg(unix)]
    if !start.may_ask {
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
    }
    command
}

fn wait(child: &mut Child, start: &Start<'_>) -> io::Result<(Option<i32>, bool)> {
    let deadline = Instant::now() + start.limit;
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok((status.code(), false));
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            let code = end(child, start);
            return Ok((code, true));
        }
        std::thread::sleep(pause.min(left));
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// Ends a program, with its group where it has one of its own.
fn end(child: &mut Child, start: &Start<'_>) -> Option<i32> {
    if !start.may_ask {
        end_group(child.id());
    }
    let _ = child.kill();
    child.wait().ok().and_then(|status| status.code())
}

/// Does something in a thread of its own, where the system has one left.
fn beside(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new().spawn(work).map(drop)
}

/// Reads a pipe to its end beside the program, so that it never blocks on us.
fn drain(pipe: Option<impl Read + Send + 'static>) -> io::Result<Receiver<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    if let Some(mut pipe) = pipe {
        beside(move || {
            let mut kept = 0;
            let mut buffer = vec![0; 16 << 10];
            while let Ok(count) = pipe.read(&mut buffer) {
                if count == 0 {
                    break;
                }
                let take = count.min(KEPT - kept);
                kept += take;
                if sender.send(buffer[..take].to_vec()).is_err() {
                    break;
                }
            }
        })?;
    }
    Ok(receiver)
}

/// What came, waiting a moment for what a background process may still hold open.
fn text(pipe: &Receiver<Vec<u8>>) -> String {
    let mut bytes = Vec::new();
    while let Ok(chunk) = pipe.recv_timeout(Duration::from_millis(500)) {
        bytes.extend(chunk);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(unix)]
fn end_group(id: u32) {
    if let Some(id) = as_pid(id) {
        let _ = rustix::process::kill_process_group(id, rustix::process::Signal::KILL);
    }
}

/// Asks a program to end; it sees to what it has started itself.
#[cfg(unix)]
fn end_one(id: u32) {
    if let Some(id) = as_pid(id) {
        let _ = rustix::process::kill_process(id, rustix::process::Signal::TERM);
    }
}

#[cfg(unix)]
fn as_pid(id: u32) -> Option<rustix::process::Pid> {
    i32::try_from(id)
        .ok()
        .and_then(rustix::process::Pid::from_raw)
}

#[cfg(not(unix))]
fn end_group(_: u32) {}

#[cfg(not(unix))]
fn end_one(_: u32) {}

/// The words of a command line.
#[must_use]
pub fn words<'a>(words: &'a [&'a str]) -> Vec<&'a OsStr> {
    words.iter().map(OsStr::new).collect()
}

//! Runs a child process with a time limit, for tests only.
//!
//! The child's output is drained while it runs, so it cannot block on a full pipe,
//! and a child that takes too long is killed together with its descendants (on Unix:
//! its process group; elsewhere only the child itself). It is not for interactive
//! programs: there is no terminal, and output is returned only at the end.

// Each test binary that includes this file uses another part of it.
#![allow(dead_code)]

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait for the end of the output once the child itself has ended.
const DRAIN_LIMIT: Duration = Duration::from_secs(2);

/// Most bytes kept of each output; a child gone wild must not fill the memory.
const OUTPUT_LIMIT: usize = 16 * 1024 * 1024;

/// What became of a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChildOutput {
    /// The exit code; `None` if the child was ended by a signal (also on a time-out).
    pub(crate) status: Option<i32>,
    /// Whether the child was killed because its time was up.
    pub(crate) timed_out: bool,
    /// Standard output, at most 16 MiB of it; what is not UTF-8 is replaced.
    pub(crate) stdout: String,
    /// Standard error, likewise.
    pub(crate) stderr: String,
}

impl ChildOutput {
    /// Whether the child ended by itself with exit code 0.
    #[must_use]
    pub(crate) fn success(&self) -> bool {
        self.status == Some(0) && !self.timed_out
    }
}

/// Runs `command` for at most `limit`, with `stdin` as its input (none: an empty one),
/// and returns its exit code and output. Arguments, environment and directory are
/// those set on the command; its pipes are replaced.
///
/// Processes the child has left in the background are killed too if they still hold
/// its output open two seconds after its end.
///
/// # Panics
///
/// If the child cannot be started or waited for.
pub(crate) fn run_with_limit(
    command: &mut Command,
    limit: Duration,
    stdin: Option<&[u8]>,
) -> ChildOutput {
    let deadline = Instant::now() + limit;
    command
        .stdin(if stdin.is_some() {
            Stdio::piped()
        } else {
            Stdio::null()
        })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let mut child = command
        .spawn()
        .unwrap_or_else(|e| panic!("cannot start {}: {e}", command.get_program().display()));

    if let (Some(mut pipe), Some(bytes)) = (child.stdin.take(), stdin.map(<[u8]>::to_vec)) {
        // A child that does not read its input is no mistake.
        thread::spawn(move || pipe.write_all(&bytes));
    }
    let mut stdout = Drain::start(child.stdout.take());
    let mut stderr = Drain::start(child.stderr.take());

    let mut pause = Duration::from_millis(1);
    let (status, timed_out) = loop {
        match child.try_wait() {
            Ok(Some(status)) => break (status.code(), false),
            Ok(None) => {}
            Err(e) => {
                kill(&mut child);
                panic!("cannot wait for {}: {e}", command.get_program().display());
            }
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            kill(&mut child);
            let status = child.wait().ok().and_then(|status| status.code());
            break (status, true);
        }
        thread::sleep(pause.min(left));
        pause = (pause * 2).min(Duration::from_millis(20));
    };

    // The pipes end when the last process that holds them has.
    let drain_deadline = Instant::now() + DRAIN_LIMIT;
    let both = stdout.read_until(drain_deadline) & stderr.read_until(drain_deadline);
    if !both {
        kill_group(child.id());
        let drain_deadline = Instant::now() + DRAIN_LIMIT;
        stdout.read_until(drain_deadline);
        stderr.read_until(drain_deadline);
    }
    ChildOutput {
        status,
        timed_out,
        stdout: stdout.text(),
        stderr: stderr.text(),
    }
}

/// Collects what a thread reads from a pipe. If some process keeps the pipe open for
/// ever only that thread is left behind, not the caller.
struct Drain {
    chunks: Receiver<Vec<u8>>,
    bytes: Vec<u8>,
}

impl Drain {
    fn start(pipe: Option<impl Read + Send + 'static>) -> Self {
        let (sender, chunks) = mpsc::channel();
        if let Some(mut pipe) = pipe {
            thread::spawn(move || {
                let mut buffer = vec![0; 64 * 1024];
                let mut room = OUTPUT_LIMIT;
                loop {
                    match pipe.read(&mut buffer) {
                        Ok(0) => break,
                        Ok(length) => {
                            let kept = length.min(room);
                            room -= kept;
                            if kept > 0 && sender.send(buffer[..kept].to_vec()).is_err() {
                                break;
                            }
                        }
                        Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                        Err(_) => break,
                    }
                }
            });
        }
        Self {
            chunks,
            bytes: Vec::new(),
        }
    }

    /// Takes in what comes until the pipe or the time ends; whether the pipe has ended.
    fn read_until(&mut self, deadline: Instant) -> bool {
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.chunks.recv_timeout(left) {
                Ok(chunk) => self.bytes.extend_from_slice(&chunk),
                Err(RecvTimeoutError::Disconnected) => return true,
                Err(RecvTimeoutError::Timeout) => return false,
            }
            if left.is_zero() {
                return false;
            }
        }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// Kills a child that has not been waited for yet, with its process group.
fn kill(child: &mut Child) {
    kill_group(child.id());
    // Where there is no group, or no `kill` program.
    let _ = child.kill();
}

/// Kills the process group that a child with this id was made the leader of.
fn kill_group(id: u32) {
    if cfg!(unix) {
        // The shell's own `kill`, because not every system has the program.
        let _ = Command::new("sh")
            .args(["-c", "kill -s KILL -- \"-$1\"", "sh", &id.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
}

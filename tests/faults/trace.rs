//! Running feedctl under `strace`: which calls it makes, and with one of them failing.
//!
//! Only feedctl's own first thread is traced, never what it starts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use crate::child::run_with_limit;
use crate::scenes::Scene;
use crate::support::{Run, Sandbox};

/// How long a run may take; one that retries for ever hangs. Cargo itself is given less
/// by the stand-in.
const LIMIT: Duration = Duration::from_mins(1);

/// The n-th call of that name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    /// Its name.
    pub(crate) name: String,
    /// Counted from the start of the process, from 1.
    pub(crate) number: usize,
    /// The line of the log, for whoever reads of a failure.
    pub(crate) line: String,
    /// True from the first lock on: what comes may write.
    pub(crate) may_write: bool,
    /// True where it closes a folder: no file system has anything to say there, and
    /// strace would keep the folder open, locked as it may be.
    pub(crate) closes_folder: bool,
}

/// What is done to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It fails once.
    Once(&'static str),
    /// It fails three times in a row.
    Thrice(&'static str),
    /// It and all later ones of its name fail.
    FromNowOn(&'static str),
    /// It writes nothing, and says so.
    Nothing,
    /// The process gets a signal when it makes the call.
    Signal(&'static str),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Once(error) => write!(f, "{error}"),
            Fault::Thrice(error) => write!(f, "{error} thrice"),
            Fault::FromNowOn(error) => write!(f, "{error} from then on"),
            Fault::Nothing => write!(f, "0 bytes written"),
            Fault::Signal(signal) => write!(f, "{signal}"),
        }
    }
}

impl Fault {
    fn expression(self, call: &Call) -> String {
        let Call { name, number, .. } = call;
        match self {
            Fault::Once(error) => format!("inject={name}:error={error}:when={number}"),
            Fault::Thrice(error) => {
                format!("inject={name}:error={error}:when={number}..{}", number + 2)
            }
            Fault::FromNowOn(error) => format!("inject={name}:error={error}:when={number}+"),
            Fault::Nothing => format!("inject={name}:retval=0:when={number}"),
            Fault::Signal(signal) => format!("inject={name}:signal={signal}:when={number}"),
        }
    }

    /// The error's name, where there is one.
    pub(crate) fn error(self) -> Option<&'static str> {
        match self {
            Fault::Once(error) | Fault::Thrice(error) | Fault::FromNowOn(error) => Some(error),
            Fault::Nothing | Fault::Signal(_) => None,
        }
    }
}

/// Calls that ask for memory, threads' affairs or facts that cannot be refused.
const LEFT_OUT: &[&str] = &[
    "brk",
    "mmap",
    "munmap",
    "mprotect",
    "madvise",
    "mremap",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "sigaltstack",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "gettid",
    "getpid",
    "exit",
    "exit_group",
    "sched_getaffinity",
    "sched_yield",
    "futex",
    "clock_nanosleep",
    "clock_gettime",
    "rseq",
    "set_robust_list",
    "prlimit64",
    "restart_syscall",
];

/// The calls of a run from the first one that `main` makes.
pub(crate) fn calls(scene: &Scene) -> Vec<Call> {
    let sandbox = scene.sandbox();
    let (run, log) = traced(scene, &sandbox, None);
    assert_eq!(run.code, Some(scene.code), "{}: {run}", scene.name);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found = Vec::new();
    let (mut in_main, mut may_write) = (false, false);
    let mut folders = BTreeSet::new();
    for line in log.lines() {
        let Some((name, _)) = line.split_once('(') else {
            continue;
        };
        if !name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            continue;
        }
        let number = counts.entry(name).or_default();
        *number += 1;
        in_main |= name == "getcwd";
        may_write |= name == "flock";
        if let Some((_, descriptor)) = line.rsplit_once(" = ")
            && name == "openat"
            && line.contains("O_DIRECTORY")
        {
            folders.insert(descriptor.to_owned());
        }
        if name == "flock"
            && let Some((descriptor, _)) = line["flock(".len()..].split_once(',')
        {
            folders.insert(descriptor.to_owned());
        }
        let closes_folder = name == "close"
            && line["close(".len()..]
                .split_once(')')
                .is_some_and(|(descriptor, _)| folders.remove(descriptor));
        if in_main && !LEFT_OUT.contains(&name) {
            found.push(Call {
                name: name.to_owned(),
                number: *number,
                line: line.replace(&sandbox.path("").display().to_string(), "[ROOT]/"),
                may_write,
                closes_folder,
            });
        }
    }
    assert!(found.len() > 20, "{}: too few calls\n{log}", scene.name);
    found
}

/// Runs the scene with a fault. `None` where the call was not made this time.
pub(crate) fn with_fault(
    scene: &Scene,
    sandbox: &Sandbox,
    call: &Call,
    fault: Fault,
) -> Option<Run> {
    let (run, log) = traced(scene, sandbox, Some(&fault.expression(call)));
    let happened = match fault {
        Fault::Signal(signal) => {
            log.contains(&format!("killed by {signal}")) || log.contains(&format!("--- {signal} "))
        }
        _ => log.contains("(INJECTED)"),
    };
    happened.then_some(run)
}

fn traced(scene: &Scene, sandbox: &Sandbox, inject: Option<&str>) -> (Run, String) {
    let log = sandbox.path("strace.log");
    let log_word = log.display().to_string();
    // Whoever starts the tests in the background may have them ignore the keyboard.
    let mut words = vec![
        "--default-signal=INT,TERM",
        "strace",
        "-qq",
        "-s",
        "0",
        "-o",
        &log_word,
    ];
    words.extend(inject.map(|_| "-e"));
    words.extend(inject);
    let mut command = sandbox.program("env".as_ref(), scene.folder, &words);
    command
        .arg(env!("CARGO_BIN_EXE_feedctl"))
        .args(scene.words)
        .envs(Scene::variables(sandbox));
    let run = run_with_limit(&mut command, LIMIT, scene.stdin.map(str::as_bytes));
    let log = std::fs::read_to_string(log)
        .expect("strace writes its log: is it there (`apt-get install strace`), may it trace?");
    (Run::from(run), log)
}

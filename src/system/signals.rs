//! What happens when a person breaks this program off at the keyboard: what it has
//! started ends with it, and the cursor that a question hid comes back.

use std::sync::{Mutex, Once, PoisonError};
#[cfg(unix)]
use std::{
    io::{self, Read},
    os::unix::net::UnixStream,
    thread,
};

use console::Term;
#[cfg(unix)]
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM},
    low_level::pipe,
};

/// What is called when this program is broken off, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// What runs ends first: it may still use what is removed next.
    EndPrograms,
    /// Then goes what would be left lying about, and the terminal is as it was.
    CleanUp,
}

type CleanUp = (Stage, fn());

static CLEAN_UPS: Mutex<Vec<CleanUp>> = Mutex::new(Vec::new());

/// Calls `clean_up` when this program is broken off. `once` is the caller's own, so that it
/// may say so each time.
pub fn on_exit(once: &Once, stage: Stage, clean_up: fn()) {
    once.call_once(|| {
        let mut all = CLEAN_UPS.lock().unwrap_or_else(PoisonError::into_inner);
        all.push((stage, clean_up));
    });
}

/// Watches from now on.
pub fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Where it cannot watch, the shell shows the cursor at worst a little later,
        // and what was started ends by its time limit.
        #[cfg(unix)]
        let _ = on_signal();
        #[cfg(not(unix))]
        let _ = ctrlc::set_handler(|| break_off());
    });
}

/// Breaks off at the first of the signals that ask a program to end.
#[cfg(unix)]
fn on_signal() -> io::Result<()> {
    let (mut heard, told) = UnixStream::pair()?;
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
        pipe::register(signal, told.try_clone()?)?;
    }
    let wait = move || {
        if heard.read_exact(&mut [0]).is_ok() {
            break_off();
        }
    };
    thread::Builder::new().spawn(wait).map(drop)
}

fn break_off() -> ! {
    let mut all = CLEAN_UPS
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    all.sort_by_key(|(stage, _)| *stage);
    for (_, clean_up) in all {
        clean_up();
    }
    let term = Term::stderr();
    if term.is_term() {
        let _ = term.show_cursor().and_then(|()| term.write_line(""));
    }
    std::process::exit(130);
}

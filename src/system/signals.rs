//! What happens when a person breaks this program off at the keyboard: what it has
//! started ends with it, and the cursor that a question hid comes back.

use std::sync::Once;
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

use crate::probe::scratch;
use crate::system::atomic_write;
use crate::system::process;
use crate::system::secret_prompt;

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
    process::end_running();
    scratch::take_away();
    atomic_write::take_away();
    secret_prompt::show_again();
    let term = Term::stderr();
    if term.is_term() {
        let _ = term.show_cursor().and_then(|()| term.write_line(""));
    }
    std::process::exit(130);
}

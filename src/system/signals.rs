//! What happens when a person breaks this program off at the keyboard: what it has made
//! for a while is undone, the last first, and the cursor that a question hid comes back.
//!
//! Not for knowing what that is: whoever makes something says here how it is undone.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
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

type CleanUp = Box<dyn FnOnce() + Send>;

/// What is to be undone, in the order in which it was made.
static CLEAN_UPS: Mutex<BTreeMap<u64, CleanUp>> = Mutex::new(BTreeMap::new());

fn clean_ups() -> MutexGuard<'static, BTreeMap<u64, CleanUp>> {
    CLEAN_UPS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Something that is undone when this is dropped, or when the program is broken off before.
#[derive(Debug)]
#[must_use = "what was made is undone when this is dropped"]
pub struct Undo(u64);

impl Undo {
    /// Leaves what was made as it is.
    pub fn cancel(self) {
        clean_ups().remove(&self.0);
    }
}

impl Drop for Undo {
    fn drop(&mut self) {
        // Whoever breaks us off waits until it is done.
        let mut clean_ups = clean_ups();
        if let Some(clean_up) = clean_ups.remove(&self.0) {
            clean_up();
        }
    }
}

/// Makes something for a while. `make` returns it with what undoes it; neither may come
/// here again. Whoever breaks us off meanwhile waits for both.
pub fn undone_on_exit<T, E, F>(make: impl FnOnce() -> Result<(T, F), E>) -> Result<(T, Undo), E>
where
    F: FnOnce() + Send + 'static,
{
    // Never one again: whoever holds an old one must not undo a new thing.
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let mut clean_ups = clean_ups();
    let (value, clean_up) = make()?;
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    clean_ups.insert(number, Box::new(clean_up));
    Ok((value, Undo(number)))
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
    // It stays locked: nothing more is made, and the process ends here.
    let mut clean_ups = clean_ups();
    while let Some((_, clean_up)) = clean_ups.pop_last() {
        clean_up();
    }
    let term = Term::stderr();
    if term.is_term() {
        let _ = term.show_cursor().and_then(|()| term.write_line(""));
    }
    std::process::exit(130);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use std::sync::mpsc;

    #[test]
    fn what_was_made_is_undone_once_unless_it_is_left() {
        let (done, undone) = mpsc::channel();
        let make = |name: &'static str| {
            let done = done.clone();
            let made: Result<_, Infallible> =
                undone_on_exit(|| Ok((name, move || done.send(name).expect("it is listened to"))));
            made.map_or_else(|never| match never {}, |(_, undo)| undo)
        };
        let (first, second, third) = (make("first"), make("second"), make("third"));
        second.cancel();
        drop(first);
        let fourth = make("fourth");
        drop(third);
        drop(fourth);
        let undone: Vec<_> = undone.try_iter().collect();
        assert_eq!(undone, ["first", "third", "fourth"]);
        assert_eq!(
            undone_on_exit(|| Err::<((), fn()), _>("none")).err(),
            Some("none")
        );
    }
}

//! What happens when a person breaks this program off at the keyboard: what it has
//! started ends with it, and the cursor that a question hid comes back.

use std::sync::Once;

use console::Term;

use crate::hidden;
use crate::online::scratch;
use crate::programs;

/// Watches from now on.
pub fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Without a handler the shell shows the cursor at worst a little later, and
        // what was started ends by its time limit.
        let _ = ctrlc::set_handler(|| {
            programs::end_running();
            scratch::take_away();
            hidden::show_again();
            let term = Term::stderr();
            if term.is_term() {
                let _ = term.show_cursor().and_then(|()| term.write_line(""));
            }
            std::process::exit(130);
        });
    });
}

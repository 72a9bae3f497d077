//! What keeps cargo from loading its configuration, in words.
//!
//! Not for finding it (see [`crate::cargo`]).

use crate::cargo::{Problem, View};
use crate::system::env::Env;
use crate::system::files::{self, ReadError};
use crate::system::terminal::Ui;

/// Every problem of the files that cargo reads here. Until they are mended cargo
/// does nothing in this folder.
pub(super) fn of_view(view: &View<'_>, env: &Env) -> Vec<String> {
    view.problems()
        .filter(|problem| !is_absence(problem))
        .map(|problem| problem.words(view.config(), env))
        .collect()
}

/// A file that was named and is absent is about to be made.
fn is_absence(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::Unreadable { error: ReadError::Io(error), .. } if files::is_absent(error)
    )
}

/// Warns of problems.
pub(super) fn warn(problems: &[String], ui: &mut Ui) {
    for problem in problems.iter().take(5) {
        ui.warn(&format!(
            "cargo cannot load its configuration here: {problem}; mend that first"
        ));
    }
    if problems.len() > 5 {
        ui.warn(&format!("{} more of the kind", problems.len() - 5));
    }
}

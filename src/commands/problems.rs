//! What keeps cargo from loading its configuration, in words.
//!
//! Not for finding it (see [`crate::config`]).

use crate::config::{Config, Definition, IncludeFault, Problem, View};
use crate::env::Env;
use crate::files::{self, ReadError};
use crate::foreign;
use crate::place::{Places, shown, shown_at};
use crate::ui::Ui;

/// Every problem of the files that cargo reads here. Until they are mended cargo
/// does nothing in this folder.
pub(super) fn of_view(view: &View<'_>, env: &Env) -> Vec<String> {
    view.problems()
        .filter(|problem| !is_absence(problem))
        .map(|problem| words(problem, view.config(), env))
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

/// One problem with its place.
pub(super) fn words(problem: &Problem, config: &Config, env: &Env) -> String {
    let place = match problem.file() {
        Some(id) => {
            let file = config.file(id);
            let start = problem.span().map(|span| span.start);
            let path = shown(file.path(), env);
            // Of a file that holds credentials only the lines are known.
            let line = || start.and_then(|start| file.line(start));
            match start.and_then(|start| file.position(start)) {
                Some(at) => shown_at(file.path(), at, env),
                None => line().map_or(path.clone(), |line| format!("{path}:{line}")),
            }
        }
        None => "variables".to_owned(),
    };
    match problem {
        Problem::Unreadable { error, .. } => format!("{place} cannot be read: {error}"),
        Problem::Syntax { error, .. } => format!("{place} is not TOML: {error}"),
        Problem::TooDeep { .. } => format!("{place} nests tables too deeply"),
        Problem::Unsupported { key, kind, .. } => format!(
            "{place}: `{}` is a {kind}, which cargo accepts nowhere",
            foreign::line(key)
        ),
        Problem::BadInclude { fault, .. } => format!("{place}: {}", include(fault, env)),
        Problem::MergeClash {
            key,
            near_kind,
            far,
            far_kind,
            ..
        } => {
            let far: &Definition = far;
            format!(
                "{place}: `{}` is {near_kind} here and {far_kind} at {}",
                foreign::line(key),
                Places::new(config, env).show(far)
            )
        }
    }
}

fn include(fault: &IncludeFault, env: &Env) -> String {
    match fault {
        IncludeFault::NotAList(kind) => format!("`include` is a {kind}, where a list must be"),
        IncludeFault::WrongEntry(kind) => {
            format!("an entry of `include` is a {kind}, where a string or a table must be")
        }
        IncludeFault::NoPath => "an entry of `include` has no `path`".to_owned(),
        IncludeFault::PathType(kind) => format!("`path` is a {kind}, where a string must be"),
        IncludeFault::OptionalType(kind) => {
            format!("`optional` is a {kind}, where a boolean must be")
        }
        IncludeFault::Extension => "the path does not end with `.toml`".to_owned(),
        IncludeFault::GlobPattern => "the path holds a glob pattern".to_owned(),
        IncludeFault::Braces => "the path holds braces".to_owned(),
        IncludeFault::Missing(path) => format!("{} is not there", shown(path, env)),
        IncludeFault::Cycle(path) => format!("{} is included twice", shown(path, env)),
        IncludeFault::Remote => "the path names another machine or a device".to_owned(),
        IncludeFault::TooMany => "it leads to more files than feedctl follows".to_owned(),
    }
}

//! What makes cargo fail before it looks at any key, as data.
//!
//! Not for values that fail only where they are used (see [`super::WrongType`]).

use std::path::PathBuf;

use super::{Config, Definition, FileId};
use crate::cargo::display_path::{Places, shown, shown_at};
use crate::system::env::Env;
use crate::system::files::ReadError;
use crate::text::escape;
use crate::toml::{Span, SyntaxError};

/// Why cargo cannot load its configuration.
///
/// Nothing stops at a problem: the rest is read and merged all the same.
#[derive(Debug)]
pub enum Problem {
    /// The file is there but cannot be read, or is more than we read.
    Unreadable {
        /// Which file.
        file: FileId,
        /// Why.
        error: ReadError,
    },
    /// The file is not TOML.
    Syntax {
        /// Which file.
        file: FileId,
        /// Where, and what is wrong.
        error: SyntaxError,
    },
    /// Tables lie deeper in each other than we follow. Cargo has no limit but the
    /// stack.
    TooDeep {
        /// Which file.
        file: FileId,
        /// The statement.
        at: Span,
    },
    /// A float, a date or a time, which cargo accepts nowhere.
    Unsupported {
        /// Which file.
        file: FileId,
        /// The key as cargo writes it, such as `a.b[2].c`.
        key: String,
        /// `float` or `datetime`.
        kind: &'static str,
        /// The value.
        at: Span,
    },
    /// An entry of `include`, or the list itself, is not what cargo takes.
    BadInclude {
        /// The including file.
        file: FileId,
        /// What is wrong.
        fault: IncludeFault,
        /// The entry, the field or the list.
        at: Span,
    },
    /// One key is a table or a list here and something else there.
    MergeClash {
        /// The key as written in TOML.
        key: String,
        /// The nearer of the two, which is kept in our view.
        near: Definition,
        /// What it is.
        near_kind: &'static str,
        /// The other.
        far: Definition,
        /// What that is.
        far_kind: &'static str,
    },
}

/// What is wrong with an `include`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IncludeFault {
    /// It is no list; what it is instead.
    NotAList(&'static str),
    /// An entry is neither a string nor a table; what it is instead.
    WrongEntry(&'static str),
    /// A table without `path`.
    NoPath,
    /// A `path` that is no string; what it is instead.
    PathType(&'static str),
    /// An `optional` that is no boolean; what it is instead.
    OptionalType(&'static str),
    /// The path does not end with `.toml`.
    Extension,
    /// The path holds one of `*?[]`.
    GlobPattern,
    /// The path holds a brace.
    Braces,
    /// There is no such file, and it is not optional; the path that was tried.
    Missing(PathBuf),
    /// The file has been included before, or is one of those that include this
    /// one; its path.
    Cycle(PathBuf),
    /// The path names another machine or a device. Cargo would ask for it; we do
    /// not, because asking signs the user in there.
    Remote,
    /// More files, or deeper, than we follow. Cargo has no limit of its own.
    TooMany,
}

impl Problem {
    /// The file to look at.
    #[must_use]
    pub fn file(&self) -> Option<FileId> {
        match self {
            Problem::Unreadable { file, .. }
            | Problem::Syntax { file, .. }
            | Problem::TooDeep { file, .. }
            | Problem::Unsupported { file, .. }
            | Problem::BadInclude { file, .. } => Some(*file),
            Problem::MergeClash { near, .. } => near.file(),
        }
    }

    /// The place in that file.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self {
            Problem::Unreadable { .. } => None,
            Problem::Syntax { error, .. } => Some(error.at),
            Problem::TooDeep { at, .. }
            | Problem::Unsupported { at, .. }
            | Problem::BadInclude { at, .. } => Some(*at),
            Problem::MergeClash { near, .. } => match near {
                Definition::File { value, .. } => Some(*value),
                Definition::Variable(_) => None,
            },
        }
    }

    /// True where something stays unread that cargo may be able to read: where we gave
    /// up, not cargo.
    #[must_use]
    pub fn leaves_unread(&self) -> bool {
        match self {
            Problem::Unreadable { .. } | Problem::TooDeep { .. } => true,
            Problem::BadInclude { fault, .. } => {
                matches!(fault, IncludeFault::TooMany | IncludeFault::Remote)
            }
            Problem::Syntax { .. } | Problem::Unsupported { .. } | Problem::MergeClash { .. } => {
                false
            }
        }
    }

    /// What is wrong, with its place; clean for output.
    #[must_use]
    pub fn words(&self, config: &Config, env: &Env) -> String {
        let place = match self.file() {
            Some(id) => {
                let file = config.file(id);
                let start = self.span().map(|span| span.start);
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
        match self {
            Problem::Unreadable { error, .. } => format!("{place} cannot be read: {error}"),
            Problem::Syntax { error, .. } => format!("{place} is not TOML: {error}"),
            Problem::TooDeep { .. } => format!("{place} nests tables too deeply"),
            Problem::Unsupported { key, kind, .. } => format!(
                "{place}: `{}` is a {kind}, which cargo accepts nowhere",
                escape::line(key)
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
                    escape::line(key),
                    Places::new(config, env).show(far)
                )
            }
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

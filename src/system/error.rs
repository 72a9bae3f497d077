//! Errors at the edge: what went wrong, what to type next, and the exit code.
//!
//! Rooms below return their own small errors; commands turn them into this.

use std::fmt;

/// What an outcome means for the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The answer is no: `--check` would change something.
    No,
    /// The command line is wrong, a name on it among that.
    Usage,
    /// A conflict, a file that cannot be used, or the system refused.
    Refused,
}

impl Kind {
    /// The exit code.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Kind::No => 1,
            Kind::Usage => 2,
            Kind::Refused => 3,
        }
    }

    /// The word for it in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::No => "no",
            Kind::Usage => "usage",
            Kind::Refused => "refused",
        }
    }
}

/// An error as a person meets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CliError {
    /// What it means for the exit code.
    pub kind: Kind,
    /// What is wrong and where it is written; clean for output.
    pub message: String,
    /// What to type next; clean for output.
    pub next: Option<String>,
    /// Files that were written all the same, before this went wrong.
    pub written: bool,
}

impl CliError {
    /// The command line is wrong.
    #[must_use]
    pub fn usage(message: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message, Some(next.into()))
    }

    /// A conflict or a refusal.
    #[must_use]
    pub fn refused(message: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(Kind::Refused, message, Some(next.into()))
    }

    /// The same error, met after files were written.
    #[must_use]
    pub fn after_writing(mut self) -> Self {
        self.written = true;
        self
    }

    fn new(kind: Kind, message: impl Into<String>, next: Option<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            next,
            written: false,
        }
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CliError {}

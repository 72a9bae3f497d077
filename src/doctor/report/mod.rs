//! Findings as output: for people, for programs, for CI systems. Each is a
//! rendering of one list.
//!
//! Pure; texts of findings are clean already. Not for finding anything (see
//! [`crate::doctor::checks`]), nor for writing it out (see [`crate::system::terminal`]).

mod annotations;
mod human;
mod json;
mod sarif;
mod tried;

use std::path::{MAIN_SEPARATOR, Path};

pub use annotations::{azure, github};
pub use human::{counted, human, summary};
pub use json::{FixedFile, checkout, doctored, explained, total};
pub use sarif::sarif;
pub use tried::{Tried, chain};

use crate::cargo::display_path;
use crate::doctor::checks::{Finding, Fix, Severity, Spot};
use crate::system::env::Env;
use crate::text::diff::Patch;

/// Findings, with what is needed to show them.
#[derive(Debug, Clone, Copy)]
pub struct Report<'r> {
    /// The findings, in the order in which they are shown.
    pub findings: &'r [Finding],
    /// What the edit of a finding would change, for the first of them.
    pub previews: &'r [Option<Patch>],
    /// What came of trying the registries, where that was asked for.
    pub tried: Option<&'r [Tried]>,
    /// Why cargo was not asked, where that was wanted and nothing could be tried.
    pub not_asked: Option<&'r str>,
    /// How many files cargo reads.
    pub files: usize,
    /// How many feeds it knows.
    pub feeds: usize,
    /// The root of the checkout, which CI systems count paths from.
    pub root: &'r Path,
    /// Where paths are shown from.
    pub env: &'r Env,
}

/// How many findings there are of each severity, and how many `--fix` mends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Infos.
    pub infos: usize,
    /// With a safe fix.
    pub fixable: usize,
}

impl Count {
    /// Counts.
    #[must_use]
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let mut count = Self::default();
        for finding in findings {
            count.fixable += usize::from(is_safe(&finding.fix));
            *match finding.severity {
                Severity::Error => &mut count.errors,
                Severity::Warning => &mut count.warnings,
                Severity::Info => &mut count.infos,
            } += 1;
        }
        count
    }
}

/// True for a fix that `--fix` makes.
#[must_use]
pub fn is_safe(fix: &Fix) -> bool {
    matches!(fix, Fix::Edit { safe: true, .. })
}

impl Report<'_> {
    fn preview(&self, at: usize) -> Option<&Patch> {
        self.previews.get(at)?.as_ref()
    }

    /// `path:line:column`, the name of a variable, or `this machine`.
    fn place(&self, spot: &Spot) -> String {
        match spot {
            Spot::File(file) => match file.at {
                Some(at) => display_path::shown_at(&file.path, at, self.env),
                None => display_path::shown(&file.path, self.env),
            },
            Spot::Variable(name) => format!("variable {name}"),
            Spot::Machine => "this machine".to_owned(),
        }
    }

    /// The path from the root of the checkout, with `/`; whole where it is elsewhere.
    fn below_root(&self, path: &Path) -> String {
        let path = path.strip_prefix(self.root).unwrap_or(path);
        crate::text::escape::line(&path.to_string_lossy().replace(MAIN_SEPARATOR, "/"))
    }
}

/// What to do next, in one line.
fn advice(fix: &Fix) -> String {
    match fix {
        Fix::Edit {
            safe: true, does, ..
        } => format!("`feedctl doctor --fix`: {does}"),
        Fix::Edit { does, .. } => format!("if that is meant: {does}"),
        Fix::Type(command) => format!("`{command}`"),
        Fix::Do(words) => words.clone(),
    }
}

//! What is to be written, as a value: which files, which keys, and why.
//!
//! Pure: it is made from the feed and from what cargo sees, and it cannot express
//! a token. Not for doing it (see [`crate::toml::edit`], [`crate::system::atomic_write`]).

mod conflict;
mod connect;
mod keeper;
mod naming;
mod target;

use std::path::PathBuf;

pub use conflict::Conflict;
pub use connect::{
    Here, Wish, connect, disconnect, index_step, replacement_step, replaces_with, way_back,
};
pub use keeper::{Keeper, own_provider_step, providers_step};
pub use naming::{Named, usual_name};
pub use target::{Asked, Target};

use crate::toml::edit::{self, Literal};

/// What is to be written for one feed.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The name and how it was found.
    pub named: Named,
    /// Where the target, or a file that it includes, defines the feed already.
    pub defined_at: Option<String>,
    /// Whether the feed stands in for crates.io when this is done.
    pub replaces: bool,
    /// The file of the project (or the one that was named).
    pub file: FilePlan,
    /// The user's own file, written first, where something has to go there.
    pub user: Option<FilePlan>,
    /// What there is to say about it.
    pub notes: Vec<String>,
}

/// What is to be written into one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePlan {
    /// The file.
    pub path: PathBuf,
    /// The changes, each with its reason.
    pub steps: Vec<Step>,
}

/// One change with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The change.
    pub change: edit::Change,
    /// Why.
    pub reason: String,
}

impl FilePlan {
    /// The changes alone.
    #[must_use]
    pub fn changes(&self) -> Vec<edit::Change> {
        self.steps.iter().map(|step| step.change.clone()).collect()
    }
}

fn set(table: &[&str], key: &str, value: Literal, reason: impl Into<String>) -> Step {
    Step {
        change: edit::Change::Set {
            table: table.iter().map(|part| (*part).to_owned()).collect(),
            keys: vec![(key.to_owned(), value)],
            // As the vendors print it.
            inline_in_new_file: table.first() == Some(&"registries"),
        },
        reason: reason.into(),
    }
}

fn remove(path: &[&str], reason: impl Into<String>) -> Step {
    Step {
        change: edit::Change::remove(path),
        reason: reason.into(),
    }
}

//! What `show` has to say, complete and clean for output: the JSON document is
//! these values as they are, the text for people is written from them.
//!
//! Fields are added, never renamed or taken away. Not for finding any of it out.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::values::Value;
use crate::commands::results;

/// An answer.
#[derive(Debug, Serialize)]
pub(super) struct Shown {
    version: u8,
    command: &'static str,
    #[serde(flatten)]
    pub(super) answer: Answer,
}

impl Shown {
    pub(super) fn new(answer: Answer) -> Self {
        Self {
            version: results::VERSION,
            command: "show",
            answer,
        }
    }
}

/// The answer to `show`, `show NAME` or `show KEY`.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Answer {
    Everything(Box<Everything>),
    Name(Box<Named>),
    Key(Keyed),
}

/// All that matters here.
#[derive(Debug, Serialize)]
pub(super) struct Everything {
    pub(super) feeds: Vec<Feed>,
    /// Why cargo finds no registry at all.
    pub(super) faults: Vec<String>,
    pub(super) global_credential_providers: Providers,
    pub(super) crates_io: Chain,
    pub(super) cargo_home: Option<String>,
    /// The one that counts most first.
    pub(super) files: Vec<FileRow>,
    pub(super) not_read: Vec<Unread>,
    pub(super) variables: Vec<Variable>,
}

/// All about one name.
#[derive(Debug, Serialize)]
pub(super) struct Named {
    pub(super) name: String,
    /// The registry of that name.
    pub(super) feed: Option<Feed>,
    /// Every value that is set in the tables of that name.
    pub(super) values: Vec<Entry>,
    /// The credential providers for all registries, where they are in effect.
    pub(super) global_credential_providers: Option<Providers>,
    /// What replaces crates.io, where the name is part of that.
    pub(super) crates_io: Option<Chain>,
}

/// The values of one key, or of all keys of a table.
#[derive(Debug, Serialize)]
pub(super) struct Keyed {
    pub(super) key: String,
    pub(super) values: Vec<Entry>,
}

/// Where something is defined.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Place {
    pub(super) file: Option<String>,
    pub(super) line: Option<usize>,
    pub(super) variable: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, self.line, &self.variable) {
            (Some(file), Some(line), _) => write!(f, "{file}:{line}"),
            (Some(file), None, _) => f.write_str(file),
            (None, _, Some(variable)) => write!(f, "variable {variable}"),
            (None, _, None) => Ok(()),
        }
    }
}

/// The value of one key.
#[derive(Debug, Default, Serialize)]
pub(super) struct Entry {
    pub(super) key: String,
    /// `null` where it is not set, or where cargo fails on it.
    pub(super) value: Option<Value>,
    pub(super) from: Option<Place>,
    /// Nearest first.
    pub(super) shadows: Vec<Shadowed>,
    /// Why cargo fails on it.
    pub(super) fault: Option<String>,
    pub(super) remarks: Vec<String>,
}

/// A value that does not count.
#[derive(Debug, Serialize)]
pub(super) struct Shadowed {
    pub(super) value: Option<Value>,
    pub(super) from: Place,
}

/// A registry.
#[derive(Debug, Serialize)]
pub(super) struct Feed {
    pub(super) name: String,
    pub(super) provider: Option<&'static str>,
    pub(super) parameters: BTreeMap<&'static str, String>,
    /// The provider and its parameters as a person says them.
    pub(super) in_words: Option<String>,
    pub(super) index: Entry,
    pub(super) replaces_crates_io: bool,
    pub(super) credential_providers: Providers,
    pub(super) token: Entry,
    pub(super) remarks: Vec<String>,
}

/// Which credential providers cargo asks.
#[derive(Debug, Serialize)]
pub(super) struct Providers {
    /// `own`, `global` or `none`.
    pub(super) which: &'static str,
    /// In the order in which cargo asks them. Those for all registries stand in
    /// one place only.
    pub(super) asked: Vec<Asked>,
    pub(super) shadows: Vec<Shadowed>,
    pub(super) fault: Option<String>,
    pub(super) remarks: Vec<String>,
}

/// One credential provider.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Asked {
    /// The program and its arguments, as configured.
    pub(super) credential_provider: String,
    /// What that is an alias of.
    pub(super) alias_of: Option<String>,
    pub(super) alias_from: Option<Place>,
    pub(super) from: Place,
}

/// What replaces crates.io.
#[derive(Debug, Serialize)]
pub(super) struct Chain {
    pub(super) replaced: bool,
    pub(super) steps: Vec<Step>,
    pub(super) end: End,
    /// Why cargo fails on it.
    pub(super) fault: Option<String>,
}

/// One `replace-with`.
#[derive(Debug, Serialize)]
pub(super) struct Step {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) defined: Place,
    pub(super) shadows: Vec<Shadowed>,
}

/// Where the crates of crates.io come from in the end.
#[derive(Debug, Default, Serialize)]
pub(super) struct End {
    /// `crates.io`, `registry`, `source`, `unknown`, `cycle` or `fault`.
    pub(super) kind: &'static str,
    pub(super) name: Option<String>,
    pub(super) values: Vec<Entry>,
    /// The names that come round again.
    pub(super) cycle: Vec<String>,
}

/// A file that cargo reads.
#[derive(Debug, Serialize)]
pub(super) struct FileRow {
    pub(super) path: String,
    /// `here`, `above`, `home`, `included`, `credentials` or `named`.
    pub(super) role: &'static str,
    pub(super) included_by: Option<String>,
    /// Why cargo cannot load it.
    pub(super) problems: Vec<String>,
    pub(super) remarks: Vec<String>,
}

/// Something that cargo does not read though it looks like it.
#[derive(Debug, Serialize)]
pub(super) struct Unread {
    pub(super) file: Option<String>,
    pub(super) variable: Option<String>,
    pub(super) why: String,
}

/// A variable that is set.
#[derive(Debug, Serialize)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) value: Value,
    pub(super) remarks: Vec<String>,
}

//! The configuration as cargo sees it: which files it reads from a folder, what
//! they say together, and where each value comes from.
//!
//! [`discover()`] reads the files, once and for all; the [`View`] merges them and
//! adds the variables. What makes cargo fail is a [`Problem`], what it passes over
//! an [`Aside`]: loading never stops, so that a caller can both refuse and explain.
//!
//! The rules are those of cargo 1.94 and later (`include` is followed, TOML 1.1 is
//! read). Not for changing a file (see [`crate::toml::edit`]), nor for judging
//! what a value means to a registry.

mod aside;
mod check;
pub mod credential_chain;
mod credentials;
mod definition;
mod discover;
pub mod display_path;
mod file;
mod folder;
mod include;
pub mod index_url;
mod key;
pub mod keys;
mod load;
pub mod lockfile;
pub mod masked;
mod merge;
mod problem;
pub mod provider_words;
mod registries;
pub mod registry_name;
mod replacement;
#[cfg(test)]
mod tests;
mod typed;
mod value;
mod view;
pub mod workspace;

use std::path::{Path, PathBuf};

pub use aside::Aside;
pub use credential_chain::{BuiltIn, CredentialChain, ProviderEntry, is_feedctl};
pub use credentials::{Credentials, StoredToken};
pub use definition::{Definition, FileId, Found, WrongType};
pub use discover::{discover, discover_from, discover_within, load_file};
pub use file::{ConfigFile, Role};
pub use key::{dotted, variable_name};
pub use problem::{IncludeFault, Problem};
pub use registries::Registry;
pub use replacement::{Replacement, Step};

pub use typed::{Element, PathAndArgs, variable_of};
pub use value::{MergedNode, MergedTable, MergedValue};
pub use view::View;

use crate::system::files::Unseen;
use aside::Asides;
use load::Layer;

/// The files that cargo reads, with what was noticed while reading them.
#[derive(Debug)]
pub struct Config {
    files: Vec<ConfigFile>,
    /// Nearest first.
    layers: Vec<Layer>,
    problems: Vec<Problem>,
    asides: Asides,
    unseen: Vec<Unseen>,
    credentials: Credentials,
    cargo_home: Option<PathBuf>,
}

impl Config {
    /// Every file that was read, in the order of reading.
    #[must_use]
    pub fn files(&self) -> &[ConfigFile] {
        &self.files
    }

    /// True for a file in cargo's home, and for one that such a file includes.
    #[must_use]
    pub fn is_of_home(&self, id: FileId) -> bool {
        self.chain(id).any(|id| self.file(id).role() == Role::Home)
    }

    /// A file, the one that includes it, and so on up to one that nobody includes.
    pub fn chain(&self, id: FileId) -> impl Iterator<Item = FileId> {
        // A file is read after the one that includes it first, so this ends.
        std::iter::successors(Some(id), |id| match self.file(*id).role() {
            Role::Included { by, .. } => Some(by),
            _ => None,
        })
    }

    /// Every file that was read with its id, in the order of reading.
    pub fn files_by_id(&self) -> impl Iterator<Item = (FileId, &ConfigFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// One file. The id must come from this configuration.
    #[must_use]
    pub fn file(&self, id: FileId) -> &ConfigFile {
        &self.files[id.index()]
    }

    /// The files whose values make up the view, highest precedence first. A file
    /// that two others include stands here twice.
    #[must_use]
    pub fn precedence(&self) -> Vec<FileId> {
        let mut list = Vec::with_capacity(self.files.len());
        for layer in &self.layers {
            // Each file stands behind those that it includes.
            list.extend(layer.steps.iter().rev().map(|step| step.file));
        }
        list
    }

    /// The file with this path, as cargo prints it.
    #[must_use]
    pub fn file_at(&self, path: &Path) -> Option<FileId> {
        let index = self.files.iter().position(|file| file.path() == path)?;
        Some(FileId(u32::try_from(index).ok()?))
    }

    /// Why cargo cannot load these files. Clashes between them are found by the
    /// [`View`].
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What cargo passes over or takes unexpectedly.
    #[must_use]
    pub fn asides(&self) -> &[Aside] {
        self.asides.all()
    }

    /// What could not be looked at. Cargo takes it for absent; who is about to write
    /// must not.
    #[must_use]
    pub fn unseen(&self) -> &[Unseen] {
        &self.unseen
    }

    /// True where another reading of the same folder found the same files with the same
    /// texts. What credentials files hold is not compared: cargo itself changes it.
    #[must_use]
    pub fn reads_as(&self, other: &Self) -> bool {
        let of = |config: &'_ Self| -> Vec<(PathBuf, Option<String>)> {
            config
                .files
                .iter()
                .filter(|file| file.role() != Role::Credentials)
                .map(|file| (file.path().to_owned(), file.text().map(str::to_owned)))
                .collect()
        };
        of(self) == of(other)
            && self.problems.len() == other.problems.len()
            && self.unseen.len() == other.unseen.len()
    }

    /// What cargo's credentials file holds.
    #[must_use]
    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// Cargo's home; `None` where there is none, and for a single file.
    #[must_use]
    pub fn cargo_home(&self) -> Option<&Path> {
        self.cargo_home.as_deref()
    }
}

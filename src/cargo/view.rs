//! The merged view: one table from all files, and the variables beside it.
//!
//! Values borrow from the [`Config`] and the [`Env`]. What a key means to cargo is
//! asked by type in [`super::typed`]; the view itself knows no key.

use super::merge::Merger;
use super::{Config, MergedTable, MergedValue, Problem, WrongType};
use crate::system::env::Env;

/// What cargo sees: the files merged, and the variables.
#[derive(Debug)]
pub struct View<'c> {
    config: &'c Config,
    pub(super) env: &'c Env,
    root: MergedTable<'c>,
    clashes: Vec<Problem>,
}

impl<'c> View<'c> {
    /// Merges the files.
    #[must_use]
    pub fn new(config: &'c Config, env: &'c Env) -> Self {
        let mut merger = Merger::new(&config.files);
        let root = merger.layers(&config.layers);
        Self {
            config,
            env,
            root,
            clashes: merger.clashes,
        }
    }

    /// The surroundings that it is seen from.
    #[must_use]
    pub fn env(&self) -> &'c Env {
        self.env
    }

    /// The files behind it.
    #[must_use]
    pub fn config(&self) -> &'c Config {
        self.config
    }

    /// All values that come from files.
    #[must_use]
    pub fn root(&self) -> &MergedTable<'c> {
        &self.root
    }

    /// Why cargo cannot load this configuration: what is wrong with a file, and
    /// what clashes between two. Empty where cargo can.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.config.problems.iter().chain(&self.clashes)
    }

    /// The value that the files give a key; variables are not asked.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Option<&MergedValue<'c>> {
        self.value(path).ok().flatten()
    }

    /// As [`View::at`], but fails as cargo does where the way is no table.
    pub(super) fn value(&self, path: &[&str]) -> Result<Option<&MergedValue<'c>>, WrongType> {
        let Some((last, parents)) = path.split_last() else {
            return Ok(None);
        };
        let mut table = &self.root;
        for (at, part) in parents.iter().enumerate() {
            let Some(value) = table.get(part) else {
                return Ok(None);
            };
            table = value.table().ok_or_else(|| {
                WrongType::new(&path[..=at], "table", value.kind(), value.definition())
            })?;
        }
        Ok(table.get(last))
    }
}

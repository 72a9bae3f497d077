//! What replaces crates.io, followed to its end.
//!
//! Every chain ends here, also those that cargo follows for ever. Not for judging
//! whether the place at the end works.

use std::collections::HashSet;

use super::key::normalized;
use super::{Definition, Found, View, WrongType};

const CRATES_IO: &str = "crates-io";

/// What cargo reads instead of crates.io.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replacement<'c> {
    /// Crates.io itself.
    NotReplaced,
    /// A registry of `[registries]`.
    Registry {
        /// Its name.
        name: &'c str,
        /// Its index.
        index: Found<&'c str>,
        /// The way there.
        steps: Vec<Step<'c>>,
    },
    /// A source of `[source]`. Without steps it is `[source.crates-io]`, which
    /// then names another place for crates.io itself.
    Source {
        /// Its name.
        name: &'c str,
        /// Where its table is.
        definition: Definition,
        /// The way there.
        steps: Vec<Step<'c>>,
    },
    /// Neither a source, nor a registry with an index.
    Unknown {
        /// The name that leads nowhere.
        name: &'c str,
        /// The way there.
        steps: Vec<Step<'c>>,
    },
    /// A circle. Cargo reports one that comes back to crates.io, and follows any
    /// other without end.
    Cycle {
        /// The names in it, from the one that is met twice.
        names: Vec<&'c str>,
        /// The way through it, up to the step that comes back.
        steps: Vec<Step<'c>>,
    },
}

/// One `replace-with` on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<'c> {
    /// The source that is replaced.
    pub from: &'c str,
    /// The name that replaces it.
    pub to: Found<&'c str>,
}

impl<'c> View<'c> {
    /// What replaces crates.io. Fails where cargo fails on one of the keys.
    pub fn replacement_of_crates_io(&self) -> Result<Replacement<'c>, WrongType> {
        let mut steps: Vec<Step<'c>> = Vec::new();
        let mut seen = HashSet::from([CRATES_IO]);
        let mut name = CRATES_IO;
        loop {
            let Some(source) = self.source(name)? else {
                return Ok(self.end_at_registry(name, steps));
            };
            let Some(to) = self.source_string(name, "replace-with")? else {
                let redirects = ["registry", "local-registry", "directory", "git"]
                    .iter()
                    .any(|key| self.at(&["source", name, key]).is_some());
                if steps.is_empty() && !redirects {
                    return Ok(Replacement::NotReplaced);
                }
                return Ok(Replacement::Source {
                    name,
                    definition: source,
                    steps,
                });
            };
            let from = name;
            name = to.value;
            steps.push(Step { from, to });
            if !seen.insert(name) {
                let names = steps.iter().map(|step| step.from);
                let names = names.skip_while(|from| *from != name).collect();
                return Ok(Replacement::Cycle { names, steps });
            }
        }
    }

    /// Where the table of a source is.
    fn source(&self, name: &str) -> Result<Option<Definition>, WrongType> {
        let path = ["source", name];
        let Some(value) = self.value(&path)? else {
            return Ok(None);
        };
        let definition = value.definition();
        if value.table().is_none() {
            return Err(WrongType::new(&path, "table", value.kind(), definition));
        }
        Ok(Some(definition.clone()))
    }

    /// A string in the table of a source. The variable keeps the letters of the
    /// source's name, and counts only where a file has that table.
    pub fn source_string(
        &self,
        name: &str,
        key: &str,
    ) -> Result<Option<Found<&'c str>>, WrongType> {
        let variable = match self.source(name)? {
            Some(_) => self.variable(format!("CARGO_SOURCE_{name}_{}", normalized(key))),
            None => None,
        };
        self.string_with(&["source", name, key], variable)
    }

    fn end_at_registry(&self, name: &'c str, steps: Vec<Step<'c>>) -> Replacement<'c> {
        if steps.is_empty() {
            return Replacement::NotReplaced;
        }
        // Cargo takes whatever is wrong with the index for an unknown name.
        match self.string(&["registries", name, "index"]) {
            Ok(Some(index)) => Replacement::Registry { name, index, steps },
            Ok(None) | Err(_) => Replacement::Unknown { name, steps },
        }
    }
}

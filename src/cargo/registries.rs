//! The registries that cargo knows here by name.
//!
//! Not for judging names or URLs.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::key::normalized;
use super::{Definition, Found, MergedTable, MergedValue, View, WrongType, variable_name};

/// A registry with an entry in a file, or one that only variables define.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registry<'c> {
    /// Its name. What only a variable defines is in lower case with underscores,
    /// as cargo calls it then.
    pub name: Cow<'c, str>,
    /// Its index, where it has one.
    pub index: Result<Option<Found<&'c str>>, WrongType>,
    /// Where its index variable or its table is, nearest first.
    pub definitions: Vec<Definition>,
}

impl<'c> View<'c> {
    /// Every registry: those of files first, then those that only variables
    /// define. `crates-io` is among them where somebody wrote such an entry.
    #[must_use]
    pub fn registries(&self) -> Vec<Registry<'c>> {
        let table = self.at(&["registries"]).and_then(|value| value.table());
        let mut only_variables = self.index_variables();
        let mut list: Vec<Registry<'c>> = Vec::with_capacity(table.map_or(0, |t| t.iter().len()));
        for (name, value) in table.into_iter().flat_map(MergedTable::iter) {
            if !only_variables.is_empty() {
                only_variables.remove(variable_name(&["registries", name, "index"]).as_str());
            }
            list.push(self.registry_in(Cow::Borrowed(name), Some(value)));
        }
        let (start, end) = affixes();
        list.extend(only_variables.iter().filter_map(|variable| {
            let name = variable.strip_prefix(start)?.strip_suffix(end)?;
            Some(self.registry(Cow::Owned(name.to_lowercase())))
        }));
        list
    }

    /// One registry by its exact name, where anything defines it.
    #[must_use]
    pub fn registry_named(&self, name: &'c str) -> Option<Registry<'c>> {
        let registry = self.registry(Cow::Borrowed(name));
        (!registry.definitions.is_empty()).then_some(registry)
    }

    fn registry(&self, name: Cow<'c, str>) -> Registry<'c> {
        match self.value(&["registries", &name]) {
            Ok(value) => self.registry_in(name, value),
            // There is no table of registries.
            Err(error) => Registry {
                name,
                index: Err(error),
                definitions: Vec::new(),
            },
        }
    }

    /// A registry, with what the files say of it.
    fn registry_in(&self, name: Cow<'c, str>, value: Option<&MergedValue<'c>>) -> Registry<'c> {
        let path = ["registries", &name, "index"];
        let index = match value.map(|value| (value, value.table())) {
            Some((value, None)) => {
                let (kind, definition) = (value.kind(), value.definition());
                Err(WrongType::new(&path[..2], "table", kind, definition))
            }
            Some((_, Some(table))) => self.string_in(&path, table.get("index")),
            None => self.string_in(&path, None),
        };
        let mut definitions = Vec::new();
        if let Ok(Some(found)) = &index
            && let Definition::Variable(_) = found.definition
        {
            definitions.push(found.definition.clone());
        }
        if let Some(value) = value {
            definitions.push(value.definition().clone());
            definitions.extend(value.shadowed().iter().cloned());
        }
        Registry {
            name,
            index,
            definitions,
        }
    }

    /// The names of the index variables that cargo reads.
    fn index_variables(&self) -> BTreeSet<&'c str> {
        let (start, end) = affixes();
        self.env
            .variables()
            .map(|(variable, _)| variable)
            .filter(|variable| {
                let name = variable
                    .strip_prefix(start)
                    .and_then(|rest| rest.strip_suffix(end));
                name.is_some_and(|name| !name.is_empty() && normalized(name) == name)
            })
            .collect()
    }
}

/// What stands around a registry's name in its index variable.
fn affixes() -> (&'static str, &'static str) {
    ("CARGO_REGISTRIES_", "_INDEX")
}

//! Looking a key up by the type that cargo declares for it, variables included.
//!
//! A variable beats the files; the words of a list's variable come after the
//! files' elements, or replace them where the list names a program. Not for keys
//! under `[source]`, whose variables cargo spells otherwise (see
//! [`super::Replacement`]).
//!
//! Keys that hold a secret are found by [`View::secret`] alone.

use super::key::{is_replacing_list, leads_to_secret};
use super::{Definition, Found, MergedNode, MergedValue, View, WrongType, variable_name};
use crate::system::env::Env;
use crate::text::secret::Secret;

/// An element of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element<'c> {
    /// What it says.
    pub text: &'c str,
    /// Where it is defined.
    pub definition: Definition,
}

/// A program with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathAndArgs<'c> {
    /// The program: a name, or a path where it holds a slash.
    pub path: &'c str,
    /// Its arguments.
    pub args: Vec<&'c str>,
}

/// A variable that is set.
pub(super) struct Variable<'c> {
    name: String,
    text: &'c str,
}

impl Variable<'_> {
    fn definition(&self) -> Definition {
        Definition::Variable(self.name.as_str().into())
    }
}

impl<'c> View<'c> {
    /// A string.
    pub fn string(&self, path: &[&str]) -> Result<Option<Found<&'c str>>, WrongType> {
        unless_secret(path, || self.string_with(path, self.variable_of(path)))
    }

    /// The same, where the value that the files give the key is known.
    pub(super) fn string_in(
        &self,
        path: &[&str],
        value: Option<&MergedValue<'c>>,
    ) -> Result<Option<Found<&'c str>>, WrongType> {
        string(path, value, self.variable_of(path))
    }

    /// An integer.
    pub fn integer(&self, path: &[&str]) -> Result<Option<Found<i64>>, WrongType> {
        let from_file = |node: &MergedNode<'c>| match node {
            MergedNode::Integer(value) => Some(*value),
            _ => None,
        };
        let variable = self.variable_of(path);
        unless_secret(path, || {
            let value = self.value(path)?;
            scalar(path, "integer", value, variable, from_file, |text| {
                text.parse().ok()
            })
        })
    }

    /// A boolean.
    pub fn boolean(&self, path: &[&str]) -> Result<Option<Found<bool>>, WrongType> {
        let from_file = |node: &MergedNode<'c>| match node {
            MergedNode::Boolean(value) => Some(*value),
            _ => None,
        };
        let variable = self.variable_of(path);
        unless_secret(path, || {
            let value = self.value(path)?;
            scalar(path, "boolean", value, variable, from_file, |text| {
                text.parse().ok()
            })
        })
    }

    /// A secret, of which only the shape can be known.
    pub fn secret(&self, path: &[&str]) -> Result<Option<Found<Secret<'c>>>, WrongType> {
        let from_file = |node: &MergedNode<'c>| match node {
            MergedNode::Secret(secret, "string") => Some(*secret),
            _ => None,
        };
        let (value, variable) = (self.value(path)?, self.variable_of(path));
        scalar(path, "string", value, variable, from_file, |text| {
            Some(Secret::new(text))
        })
    }

    /// A list of strings.
    pub fn list(&self, path: &[&str]) -> Result<Option<Found<Vec<Element<'c>>>>, WrongType> {
        unless_secret(path, || {
            let value = self.value(path)?;
            let elements = match value.map(|value| (value, value.node())) {
                None => Vec::new(),
                Some((_, MergedNode::List(items))) => elements(path, items)?,
                Some((other, _)) => return Err(wrong(path, "array", other)),
            };
            Ok(self.with_words(path, value, elements))
        })
    }

    /// A program with arguments: a string, split at blanks, or a list of strings.
    pub fn path_and_args(
        &self,
        path: &[&str],
    ) -> Result<Option<Found<PathAndArgs<'c>>>, WrongType> {
        unless_secret(path, || self.path_and_args_in(path, self.value(path)?))
    }

    /// The same, where the value that the files give the key is known.
    pub(super) fn path_and_args_in(
        &self,
        path: &[&str],
        value: Option<&MergedValue<'c>>,
    ) -> Result<Option<Found<PathAndArgs<'c>>>, WrongType> {
        let words = match value.map(|value| (value, value.node())) {
            None => Vec::new(),
            Some((_, MergedNode::List(items))) => elements(path, items)?,
            Some((value, MergedNode::String(text))) => split(text, value.definition()),
            Some((other, _)) => return Err(wrong(path, "string or array of strings", other)),
        };
        let Some(found) = self.with_words(path, value, words) else {
            return Ok(None);
        };
        let Some((first, args)) = found.value.split_first() else {
            let wanted = "at least one word";
            return Err(WrongType::new(path, wanted, "nothing", &found.definition));
        };
        let program = PathAndArgs {
            path: first.text,
            args: args.iter().map(|word| word.text).collect(),
        };
        Ok(Some(found.map(|_| program)))
    }

    /// A string of which the variable is known.
    pub(super) fn string_with(
        &self,
        path: &[&str],
        variable: Option<Variable<'c>>,
    ) -> Result<Option<Found<&'c str>>, WrongType> {
        string(path, self.value(path)?, variable)
    }

    pub(super) fn variable(&self, name: String) -> Option<Variable<'c>> {
        let text = self.env.config_variable(&name)?;
        Some(Variable { name, text })
    }

    fn variable_of(&self, path: &[&str]) -> Option<Variable<'c>> {
        let (name, text) = variable_of(self.env, path)?;
        Some(Variable { name, text })
    }

    /// Adds the words of the variable.
    fn with_words(
        &self,
        path: &[&str],
        value: Option<&MergedValue<'c>>,
        mut elements: Vec<Element<'c>>,
    ) -> Option<Found<Vec<Element<'c>>>> {
        let Some(variable) = self.variable_of(path) else {
            return value.map(|value| found(elements, value));
        };
        let definition = variable.definition();
        if is_replacing_list(path) {
            elements.clear();
        }
        elements.extend(split(variable.text, &definition));
        Some(Found {
            value: elements,
            definition,
            shadowed: value.map(places).unwrap_or_default(),
            ambiguous: false,
        })
    }
}

fn string<'c>(
    path: &[&str],
    value: Option<&MergedValue<'c>>,
    variable: Option<Variable<'c>>,
) -> Result<Option<Found<&'c str>>, WrongType> {
    let from_file = |node: &MergedNode<'c>| match node {
        MergedNode::String(text) => Some(*text),
        _ => None,
    };
    scalar(path, "string", value, variable, from_file, Some)
}

/// What the files and the variable of a key make of it.
fn scalar<'c, T>(
    path: &[&str],
    wanted: &'static str,
    value: Option<&MergedValue<'c>>,
    variable: Option<Variable<'c>>,
    from_file: impl Fn(&MergedNode<'c>) -> Option<T>,
    from_text: impl Fn(&'c str) -> Option<T>,
) -> Result<Option<Found<T>>, WrongType> {
    let set = match variable {
        None => None,
        Some(variable) => {
            let definition = variable.definition();
            let Some(value) = from_text(variable.text) else {
                return Err(WrongType::new(path, wanted, "other text", &definition));
            };
            Some((value, definition))
        }
    };
    let Some(value) = value else {
        return Ok(set.map(|(value, definition)| Found {
            value,
            definition,
            shadowed: Vec::new(),
            ambiguous: false,
        }));
    };
    // A value of the wrong type fails even where a variable beats it.
    let own = from_file(value.node()).ok_or_else(|| wrong(path, wanted, value))?;
    Ok(Some(match set {
        Some((set, definition)) => Found {
            value: set,
            definition,
            shadowed: places(value),
            ambiguous: false,
        },
        None => found(own, value),
    }))
}

/// The variable that sets a key, by its name, with its text.
#[must_use]
pub fn variable_of<'e>(env: &'e Env, path: &[&str]) -> Option<(String, &'e str)> {
    // For thousands of registries, names that nobody uses are not made.
    if let [top, _, ..] = path {
        let is_set = match *top {
            "registries" => env.sets_registries(),
            top => env.has_variable_with(&variable_name(&[top])),
        };
        if !is_set {
            return None;
        }
    }
    let name = variable_name(path);
    let text = env.config_variable(&name)?;
    Some((name, text))
}

/// Looks nothing up on the way to a secret.
fn unless_secret<T>(
    path: &[&str],
    look_up: impl FnOnce() -> Result<Option<T>, WrongType>,
) -> Result<Option<T>, WrongType> {
    if leads_to_secret(path) {
        return Ok(None);
    }
    look_up()
}

fn elements<'c>(path: &[&str], items: &[MergedValue<'c>]) -> Result<Vec<Element<'c>>, WrongType> {
    items
        .iter()
        .map(|item| {
            let text = item.text().ok_or_else(|| wrong(path, "string", item))?;
            Ok(Element {
                text,
                definition: item.definition().clone(),
            })
        })
        .collect()
}

fn split<'c>(text: &'c str, definition: &Definition) -> Vec<Element<'c>> {
    text.split_whitespace()
        .map(|text| Element {
            text,
            definition: definition.clone(),
        })
        .collect()
}

fn wrong(path: &[&str], wanted: &'static str, value: &MergedValue<'_>) -> WrongType {
    WrongType::new(path, wanted, value.kind(), value.definition())
}

fn found<T>(value: T, from: &MergedValue<'_>) -> Found<T> {
    Found {
        value,
        definition: from.definition().clone(),
        shadowed: from.shadowed().to_vec(),
        ambiguous: from.ambiguous(),
    }
}

/// Every place of a value that something else beats.
fn places(value: &MergedValue<'_>) -> Vec<Definition> {
    std::iter::once(value.definition())
        .chain(value.shadowed())
        .cloned()
        .collect()
}

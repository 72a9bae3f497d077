//! The entries of a file's `include`, checked as cargo checks them.
//!
//! Not for reading the files that they name (see [`super::load`]).

use std::ffi::OsStr;
use std::path::Path;

use super::IncludeFault;
use crate::system::files;
use crate::toml::{Item, Node, Span, Table};

/// The key; only at the top of a file does it include anything.
pub(super) const KEY: &str = "include";

/// One file to include.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Include {
    /// The path as written, relative to the folder of the including file.
    pub(super) path: String,
    /// Whether it may be absent.
    pub(super) optional: bool,
    /// The entry.
    pub(super) at: Span,
}

/// The files that a file includes, and what is wrong with its list.
pub(super) fn read(tree: &Table) -> (Vec<Include>, Vec<(IncludeFault, Span)>) {
    let Some(entry) = tree.get(KEY) else {
        return (Vec::new(), Vec::new());
    };
    let Some(items) = entry.value().as_list() else {
        let fault = IncludeFault::NotAList(entry.value().kind());
        return (Vec::new(), vec![(fault, entry.item.span)]);
    };
    let mut includes = Vec::with_capacity(items.len());
    let mut faults = Vec::new();
    for item in items {
        match read_entry(item).and_then(check_path) {
            Ok(include) => includes.push(include),
            Err(fault) => faults.push(fault),
        }
    }
    (includes, faults)
}

fn read_entry(item: &Item) -> Result<Include, (IncludeFault, Span)> {
    let table = match &item.node {
        Node::String(path) => {
            return Ok(Include {
                path: path.clone(),
                optional: false,
                at: item.span,
            });
        }
        Node::Table(table) => table,
        other => return Err((IncludeFault::WrongEntry(other.kind()), item.span)),
    };
    let path = match table.get("path").map(|entry| &entry.item) {
        None => return Err((IncludeFault::NoPath, item.span)),
        Some(path) => match &path.node {
            Node::String(text) => text.clone(),
            other => return Err((IncludeFault::PathType(other.kind()), path.span)),
        },
    };
    let optional = match table.get("optional").map(|entry| &entry.item) {
        None => false,
        Some(optional) => match &optional.node {
            Node::Boolean(optional) => *optional,
            other => return Err((IncludeFault::OptionalType(other.kind()), optional.span)),
        },
    };
    Ok(Include {
        path,
        optional,
        at: item.span,
    })
}

fn check_path(include: Include) -> Result<Include, (IncludeFault, Span)> {
    let path = include.path.as_str();
    let fault = if Path::new(path).extension() != Some(OsStr::new("toml")) {
        IncludeFault::Extension
    } else if cfg!(windows) && files::is_elsewhere(path) {
        IncludeFault::Remote
    } else if path.contains(['*', '?', '[', ']']) {
        IncludeFault::GlobPattern
    } else if path.contains(['{', '}']) {
        IncludeFault::Braces
    } else {
        return Ok(include);
    };
    Err((fault, include.at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toml::Document;

    fn faults(text: &str) -> Vec<(IncludeFault, &str)> {
        let document = Document::parse(text).expect("the text is TOML");
        let tree = document.tree().expect("no key stands twice");
        let (_, faults) = read(&tree);
        faults
            .into_iter()
            .map(|(fault, at)| (fault, at.of(text)))
            .collect()
    }

    #[test]
    fn each_fault_is_told_with_its_place() {
        use IncludeFault as F;
        for (text, fault, at) in [
            ("include = 'a.toml'", F::NotAList("string"), "'a.toml'"),
            (
                "include = {path = 'a.toml'}",
                F::NotAList("table"),
                "{path = 'a.toml'}",
            ),
            ("include = [1]", F::WrongEntry("integer"), "1"),
            (
                "include = [['a.toml']]",
                F::WrongEntry("array"),
                "['a.toml']",
            ),
            ("include = [{}]", F::NoPath, "{}"),
            ("include = [{path = 1}]", F::PathType("integer"), "1"),
            (
                "include = [{path = 'a.toml', optional = 'yes'}]",
                F::OptionalType("string"),
                "'yes'",
            ),
            ("include = ['a']", F::Extension, "'a'"),
            ("include = ['a.TOML']", F::Extension, "'a.TOML'"),
            ("include = ['.toml']", F::Extension, "'.toml'"),
            ("include = ['*.toml']", F::GlobPattern, "'*.toml'"),
            ("include = ['[a].toml']", F::GlobPattern, "'[a].toml'"),
            ("include = ['{a}.toml']", F::Braces, "'{a}.toml'"),
        ] {
            assert_eq!(faults(text), [(fault, at)], "{text}");
        }
        for text in [
            "",
            "include = []",
            "include = ['a.toml']",
            "include = [{path = 'a.toml', optonal = 1}]",
            "[[include]]\npath = 'a.toml'",
            "[a]\ninclude = 1",
        ] {
            assert_eq!(faults(text), [], "{text}");
        }
    }
}

//! Every value below a key, one by one.
//!
//! Those of the files, and those that a variable or the credentials file alone
//! sets. Not for what a single value is (see [`super::seen`]).

use std::collections::HashSet;

use super::keys::{KNOWN, Known};
use super::seen::Seen;
use super::shown::Entry;
use crate::cargo::{MergedNode, MergedTable};

impl Seen<'_> {
    /// The values below a key, or the value of the key itself. Empty where none is
    /// set.
    pub(super) fn below(&self, path: &[&str]) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut in_files: HashSet<Vec<String>> = HashSet::new();
        let mut visit = |leaf: &[&str]| {
            in_files.insert(leaf.iter().map(|part| (*part).to_owned()).collect());
            entries.push(self.entry(leaf));
        };
        match path {
            [] => {}
            path => match self.view.at(path).map(|value| (value, value.node())) {
                Some((_, MergedNode::Table(table))) if !table.is_empty() => {
                    walk(table, &mut path.to_vec(), &mut visit);
                }
                Some(_) => visit(path),
                None => {}
            },
        }
        for known in KNOWN {
            if known.path.len() >= path.len() && known.fits(path) {
                self.add_others(known, path, &in_files, &mut entries);
            }
        }
        entries
    }

    /// Adds what no file sets.
    fn add_others(
        &self,
        known: &Known,
        asked: &[&str],
        in_files: &HashSet<Vec<String>>,
        entries: &mut Vec<Entry>,
    ) {
        let mut add = |path: &[&str]| {
            let owned: Vec<String> = path.iter().map(|part| (*part).to_owned()).collect();
            if !in_files.contains(&owned) {
                let entry = self.entry(path);
                if entry.value.is_some() {
                    entries.push(entry);
                }
            }
        };
        let mut path: Vec<&str> = known.path.to_vec();
        let Some(at) = path.iter().position(|part| *part == "*") else {
            add(&path);
            return;
        };
        if let Some(name) = asked.get(at) {
            path[at] = name;
            add(&path);
            return;
        }
        let mut seen = HashSet::new();
        for name in self.names(known.path[0]) {
            if seen.insert(name) {
                path[at] = name;
                add(&path);
            }
        }
    }
}

/// Goes to every value that is no table with entries.
fn walk<'t>(table: &'t MergedTable<'_>, path: &mut Vec<&'t str>, visit: &mut dyn FnMut(&[&str])) {
    for (key, value) in table.iter() {
        path.push(key);
        match value.node() {
            MergedNode::Table(inner) if !inner.is_empty() => walk(inner, path, visit),
            _ => visit(path),
        }
        path.pop();
    }
}

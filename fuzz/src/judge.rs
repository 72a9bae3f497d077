//! Cargo as the judge, in the same process: what it makes of the files of a tree.

use std::collections::{BTreeMap, HashMap};

use cargo::core::SourceId;
use cargo::sources::SourceConfigMap;
use cargo::util::context::{ConfigValue, Definition, GlobalContext};
use cargo_util_terminal::Shell;
use feedctl::cargo::{Config, MergedNode, MergedTable, MergedValue, View, discover};

use crate::tree::{INDEX, NAME, Tree};

fn context(tree: &Tree) -> GlobalContext {
    let shell = Shell::from_write(Box::new(std::io::sink()));
    let mut context = GlobalContext::new(shell, tree.path("p"), tree.path("cargo"));
    context.set_env(HashMap::new());
    context
}

/// Our merged view is cargo's: every value with its file, and failure where it fails.
pub fn view(data: &[u8]) {
    let tree = Tree::of_bytes(data);
    let env = tree.env();
    let config = discover(&env);
    let view = View::new(&config, &env);
    let context = context(&tree);
    let problems: Vec<_> = view.problems().collect();
    let values = match context.values() {
        Ok(values) => values,
        Err(error) => {
            assert!(!problems.is_empty(), "cargo fails alone: {error:#}");
            return;
        }
    };
    assert!(problems.is_empty(), "we fail alone: {problems:?}");
    let theirs = values
        .iter()
        .map(|(key, value)| (key.clone(), theirs(value)));
    same(&ours_of(view.root(), &config), &theirs.collect(), "");
}

/// Once we say that it is connected, cargo says the same.
pub fn connected(tree: &Tree) {
    let context = context(tree);
    let index = context.get_registry_index(NAME);
    let index = index.unwrap_or_else(|error| panic!("cargo does not know it: {error:#}"));
    assert_eq!(index.as_str(), INDEX);
    let map = SourceConfigMap::new(&context);
    let map = map.unwrap_or_else(|error| panic!("cargo cannot read its sources: {error:#}"));
    let crates_io = SourceId::crates_io(&context).expect("crates.io");
    let source = map.load(crates_io, &std::collections::HashSet::new());
    let source = source.unwrap_or_else(|error| panic!("cargo cannot follow it: {error:#}"));
    // Nothing was in the way, so the feed stands in for crates.io.
    let replaced = source.replaced_source_id();
    let stands_in = replaced.url().as_str().trim_start_matches("sparse+");
    assert_eq!(stands_in, INDEX.trim_start_matches("sparse+"));
}

/// A value with the file that it comes from.
#[derive(Debug)]
enum Told {
    Plain(String, String),
    /// A string of which only the number of its letters is to be had.
    Secret(usize, String),
    /// Another scalar that is not to be seen.
    Hidden(&'static str, String),
    List(Vec<Told>),
    /// One that cargo may or may not join.
    Chance,
    Table(BTreeMap<String, Told>),
}

fn same(ours: &BTreeMap<String, Told>, theirs: &BTreeMap<String, Told>, at: &str) {
    let keys = |table: &BTreeMap<String, Told>| table.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(ours), keys(theirs), "the keys of `{at}`");
    for ((key, ours), theirs) in ours.iter().zip(theirs.values()) {
        same_value(ours, theirs, &format!("{at}.{key}"));
    }
}

fn same_value(ours: &Told, theirs: &Told, at: &str) {
    match (ours, theirs) {
        (Told::Plain(text, place), Told::Plain(other, another)) => {
            assert_eq!((text, place), (other, another), "`{at}`");
        }
        (Told::Secret(length, place), Told::Plain(other, another)) => {
            let other: toml_edit::Value = other.parse().expect("we wrote it");
            let other = other.as_str().map(|text| text.chars().count());
            assert_eq!((Some(*length), place), (other, another), "`{at}`");
        }
        (Told::Hidden(kind, place), Told::Plain(other, another)) => {
            let other: toml_edit::Value = other.parse().expect("we wrote it");
            assert_eq!((*kind, place), (other.type_name(), another), "`{at}`");
        }
        (Told::List(items), Told::List(others)) => {
            assert_eq!(items.len(), others.len(), "`{at}`: {items:?} {others:?}");
            for (item, other) in items.iter().zip(others) {
                same_value(item, other, at);
            }
        }
        (Told::Chance, Told::List(_)) => {}
        (Told::Table(ours), Told::Table(theirs)) => same(ours, theirs, at),
        _ => panic!("`{at}`: {ours:?} {theirs:?}"),
    }
}

fn string(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

fn ours_of(table: &MergedTable<'_>, config: &Config) -> BTreeMap<String, Told> {
    let entries = table.iter();
    entries
        .map(|(key, value)| (key.to_owned(), ours(value, config)))
        .collect()
}

fn ours(value: &MergedValue<'_>, config: &Config) -> Told {
    let place = match value.definition() {
        feedctl::cargo::Definition::File { file, .. } => config.file(*file).path().display().to_string(),
        feedctl::cargo::Definition::Variable(name) => name.to_string(),
    };
    match value.node() {
        _ if value.ambiguous() => Told::Chance,
        MergedNode::String(text) => Told::Plain(string(text), place),
        MergedNode::Integer(number) => Told::Plain(number.to_string(), place),
        MergedNode::Boolean(value) => Told::Plain(value.to_string(), place),
        MergedNode::Secret(secret, "string") => Told::Secret(secret.shape().length, place),
        MergedNode::Secret(_, kind) | MergedNode::Unsupported(kind) => Told::Hidden(kind, place),
        MergedNode::List(items) => {
            Told::List(items.iter().map(|item| ours(item, config)).collect())
        }
        MergedNode::Table(table) => Told::Table(ours_of(table, config)),
    }
}

fn theirs(value: &ConfigValue) -> Told {
    let place = match value.definition() {
        Definition::Path(file) | Definition::Cli(Some(file)) => file.display().to_string(),
        other => other.to_string(),
    };
    match value {
        ConfigValue::String(text, _) => Told::Plain(string(text), place),
        ConfigValue::Integer(number, _) => Told::Plain(number.to_string(), place),
        ConfigValue::Boolean(value, _) => Told::Plain(value.to_string(), place),
        ConfigValue::List(items, _) => Told::List(items.iter().map(theirs).collect()),
        ConfigValue::Table(entries, _) => Told::Table(
            entries
                .iter()
                .map(|(key, value)| (key.clone(), theirs(value)))
                .collect(),
        ),
    }
}

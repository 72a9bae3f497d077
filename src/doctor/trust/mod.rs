//! What a checkout's own files would make cargo run, reach, or send its traffic through,
//! and what nobody can say that of.
//!
//! Asked before cargo is started for somebody: to sign in, to try a feed. Pure.
//! Not for judging the configuration (see [`crate::doctor::checks`]).

mod destinations;

use std::path::Path;

use crate::cargo::display_path::shown;
use crate::cargo::index_url::is_sparse;
use crate::cargo::{Definition, FileId, MergedNode, MergedTable, MergedValue, Role};
use crate::doctor::checks::{Facts, Keeper, KeeperKind, all_keepers};
use crate::system::files;
use crate::text::escape;

pub use destinations::{Astray, astray};

/// A layer that cargo may read here and that was not read to its end: what it would make
/// cargo run, or where it would send a token, is unknown. Nobody can agree to that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unjudged {
    /// The file and the reason; clean for output.
    pub words: String,
}

/// Every layer that could not be judged. Cargo itself fails on most; on the others it
/// may see what we do not.
#[must_use]
pub fn unjudged(facts: &Facts<'_>) -> Vec<Unjudged> {
    let config = facts.config();
    let problems = facts
        .view
        .problems()
        .chain(config.credentials().problems())
        .map(|problem| problem.words(config, facts.env));
    let unseen = config
        .unseen()
        .iter()
        .map(|unseen| unreadable(facts, &unseen.path, &files::system_words(&unseen.error)));
    let around = facts
        .around
        .unread_files
        .iter()
        .map(|file| unreadable(facts, &file.path, &file.reason));
    problems
        .chain(unseen)
        .chain(around)
        .map(|words| Unjudged { words })
        .collect()
}

fn unreadable(facts: &Facts<'_>, path: &Path, reason: &str) -> String {
    format!("{} cannot be read: {reason}", shown(path, facts.env))
}

/// Something that a checkout chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Danger {
    /// What it is, with its value; clean for output.
    pub what: String,
    /// Where it is written.
    pub place: String,
}

/// What the checkout chooses.
///
/// The providers of every registry count, whichever is asked for: a source or a patch
/// may lead from one to another.
#[must_use]
pub fn dangers(facts: &Facts<'_>) -> Vec<Danger> {
    let mut found = Vec::new();
    for keeper in all_keepers(facts) {
        of_keeper(facts, &keeper, &mut found);
    }
    for key in [
        "rustc",
        "rustc-wrapper",
        "rustc-workspace-wrapper",
        "rustdoc",
    ] {
        let value = facts.view.string(&["build", key]);
        if let Ok(Some(program)) = value
            && is_of_checkout(facts, &program.definition)
        {
            push(
                facts,
                &mut found,
                &program.definition,
                format!(
                    "the program of `build.{key}`: `{}`",
                    escape::line(program.value)
                ),
            );
        }
    }
    for (key, what) in [
        ("proxy", "the proxy"),
        ("cainfo", "the certificates that are trusted"),
        (
            "proxy-cainfo",
            "the certificates that are trusted of a proxy",
        ),
    ] {
        let value = facts.view.string(&["http", key]);
        if let Ok(Some(value)) = value
            && is_of_checkout(facts, &value.definition)
        {
            let shown = if key == "proxy" {
                escape::address(value.value)
            } else {
                escape::line(value.value)
            };
            push(
                facts,
                &mut found,
                &value.definition,
                format!("{what}: `{shown}`"),
            );
        }
    }
    if let Some(toolchain) = &facts.around.toolchain_here {
        let of_channel = || {
            toolchain
                .channel
                .clone()
                .filter(|name| name.contains(['/', '\\']))
        };
        let root = facts.around.foreign_root.as_deref();
        if let Some(folder) = toolchain.folder.clone().or_else(of_channel)
            && root.is_some_and(|root| toolchain.path.starts_with(root))
        {
            found.push(Danger {
                what: format!("cargo itself, from `{}`", escape::line(&folder)),
                place: shown(&toolchain.path, facts.env),
            });
        }
    }
    reached(facts, &mut found);
    destinations::unsaid(facts, &mut found);
    found.dedup();
    found
}

/// What cargo would fetch or take for a package besides the registries that it is asked
/// for. Git asks its own helpers for credentials, and a package brings dependencies.
fn reached(facts: &Facts<'_>, found: &mut Vec<Danger>) {
    let of_checkout = |value: &MergedValue<'_>| is_of_checkout(facts, value.definition());
    for (name, source) in entries(facts.view.at(&["source"])) {
        let replaced_by = source
            .table()
            .and_then(|source| source.get("replace-with")?.text());
        // One that nothing leads to is not fetched, nor is one that is replaced.
        match replaced_by {
            Some(name) => fetched(facts, name, found),
            None if name == "crates-io" => fetched(facts, name, found),
            None => {}
        }
    }
    for (_, patches) in entries(facts.view.at(&["patch"])) {
        for (name, patch) in entries(Some(patches)) {
            if !of_checkout(patch) {
                continue;
            }
            let from = patch.table().and_then(|patch| {
                let keys = ["git", "registry-index", "registry", "path"];
                keys.iter().find_map(|key| patch.get(key)?.text())
            });
            let from = escape::url(from.unwrap_or_default());
            let name = escape::line(name);
            let what = format!("where `{name}` comes from (`[patch]`): `{from}`");
            push(facts, found, patch.definition(), what);
        }
    }
    if let Some(MergedNode::List(paths)) = facts.view.at(&["paths"]).map(MergedValue::node) {
        for path in paths.iter().filter(|path| of_checkout(path)) {
            let shown = escape::line(path.text().unwrap_or_default());
            let what = format!("a folder whose packages replace others (`paths`): `{shown}`");
            push(facts, found, path.definition(), what);
        }
    }
}

/// Adds what cargo fetches with git where a source leads to this name.
fn fetched(facts: &Facts<'_>, name: &str, found: &mut Vec<Danger>) {
    let mut urls: Vec<(&str, &Definition)> = Vec::new();
    if let Some(source) = facts.view.at(&["source", name]) {
        let source = source
            .table()
            .filter(|source| source.get("replace-with").is_none());
        let written = ["git", "registry"]
            .into_iter()
            .filter_map(|key| source?.get(key));
        urls.extend(written.filter_map(|value| Some((value.text()?, value.definition()))));
    } else if let Some(registry) = facts.registry(name)
        && let Ok(Some(index)) = &registry.index
    {
        urls.push((index.value, &index.definition));
    }
    for (url, definition) in urls {
        if !is_sparse(url) && is_of_checkout(facts, definition) {
            let url = escape::url(url);
            let what = format!("a git repository that stands in for a source: `{url}`");
            push(facts, found, definition, what);
        }
    }
}

fn entries<'v, 'c>(
    table: Option<&'v MergedValue<'c>>,
) -> impl Iterator<Item = (&'c str, &'v MergedValue<'c>)> {
    table
        .and_then(MergedValue::table)
        .into_iter()
        .flat_map(MergedTable::iter)
}

fn of_keeper(facts: &Facts<'_>, keeper: &Keeper, found: &mut Vec<Danger>) {
    if keeper.kind.is_built_in() {
        return;
    }
    let Some(at) = [&keeper.named_at, &keeper.definition]
        .into_iter()
        .find(|at| is_of_checkout(facts, at))
    else {
        return;
    };
    let what = match keeper.kind {
        KeeperKind::Command => format!(
            "a command that prints the token: `{}`",
            escape::line(keeper.args.first().map_or("", String::as_str))
        ),
        _ => format!("a credential provider: `{}`", escape::line(&keeper.program)),
    };
    push(facts, found, at, what);
}

fn push(facts: &Facts<'_>, found: &mut Vec<Danger>, at: &Definition, what: String) {
    let danger = Danger {
        what,
        place: facts.show(at),
    };
    if !found.contains(&danger) {
        found.push(danger);
    }
}

/// True where a file of the checkout says it, or one that such a file includes,
/// wherever that lies.
fn is_of_checkout(facts: &Facts<'_>, definition: &Definition) -> bool {
    definition
        .file()
        .is_some_and(|file| is_file_of_checkout(facts, file))
}

fn is_file_of_checkout(facts: &Facts<'_>, file: FileId) -> bool {
    let root = facts.around.foreign_root.as_deref();
    let config = facts.config();
    for id in config.chain(file) {
        let file = config.file(id);
        // Cargo's home is the user's own, wherever it lies.
        if file.role() == Role::Home {
            return false;
        }
        if root.is_some_and(|root| file.path().starts_with(root)) {
            return true;
        }
    }
    false
}

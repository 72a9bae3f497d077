//! Looks at what lies around a configuration, for the checks: programs on `PATH`,
//! manifests, the system. Starts no program, and for a checkout's sake looks at
//! nothing outside of it.
//!
//! Not for judging any of it (see [`crate::checks`]).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::checks::{Around, Program, System};
use crate::config::{Definition, MergedNode, MergedTable, MergedValue, Providers, View};
use crate::env::Env;
use crate::workspace;

/// How many members of a workspace are looked at.
const MEMBERS: usize = 2000;

/// The folders that a configuration belongs to.
#[derive(Debug, Clone, Default)]
pub struct Roots {
    /// The root of the checkout.
    pub tree: Option<PathBuf>,
    /// The root of the cargo workspace.
    pub workspace: Option<PathBuf>,
}

/// Looks around. With `files_only` nothing outside of the checkout is looked at.
#[must_use]
pub fn around(view: &View<'_>, env: &Env, roots: Roots, files_only: bool) -> Around {
    let manifests = roots
        .workspace
        .as_deref()
        .map(|root| workspace::with_members(root, MEMBERS))
        .unwrap_or_default();
    let programs = if files_only {
        BTreeMap::new()
    } else {
        programs(view, env, roots.tree.as_deref())
    };
    Around {
        files_only,
        manifests,
        programs,
        libsecret: !files_only && env.has_libsecret(),
        system: System::here(),
        now: (!files_only).then(now).flatten(),
        tree: roots.tree,
        workspace: roots.workspace,
    }
}

fn now() -> Option<u64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Some(since.as_secs())
}

/// A program that is named, and where.
type Named<'v> = (&'v str, Definition);

/// Whether the programs that credential providers name are there.
fn programs(view: &View<'_>, env: &Env, tree: Option<&Path>) -> BTreeMap<String, Program> {
    let mut named: Vec<Named<'_>> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    if let Ok(Some(list)) = view.global_providers() {
        for element in &list.value {
            let program = element.text.split_whitespace().next().unwrap_or_default();
            named.push((program, element.definition.clone()));
        }
    }
    for registry in view.registries() {
        if let Ok(Providers::Own(own)) = view.providers_for(&registry.name) {
            named.push((own.value.path, own.definition));
        }
    }
    if let Ok(Providers::Own(own)) = view.providers_for("crates-io") {
        named.push((own.value.path, own.definition));
    }
    for (_, alias) in entries(view, "credential-alias") {
        if let Some(program) = first_word(alias) {
            named.push((program, alias.definition().clone()));
        }
    }
    named.retain(|(name, _)| !name.starts_with("cargo:") && !name.is_empty() && seen.insert(name));
    named
        .into_iter()
        .map(|(name, definition)| {
            let found = look_for(name, &definition, view, env, tree);
            (name.to_owned(), found)
        })
        .collect()
}

fn entries<'v>(
    view: &'v View<'_>,
    table: &str,
) -> impl Iterator<Item = (&'v str, &'v MergedValue<'v>)> {
    view.at(&[table])
        .and_then(|value| value.table())
        .into_iter()
        .flat_map(MergedTable::iter)
}

fn first_word<'v>(value: &MergedValue<'v>) -> Option<&'v str> {
    match value.node() {
        MergedNode::String(text) => text.split_whitespace().next(),
        MergedNode::List(items) => items.first()?.text(),
        _ => None,
    }
}

/// A bare name is looked for on `PATH`; a path from the folder above that of its
/// file, where that does not lead a checkout out of itself.
fn look_for(
    name: &str,
    definition: &Definition,
    view: &View<'_>,
    env: &Env,
    tree: Option<&Path>,
) -> Program {
    let is_path = name.contains('/') || (cfg!(windows) && name.contains('\\'));
    if !is_path {
        return if on_path(name, env) {
            Program::Found
        } else {
            Program::Missing
        };
    }
    if name.starts_with("//") || name.starts_with(r"\\") {
        return Program::NotLookedFor;
    }
    let base = match definition.file() {
        Some(file) => {
            let path = view.config().file(file).path();
            match path.parent().and_then(Path::parent) {
                Some(base) => base.to_path_buf(),
                None => return Program::NotLookedFor,
            }
        }
        None => env.cwd().to_path_buf(),
    };
    let stays = Path::new(name)
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let from_tree = tree.is_some_and(|tree| base.starts_with(tree)) && definition.file().is_some();
    if from_tree && !stays {
        return Program::NotLookedFor;
    }
    if is_program(&base.join(name)) {
        Program::Found
    } else {
        Program::Missing
    }
}

fn on_path(name: &str, env: &Env) -> bool {
    let Some(path) = env.variable_os("PATH") else {
        return false;
    };
    std::env::split_paths(path).any(|folder| {
        // An empty entry means the current folder, which a checkout may fill.
        !folder.as_os_str().is_empty() && is_program(&folder.join(name))
    })
}

fn is_program(path: &Path) -> bool {
    if path.is_file() {
        return true;
    }
    cfg!(windows) && path.with_added_extension("exe").is_file()
}

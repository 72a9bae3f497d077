//! Which of two near names is the misspelt one: the one that is used, or the one that is
//! defined.
//!
//! Not for finding a near name (see [`crate::text::suggest`]).

use super::Facts;
use super::finding::Fix;
use super::phrase::quoted;
use super::surroundings::dependency_registry_unknown::named;
use crate::cargo::registry_name;
use crate::cargo::{MergedTable, MergedValue};
use crate::toml::edit::Change;

/// The fix for a use of `name`, which nothing defines, where `meant` is near.
/// `write` puts `meant` in its place.
///
/// Who used `name` more than once, and `meant` never, misspelt the definition. Where both
/// are used nobody knows.
pub(super) fn fix(facts: &Facts<'_>, name: &str, meant: &str, write: impl Fn(bool) -> Fix) -> Fix {
    let is_name = |name: &str| registry_name::check(name).is_ok();
    let is_source = facts.view.at(&["source", meant]).is_some();
    let others = uses(facts, name).saturating_sub(1);
    if others == 0 && (is_source || is_name(meant)) {
        return write(true);
    }
    let is_unused = uses(facts, meant) == 0;
    let definition = facts.view.at(&["registries", meant]);
    match definition.filter(|it| it.shadowed().is_empty() && is_unused && is_name(name)) {
        Some(definition) => facts.edit(
            true,
            definition.definition(),
            vec![Change::rename(&["registries", meant], name)],
            format!("call the registry {}, as it is used", quoted(name)),
        ),
        None if is_source || is_name(meant) => write(false),
        None => Fix::Do(format!("call the registry {}, as it is used", quoted(name))),
    }
}

/// How many places use a name: what replaces a source, the default, dependencies, and
/// tokens that are kept for it.
fn uses(facts: &Facts<'_>, name: &str) -> usize {
    let sources = facts.view.at(&["source"]).and_then(MergedValue::table);
    let replacing = sources
        .into_iter()
        .flat_map(MergedTable::iter)
        .filter_map(|(_, source)| source.table()?.get("replace-with")?.text());
    let default = facts.view.string(&["registry", "default"]).ok().flatten();
    let named = facts.around.manifests.iter().map(|it| named(it.tree()));
    let dependencies = named.filter(|names| names.contains_key(name));
    replacing.filter(|to| *to == name).count()
        + usize::from(default.is_some_and(|default| default.value == name))
        + usize::from(facts.token(name).is_some())
        + dependencies.count()
}

//! Which registry a command is about, when it takes a NAME that may be left out.

use crate::cargo::display_path::shown;
use crate::cargo::{Registry, Replacement, View};
use crate::setup::plan::Asked;
use crate::setup::project_context::Surroundings;
use crate::system::error::CliError;
use crate::text::escape;
use crate::text::shell::Shell;
use crate::text::suggest::nearest;

/// The registry of that name, or the only one, or the one that replaces crates.io.
pub(super) fn registry(name: Option<&str>, view: &View<'_>) -> Result<String, CliError> {
    let known = with_index(view);
    let found = match name {
        Some(name) if known.iter().any(|registry| registry.name == name) => Ok(name.to_owned()),
        Some(name) => Err(unknown(name, &known)),
        None => only(view, &known),
    };
    found.map_err(|error| match optional(name, view) {
        Some(next) => CliError {
            next: Some(next),
            ..error
        },
        None => error,
    })
}

/// What to type for a feed that cargo reads only with `--config`.
fn optional(name: Option<&str>, view: &View<'_>) -> Option<String> {
    let env = view.env();
    let aim = Surroundings::look(env).target(&Asked::Optional)?;
    let there = with_index(&View::new(&aim.config, env));
    let fits = |registry: &Registry<'_>| name.is_none_or(|name| registry.name == name);
    let registry = there.iter().find(|registry| fits(registry))?;
    let path = shown(&aim.target.path, env);
    let shell = Shell::native();
    Some(format!(
        "`{}` is in {path}, which cargo reads only with `{}`: `{}` says how to sign in",
        escape::line(&registry.name),
        escape::line(&shell.command(["--config", &path])),
        escape::line(&shell.command(["feedctl", "snippet", "cargo", &registry.name])),
    ))
}

/// Registries that have an index.
pub(super) fn with_index<'c>(view: &View<'c>) -> Vec<Registry<'c>> {
    view.registries()
        .into_iter()
        .filter(|registry| matches!(registry.index, Ok(Some(_))))
        .collect()
}

fn only(view: &View<'_>, known: &[Registry<'_>]) -> Result<String, CliError> {
    if let Ok(Replacement::Registry { name, .. }) = view.replacement_of_crates_io() {
        return Ok(name.to_owned());
    }
    match known {
        [one] => Ok(one.name.to_string()),
        [] => Err(CliError::usage(
            "no feed is configured here",
            "`feedctl connect`",
        )),
        several => Err(CliError::usage(
            format!("several feeds are configured here: {}", list(several)),
            "name one of them",
        )),
    }
}

/// A name that nothing has, with the one that was meant.
pub(super) fn unknown(name: &str, known: &[Registry<'_>]) -> CliError {
    let message = format!("no feed is called `{}` here", escape::line(name));
    match nearest(name, known.iter().map(|registry| registry.name.as_ref())) {
        Some(near) => CliError::usage(message, format!("did you mean `{}`?", escape::line(near))),
        None if known.is_empty() => CliError::usage(message, "`feedctl connect`"),
        None => CliError::usage(message, format!("known are {}", list(known))),
    }
}

fn list(registries: &[Registry<'_>]) -> String {
    let names: Vec<String> = registries
        .iter()
        .take(20)
        .map(|registry| format!("`{}`", escape::line(&registry.name)))
        .collect();
    names.join(", ")
}

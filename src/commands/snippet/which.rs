//! Which feed a snippet is for, and what is known of it here: the file that names it,
//! the other feeds of the project, the manifests.

use std::path::Path;

use super::super::named;
use super::words::{Asked, unknown_client};
use crate::cargo::registry_name;
use crate::cargo::workspace;
use crate::cargo::{Replacement, Role, View};
use crate::cli::SnippetArgs;
use crate::doctor::checks::unreadable_for_pipeline;
use crate::feeds::Feed;
use crate::feeds::providers;
use crate::setup::plan::{self, Asked as File};
use crate::setup::project_context::Surroundings;
use crate::setup::resolve::{self, Around};
use crate::setup::snippets::{self, Holder, Manifest};
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::text::escape;

/// A feed, and what is known of it here.
pub(super) struct Found {
    pub(super) feed: Feed,
    pub(super) name: String,
    /// Whether it stands in for crates.io here.
    pub(super) in_effect: Option<bool>,
    pub(super) holder: Holder,
    /// The file that cargo reads only with `--config`, where that names it.
    pub(super) config: Option<String>,
}

pub(super) fn from_flags(
    args: &SnippetArgs,
    asked: &Asked<'_>,
    around: &Surroundings<'_>,
    view: &View<'_>,
    ui: &mut Ui,
) -> Result<Found, CliError> {
    if let Some(word) = asked.name {
        let known = named::with_index(view);
        if known.iter().all(|registry| registry.name != word) {
            return Err(unknown_client(word));
        }
        return Err(CliError::usage(
            format!("`{}` and flags both name a feed", escape::line(word)),
            "give one of them",
        ));
    }
    let given = resolve::given(None, &args.feed, ui)?;
    let chosen = resolve::feed(
        given,
        &Around {
            remotes: &|| around.proposals(),
            here: &|| around.feeds_here(view.config()),
            elsewhere: &|| around.feeds_anywhere(view.config()),
        },
        ui,
    )?;
    let name = plan::usual_name(&chosen.feed, view);
    Ok(Found {
        holder: holder(&name, view, around),
        feed: chosen.feed,
        name,
        in_effect: None,
        config: None,
    })
}

pub(super) fn from_config(
    args: &SnippetArgs,
    asked: &Asked<'_>,
    around: &Surroundings<'_>,
    view: &View<'_>,
    ui: &mut Ui,
) -> Result<Found, CliError> {
    let name = asked.name;
    let optional = around.target(&File::Optional);
    let optional = optional
        .as_ref()
        .map(|aim| View::new(&aim.config, around.env));
    // What cargo sees goes first; then what it reads only when it is told to.
    let (name, view, is_optional) = match (named::registry(name, view), &optional) {
        (Ok(name), _) => (name, view, false),
        (Err(error), Some(optional)) => match named::registry(name, optional) {
            Ok(name) => (name, optional, true),
            Err(_) => return Err(not_a_name(name, error)),
        },
        (Err(error), None) => return Err(not_a_name(name, error)),
    };
    // The feed to publish to is the one beside the replacement.
    let is_open = asked.name.is_none() && asked.is_of_publishing();
    let name = match other_feed(&name, is_open, view, around).0 {
        Some(other) => other,
        None => name,
    };
    if let Err(why) = registry_name::check(&name) {
        return Err(CliError::refused(
            format!("`{}` cannot name a registry: {why}", escape::line(&name)),
            "`feedctl doctor` says where it stands",
        ));
    }
    let index = view
        .registries()
        .into_iter()
        .find(|registry| registry.name == name)
        .and_then(|registry| registry.index.ok().flatten())
        .map(|found| found.value)
        .unwrap_or_default();
    let read = match args.feed.provider {
        Some(provider) => providers::feed_of(provider, index),
        None => providers::feed_at(index),
    };
    if let (Some(provider), None) = (args.feed.provider, &read) {
        return Err(CliError::usage(
            format!(
                "`{}` ({}) is no feed of {}",
                escape::line(&name),
                escape::url(index),
                provider.name
            ),
            "leave out `--provider`",
        ));
    }
    let mut feed = read.ok_or_else(|| {
        CliError::usage(
            format!(
                "`{}` ({}) is no feed that feedctl knows by its URL",
                escape::line(&name),
                escape::url(index)
            ),
            "name it with flags, as for `feedctl connect`",
        )
    })?;
    if args.feed.provider.is_none() && feed.provider.is_self_hosted() {
        ui.note(&format!(
            "taking `{}` for {} by its path; `--provider` says otherwise",
            escape::line(&name),
            feed.provider.name
        ));
    }
    for (key, value) in args.feed.values.iter() {
        if !feed
            .provider
            .names
            .switches
            .iter()
            .any(|switch| switch.key == key)
        {
            return Err(CliError::usage(
                format!("`--{key}` means nothing to {}", feed.provider.name),
                "leave it out; a feed is named by its name or by flags",
            ));
        }
        feed.values.set(key, value);
    }
    if let Some(unconfirmed) = feed.unconfirmed() {
        ui.note(unconfirmed);
    }
    let replaced = matches!(
        view.replacement_of_crates_io(),
        Ok(Replacement::Registry { name: by, .. }) if by == name
    );
    let holder = holder(&name, view, around);
    Ok(Found {
        config: match &holder {
            Holder::Inside(path) if is_optional => Some(path.clone()),
            _ => None,
        },
        holder,
        feed,
        name,
        in_effect: Some(replaced),
    })
}

/// A word that names neither a registry nor a client.
fn not_a_name(word: Option<&str>, error: CliError) -> CliError {
    match word {
        Some(word) if snippets::near(word).is_some() => unknown_client(word),
        _ => error,
    }
}

/// The file that names the registry, where a pipeline can reach it.
fn holder(name: &str, view: &View<'_>, around: &Surroundings<'_>) -> Holder {
    let config = view.config();
    let registry = view
        .registries()
        .into_iter()
        .find(|registry| registry.name == name);
    let found = registry.and_then(|registry| registry.index.ok().flatten());
    let Some(found) = found else {
        // It is about to be connected.
        let target = around.target(&File::Project);
        let root = around.root();
        let inside = target
            .zip(root)
            .and_then(|(aim, root)| below(&aim.target.path, root));
        return Holder::Inside(inside.unwrap_or_else(|| ".cargo/config.toml".to_owned()));
    };
    let Some(id) = found.definition.file() else {
        return Holder::Elsewhere("a variable names it, and no file".to_owned());
    };
    let file = config.file(id);
    let path = escape::path(file.path(), around.env.home());
    let root = around.root();
    match (file.role(), root.and_then(|root| below(file.path(), root))) {
        (Role::Home, _) => Holder::Elsewhere(format!("{path}, which names it, is your own file")),
        (Role::Included { .. }, Some(inside)) => Holder::Hidden(
            inside,
            format!(
                "{path}, which names it, is included by another file, and the task follows no `include`"
            ),
        ),
        (_, None) => {
            Holder::Elsewhere(format!("{path}, which names it, lies above the repository"))
        }
        (_, Some(inside)) => match unreadable_for_pipeline(file) {
            Some(why) => {
                let why = format!("it cannot read {inside}: {why}");
                Holder::Hidden(inside, why)
            }
            None => Holder::Inside(inside),
        },
    }
}

/// The path below a folder, with `/`.
fn below(path: &Path, folder: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .strip_prefix(folder)
        .ok()?
        .components()
        .map(|part| part.as_os_str().to_str())
        .collect();
    Some(parts?.join("/"))
}

/// The manifests of the workspace, as paths that a patch can name.
pub(super) fn manifests(around: &Surroundings<'_>) -> Vec<Manifest> {
    let Some(workspace) = around.workspace.as_deref() else {
        return Vec::new();
    };
    let top = around.tree.as_deref().unwrap_or(workspace);
    workspace::manifests(workspace)
        .into_iter()
        .filter_map(|manifest| {
            Some(Manifest {
                path: below(&manifest.path, top)?,
                document: manifest.document().clone(),
            })
        })
        .collect()
}

/// The feed that the project publishes to beside the one that stands in for crates.io,
/// where there is just one; and every other feed of the project.
pub(super) fn other_feed(
    name: &str,
    replaces: bool,
    view: &View<'_>,
    around: &Surroundings<'_>,
) -> (Option<String>, Vec<String>) {
    let config = view.config();
    let root = around.root();
    let others: Vec<String> = named::with_index(view)
        .into_iter()
        .filter(|registry| {
            registry.name != name
                && registry_name::check(&registry.name).is_ok()
                && registry.definitions.iter().any(|definition| {
                    let file = definition.file().map(|id| config.file(id).path());
                    file.zip(root)
                        .is_some_and(|(file, root)| file.starts_with(root))
                })
        })
        .map(|registry| registry.name.into_owned())
        .collect();
    let publisher = match others.as_slice() {
        [only] if replaces => Some(only.clone()),
        _ => None,
    };
    (publisher, others)
}

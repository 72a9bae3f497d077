//! What `disconnect` says: of what it took out, what is left to do by hand, and where
//! the feed is if it is not here.
//!
//! Not for what is taken out (see [`crate::setup::plan`]).

use super::reach::Reach;
use crate::cargo::display_path::{Places, shown};
use crate::cargo::workspace;
use crate::cargo::{Config, CredentialChain, Role, View};
use crate::commands::landing::Landing;
use crate::commands::results::{self, Disconnected, FileChange};
use crate::commands::{Outcome, named};
use crate::setup::plan::{self, Asked};
use crate::setup::project_context::{Aim, Surroundings};
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::text::escape;
use crate::text::grammar::plural;
use crate::text::shell::Shell;
use crate::toml::Document;

/// Nothing within reach holds the feed: it is elsewhere, misspelt, or gone.
pub(super) fn nothing_to_do(
    name: &str,
    reach: &Reach<'_>,
    config: &Config,
    env: &Env,
    ui: &mut Ui,
) -> Result<Outcome, CliError> {
    let view = View::new(config, env);
    let places = Places::new(config, env);
    let known = view.registries();
    if let Some(registry) = known.iter().find(|registry| registry.name == name)
        && let Some(definition) = registry.definitions.first()
    {
        let next = match definition.file().map(|id| config.file(id)) {
            Some(file) if file.role() == Role::Home => format!(
                "`{}`",
                Shell::native().command(["feedctl", "disconnect", name, "--user"])
            ),
            Some(file) => format!(
                "`{}` if you mean it",
                escape::line(&Shell::native().command([
                    "feedctl",
                    "disconnect",
                    name,
                    "--file",
                    &file.path().display().to_string(),
                ]))
            ),
            None => "unset that variable".to_owned(),
        };
        return Err(CliError::refused(
            format!(
                "`{}` is not defined by this repository but by {}",
                escape::line(name),
                places.show(definition)
            ),
            next,
        ));
    }
    let names = known.iter().map(|registry| registry.name.as_ref());
    if crate::text::suggest::nearest(name, names).is_some() {
        return Err(named::unknown(name, &known));
    }
    if ui.json() {
        ui.data(&json("not connected", name, &[], &[], env, ui.notes()));
    }
    ui.say(&format!(
        "not connected: nothing here is called `{}`; nothing written",
        escape::line(name)
    ));
    let optional = Surroundings::look(env).target(&Asked::Optional);
    let is_there = |aim: Aim| {
        let view = View::new(&aim.config, env);
        named::with_index(&view)
            .iter()
            .any(|registry| registry.name == name)
    };
    if *reach.asked == Asked::Project && optional.is_some_and(is_there) {
        ui.next(&format!(
            "`{}`",
            escape::line(&Shell::native().command(["feedctl", "disconnect", name, "--optional"]))
        ));
    }
    Ok(Outcome::Done)
}

/// The receipt, and what is left to do by hand.
pub(super) fn report(
    (name, asked): (&str, &Asked),
    landings: &[Landing<'_>],
    receipts: &[String],
    around: &Surroundings<'_>,
    ui: &mut Ui,
) {
    let env = around.env;
    for receipt in receipts {
        ui.say(receipt);
    }
    // Without `--config` they came from there all along.
    if *asked != Asked::Optional
        && landings
            .iter()
            .any(|landing| ends_replacement(landing, name))
    {
        ui.note("plain dependencies now come from crates.io");
    }
    let mentions = mentions(name, around);
    if !mentions.is_empty() {
        let places: Vec<String> = mentions.iter().take(10).cloned().collect();
        let more = mentions.len().saturating_sub(places.len());
        let more = if more == 0 {
            String::new()
        } else {
            format!(" and {more} more")
        };
        ui.note(&format!(
            "{} still {} the registry `{}`: {}{more}",
            plural(mentions.len(), "line"),
            if mentions.len() == 1 { "names" } else { "name" },
            escape::line(name),
            places.join(", ")
        ));
        ui.next("change those lines, or cargo will not find the registry");
    }
    let config = around.config();
    if let Some(token) = config.credentials().token_of(name) {
        ui.note(&format!(
            "cargo still keeps a token under `{}` ({}); `{}` takes it out",
            escape::line(name),
            Places::new(&config, env).show(&token.definition),
            escape::line(&Shell::native().command(["feedctl", "logout", name]))
        ));
    }
    if let Ok(Some(own)) = CredentialChain::own(&View::new(&config, env), name) {
        ui.note(&format!(
            "a credential provider for `{}` stays in {}; take that line out if it is of no more use",
            escape::line(name),
            Places::new(&config, env).show(&own.definition)
        ));
    }
    if ui.json() {
        let status = if receipts.is_empty() {
            "would change"
        } else {
            "disconnected"
        };
        ui.data(&json(status, name, landings, &mentions, env, ui.notes()));
    }
}

/// True where the file replaced crates.io by the feed, and no longer does.
fn ends_replacement(landing: &Landing<'_>, name: &str) -> bool {
    let replaces = |document: &Document| {
        document
            .tree()
            .is_ok_and(|tree| plan::replaces_with(&tree, name))
    };
    landing.before.as_deref().is_some_and(replaces) && !replaces(&landing.after)
}

/// Where manifests of the workspace still name the registry.
fn mentions(name: &str, around: &Surroundings<'_>) -> Vec<String> {
    let Some(root) = &around.workspace else {
        return Vec::new();
    };
    workspace::manifests(root)
        .iter()
        .flat_map(|manifest| {
            manifest
                .mentions(name)
                .into_iter()
                .map(|at| format!("{}:{}", shown(&manifest.path, around.env), at.line))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn json(
    status: &'static str,
    name: &str,
    landings: &[Landing<'_>],
    mentions: &[String],
    env: &Env,
    notes: &[String],
) -> String {
    results::text(&Disconnected {
        version: results::VERSION,
        command: "disconnect",
        status,
        registry: name,
        files: landings
            .iter()
            .map(|landing| FileChange::of(landing, "project", env))
            .collect(),
        written: status == "disconnected",
        still_named_by: mentions,
        notes,
    })
}

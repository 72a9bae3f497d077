//! `feedctl disconnect`: the way back, in every file of the repository that holds
//! something of the feed.

use std::path::{Path, PathBuf};

use super::connect::file_asked;
use super::landing::{Failure, HIDDEN, Landing, prepare};
use super::results::{self, Disconnected, FileChange};
use super::surroundings::{Aim, Surroundings};
use super::{Outcome, named};
use crate::cli::{DisconnectArgs, Global};
use crate::config::{Config, Problem, Role, View};
use crate::document::{Document, edit};
use crate::env::Env;
use crate::error::CliError;
use crate::files::ReadError;
use crate::foreign;
use crate::place::{Places, shown, shown_at};
use crate::plan::{self, Asked};
use crate::report::plural;
use crate::shell::Shell;
use crate::ui::Ui;
use crate::workspace;

/// How often a write is tried anew because another one was faster.
const TRIES: usize = 200;

pub(super) fn run(
    args: &DisconnectArgs,
    global: &Global,
    env: &Env,
    ui: &mut Ui,
) -> Result<Outcome, CliError> {
    let around = Surroundings::look(env);
    let asked = file_asked(&args.target);
    let mut receipts = Vec::new();
    let mut said = false;
    let mut name = args.name.clone();
    for _ in 0..TRIES {
        let aim = around.target(&asked).ok_or_else(|| {
            CliError::refused(
                "cargo has no home folder",
                "set CARGO_HOME, or use `--file PATH`",
            )
        })?;
        around
            .all_seen(&asked, aim.whole())
            .map_err(|error| results::after(&receipts, error, ui))?;
        let Aim { target, config, .. } = aim;
        let reach = Reach {
            asked: &asked,
            target: &target.path,
            top: around
                .tree
                .as_deref()
                .or(around.workspace.as_deref())
                .unwrap_or(env.cwd()),
        };
        reach
            .readable(&config, env)
            .map_err(|error| results::after(&receipts, error, ui))?;
        let mut choice = false;
        let chosen = if let Some(name) = &name {
            name.clone()
        } else {
            let (found, by_choice) = pick(&reach, &config, env, ui)?;
            choice = by_choice;
            found
        };
        name = Some(chosen.clone());
        let landings = plan_files(&chosen, &reach, &config, &around)
            .map_err(|error| results::after(&receipts, error, ui))?;
        if landings.is_empty() {
            if !receipts.is_empty() {
                // Another program took the rest out.
                report((&chosen, &asked), &landings, &receipts, &around, ui);
                return Ok(Outcome::Done);
            }
            return nothing_to_do(&chosen, &reach, &config, env, ui);
        }
        if !said {
            let preview = args.write.dry_run || args.write.check;
            for landing in &landings {
                if landing.change.path.starts_with(root(&around)) {
                    ui.patch(&landing.patch.text, preview);
                    if landing.patch.hidden {
                        ui.note(HIDDEN);
                    }
                } else {
                    ui.say(&format!("{}:", shown(&landing.change.path, env)));
                    ui.side_patch(&landing.patch.text);
                }
            }
            if preview {
                report((&chosen, &asked), &landings, &[], &around, ui);
                ui.say(
                    "nothing was written; next: the same command without `--dry-run` or `--check`",
                );
                return Ok(if args.write.check {
                    Outcome::WouldChange
                } else {
                    Outcome::Done
                });
            }
            if choice && !global.yes && !ui.ask_yes("Write it?", true)? {
                return Err(CliError::refused(
                    "not written, as answered",
                    "run it again when you want it",
                ));
            }
            said = true;
        }
        if write(&landings, env, &mut receipts, ui)? {
            report((&chosen, &asked), &landings, &receipts, &around, ui);
            return Ok(Outcome::Done);
        }
    }
    let error = CliError::refused(
        "the file kept changing while this ran",
        "run this again when the other programs have ended",
    );
    Err(results::after(&receipts, error, ui))
}

fn root<'a>(around: &'a Surroundings<'_>) -> &'a Path {
    around.tree.as_deref().unwrap_or(around.env.cwd())
}

/// Writes all files. False where the plan has to be made anew.
fn write(
    landings: &[Landing<'_>],
    env: &Env,
    receipts: &mut Vec<String>,
    ui: &mut Ui,
) -> Result<bool, CliError> {
    for landing in landings {
        match landing.land(env) {
            Ok(receipt) => receipts.push(receipt),
            Err(failure) if failure.may_pass() => return Ok(false),
            Err(failure) => {
                let error = failure.into_error(&landing.change.path, env);
                return Err(results::after(receipts, error, ui));
            }
        }
    }
    Ok(true)
}

/// Which files may be edited.
struct Reach<'a> {
    asked: &'a Asked,
    target: &'a Path,
    /// The root of the work tree, or of the workspace, or this folder.
    top: &'a Path,
}

impl Reach<'_> {
    fn includes(&self, path: &Path, role: Role) -> bool {
        match self.asked {
            Asked::Project => {
                role != Role::Home && path.starts_with(self.top) || path == self.target
            }
            Asked::User | Asked::Optional | Asked::File(_) => {
                path.starts_with(self.target.parent().unwrap_or(self.target))
            }
        }
    }

    fn paths(&self, config: &Config) -> Vec<PathBuf> {
        config
            .files()
            .iter()
            .filter(|file| {
                file.role() != Role::Credentials && self.includes(file.path(), file.role())
            })
            .map(|file| file.path().to_path_buf())
            .collect()
    }

    /// Fails where a file within reach cannot be read: it may hold the feed.
    fn readable(&self, config: &Config, env: &Env) -> Result<(), CliError> {
        for problem in config.problems() {
            let Some(file) = problem.file().map(|id| config.file(id)) else {
                continue;
            };
            if !self.includes(file.path(), file.role()) {
                continue;
            }
            match problem {
                Problem::Unreadable {
                    error: ReadError::Io(error),
                    ..
                } if crate::files::is_absent(error) => {}
                Problem::Unreadable { error, .. } => {
                    return Err(CliError::refused(
                        format!("{} cannot be read: {error}", shown(file.path(), env)),
                        "see to that and run this again",
                    ));
                }
                Problem::Syntax { error, .. } => {
                    let place = file.position(error.at.start).map_or_else(
                        || shown(file.path(), env),
                        |at| shown_at(file.path(), at, env),
                    );
                    return Err(CliError::refused(
                        format!("{place} is not TOML: {error}"),
                        "mend that line and run this again",
                    ));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The feed that is meant when none is named; true when a question was asked.
fn pick(
    reach: &Reach<'_>,
    config: &Config,
    env: &Env,
    ui: &mut Ui,
) -> Result<(String, bool), CliError> {
    let view = View::new(config, env);
    let within = |registry: &crate::config::Registry<'_>| {
        registry.definitions.iter().any(|definition| {
            definition.file().is_some_and(|id| {
                let file = config.file(id);
                reach.includes(file.path(), file.role())
            })
        })
    };
    let mut names: Vec<String> = named::with_index(&view)
        .into_iter()
        .filter(within)
        .map(|registry| registry.name.to_string())
        .collect();
    if let Ok(crate::config::Replacement::Registry { name, .. }) = view.replacement_of_crates_io()
        && names.iter().any(|known| known == name)
    {
        return Ok((name.to_owned(), false));
    }
    match names.len() {
        1 => Ok((names.remove(0), false)),
        0 => Err(CliError::usage(
            "no feed is connected here",
            "`feedctl connect`, or name a file with `--user` or `--file PATH`",
        )),
        _ if ui.can_ask() => {
            let shown: Vec<String> = names.iter().map(|name| foreign::line(name)).collect();
            let choice = ui.ask_choice("Which feed", &shown)?;
            Ok((names.swap_remove(choice.min(names.len() - 1)), true))
        }
        _ => {
            let shown: Vec<String> = names
                .iter()
                .map(|name| format!("`{}`", foreign::line(name)))
                .collect();
            Err(CliError::usage(
                format!("several feeds are connected here: {}", shown.join(", ")),
                "`feedctl disconnect NAME` with one of them",
            ))
        }
    }
}

fn plan_files<'c>(
    name: &str,
    reach: &Reach<'_>,
    config: &'c Config,
    around: &Surroundings<'_>,
) -> Result<Vec<Landing<'c>>, CliError> {
    let env = around.env;
    let mut landings: Vec<Landing<'_>> = Vec::new();
    for path in reach.paths(config) {
        if landings.iter().any(|landing| landing.change.path == path) {
            continue;
        }
        let Some(tree) = config.file_at(&path).and_then(|id| config.file(id).tree()) else {
            continue;
        };
        let steps = plan::disconnect(name, tree);
        if steps.is_empty() {
            continue;
        }
        let changes: Vec<edit::Change> = steps.into_iter().map(|step| step.change).collect();
        let within = (*reach.asked == Asked::Project).then(|| reach.top.to_path_buf());
        let landing = prepare(&path, config, within.as_ref(), &changes, root(around))
            .map_err(|failure: Failure| failure.into_error(&path, env))?;
        landings.extend(landing);
    }
    Ok(landings)
}

/// Nothing within reach holds the feed: it is elsewhere, misspelt, or gone.
fn nothing_to_do(
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
                foreign::line(&Shell::native().command([
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
                foreign::line(name),
                places.show(definition)
            ),
            next,
        ));
    }
    let names = known.iter().map(|registry| registry.name.as_ref());
    if crate::near::nearest(name, names).is_some() {
        return Err(named::unknown(name, &known));
    }
    if ui.json() {
        ui.data(&json("not connected", name, &[], &[], env, ui.notes()));
    }
    ui.say(&format!(
        "not connected: nothing here is called `{}`; nothing written",
        foreign::line(name)
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
            foreign::line(&Shell::native().command(["feedctl", "disconnect", name, "--optional"]))
        ));
    }
    Ok(Outcome::Done)
}

/// The receipt, and what is left to do by hand.
fn report(
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
            foreign::line(name),
            places.join(", ")
        ));
        ui.next("change those lines, or cargo will not find the registry");
    }
    let config = around.config();
    if let Some(token) = config.credentials().token_of(name) {
        ui.note(&format!(
            "cargo still keeps a token under `{}` ({}); `{}` takes it out",
            foreign::line(name),
            Places::new(&config, env).show(&token.definition),
            foreign::line(&Shell::native().command(["feedctl", "logout", name]))
        ));
    }
    if let Ok(Some(own)) = View::new(&config, env).own_provider(name) {
        ui.note(&format!(
            "a credential provider for `{}` stays in {}; take that line out if it is of no more use",
            foreign::line(name),
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

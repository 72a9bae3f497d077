//! `feedctl disconnect`: the way back, in every file of the repository that holds
//! something of the feed.

mod reach;
mod words;

use std::path::Path;

use super::Outcome;
use super::connect::file_asked;
use super::landing::{Failure, HIDDEN, Landing, ask_to_write, kept_changing, prepare};
use super::results;
use crate::cargo::Config;
use crate::cargo::display_path::shown;
use crate::cli::{DisconnectArgs, Global};
use crate::setup::plan::{self, Asked};
use crate::setup::project_context::{Aim, Surroundings};
use crate::system::atomic_write::retry;
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::toml::edit;
use reach::{Reach, pick};
use words::{nothing_to_do, report};

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
    let done = retry(|| {
        let aim = around.aim(&asked)?;
        around
            .all_seen(&asked, aim.whole())
            .map_err(|error| results::after(&receipts, error, ui))?;
        let Aim { target, config, .. } = aim;
        let reach = Reach {
            asked: &asked,
            target: &target.path,
            top: around.root().unwrap_or(env.cwd()),
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
                return Ok(Some(Outcome::Done));
            }
            return nothing_to_do(&chosen, &reach, &config, env, ui).map(Some);
        }
        if !said {
            let preview = args.write.dry_run || args.write.check;
            for landing in &landings {
                if landing.change.path.starts_with(around.patch_root()) {
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
                return Ok(Some(if args.write.check {
                    Outcome::WouldChange
                } else {
                    Outcome::Done
                }));
            }
            if choice && !global.yes {
                ask_to_write(ui)?;
            }
            said = true;
        }
        if !write(&landings, env, &mut receipts, ui)? {
            return Ok(None);
        }
        report((&chosen, &asked), &landings, &receipts, &around, ui);
        Ok(Some(Outcome::Done))
    })?;
    done.ok_or_else(|| results::after(&receipts, kept_changing(), ui))
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
        let within = match reach.asked {
            Asked::Project => Some(reach.top),
            // What a named file includes leads nowhere that was not named.
            Asked::Optional | Asked::File(_) if path != reach.target => reach.target.parent(),
            Asked::User | Asked::Optional | Asked::File(_) => None,
        };
        let within = within.map(Path::to_path_buf);
        let landing = prepare(
            &path,
            config,
            within.as_ref(),
            &changes,
            around.patch_root(),
        )
        .map_err(|failure: Failure| failure.into_error(&path, env))?;
        landings.extend(landing);
    }
    Ok(landings)
}

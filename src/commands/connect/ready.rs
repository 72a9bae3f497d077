//! Everything that is to be written for a connection, and the proof that it can be
//! taken back.
//!
//! Not for wording (see [`super::words`]).

use super::words::note_missing_provider;
use crate::cargo::display_path::shown;
use crate::cargo::{Config, View};
use crate::commands::landing::{Landing, prepare};
use crate::commands::{problems, results};
use crate::project::login_records::Records;
use crate::setup::plan::{self, Conflict, Here, Plan, Target, Wish};
use crate::setup::project_context::{Aim, Surroundings};
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::files::{self, Unseen};
use crate::system::terminal::Ui;
use crate::toml::{Node, Table, edit};

/// Everything that is to be written, and to be said about it.
pub(super) struct Ready<'c> {
    pub(super) plan: Plan,
    /// What keeps cargo from loading its configuration here.
    pub(super) problems: Vec<String>,
    /// The user's own file, which is written first.
    pub(super) user: Option<Landing<'c>>,
    /// Why the user's own file is left alone, where something should go there.
    pub(super) user_failed: Option<String>,
    pub(super) file: Option<Landing<'c>>,
    /// What going back will take out beside what this puts in.
    pub(super) taken_too: Vec<String>,
}

/// Plans, edits and proves the way back. `None` where a file changed meanwhile.
pub(super) fn make_ready<'c>(
    wish: &mut Wish,
    aim: &'c Aim,
    around: &Surroundings<'_>,
    asked: &mut bool,
    ui: &mut Ui,
) -> Result<Option<Ready<'c>>, CliError> {
    let env = around.env;
    let target = &aim.target;
    let view = View::new(&aim.config, env);
    let whole = aim.whole.as_ref().map(|config| View::new(config, env));
    let here = Here {
        target,
        user: aim.user.as_deref(),
        view: &view,
        env,
        recorded: &|| Records::read(env),
        seen: whole.as_ref().unwrap_or(&view),
    };
    let plan = match plan::connect(wish, here) {
        Err(Conflict::Replaced { by, place, name }) if ui.can_ask() => {
            let question = format!(
                "crates.io is already replaced by `{by}` ({place}). Leave it so and add `{name}` beside it?"
            );
            if !ui.ask_yes(&question, true)? {
                return Err(Conflict::Replaced { name, by, place }.into());
            }
            *asked = true;
            wish.replace = Some(false);
            plan::connect(wish, here)?
        }
        planned => planned?,
    };
    let root = around.patch_root();
    let prepared = prepare(
        &plan.file.path,
        &aim.config,
        target.within.as_ref(),
        &plan.file.changes(),
        root,
    );
    let file = match prepared {
        Ok(file) => file,
        Err(failure) if failure.may_pass() => return Ok(None),
        Err(failure) => return Err(failure.into_error(&plan.file.path, env)),
    };
    let taken_too = match &file {
        Some(landing) => prove_way_back(&plan, landing)?,
        None => Vec::new(),
    };
    let (mut user_failed, mut user_moved) = (None, false);
    let user = plan.user.as_ref().and_then(|user| {
        if let Some(unseen) = unseen_at_home(aim.whole()) {
            user_failed = Some(format!(
                "{} cannot be read: {}",
                shown(&unseen.path, env),
                files::system_words(&unseen.error)
            ));
            return None;
        }
        match prepare(&user.path, aim.whole(), None, &user.changes(), root) {
            Ok(landing) => landing,
            Err(failure) => {
                user_moved = failure.may_pass();
                user_failed = Some(failure.reason(&user.path, env));
                None
            }
        }
    });
    if user_moved {
        return Ok(None);
    }
    Ok(Some(Ready {
        problems: problems::of_view(&view, env),
        plan,
        user,
        user_failed,
        file,
        taken_too,
    }))
}

/// What could not be looked at beside the user's own file, and may be read in its place.
fn unseen_at_home(config: &Config) -> Option<&Unseen> {
    let home = config.cargo_home()?;
    config
        .unseen()
        .iter()
        .find(|unseen| unseen.path.starts_with(home))
}

/// Runs `disconnect` on the result: it has to give back the bytes that were there,
/// unless the file held something of the name before. Returns what that is.
fn prove_way_back(plan: &Plan, landing: &Landing<'_>) -> Result<Vec<String>, CliError> {
    let name = plan.named.name.as_str();
    let unsound = |what: &str| {
        CliError::refused(
            format!("the edit could not be taken back exactly: {what}"),
            "report this with the file that you have",
        )
    };
    let changes: Vec<edit::Change> = plan::way_back(name, &landing.after)
        .into_iter()
        .map(|step| step.change)
        .collect();
    let back =
        edit::splice(Some(&landing.after), &changes).map_err(|_| unsound("it is refused"))?;
    let before = landing.change.before.as_deref();
    let same = match before {
        Some(text) => back.text == text && !back.ours_alone,
        None => back.ours_alone,
    };
    if same {
        return Ok(Vec::new());
    }
    let held = landing
        .before
        .as_ref()
        .and_then(|document| document.tree().ok())
        .map(|tree| held_before(name, &tree))
        .unwrap_or_default();
    // Keys that belong to another plan may be written along, and stay.
    let only_ours = plan.file.steps.iter().all(|step| match &step.change {
        edit::Change::Set { table, .. } => table.first().is_some_and(|top| top != "registry"),
        _ => true,
    });
    if held.is_empty() && only_ours && landing.cut == 0 {
        return Err(unsound("it differs"));
    }
    Ok(held)
}

/// The keys of the name that a file holds.
fn held_before(name: &str, tree: &Table) -> Vec<String> {
    let mut held = Vec::new();
    if let Some(entry) = tree.at(&["registries", name]) {
        match entry.value() {
            Node::Table(table) if !table.is_empty() => {
                held.extend(table.iter().map(|(key, _)| format!("{name}.{key}")));
            }
            _ => held.push(name.to_owned()),
        }
    }
    if plan::replaces_with(tree, name) {
        held.push("replace-with".to_owned());
    }
    held
}

impl Ready<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.file.is_none() && self.user.is_none()
    }

    /// Writes both files, the user's first. False where the plan has to be made
    /// anew because a file changed meanwhile.
    pub(super) fn write(
        &self,
        target: &Target,
        receipts: &mut Vec<String>,
        env: &Env,
        ui: &mut Ui,
    ) -> Result<bool, CliError> {
        if let Some(user) = &self.user {
            match user.land(env) {
                Ok(receipt) => receipts.push(receipt),
                Err(failure) if failure.may_pass() => return Ok(false),
                Err(failure) => {
                    note_missing_provider(&failure.reason(&user.change.path, env), self, ui);
                }
            }
        }
        if let Some(file) = &self.file {
            match file.land(env) {
                Ok(receipt) => receipts.push(receipt),
                Err(failure) if failure.may_pass() => return Ok(false),
                Err(failure) => {
                    let error = failure.into_error(&target.path, env);
                    return Err(results::after(receipts, error, ui));
                }
            }
        }
        Ok(true)
    }
}

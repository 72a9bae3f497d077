//! `feedctl connect`: which feed → what cargo sees → plan → patch → write → next.

mod go_on;
mod ready;
mod words;

use std::cell::OnceCell;

use super::Outcome;
use super::landing::{ask_to_write, kept_changing};
use super::results;
use crate::cargo::display_path::shown;
use crate::cargo::index_url;
use crate::cli::{ConnectArgs, FileArgs, Global};
use crate::feeds::providers;
use crate::project::login_records::Records;
use crate::setup::plan::{Asked, Keeper, Wish};
use crate::setup::project_context::Surroundings;
use crate::setup::resolve::{self, Around, Chosen};
use crate::system::atomic_write::retry;
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use go_on::go_on;
use ready::make_ready;
use words::{already_connected, announce, finish, stop_before_writing};

pub(super) fn run(
    args: &ConnectArgs,
    global: &Global,
    env: &Env,
    ui: &mut Ui,
) -> Result<Outcome, CliError> {
    let around = Surroundings::look(env);
    if let Some(elsewhere) = &around.workspace_elsewhere {
        ui.note(&format!(
            "`package.workspace` names {}, which neither contains this folder nor lies in its work tree: it does not count",
            shown(elsewhere, env)
        ));
    }
    let chosen = choose_feed(args, &around, ui)?;
    let mut wish = Wish {
        replace: asked_replacement(args),
        name: args.name.clone(),
        keeper: Keeper::read(args.credential_provider.as_deref()),
        force: args.force,
        optional: args.target.optional,
        feed: chosen.feed,
    };
    let mut asked = chosen.asked;
    ask_replacement(&mut wish, asked, ui)?;
    let mut said = false;
    let mut receipts = Vec::new();
    let done = retry(|| {
        let aim = around.aim(&file_asked(&args.target))?;
        let target = &aim.target;
        let seen = around.all_seen(&file_asked(&args.target), aim.whole());
        let made = seen.and_then(|()| make_ready(&mut wish, &aim, &around, &mut asked, ui));
        let Some(ready) = made.map_err(|error| results::after(&receipts, error, ui))? else {
            return Ok(None);
        };
        if ready.is_empty() {
            already_connected(&ready, &receipts, &wish, target, env, ui);
            remember(&ready, &wish, env, ui);
            return then(&ready.plan.named.name, args, global, env, ui).map(Some);
        }
        if !said {
            let preview = args.write.dry_run || args.write.check;
            announce(&ready, target, preview, env, ui);
            if preview {
                return Ok(Some(stop_before_writing(args, &ready, &wish, env, ui)));
            }
            if asked && !global.yes {
                ask_to_write(ui)?;
            }
            said = true;
        }
        if !ready.write(target, &mut receipts, env, ui)? {
            return Ok(None);
        }
        finish(&ready, &receipts, &wish, (args, global), env, ui);
        remember(&ready, &wish, env, ui);
        then(&ready.plan.named.name, args, global, env, ui).map(Some)
    })?;
    done.ok_or_else(|| results::after(&receipts, kept_changing(), ui))
}

/// Signs in, or looks whether it can be done, unless that is not wanted.
fn then(
    name: &str,
    args: &ConnectArgs,
    global: &Global,
    env: &Env,
    ui: &mut Ui,
) -> Result<Outcome, CliError> {
    let preview = args.write.dry_run || args.write.check;
    let is_read_here = args.target.file.is_none() && !args.target.optional;
    if args.no_login || ui.json() || preview || !is_read_here {
        return Ok(Outcome::Done);
    }
    go_on(name, global.yes, env, ui).map_err(CliError::after_writing)
}

/// A program that goes by the name alone is told of like a stored token. That a person
/// means a host which looks like a vendor's is asked only once.
fn remember(ready: &ready::Ready<'_>, wish: &Wish, env: &Env, ui: &mut Ui) {
    let host = index_url::host(&wish.feed.index());
    let is_insisted_on = host.is_some_and(|host| providers::look_alike(&host).is_some());
    if wish.mint().is_none() && !is_insisted_on {
        return;
    }
    let done = Records::read(env).remember(&ready.plan.named.name, &wish.feed.index(), env);
    if let Err(error) = done {
        ui.warn(&format!(
            "which feed the tokens are for could not be recorded: {error}"
        ));
    }
}

/// Which file the flags ask for.
pub(super) fn file_asked(args: &FileArgs) -> Asked {
    match &args.file {
        Some(path) => Asked::File(path.clone()),
        None if args.user => Asked::User,
        None if args.optional => Asked::Optional,
        None => Asked::Project,
    }
}

fn asked_replacement(args: &ConnectArgs) -> Option<bool> {
    if args.replace_crates_io {
        Some(true)
    } else if args.no_replace_crates_io {
        Some(false)
    } else {
        None
    }
}

fn choose_feed(
    args: &ConnectArgs,
    around: &Surroundings<'_>,
    ui: &mut Ui,
) -> Result<Chosen, CliError> {
    let given = resolve::given(args.url.as_deref(), &args.feed, ui)?;
    if given.burnt {
        ui.warn("the URL holds a token, which is now in the shell's history: it is left out here; revoke it");
    }
    let config = OnceCell::new();
    let config = || config.get_or_init(|| around.config());
    let chosen = resolve::feed(
        given,
        &Around {
            remotes: &|| around.proposals(),
            here: &|| around.feeds_here(config()),
            elsewhere: &|| around.feeds_anywhere(config()),
        },
        ui,
    );
    // Said of a failure too: it may be why.
    if let Some(why) = around.git_not_asked() {
        ui.note(&format!(
            "the git remotes of this repository were not read: {why}"
        ));
    }
    chosen
}

/// In a run with questions this is one of them.
fn ask_replacement(wish: &mut Wish, asked: bool, ui: &mut Ui) -> Result<(), CliError> {
    if !asked || wish.replace.is_some() {
        return Ok(());
    }
    let Some(condition) = wish.feed.replacement().condition() else {
        return Ok(());
    };
    let question = format!("Take crates.io's crates from it too ({condition})?");
    wish.replace = Some(ui.ask_yes(&question, wish.feed.replaces_by_default())?);
    Ok(())
}

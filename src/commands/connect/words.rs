//! What `connect` says: before the write, after it, and what comes next.
//!
//! It decides nothing and writes nothing.

use std::path::Path;

use super::ready::Ready;
use crate::cargo::display_path::shown;
use crate::cargo::workspace;
use crate::cli::{ConnectArgs, FileArgs, Global};
use crate::commands::landing::HIDDEN;
use crate::commands::results::{self, Connected, FileChange, Next};
use crate::commands::{Outcome, problems};
use crate::feeds::Publish;
use crate::setup::guide;
use crate::setup::plan::{Keeper, Target, Wish};
use crate::system::env::Env;
use crate::system::terminal::Ui;
use crate::text::escape;
use crate::text::shell::Shell;
use crate::toml::edit;

pub(super) fn note_missing_provider(why: &str, ready: &Ready<'_>, ui: &mut Ui) {
    let list = ready
        .plan
        .user
        .as_ref()
        .and_then(|user| user.steps.first())
        .and_then(|step| match &step.change {
            edit::Change::Set { keys, .. } => keys.first().map(|(_, value)| value.encode()),
            _ => None,
        })
        .unwrap_or_default();
    ui.warn(&format!(
        "no credential provider was written, so cargo will refuse to sign in: {why}; put `global-credential-providers = {list}` under `[registry]` there"
    ));
}

/// Says what was decided, and shows the patch.
pub(super) fn announce(ready: &Ready<'_>, target: &Target, preview: bool, env: &Env, ui: &mut Ui) {
    let plan = &ready.plan;
    let named = &plan.named;
    problems::warn(&ready.problems, ui);
    if let Some(from) = &named.cleaned_from {
        let from = escape::line(from);
        let why = crate::cargo::registry_name::check(&from)
            .err()
            .map_or_else(String::new, |why| format!(" ({why})"));
        ui.note(&format!(
            "cargo takes `{from}` for no registry name{why}: it becomes `{}`; `--name` chooses another",
            named.name
        ));
    }
    if let (Some(place), None) = (&named.known_at, &plan.defined_at) {
        ui.note(&format!(
            "this feed is already here as `{}` ({place}); using that name, since cargo refuses two names for one URL",
            named.name
        ));
    }
    for note in &plan.notes {
        ui.note(note);
    }
    if target.within.is_some()
        && ui.listens()
        && let Some(folder) = target.path.parent().and_then(Path::parent)
    {
        note_other_workspaces(folder, env, ui);
    }
    if let Some(why) = &ready.user_failed {
        note_missing_provider(why, ready, ui);
    }
    if !ready.taken_too.is_empty() {
        ui.note(&format!(
            "{} held something of `{}` before: `feedctl disconnect` will also take out {}",
            shown(&target.path, env),
            named.name,
            escape::line(&ready.taken_too.join(", "))
        ));
    }
    for step in &plan.file.steps {
        ui.detail(&format!("{}: {}", shown(&plan.file.path, env), step.reason));
    }
    if let Some(user) = &ready.user {
        ui.say(&format!("your own file {}:", shown(&user.change.path, env)));
        ui.side_patch(&user.patch.text);
    }
    if let Some(file) = &ready.file {
        ui.patch(&file.patch.text, preview);
        if file.patch.hidden {
            ui.note(HIDDEN);
        }
    }
}

/// Cargo reads the file in workspaces below it too.
fn note_other_workspaces(folder: &Path, env: &Env, ui: &mut Ui) {
    let below: Vec<String> = workspace::roots_below(folder)
        .iter()
        .filter(|root| !env.cwd().starts_with(root))
        .map(|root| format!("`{}`", shown(root, env)))
        .collect();
    if !below.is_empty() {
        ui.note(&format!(
            "other workspaces below see this file too: {}",
            below.join(", ")
        ));
    }
}

pub(super) fn stop_before_writing(
    args: &ConnectArgs,
    ready: &Ready<'_>,
    wish: &Wish,
    env: &Env,
    ui: &mut Ui,
) -> Outcome {
    if ui.json() {
        ui.data(&json("would change", ready, wish, env, ui.notes()));
    }
    if args.write.check {
        ui.say("not connected as asked; next: the same command without `--check`");
        Outcome::WouldChange
    } else {
        ui.say("nothing was written; next: the same command without `--dry-run`");
        Outcome::Done
    }
}

/// `receipts` are of what was written before somebody else wrote the rest.
pub(super) fn already_connected(
    ready: &Ready<'_>,
    receipts: &[String],
    wish: &Wish,
    target: &Target,
    env: &Env,
    ui: &mut Ui,
) {
    problems::warn(&ready.problems, ui);
    if let Some(why) = &ready.user_failed {
        note_missing_provider(why, ready, ui);
    }
    for note in &ready.plan.notes {
        ui.note(note);
    }
    if ui.json() {
        let status = if receipts.is_empty() {
            "already connected"
        } else {
            "connected"
        };
        ui.data(&json(status, ready, wish, env, ui.notes()));
    }
    for receipt in receipts {
        ui.say(receipt);
    }
    let also = if receipts.is_empty() {
        "nothing written"
    } else {
        "nothing more written"
    };
    ui.say(&format!(
        "already connected: `{}` ({}); {also}",
        ready.plan.named.name,
        ready
            .plan
            .defined_at
            .clone()
            .unwrap_or_else(|| shown(&target.path, env)),
    ));
    say_next(ready, wish, env, ui);
}

pub(super) fn finish(
    ready: &Ready<'_>,
    receipts: &[String],
    wish: &Wish,
    (args, global): (&ConnectArgs, &Global),
    env: &Env,
    ui: &mut Ui,
) {
    if ui.json() {
        ui.data(&json("connected", ready, wish, env, ui.notes()));
        return;
    }
    let undo = undo_line(&ready.plan.named.name, &args.target, global);
    for (at, receipt) in receipts.iter().enumerate() {
        if at + 1 == receipts.len() && ready.file.is_some() {
            ui.say(&format!("{receipt}; undo: `{undo}`"));
        } else {
            ui.say(receipt);
        }
    }
    if ready.plan.replaces
        && let Some(condition) = wish.feed.replacement().condition()
    {
        ui.note(&format!(
            "crates.io's crates now come from `{}`; for that, {condition}",
            ready.plan.named.name
        ));
    }
    say_next(ready, wish, env, ui);
}

/// The exact commands that come next.
fn say_next(ready: &Ready<'_>, wish: &Wish, env: &Env, ui: &mut Ui) {
    if !ui.listens() {
        return;
    }
    let name = &ready.plan.named.name;
    let shell = Shell::native();
    let sign_in = &wish.feed.provider.sign_in;
    if wish.optional {
        say_next_with_config(ready, wish, env, ui);
        return;
    }
    let (provider_variable, provider) = guide::provider_variable(name);
    ui.next(&sign_in_words(wish, name));
    let publish = wish.feed.publish(ready.plan.replaces);
    match publish {
        Publish::Here => ui.say(&format!(
            "then: `cargo build`; to publish: `{}`",
            guide::publish_line(name, shell)
        )),
        Publish::Elsewhere(where_to) => ui.say(&format!("then: `cargo build`; {where_to}")),
    }
    ui.say(&format!(
        "in CI, both: {}={} and {provider_variable}={provider}",
        guide::token_variable(name),
        shell.quote(&guide::token_form(sign_in)),
    ));
    if publish == Publish::Here && !ready.plan.replaces {
        ui.say(&format!(
            "for Cargo.toml: `{}` proposes `publish` and `registry`, as a patch",
            escape::line(&shell.command(["feedctl", "snippet", "publish", name]))
        ));
    }
    ui.say(&format!(
        "for colleagues, without feedctl: `{}`",
        escape::line(&shell.command(["feedctl", "snippet", "team", name]))
    ));
}

/// The same for a file that cargo reads only with `--config`.
fn say_next_with_config(ready: &Ready<'_>, wish: &Wish, env: &Env, ui: &mut Ui) {
    let name = &ready.plan.named.name;
    let shell = Shell::native();
    let sign_in = &wish.feed.provider.sign_in;
    let path = shown(&ready.plan.file.path, env);
    let config = escape::line(&shell.command(["--config", &path]));
    ui.note(&format!(
        "cargo reads {path} only with `{config}`: without it outsiders build as before; a dependency with `registry = \"{name}\"` would fail for them"
    ));
    ui.next(&match wish.mint() {
        Some(mint) => format!("sign in once: {}", (mint.next)("")),
        None => format!(
            "sign in with your {} ({}): `{} {config}`",
            sign_in.secret,
            sign_in.rights,
            guide::login_line(sign_in, name, shell)
        ),
    });
    ui.say(&format!("then: `cargo build {config}`"));
    let (provider_variable, provider) = guide::provider_variable(name);
    ui.say(&format!(
        "in CI, the same `{config}`, and both: {}={} and {provider_variable}={provider}",
        guide::token_variable(name),
        shell.quote(&guide::token_form(sign_in)),
    ));
}

/// How to sign in, as the one who keeps the token wants it.
fn sign_in_words(wish: &Wish, name: &str) -> String {
    let sign_in = &wish.feed.provider.sign_in;
    let login = escape::line(&Shell::native().command(["feedctl", "login", name]));
    let is_feedctl = matches!(wish.keeper, Keeper::Feedctl);
    match (wish.program(), sign_in.variable()) {
        (Some(mint), _) => {
            format!("sign in once: {}; `{login}` tries it", (mint.next)(""))
        }
        (None, Some(variable)) if is_feedctl => {
            format!("set {variable}, or sign in with the vendor's own tool; `{login}` tries it")
        }
        _ => format!(
            "sign in with your {} ({}): `{login}`",
            sign_in.secret, sign_in.rights
        ),
    }
}

fn undo_line(name: &str, target: &FileArgs, global: &Global) -> String {
    let mut words = vec!["feedctl".to_owned()];
    if let Some(folder) = &global.folder {
        words.extend(["-C".to_owned(), folder.display().to_string()]);
    }
    words.extend(["disconnect".to_owned(), name.to_owned()]);
    if target.user {
        words.push("--user".to_owned());
    }
    if target.optional {
        words.push("--optional".to_owned());
    }
    if let Some(file) = &target.file {
        words.extend(["--file".to_owned(), file.display().to_string()]);
    }
    escape::line(&Shell::native().command(words.iter().map(String::as_str)))
}

/// The result for programs.
fn json(
    status: &'static str,
    ready: &Ready<'_>,
    wish: &Wish,
    env: &Env,
    notes: &[String],
) -> String {
    let mut files = Vec::new();
    let user = ready.user.as_ref();
    files.extend(user.map(|landing| FileChange::of(landing, "user", env)));
    let file = ready.file.as_ref();
    files.extend(file.map(|landing| FileChange::of(landing, "project", env)));
    let name = &ready.plan.named.name;
    results::text(&Connected {
        version: results::VERSION,
        command: "connect",
        status,
        registry: name,
        index: wish.feed.index(),
        provider: wish.feed.provider.id,
        parameters: wish.feed.values.iter().collect(),
        replaces_crates_io: ready.plan.replaces,
        file: shown(&ready.plan.file.path, env),
        files,
        written: status == "connected",
        notes,
        next: Next::of(
            wish,
            name,
            ready.plan.replaces,
            wish.optional.then(|| shown(&ready.plan.file.path, env)),
        ),
    })
}

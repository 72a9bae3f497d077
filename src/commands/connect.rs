//! `feedctl connect`: which feed → what cargo sees → plan → patch → write → next.

use super::Outcome;
use std::path::Path;

use super::landing::{Landing, prepare};
use super::surroundings::Surroundings;
use crate::cli::{ConnectArgs, FileArgs, Global};
use crate::config::{Config, View};
use crate::document::edit;
use crate::env::Env;
use crate::error::CliError;
use crate::feed::Feed;
use crate::foreign;
use crate::guide;
use crate::place::shown;
use crate::plan::{self, Asked, Conflict, Here, Keeper, Plan, Target, Wish};
use crate::providers::Replacement;
use crate::resolve::{self, Around, Chosen};
use crate::shell::Shell;
use crate::ui::Ui;
use crate::workspace;

/// How often a write is tried anew because another one was faster.
const TRIES: usize = 200;

pub(super) fn run(
    args: &ConnectArgs,
    global: &Global,
    env: &Env,
    ui: &mut Ui,
) -> Result<Outcome, CliError> {
    let around = Surroundings::look(env);
    let chosen = choose_feed(args, &around, ui)?;
    let mut wish = Wish {
        replace: asked_replacement(args),
        name: args.name.clone(),
        keeper: Keeper::read(args.credential_provider.as_deref()),
        force: args.force,
        feed: chosen.feed,
    };
    let mut asked = chosen.asked;
    ask_replacement(&mut wish, asked, ui)?;
    let mut said = false;
    for _ in 0..TRIES {
        let (target, config) = around
            .target(&file_asked(&args.target))
            .ok_or_else(no_home)?;
        let ready = make_ready(&mut wish, &target, &config, &around, &mut asked, ui)?;
        if ready.is_empty() {
            already_connected(&ready, &wish, &target, env, ui);
            return Ok(Outcome::Done);
        }
        if !said {
            announce(&ready, &target, env, ui);
            if args.write.dry_run || args.write.check {
                return Ok(stop_before_writing(args, &ready, &wish, env, ui));
            }
            if asked && !global.yes && !ui.ask_yes("Write it?", true)? {
                return Err(CliError::refused(
                    "not written, as answered",
                    "run it again when you want it",
                ));
            }
            said = true;
        }
        if let Some(written) = ready.write(&target, env, ui)? {
            finish(&ready, &written, &wish, args, env, ui);
            return Ok(Outcome::Done);
        }
    }
    Err(CliError::refused(
        "the file kept changing while this ran",
        "run this again when the other programs have ended",
    ))
}

fn no_home() -> CliError {
    CliError::refused(
        "cargo has no home folder",
        "set CARGO_HOME, or use `--file PATH`",
    )
}

/// Which file the flags ask for.
pub(super) fn file_asked(args: &FileArgs) -> Asked {
    match &args.file {
        Some(path) => Asked::File(path.clone()),
        None if args.user => Asked::User,
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
    let given = resolve::given(args.url.as_deref(), &args.feed)?;
    if given.burnt {
        ui.warn("the URL holds a token, which is now in the shell's history: it is left out here; revoke it");
    }
    let config = std::cell::OnceCell::new();
    let config = || config.get_or_init(|| around.config());
    let chosen = resolve::feed(
        given,
        &Around {
            remotes: &|| around.proposals(),
            here: &|| around.feeds_here(config()),
            elsewhere: &|| around.feeds_anywhere(config()),
        },
        ui,
    )?;
    if around.git_is_not_ours() {
        ui.note("git does not read this repository, because it belongs to another user: its remotes were not asked");
    }
    Ok(chosen)
}

/// In a run with questions this is one of them.
fn ask_replacement(wish: &mut Wish, asked: bool, ui: &mut Ui) -> Result<(), CliError> {
    if !asked || wish.replace.is_some() {
        return Ok(());
    }
    let default = match wish.feed.provider.replacement {
        Replacement::Default(_) => true,
        Replacement::OnRequest(_) => false,
        Replacement::Never => return Ok(()),
    };
    let condition = wish
        .feed
        .provider
        .replacement
        .condition()
        .unwrap_or_default();
    let question = format!("Take crates.io's crates from it too? For that, {condition}");
    wish.replace = Some(ui.ask_yes(&question, default)?);
    Ok(())
}

/// Everything that is to be written, and to be said about it.
struct Ready {
    plan: Plan,
    /// The user's own file, which is written first.
    user: Option<Landing>,
    /// Why the user's own file is left alone, where something should go there.
    user_failed: Option<String>,
    file: Option<Landing>,
    /// What going back will take out beside what this puts in.
    taken_too: Vec<String>,
}

/// Plans, edits and proves the way back.
fn make_ready(
    wish: &mut Wish,
    target: &Target,
    config: &Config,
    around: &Surroundings<'_>,
    asked: &mut bool,
    ui: &mut Ui,
) -> Result<Ready, CliError> {
    let env = around.env;
    let view = View::new(config, env);
    let here = Here {
        target,
        view: &view,
        env,
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
    let root = around.tree.as_deref().unwrap_or(env.cwd());
    let file = prepare(
        &plan.file.path,
        target.within.as_ref(),
        &plan.file.changes(),
        root,
    )
    .map_err(|failure| failure.into_error(&plan.file.path, env))?;
    let taken_too = match &file {
        Some(landing) => prove_way_back(&plan, landing)?,
        None => Vec::new(),
    };
    let mut user_failed = None;
    let user = plan.user.as_ref().and_then(|user| {
        match prepare(&user.path, None, &user.changes(), root) {
            Ok(landing) => landing,
            Err(failure) => {
                user_failed = Some(failure.reason(&user.path, env));
                None
            }
        }
    });
    Ok(Ready {
        plan,
        user,
        user_failed,
        file,
        taken_too,
    })
}

/// Runs `disconnect` on the result: it has to give back the bytes that were there,
/// unless the file held something of the name before. Returns what that is.
fn prove_way_back(plan: &Plan, landing: &Landing) -> Result<Vec<String>, CliError> {
    let name = plan.named.name.as_str();
    let unsound = |what: &str| {
        CliError::refused(
            format!("the edit could not be taken back exactly: {what}"),
            "report this with the file that you have",
        )
    };
    let tree = landing.after.tree().map_err(|_| unsound("it is no TOML"))?;
    let steps = plan::disconnect(name, &tree);
    let changes: Vec<edit::Change> = steps.into_iter().map(|step| step.change).collect();
    let back =
        edit::splice(Some(&landing.after), &changes).map_err(|_| unsound("it is refused"))?;
    let before = landing.change.before.as_deref();
    let same = match before {
        Some(text) => back.document.text() == text && !back.ours_alone,
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
        edit::Change::Remove { .. } => true,
    });
    if held.is_empty() && only_ours && landing.cut == 0 {
        return Err(unsound("it differs"));
    }
    Ok(held)
}

/// The keys of the name that a file holds.
fn held_before(name: &str, tree: &crate::document::Table) -> Vec<String> {
    use crate::document::Node;
    let mut held = Vec::new();
    if let Some(entry) = tree.at(&["registries", name]) {
        match &entry.item.node {
            Node::Table(table) if !table.is_empty() => {
                held.extend(table.iter().map(|(key, _)| format!("{name}.{key}")));
            }
            _ => held.push(name.to_owned()),
        }
    }
    if let Some(entry) = tree.at(&["source", "crates-io", "replace-with"]) {
        if matches!(&entry.item.node, Node::String(text) if text == name) {
            held.push("replace-with".to_owned());
        }
    }
    held
}

impl Ready {
    fn is_empty(&self) -> bool {
        self.file.is_none() && self.user.is_none()
    }

    /// Writes both files, the user's first. `None` where the plan has to be made
    /// anew because a file changed meanwhile.
    fn write(
        &self,
        target: &Target,
        env: &Env,
        ui: &mut Ui,
    ) -> Result<Option<Vec<String>>, CliError> {
        let mut receipts = Vec::new();
        if let Some(user) = &self.user {
            match user.land(env) {
                Ok(()) => receipts.push(user.receipt(env)),
                Err(failure) if failure.may_pass() => return Ok(None),
                Err(failure) => {
                    note_missing_provider(&failure.reason(&user.change.path, env), self, ui)
                }
            }
        }
        if let Some(file) = &self.file {
            match file.land(env) {
                Ok(()) => receipts.push(file.receipt(env)),
                Err(failure) if failure.may_pass() => return Ok(None),
                Err(failure) => {
                    let error = failure.into_error(&target.path, env);
                    return Err(if receipts.is_empty() {
                        error
                    } else {
                        error.after_writing()
                    });
                }
            }
        }
        Ok(Some(receipts))
    }
}

fn note_missing_provider(why: &str, ready: &Ready, ui: &mut Ui) {
    let list = ready
        .plan
        .user
        .as_ref()
        .and_then(|user| user.steps.first())
        .and_then(|step| match &step.change {
            edit::Change::Set { keys, .. } => keys.first().map(|(_, value)| value.encode()),
            edit::Change::Remove { .. } => None,
        })
        .unwrap_or_default();
    ui.warn(&format!(
        "no credential provider was written, so cargo will refuse to sign in: {why}; put `global-credential-providers = {list}` under `[registry]` there"
    ));
}

/// Says what was decided, and shows the patch.
fn announce(ready: &Ready, target: &Target, env: &Env, ui: &mut Ui) {
    let plan = &ready.plan;
    let named = &plan.named;
    if let Some(from) = &named.cleaned_from {
        let from = foreign::line(from);
        let why = crate::registry_name::check(&from)
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
    if let (true, Some(folder)) = (
        target.within.is_some(),
        target.path.parent().and_then(Path::parent),
    ) {
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
            foreign::line(&ready.taken_too.join(", "))
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
        ui.patch(&file.patch.text);
        if file.patch.hidden {
            ui.note("parts of these lines are masked or escaped, so this patch does not apply as it is printed");
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

fn stop_before_writing(
    args: &ConnectArgs,
    ready: &Ready,
    wish: &Wish,
    env: &Env,
    ui: &mut Ui,
) -> Outcome {
    let status = "would change";
    if ui.json() {
        ui.data(&json(status, ready, wish, &[], env, ui.notes()));
    }
    if args.write.check {
        ui.say("not connected as asked; next: the same command without `--check`");
        Outcome::WouldChange
    } else {
        ui.say("nothing was written; next: the same command without `--dry-run`");
        Outcome::Done
    }
}

fn already_connected(ready: &Ready, wish: &Wish, target: &Target, env: &Env, ui: &mut Ui) {
    if let Some(why) = &ready.user_failed {
        note_missing_provider(why, ready, ui);
    }
    for note in &ready.plan.notes {
        ui.note(note);
    }
    if ui.json() {
        ui.data(&json(
            "already connected",
            ready,
            wish,
            &[],
            env,
            ui.notes(),
        ));
    }
    ui.say(&format!(
        "already connected: `{}` ({}); nothing written",
        ready.plan.named.name,
        ready
            .plan
            .defined_at
            .clone()
            .unwrap_or_else(|| shown(&target.path, env)),
    ));
    say_next(ready, wish, ui);
}

fn finish(
    ready: &Ready,
    receipts: &[String],
    wish: &Wish,
    args: &ConnectArgs,
    env: &Env,
    ui: &mut Ui,
) {
    if ui.json() {
        ui.data(&json("connected", ready, wish, receipts, env, ui.notes()));
        return;
    }
    let undo = undo_line(&ready.plan.named.name, &args.target);
    for (at, receipt) in receipts.iter().enumerate() {
        if at + 1 == receipts.len() && ready.file.is_some() {
            ui.say(&format!("{receipt}; undo: `{undo}`"));
        } else {
            ui.say(receipt);
        }
    }
    if ready.plan.replaces
        && let Some(condition) = wish.feed.provider.replacement.condition()
    {
        ui.note(&format!(
            "crates.io's crates now come from `{}`; for that, {condition}",
            ready.plan.named.name
        ));
    }
    say_next(ready, wish, ui);
}

/// The exact commands that come next.
fn say_next(ready: &Ready, wish: &Wish, ui: &mut Ui) {
    let name = &ready.plan.named.name;
    let shell = Shell::native();
    let sign_in = &wish.feed.provider.sign_in;
    let (provider_variable, provider) = guide::provider_variable(name);
    ui.next(&format!(
        "sign in: run this and paste the {} ({})",
        sign_in.secret, sign_in.rights
    ));
    ui.say(&format!("  {}", guide::login_line(sign_in, name, shell)));
    ui.say(&format!(
        "then: `cargo build`; to publish: `{}`",
        guide::publish_line(name, shell)
    ));
    ui.say(&format!(
        "in CI, both: {}={} and {provider_variable}={provider}",
        guide::token_variable(name),
        shell.quote(&guide::token_form(sign_in)),
    ));
}

fn undo_line(name: &str, target: &FileArgs) -> String {
    let mut words = vec![
        "feedctl".to_owned(),
        "disconnect".to_owned(),
        name.to_owned(),
    ];
    if target.user {
        words.push("--user".to_owned());
    }
    if let Some(file) = &target.file {
        words.extend(["--file".to_owned(), file.display().to_string()]);
    }
    foreign::line(&Shell::native().command(words.iter().map(String::as_str)))
}

/// The result as JSON: see `snapshots/` for its shape.
fn json(
    status: &str,
    ready: &Ready,
    wish: &Wish,
    receipts: &[String],
    env: &Env,
    notes: &[String],
) -> String {
    let file = |landing: &Landing, owner: &str| {
        serde_json::json!({
            "path": shown(&landing.change.path, env),
            "owner": owner,
            "created": landing.change.before.is_none(),
            "lines_added": landing.patch.added,
            "patch": landing.patch.text,
        })
    };
    let mut files = Vec::new();
    files.extend(ready.user.as_ref().map(|landing| file(landing, "user")));
    files.extend(ready.file.as_ref().map(|landing| file(landing, "project")));
    let name = &ready.plan.named.name;
    let (provider_variable, provider) = guide::provider_variable(name);
    let value = serde_json::json!({
        "version": 1,
        "command": "connect",
        "status": status,
        "registry": name,
        "index": wish.feed.index(),
        "provider": wish.feed.provider.id,
        "parameters": parameters(&wish.feed),
        "replaces_crates_io": ready.plan.replaces,
        "file": shown(&ready.plan.file.path, env),
        "files": files,
        "written": !receipts.is_empty(),
        "notes": notes,
        "next": {
            "sign_in": guide::login_line(&wish.feed.provider.sign_in, name, Shell::native()),
            "publish": guide::publish_line(name, Shell::native()),
            "ci": {
                guide::token_variable(name): guide::token_form(&wish.feed.provider.sign_in),
                provider_variable: provider,
            },
        },
    });
    format!("{value:#}\n")
}

/// The values of a feed by their keys.
pub(super) fn parameters(feed: &Feed) -> serde_json::Value {
    feed.values
        .iter()
        .map(|(key, value)| (key.to_owned(), serde_json::Value::from(value)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

//! `feedctl login`: which registry → who keeps its token → ask for it → the header →
//! cargo's store → try it.

mod keep;
mod subject;
mod way;
mod words;

use super::named;
use super::trying::{Trial, all_judged, confirm_trust, find_cargo, lost, still_as_judged};
use super::{Outcome, provide};
use crate::auth::{self, Ready, Took};
use crate::cargo::{self, View};
use crate::cli::{Global, LoginArgs};
use crate::doctor::checks::{self, Facts, Severity};
use crate::doctor::report::Tried;
use crate::doctor::trust;
use crate::feeds::Header;
use crate::probe::Cargo;
use crate::project::facts::{self, Roots};
use crate::project::login_records::Records;
use crate::project::token_cache;
use crate::system::env::{Env, HomeFault};
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::text::escape;
use crate::text::shell::Shell;
use keep::{Former, Keep};
use subject::Subject;
pub(super) use way::credentials_file;
use way::{Way, way};
use words::{Done, finish};

/// What was typed, apart from the command line: `connect` goes on here, too.
#[derive(Clone, Copy)]
pub(super) struct Login<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) no_verify: bool,
    pub(super) trust_repo: bool,
    pub(super) yes: bool,
}

pub(super) fn run(
    args: &LoginArgs,
    global: &Global,
    env: &Env,
    ui: &mut Ui,
) -> Result<Outcome, CliError> {
    if !args.extra.is_empty() || args.token.is_some() {
        return Err(on_the_command_line(
            "what was given to `login`",
            args.name.as_deref(),
        ));
    }
    let login = Login {
        name: args.name.as_deref(),
        no_verify: args.no_verify,
        trust_repo: args.trust_repo,
        yes: global.yes,
    };
    sign_in(&login, env, ui)
}

/// A secret was typed where every other program can read it.
pub(super) fn on_the_command_line(what: &str, name: Option<&str>) -> CliError {
    let login = match name {
        Some(name) => escape::line(&Shell::native().command(["feedctl", "login", name])),
        None => "feedctl login NAME".to_owned(),
    };
    CliError::usage(
        format!(
            "{what} looks like a token: on the command line it may be in the shell's history, and other programs saw it"
        ),
        format!("revoke it, then run `{login}` and paste the new one when asked"),
    )
}

/// True where the registry's credential provider gets tokens without being given one.
pub(super) fn signs_in_by_itself(facts: &Facts<'_>, name: &str) -> bool {
    let feed = facts
        .registry(name)
        .and_then(|registry| facts.feed(registry));
    matches!(way(facts, name, feed), Way::ByItself(_))
}

/// Signs in to a registry.
pub(super) fn sign_in(login: &Login<'_>, env: &Env, ui: &mut Ui) -> Result<Outcome, CliError> {
    // Below this folder a token would stand in the checkout.
    if let Some(fault) = env
        .cargo_home_fault()
        .filter(|it| *it != HomeFault::Relative)
    {
        return Err(CliError::refused(
            format!("{fault}, so cargo would keep the token below this folder"),
            "set CARGO_HOME to a whole path, or unset it",
        ));
    }
    let wrote = provide::if_missing(login.name, login.yes, env, ui)?;
    if wrote {
        ui.detail("a credential provider is configured now");
    }
    let done = sign_in_as_configured(login, env, ui);
    if wrote {
        done.map_err(CliError::after_writing)
    } else {
        done
    }
}

fn sign_in_as_configured(login: &Login<'_>, env: &Env, ui: &mut Ui) -> Result<Outcome, CliError> {
    let config = cargo::discover(env);
    let view = View::new(&config, env);
    let around = facts::around(&view, env, Roots::around(env.cwd(), env), false);
    let facts = Facts::new(&view, env, &around);
    all_judged(&facts)?;
    let name = named::registry(login.name, &view)?;
    let subject = Subject::of(&facts, &name)?;
    let records = Records::read(env);
    subject.is_still_the_same(&records)?;
    if let Some(astray) = trust::astray(&facts, Some(&name)) {
        return Err(lost(&astray));
    }
    confirm_trust(
        &facts,
        login.trust_repo,
        &format!("feedctl login {}", Shell::native().quote(&name)),
        ui,
    )?;
    let mut former = None;
    let done = match way(&facts, &name, subject.feed.as_ref()) {
        Way::Broken(why, next) => return Err(CliError::refused(why, next)),
        Way::ByItself(keeper) => {
            // What was kept may be what the feed rejects.
            let _ = token_cache::forget(subject.index, env);
            ui.say(&format!(
                "`{}` gets the token for `{}` by itself: there is nothing to paste",
                escape::line(&keeper),
                escape::line(&name)
            ));
            Done { keeper, took: None }
        }
        Way::Keep(keep) => {
            former = Former::of(&keep, &name, env);
            let done = store(&subject, &keep, &facts, ui)?;
            if let Some(former) = &mut former {
                former.note_ours();
            }
            done
        }
    };
    if let Err(error) = records.remember(&name, subject.index, env) {
        ui.warn(&format!(
            "which feed this token is for could not be recorded ({error}): a checkout that points `{}` elsewhere will not be noticed",
            escape::line(&name)
        ));
    }
    let tried = if login.no_verify {
        None
    } else {
        let cargo = find_cargo(&facts).ok();
        match cargo.map(|cargo| verify(&subject, &cargo, &facts)) {
            Some(Ok(tried)) => Some(tried),
            Some(Err(error)) => {
                ui.warn(&error.message);
                None
            }
            None => None,
        }
    };
    // Where the new one is not taken, the older one may still be good.
    let is_back = former.is_some_and(|former| {
        tried
            .as_ref()
            .is_some_and(|tried| !tried.reads && tried.conclusive && is_of_token(tried))
            && former.give_back(env)
    });
    Ok(finish(&subject, &done, (tried.as_ref(), is_back), env, ui))
}

fn store(
    subject: &Subject<'_>,
    keep: &Keep,
    facts: &Facts<'_>,
    ui: &mut Ui,
) -> Result<Done, CliError> {
    let env = facts.env;
    let question = format!("{}, kept {}", subject.question(), keep.in_words(env));
    let ready = ask(subject, keep, &question, facts.around.now, ui)?;
    let took = ready.took.in_words(ready.length);
    let noted = keep.take(&subject.name, subject.index, &ready, facts)?;
    for note in noted {
        ui.note(&note);
    }
    ui.say(&format!("took it for {took}"));
    let wants_pair = subject
        .feed
        .as_ref()
        .is_some_and(|feed| feed.provider.sign_in.header == Header::Pair);
    if wants_pair && ready.took == Took::AsItIs {
        ui.warn("there is no `:` in it: a name and a password stand on its two sides");
    }
    Ok(Done {
        keeper: keep.written().to_owned(),
        took: Some(took),
    })
}

/// Asks until an answer can be used; what comes from a pipe is asked for once.
fn ask(
    subject: &Subject<'_>,
    keep: &Keep,
    question: &str,
    now: Option<u64>,
    ui: &mut Ui,
) -> Result<Ready, CliError> {
    let provider = subject.feed.as_ref().map(|feed| feed.provider);
    for _ in 0..3 {
        let pasted = ui.ask_secret(question)?;
        let wrong = match auth::header(&pasted, provider, now) {
            Ok(ready) => match keep.too_long(&ready.header) {
                None => return Ok(ready),
                Some(why) => why,
            },
            Err(wrong) => (wrong.to_string(), again(&wrong)),
        };
        let (why, next) = wrong;
        if !ui.can_ask() {
            return Err(CliError::refused(
                format!("this token was not taken: {why}"),
                next,
            ));
        }
        ui.warn(&format!("this token was not taken: {why}; next: {next}"));
    }
    Err(CliError::refused(
        "no token was taken",
        format!(
            "`{}` when you have it",
            escape::line(&Shell::native().command(["feedctl", "login", &subject.name]))
        ),
    ))
}

fn again(wrong: &auth::Wrong) -> String {
    match wrong {
        auth::Wrong::Empty => {
            let piped = Shell::native().fed("feedctl login", "FILE");
            format!("paste it at the prompt, or pipe it in: `{piped}`")
        }
        auth::Wrong::RunOut => "get a fresh one".to_owned(),
        auth::Wrong::OfAnother { .. } => {
            "give the one of this feed; if you meant the other feed, name it: `feedctl login NAME`"
                .to_owned()
        }
        _ => "copy the token alone, in one line, and paste it again".to_owned(),
    }
}

/// Tries the registry with what is stored now.
fn verify(subject: &Subject<'_>, cargo: &Cargo<'_>, judged: &Facts<'_>) -> Result<Tried, CliError> {
    still_as_judged(judged)?;
    let env = judged.env;
    let config = cargo::discover(env);
    let view = View::new(&config, env);
    let around = facts::around(&view, env, Roots::around(env.cwd(), env), false);
    let facts = Facts::new(&view, env, &around);
    let offline = checks::run(&facts);
    let trial = Trial {
        cargo,
        facts: &facts,
        offline: &offline,
    };
    let Some(registry) = facts.registry(&subject.name) else {
        return Ok(Tried::default());
    };
    let mut tried = trial.of(registry, subject.replaces)?;
    if let Some(at) = tried.explained {
        tried.finding = offline
            .get(at)
            .cloned()
            .map(|finding| finding.severity(Severity::Error));
    }
    Ok(tried)
}

/// True where the feed judged the token that is stored now.
fn is_of_token(tried: &Tried) -> bool {
    let code = tried.finding.as_ref().map(|finding| finding.check.code);
    let by_variable = tried.token.contains("(variable ");
    !by_variable
        && code.is_some_and(|code| {
            code.starts_with("token-") || ["stale-token-wins", "permission-missing"].contains(&code)
        })
}

//! `feedctl logout`: takes the token of a registry out of every store that has one.

use super::login::credentials_file;
use super::results;
use super::trying::{all_judged, confirm_trust, find_cargo, still_as_judged};
use super::{Outcome, named};
use crate::auth;
use crate::cargo::display_path::shown;
use crate::cargo::{self, View};
use crate::cli::LogoutArgs;
use crate::doctor::checks::{Facts, KeeperKind, TokenHome, keepers};
use crate::project::facts::{self, Roots};
use crate::project::login_records::Records;
use crate::project::token_cache;
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::text::escape;
use crate::text::shell::Shell;

pub(super) fn run(args: &LogoutArgs, env: &Env, ui: &mut Ui) -> Result<Outcome, CliError> {
    let config = cargo::discover(env);
    let view = View::new(&config, env);
    let around = facts::around(&view, env, Roots::around(env.cwd(), env), false);
    let facts = Facts::new(&view, env, &around);
    all_judged(&facts)?;
    let records = Records::read(env);
    let name = name_of(args.name.as_deref(), &facts, &records)?;
    let mut gone = Vec::new();
    let mut kept = Vec::new();
    from_file(&name, &facts, &mut gone)?;
    // What the token is for counts more than what the name means here.
    let index = records
        .index_of(&name)
        .map(str::to_owned)
        .or_else(|| index_of(&name, &facts));
    if let Some(index) = &index
        && token_cache::forget(index, env)
    {
        gone.push("feedctl's cache of fresh tokens".to_owned());
    }
    from_keepers(
        args,
        (&name, index.as_deref()),
        &facts,
        (&mut gone, &mut kept),
        ui,
    )?;
    if let Err(error) = records.forget(&name, env) {
        ui.warn(&format!(
            "what the token was for is still recorded: {error}"
        ));
    }
    if let Some(token) = facts.token(&name)
        && token.home != TokenHome::Credentials
    {
        let place = facts.show(&token.definition);
        kept.push(match token.home {
            TokenHome::Variable => format!("{place} still holds a token: unset it"),
            _ => format!("{place} still holds a token: take that line out"),
        });
    }
    say(&name, &gone, &kept, ui);
    Ok(Outcome::Done)
}

/// A name that only a store knows can be logged out as well.
fn name_of(name: Option<&str>, facts: &Facts<'_>, records: &Records) -> Result<String, CliError> {
    if let Some(name) = name
        && (facts.config().credentials().token_of(name).is_some()
            || records.index_of(name).is_some())
    {
        return Ok(name.to_owned());
    }
    named::registry(name, facts.view)
}

fn index_of(name: &str, facts: &Facts<'_>) -> Option<String> {
    match &facts.registry(name)?.index {
        Ok(Some(index)) => Some(index.value.to_owned()),
        _ => None,
    }
}

/// Cargo's file loses the token whatever is configured: it is asked whenever
/// somebody lists `cargo:token` again.
fn from_file(name: &str, facts: &Facts<'_>, gone: &mut Vec<String>) -> Result<(), CliError> {
    let path = credentials_file(facts);
    let env = facts.env;
    match auth::take_out(&path, name, env.locks().as_deref()) {
        Ok(true) => gone.push(shown(&path, env)),
        Ok(false) => {}
        Err(error) => {
            return Err(CliError::refused(
                format!("the token stays in {}: {error}", shown(&path, env)),
                "see to that file, then log out again",
            ));
        }
    }
    Ok(())
}

/// The system's keychain and other programs are asked through cargo, each by itself.
fn from_keepers(
    args: &LogoutArgs,
    (name, index): (&str, Option<&str>),
    facts: &Facts<'_>,
    (gone, kept): (&mut Vec<String>, &mut Vec<String>),
    ui: &mut Ui,
) -> Result<(), CliError> {
    // Each as cargo takes it, and by its name.
    let mut to_ask: Vec<(String, String)> = Vec::new();
    for keeper in keepers(facts, name).unwrap_or_default() {
        match keeper.kind {
            KeeperKind::Keychain => {
                to_ask.push((keeper.program.clone(), keeper.shown(&keeper.program)));
            }
            KeeperKind::Program(_) => {
                let mut words = vec![keeper.program.clone()];
                words.extend(keeper.args.iter().cloned());
                to_ask.push((words.join(" "), keeper.shown(&keeper.program)));
            }
            KeeperKind::Command => kept.push(format!(
                "`{}` ({}) prints a token whenever cargo asks",
                escape::line(&keeper.written),
                facts.show(&keeper.definition)
            )),
            KeeperKind::Feedctl => {
                if facts
                    .registry(name)
                    .and_then(|registry| facts.feed(registry))
                    .is_some()
                {
                    kept.push(format!(
                        "`{}` ({}) gets a fresh token whenever cargo asks",
                        escape::line(&keeper.written),
                        facts.show(&keeper.definition)
                    ));
                }
            }
            KeeperKind::File
            | KeeperKind::BrokenKeychain
            | KeeperKind::Elsewhere
            | KeeperKind::Unusable => {}
        }
    }
    let of_system = match () {
        () if cfg!(windows) => Some("cargo:wincred"),
        () if cfg!(target_os = "macos") => Some("cargo:macos-keychain"),
        () => None,
    };
    if let Some(keychain) = of_system
        && !to_ask.iter().any(|(known, _)| known == keychain)
    {
        to_ask.push((keychain.to_owned(), keychain.to_owned()));
    }
    let Some(index) = index.filter(|_| !to_ask.is_empty()) else {
        return Ok(());
    };
    let again = format!("feedctl logout {}", Shell::native().quote(name));
    confirm_trust(facts, args.trust_repo, &again, ui)?;
    let cargo = find_cargo(facts)?;
    for (provider, shown) in to_ask {
        still_as_judged(facts)?;
        match cargo.logout(name, index, &provider) {
            Ok(said) if said.ok && said.text.contains("not currently logged in") => {}
            Ok(said) if said.ok => gone.push(shown),
            Ok(said) => kept.push(format!("{shown} did not answer: {}", said.answer())),
            Err(error) => kept.push(format!(
                "{shown} was not asked: {}",
                crate::system::files::system_words(&error)
            )),
        }
    }
    Ok(())
}

fn say(name: &str, gone: &[String], kept: &[String], ui: &mut Ui) {
    let shown_name = escape::line(name);
    if ui.json() {
        ui.data(&results::text(&results::LoggedOut {
            version: results::VERSION,
            command: "logout",
            status: if gone.is_empty() {
                "not signed in"
            } else {
                "signed out"
            },
            registry: name,
            taken_out_of: gone,
            stays: kept,
        }));
        return;
    }
    if gone.is_empty() {
        ui.say(&format!(
            "not signed in to `{shown_name}`: no store had a token of it"
        ));
    } else {
        ui.say(&format!(
            "signed out of `{shown_name}`: taken out of {}; the token itself still works until it is revoked where it was made",
            gone.join(", ")
        ));
    }
    for stays in kept {
        ui.note(stays);
    }
}

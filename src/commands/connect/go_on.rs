//! What `connect` does after it has written: on a terminal it goes on to sign in, in
//! a job of a pipeline it looks whether the job can.

use crate::cargo::{self, View};
use crate::commands::Outcome;
use crate::commands::login::{Login, sign_in, signs_in_by_itself};
use crate::doctor::checks::{self, Facts};
use crate::project::ci;
use crate::project::facts::{self, Roots};
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::text::escape;

/// Goes on with a registry that is connected now.
pub(super) fn go_on(name: &str, yes: bool, env: &Env, ui: &mut Ui) -> Result<Outcome, CliError> {
    // Elsewhere there is nothing to go on with.
    if !ui.can_ask() && ci::job(env).is_none() {
        return Ok(Outcome::Done);
    }
    let config = cargo::discover(env);
    let view = View::new(&config, env);
    let around = facts::around(&view, env, Roots::around(env.cwd(), env), false);
    let facts = Facts::new(&view, env, &around);
    if facts.around.job.is_some() {
        return match cannot_sign_in(name, &facts) {
            Some(error) => Err(error),
            None => Ok(Outcome::Done),
        };
    }
    if !ui.can_ask() || facts.registry(name).is_none() {
        return Ok(Outcome::Done);
    }
    let shown = escape::line(name);
    if let Some(token) = facts.token(name) {
        ui.say(&format!(
            "a token for `{shown}` is there already: {}; `feedctl doctor --online` tries it",
            facts.show(&token.definition)
        ));
        return Ok(Outcome::Done);
    }
    if signs_in_by_itself(&facts, name) || ui.ask_yes("Sign in now?", true)? {
        let login = Login {
            name: Some(name),
            no_verify: false,
            trust_repo: false,
            yes,
        };
        return sign_in(&login, env, ui);
    }
    Ok(Outcome::Done)
}

/// The cause for which cargo would fail later in this job.
fn cannot_sign_in(name: &str, facts: &Facts<'_>) -> Option<CliError> {
    let is_fork = facts.around.job.is_some_and(|job| job.is_fork);
    // A task of the pipeline that reads the file signs in after this.
    if !is_fork && !facts.around.pipeline_steps.is_empty() {
        return None;
    }
    let quoted = format!("`{}`", escape::line(name));
    let finding = checks::run(facts).into_iter().find(|finding| {
        ["fork-without-token", "job-without-token"].contains(&finding.check.code)
            && finding.cause.contains(&quoted)
    })?;
    let next = format!(
        "{}; `--no-login` if a later step signs in",
        finding.fix.into_words()
    );
    Some(CliError::refused(finding.cause, next).after_writing())
}

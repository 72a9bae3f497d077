//! Writing a credential provider into the user's own file, where none is configured
//! and somebody wants to sign in.

use super::landing::prepare;
use super::named;
use super::trying::all_judged;
use crate::cargo::display_path::shown;
use crate::cargo::{self, CredentialChain, View};
use crate::doctor::checks::Facts;
use crate::project::facts::{self, Roots};
use crate::setup::plan::{Keeper, Target, providers_step};
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::text::escape;

/// Offers to write the provider that the vendors advise; true where it was written.
pub(super) fn if_missing(
    name: Option<&str>,
    yes: bool,
    env: &Env,
    ui: &mut Ui,
) -> Result<bool, CliError> {
    let config = cargo::discover(env);
    let view = View::new(&config, env);
    let around = facts::around(&view, env, Roots::around(env.cwd(), env), false);
    all_judged(&Facts::new(&view, env, &around))?;
    let name = named::registry(name, &view)?;
    let chain = CredentialChain::for_registry(&view, &name);
    if !matches!(chain, Ok(CredentialChain::NotConfigured)) {
        return Ok(false);
    }
    let list = Keeper::Auto.list().unwrap_or_default();
    let shown_list = format!("[\"{}\"]", list.join("\", \""));
    let Some(target) = Target::of_user(env, &config) else {
        return Err(CliError::refused(
            format!(
                "{}, so no credential provider can be configured in it",
                env.why_no_cargo_home()
            ),
            "set CARGO_HOME to a whole path",
        ));
    };
    let file = shown(&target.path, env);
    let quoted = crate::text::shell::Shell::native().quote(&name);
    let refused = || {
        CliError::refused(
            "no credential provider is configured, so cargo would keep no token and send none",
            format!(
                "`feedctl login {} --yes` writes `global-credential-providers = {shown_list}` into {file}",
                escape::line(&quoted)
            ),
        )
    };
    let root = around.tree.clone().unwrap_or_else(|| env.cwd().to_owned());
    let step = providers_step(list.clone());
    let landing = prepare(&target.path, &config, None, &[step.change], &root)
        .map_err(|failure| failure.into_error(&target.path, env))?;
    let Some(landing) = landing else {
        return Ok(false);
    };
    if !yes && !ui.can_ask() {
        return Err(refused());
    }
    ui.say(&format!(
        "no credential provider is configured, so cargo would keep no token; for your own file {file}:"
    ));
    ui.side_patch(&landing.patch.text);
    if !yes && !ui.ask_yes("Write it?", true)? {
        return Err(refused());
    }
    let receipt = landing
        .land(env)
        .map_err(|failure| failure.into_error(&target.path, env))?;
    ui.say(&receipt);
    Ok(true)
}

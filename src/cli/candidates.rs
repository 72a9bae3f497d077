//! Words that are one of a list: checks, clients, credential providers; how a wrong one is
//! told, and what completes.
//!
//! Not for the words of a command (see [`super`]), nor for names that files hold (see
//! [`crate::cli::completions`]).

use clap_complete::engine::CompletionCandidate;

use crate::cli::completions;
use crate::doctor::checks::{self, Check};
use crate::feeds::providers;
use crate::setup::snippets::{self, Recipe};
use crate::text::suggest;

pub(super) fn code(name: &str) -> Result<&'static Check, String> {
    checks::named(name).ok_or_else(|| {
        match suggest::nearest(name, checks::all().map(|check| check.code)) {
            Some(near) => format!("no check has this code; did you mean `{near}`?"),
            None => "no check has this code; `feedctl doctor` prints the code of each finding"
                .to_owned(),
        }
    })
}

pub(super) fn codes() -> Vec<CompletionCandidate> {
    checks::all()
        .map(|check| CompletionCandidate::new(check.code).help(Some(check.title.into())))
        .collect()
}

pub(super) fn client(name: &str) -> Result<&'static Recipe, String> {
    snippets::named(name).ok_or_else(|| snippets::instead_of(name))
}

pub(super) fn clients() -> Vec<CompletionCandidate> {
    snippets::CLIENTS
        .iter()
        .map(|client| CompletionCandidate::new(client.id).help(Some(client.title.into())))
        .collect()
}

pub(super) fn clients_and_registries() -> Vec<CompletionCandidate> {
    let mut all = clients();
    all.extend(completions::registries());
    all
}

pub(super) fn keepers() -> Vec<CompletionCandidate> {
    ["token", "keychain", "feedctl", "project", "none"]
        .into_iter()
        .chain(providers::mints().map(|mint| mint.program))
        .map(CompletionCandidate::new)
        .collect()
}

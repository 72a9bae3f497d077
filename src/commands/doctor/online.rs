//! `doctor --online`: asks cargo itself, registry by registry.

use crate::cargo::index_url::{Canonical, is_sparse};
use crate::cargo::{self, MergedValue, Registry, Replacement, View};
use crate::cli::DoctorArgs;
use crate::commands::trying::{Trial, confirm_trust, find_cargo, lost, why_unjudged};
use crate::doctor::checks::{Facts, Severity};
use crate::doctor::report::Tried;
use crate::doctor::run::Examined;
use crate::doctor::trust;
use crate::project::facts::{self, Roots};
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::text::escape;

/// What came of asking cargo.
pub(super) struct Online {
    pub(super) tried: Vec<Tried>,
    /// Why cargo was not asked at all; clean for output.
    pub(super) not_asked: Option<String>,
}

/// Tries every registry that has an index. Findings are added to what the files show.
pub(super) fn run(
    args: &DoctorArgs,
    examined: &mut Examined,
    env: &Env,
    ui: &mut Ui,
) -> Result<Online, CliError> {
    let config = cargo::discover(env);
    let view = View::new(&config, env);
    let around = facts::around(&view, env, Roots::around(env.cwd(), env), false);
    let facts = Facts::new(&view, env, &around);
    let registries: Vec<&Registry<'_>> = facts
        .registries()
        .iter()
        .filter(|registry| matches!(registry.index, Ok(Some(_))))
        .collect();
    // Cargo would follow a circle for ever.
    let circle = matches!(facts.replacement(), Ok(Replacement::Cycle { .. }))
        .then_some("the replacement of crates.io goes round in a circle");
    let astray = || trust::astray(&facts, None).map(|astray| lost(&astray).message);
    let why = why_unjudged(&facts)
        .or(circle.map(str::to_owned))
        .or_else(astray);
    if let Some(why) = why {
        let skipped = |registry: &&Registry<'_>| Tried {
            registry: registry.name.to_string(),
            skipped: Some(format!("not tried: {why}")),
            conclusive: false,
            ..Tried::default()
        };
        return Ok(Online {
            tried: registries.iter().map(skipped).collect(),
            not_asked: Some(why),
        });
    }
    confirm_trust(&facts, args.trust_repo, "feedctl doctor --online", ui)?;
    let cargo = find_cargo(&facts)?;
    let offline = std::mem::take(&mut examined.findings);
    let trial = Trial {
        cargo: &cargo,
        facts: &facts,
        offline: &offline,
    };
    let all = all_of(&trial, &registries, ui)?;
    examined.findings = offline;
    for tried in &all {
        // What the files only feared is so.
        if let Some(finding) = tried.explained.and_then(|at| examined.findings.get_mut(at)) {
            finding.severity = Severity::Error;
        }
        examined.findings.extend(tried.finding.iter().cloned());
        examined.findings.extend(tried.also.iter().cloned());
    }
    Ok(Online {
        tried: all,
        not_asked: None,
    })
}

/// Tries every registry, and crates.io where a source stands in for it.
fn all_of(
    trial: &Trial<'_, '_>,
    registries: &[&Registry<'_>],
    ui: &mut Ui,
) -> Result<Vec<Tried>, CliError> {
    let facts = trial.facts;
    let replacement = facts.replacement().ok().cloned();
    let mut all = Vec::new();
    for registry in registries {
        let name = registry.name.as_ref();
        let replaces = matches!(
            &replacement,
            Some(Replacement::Registry { name: by, .. }) if *by == name
        );
        ui.progress(&format!("asking cargo about {}…", escape::line(name)));
        all.push(trial.of(registry, replaces));
        ui.progress("");
    }
    if let Some(Replacement::Source { name, .. }) = &replacement {
        all.push(if is_of_git(facts, name) {
            Ok(Tried {
                registry: "crates-io".to_owned(),
                skipped: Some(format!(
                    "replaced by the source `{}`, which is of git: not tried",
                    escape::line(name)
                )),
                ..Tried::default()
            })
        } else {
            trial.of_crates_io(name, twin_of(facts, name))
        });
    }
    all.into_iter().collect()
}

/// The registry that has the same index as a source.
fn twin_of<'f>(facts: &'f Facts<'_>, source: &str) -> Option<&'f Registry<'f>> {
    let url = facts
        .view
        .at(&["source", source, "registry"])
        .and_then(MergedValue::text)?;
    let canonical = Canonical::of(url);
    facts
        .registries()
        .iter()
        .find(|registry| matches!(&registry.index, Ok(Some(index)) if canonical.is(index.value)))
}

/// Git asks its own helpers for credentials, and a checkout may name any host.
fn is_of_git(facts: &Facts<'_>, source: &str) -> bool {
    let text = |key: &str| {
        facts
            .view
            .at(&["source", source, key])
            .and_then(MergedValue::text)
    };
    text("git").is_some() || text("registry").is_some_and(|url| !is_sparse(url))
}

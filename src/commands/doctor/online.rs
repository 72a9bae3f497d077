//! `doctor --online`: asks cargo itself, registry by registry.

use crate::checks::{Facts, Severity};
use crate::cli::DoctorArgs;
use crate::commands::trying::{Trial, confirm_trust, find_cargo};
use crate::config::{self, Registry, Replacement, View};
use crate::env::Env;
use crate::error::CliError;
use crate::examine::Examined;
use crate::gather::{self, Roots};
use crate::report::Tried;
use crate::ui::Ui;

/// What keeps cargo from being asked at all, with the words for it.
const IN_THE_WAY: [(&str, &str); 6] = [
    // Cargo would follow the circle for ever.
    (
        "replacement-cycle",
        "the replacement of crates.io goes round in a circle",
    ),
    ("config-not-toml", "cargo cannot load its configuration"),
    ("config-unreadable", "cargo cannot load its configuration"),
    (
        "config-type-unsupported",
        "cargo cannot load its configuration",
    ),
    ("merge-clash", "cargo cannot load its configuration"),
    ("include-broken", "cargo cannot load its configuration"),
];

/// Tries every registry that has an index. Findings are added to what the files show.
pub(super) fn run(
    args: &DoctorArgs,
    examined: &mut Examined,
    env: &Env,
    ui: &mut Ui,
) -> Result<Vec<Tried>, CliError> {
    let config = config::discover(env);
    let view = View::new(&config, env);
    let around = gather::around(&view, env, Roots::around(env.cwd(), env), false);
    let facts = Facts::new(&view, env, &around);
    let in_the_way = IN_THE_WAY.iter().find(|(code, _)| {
        examined
            .findings
            .iter()
            .any(|finding| finding.check.code == *code && finding.severity == Severity::Error)
    });
    let registries: Vec<&Registry<'_>> = facts
        .registries()
        .iter()
        .filter(|registry| matches!(registry.index, Ok(Some(_))))
        .collect();
    if let Some((_, why)) = in_the_way {
        return Ok(registries
            .iter()
            .map(|registry| Tried {
                registry: registry.name.to_string(),
                skipped: Some(format!("not tried: {why}")),
                conclusive: false,
                ..Tried::default()
            })
            .collect());
    }
    let names: Vec<&str> = registries
        .iter()
        .map(|registry| registry.name.as_ref())
        .collect();
    confirm_trust(
        &facts,
        &names,
        args.trust_repo,
        "feedctl doctor --online",
        ui,
    )?;
    let cargo = find_cargo(&facts)?;
    let offline = std::mem::take(&mut examined.findings);
    let trial = Trial {
        cargo: &cargo,
        facts: &facts,
        offline: &offline,
    };
    let replacement = facts.replacement().ok().cloned();
    let mut all = Vec::new();
    for registry in &registries {
        let name = registry.name.as_ref();
        let replaces = matches!(
            &replacement,
            Some(Replacement::Registry { name: by, .. }) if *by == name
        );
        ui.progress(&format!(
            "asking cargo about {}…",
            crate::foreign::line(name)
        ));
        all.push(trial.of(registry, replaces));
        ui.progress("");
    }
    if let Some(Replacement::Source { name, .. }) = &replacement {
        all.push(trial.of_crates_io(name));
    }
    let all: Result<Vec<Tried>, CliError> = all.into_iter().collect();
    let all = all?;
    examined.findings = offline;
    for tried in &all {
        // What the files only feared is so.
        if let Some(finding) = tried.explained.and_then(|at| examined.findings.get_mut(at)) {
            finding.severity = Severity::Error;
        }
        examined.findings.extend(tried.finding.iter().cloned());
        examined.findings.extend(tried.also.iter().cloned());
    }
    Ok(all)
}

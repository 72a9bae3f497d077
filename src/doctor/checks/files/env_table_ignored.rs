//! `[env] CARGO_REGISTRIES_…`.

use std::cell::LazyCell;
use std::collections::HashSet;

use crate::cargo::registry_name::variable_form;
use crate::doctor::checks::finding::{Effect, Finding, Fix, Spot};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "env-table-ignored",
    title: "`[env]` sets a variable that only the real environment can set",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "`[env]` has `CARGO_REGISTRIES_…`, `CARGO_REGISTRY_…` or `CARGO_HOME`.",
        why: "What `[env]` sets reaches compilers and build scripts; cargo's own configuration is read before and does not see it. `CARGO_HOME` there is an error.",
        example: "[env]\nCARGO_REGISTRIES_CRATES_INDEX = \"sparse+https://feed.example.com/index/\"",
        fix: "Write `[registries.crates] index`, or set the variable in the shell or in the pipeline.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let forms: LazyCell<HashSet<String>, _> = LazyCell::new(|| {
        let all = facts.registries().iter();
        all.map(|registry| variable_form(&registry.name)).collect()
    });
    for (_, file, tree) in facts.files() {
        let Some(env) = tree.table_at(&["env"]) else {
            continue;
        };
        for (name, entry) in env.iter() {
            let of_registry = name
                .strip_prefix("CARGO_REGISTRIES_")
                .and_then(|rest| rest.strip_suffix("_INDEX"));
            let is_home = name == "CARGO_HOME";
            if !is_home
                && !name.starts_with("CARGO_REGISTRIES_")
                && !name.starts_with("CARGO_REGISTRY_")
            {
                continue;
            }
            // Only what nothing else defines is missing.
            let lost = of_registry.filter(|form| !forms.contains(*form));
            let severity = if is_home || lost.is_some() {
                Severity::Error
            } else {
                Severity::Warning
            };
            let cause = if is_home {
                "cargo refuses `CARGO_HOME` in `[env]`".to_owned()
            } else {
                format!("cargo itself does not see {} from `[env]`", quoted(name))
            };
            let fix = match of_registry {
                Some(form) => format!(
                    "write `[registries.{}]` with `index`, or set the variable outside of cargo",
                    crate::text::escape::line(&form.to_lowercase())
                ),
                None => "set the variable in the shell or in the pipeline".to_owned(),
            };
            let mut finding = Finding::new(
                &CHECK,
                Spot::of_config(file, entry.key),
                cause,
                Fix::Do(fix),
            )
            .severity(severity)
            .subject(facts.subject_of(file));
            finding = if is_home {
                finding.cargo("setting the `CARGO_HOME` environment variable is not supported in the `[env]` configuration table")
            } else {
                finding.so("it reaches compilers and build scripts only, and cargo says nothing")
            };
            if let Some(form) = lost {
                finding = finding.explains(Effect::Undefined(form.to_lowercase()));
            }
            found.push(finding);
        }
    }
}

//! A variable that points a registry of a file elsewhere.

use crate::cargo::index_url::Canonical;
use crate::cargo::{Definition, MergedValue};
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};
use crate::feeds::providers;

pub(super) const CHECK: Check = Check {
    code: "index-variable-shadows-file",
    title: "an index variable points a registry elsewhere than the file",
    severity: Severity::Warning,
    subject: Subject::Machine,
    text: Text {
        what: "A variable gives a registry another index than the file does.",
        why: "The variable wins. Crates come from another place than the file says, the token that is stored under this name is sent there, and `Cargo.lock` may change.",
        example: "# [registries.crates] has another index in .cargo/config.toml\nexport CARGO_REGISTRIES_CRATES_INDEX=sparse+https://other.example.com/index/",
        fix: "Unset the variable if the file is right.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for registry in facts.registries() {
        let Ok(Some(index)) = &registry.index else {
            continue;
        };
        let (Definition::Variable(variable), [beaten, ..]) =
            (&index.definition, &index.shadowed[..])
        else {
            continue;
        };
        let in_file = facts.view.at(&["registries", &registry.name, "index"]);
        let Some(in_file) = in_file.and_then(MergedValue::text) else {
            continue;
        };
        if Canonical::of(index.value) == Canonical::of(in_file)
            || is_same_feed(index.value, in_file)
        {
            continue;
        }
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(&index.definition),
                format!(
                    "{} points {} elsewhere than {}",
                    quoted(variable),
                    quoted(&registry.name),
                    facts.show(beaten)
                ),
                Fix::Do("unset the variable, if the file is right".to_owned()),
            )
            .so("crates come from the variable's index, and the token is sent there")
            .effect(Effect::BadIndex(registry.name.to_string())),
        );
    }
}

/// True for one feed that is asked for its sign-in here and not there, which people
/// switch by this variable.
fn is_same_feed(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (
        providers::feed_of_index(one),
        providers::feed_of_index(other),
    ) else {
        return false;
    };
    let values = |feed: &crate::feeds::Feed| {
        let mut values = feed.values.clone();
        values.take("force-auth");
        values
    };
    one.provider.id == other.provider.id && one.base == other.base && values(&one) == values(&other)
}

//! An alias with the name of a provider that is part of cargo.

use crate::cargo::BuiltIn;
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "alias-shadows-built-in",
    title: "a credential alias has the name of a built-in provider",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "An entry of `[credential-alias]` is called as a provider that is part of cargo.",
        why: "Cargo uses its own provider, and warns on every sign-in that the alias is passed over.",
        example: "[credential-alias]\n\"cargo:token\" = [\"keeper-cli\", \"--cargo\"]",
        fix: "Give the alias a name of its own and name that as the provider, or take the alias out.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let aliases = facts.view.at(&["credential-alias"]);
    let Some(aliases) = aliases.and_then(|aliases| aliases.table()) else {
        return;
    };
    for (name, alias) in aliases
        .iter()
        .filter(|(name, _)| BuiltIn::named(name).is_some())
    {
        let definition = alias.definition();
        let fix = facts.edit(
            false,
            definition,
            vec![Change::remove(&["credential-alias", name])],
            "take the alias out",
        );
        found.push(
            Finding::new(
                &CHECK,
                facts.at_key(definition),
                format!("the alias {} is never used", quoted(name)),
                fix,
            )
            .subject(facts.subject(definition))
            .cargo("will be ignored because it would shadow a built-in credential-provider"),
        );
    }
}

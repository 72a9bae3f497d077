//! `global-credential-providers` that is no list.

use super::chain::GLOBAL;
use crate::cargo::BuiltIn;
use crate::cargo::{Definition, Problem, dotted};
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::{Check, Facts, Fix, Severity, SignIn, Subject, Text};
use crate::toml::edit::{Change, Literal};

pub(super) const CHECK: Check = Check {
    code: "provider-list-not-a-list",
    title: "`global-credential-providers` is not a list",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "`[registry] global-credential-providers` is a string or something else, and must be a list of strings.",
        why: "Cargo stops as soon as any registry wants a sign-in, also one that names its own provider.",
        example: "[registry]\nglobal-credential-providers = \"cargo:token\"",
        fix: "Put brackets around it: `[\"cargo:token\"]`. `--fix` does it.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    // A string in one file and a list in another is a mistake of its own.
    let key = dotted(&GLOBAL);
    let clashes = facts
        .view
        .problems()
        .any(|problem| matches!(problem, Problem::MergeClash { key: other, .. } if *other == key));
    if clashes {
        return;
    }
    let wants = facts
        .registries()
        .iter()
        .any(|registry| facts.sign_in(registry) >= SignIn::Likely);
    for (id, file, tree) in facts.files() {
        let Some(entry) = tree.at(&GLOBAL) else {
            continue;
        };
        if entry.value().as_list().is_some() {
            continue;
        }
        let does = "make it a list";
        let list = entry.value().as_str().and_then(as_list);
        let fix = match list {
            Some(list) => Facts::edit_file(
                true,
                file,
                vec![Change::set(&GLOBAL[..1], GLOBAL[1], Literal::List(list))],
                does,
            ),
            None => Fix::Do(does.to_owned()),
        };
        let definition = Definition::File {
            file: id,
            key: entry.key,
            value: entry.item.span,
        };
        let kind = entry.value().kind();
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(&definition),
                format!(
                    "`global-credential-providers` must be a list, and this is of the type {kind}"
                ),
                fix,
            )
            .severity(if wants {
                Severity::Error
            } else {
                Severity::Warning
            })
            .subject(facts.subject_of(file))
            .cargo(format!("expected a list, but found a {kind} for")),
        );
    }
}

/// The list that a string means: one provider with its arguments, or several that
/// are part of cargo.
fn as_list(text: &str) -> Option<Vec<String>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() || text.contains([',', '[']) {
        return None;
    }
    let are_built_in = words.iter().all(|word| BuiltIn::named(word).is_some());
    Some(if are_built_in {
        words.into_iter().map(str::to_owned).collect()
    } else {
        vec![text.to_owned()]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_becomes_the_list_that_it_means() {
        let list = |text: &str| as_list(text).map(|list| list.join("|"));
        assert_eq!(list("cargo:token").as_deref(), Some("cargo:token"));
        assert_eq!(
            list("cargo:token cargo:wincred").as_deref(),
            Some("cargo:token|cargo:wincred")
        );
        assert_eq!(
            list("cargo:token-from-stdout a b").as_deref(),
            Some("cargo:token-from-stdout a b")
        );
        assert_eq!(list("cargo:token, cargo:wincred"), None);
        assert_eq!(list(" "), None);
    }
}

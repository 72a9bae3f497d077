//! An alias that cargo takes for a program.

use super::chain::Chains;
use super::names::{Aliases, Missed, is_like_alias_table};
use crate::cargo::Definition;
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::phrase::{quoted, quoted_provider};
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "alias-not-followed",
    title: "a credential alias is taken for a program",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "A credential provider names an alias, but not in the one way that cargo follows: there are arguments behind the name, the alias leads to another alias, or its table is not called `[credential-alias]`.",
        why: "Cargo looks an alias up only where its name stands alone, and only once. Otherwise it starts a program of that name, which does not exist.",
        example: "[credential-alias]\nkeeper = [\"keeper-cli\", \"--cargo\"]\n\n[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\ncredential-provider = \"keeper --tenant a\"",
        fix: "Put all arguments into the alias, and let it name the program itself. `--fix` corrects the name of the table.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let aliases = Aliases::new(facts);
    let chains = Chains::new(facts);
    let mut through_table = None;
    for asked in chains.asked() {
        let link = asked.link;
        let (cause, fix) = match aliases.missed(facts, link) {
            None => continue,
            Some(Missed::Misspelled(_)) => {
                through_table = through_table.max(Some(asked.severity));
                continue;
            }
            Some(Missed::Arguments(name)) => (
                format!(
                    "cargo does not look the alias {} up, because arguments stand behind it",
                    quoted(name)
                ),
                "put the arguments into the alias, and name it alone here",
            ),
            Some(Missed::Twice(first, second)) => (
                format!(
                    "the alias {} leads to the alias {}, and cargo follows only one",
                    quoted(first),
                    quoted(second)
                ),
                "write the program itself into the first alias",
            ),
        };
        let finding = Finding::new(
            &CHECK,
            facts.at_value(link.entry.named_at()),
            cause,
            Fix::Do(fix.to_owned()),
        )
        .severity(asked.severity)
        .subject(facts.subject(link.entry.named_at()))
        .cargo(format!(
            "credential provider {} failed action `get`",
            quoted_provider(link.entry.words())
        ));
        found.push(asked.whose.explain(finding));
    }
    tables(facts, through_table, found);
}

/// `[credential-aliases]` and the like, and how grave it is that providers go through
/// them.
fn tables(facts: &Facts<'_>, through: Option<Severity>, found: &mut Vec<Finding>) {
    for (id, file, tree) in facts.files() {
        let wrong = tree
            .iter()
            .filter(|(key, entry)| is_like_alias_table(key) && entry.value().as_table().is_some());
        for (key, entry) in wrong {
            let fix = if tree.get("credential-alias").is_some() {
                Fix::Do("move its entries to `[credential-alias]`".to_owned())
            } else {
                Facts::edit_file(
                    true,
                    file,
                    vec![Change::rename(&[key], "credential-alias")],
                    "call the table `credential-alias`",
                )
            };
            let definition = Definition::File {
                file: id,
                key: entry.key,
                value: entry.item.span,
            };
            let finding = Finding::new(
                &CHECK,
                facts.at_key(&definition),
                format!(
                    "cargo knows no table {} (did you mean `credential-alias`?)",
                    quoted(key)
                ),
                fix,
            )
            .severity(through.unwrap_or(Severity::Warning))
            .subject(facts.subject(&definition))
            .so("cargo takes each alias for the name of a program");
            found.push(match through {
                Some(_) => finding.explains(Effect::TokenIgnored(None)),
                None => finding,
            });
        }
    }
}

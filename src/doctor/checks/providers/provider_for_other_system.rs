//! Only keychains of other systems.

use super::chain::{Chain, Chains, Kind, Whose};
use super::rewrite;
use crate::cargo::BuiltIn;
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, SignIn, Subject, System, Text};
use crate::toml::edit::Change;
use crate::toml::texts;

pub(super) const CHECK: Check = Check {
    code: "provider-for-other-system",
    title: "every credential provider belongs to another system",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "Each credential provider that cargo would ask is the keychain of another operating system.",
        why: "Cargo passes those over without a word. When none is left it cannot sign in, even where a variable holds a good token.",
        example: "# on Linux\n[registry]\nglobal-credential-providers = [\"cargo:wincred\", \"cargo:macos-keychain\"]",
        fix: "Put `cargo:token` first in the list: it works on every system and is asked last.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    if facts.around.files_only {
        return;
    }
    let chains = Chains::new(facts);
    for (registry, chain) in chains.each() {
        let Some(chain) = chain else { continue };
        let is_own = chains
            .global()
            .is_none_or(|global| !std::ptr::eq(global, chain));
        if is_own && is_foreign(chain, facts.around.system) {
            push(
                facts,
                Whose::Own(&registry.name),
                chain,
                Severity::Error,
                found,
            );
        }
    }
    if let Some(chain) = chains.global()
        && is_foreign(chain, facts.around.system)
    {
        let wants = |registry: &&_| facts.sign_in(registry) >= SignIn::Likely;
        let severity = if chains.others().iter().any(wants) {
            Severity::Error
        } else {
            Severity::Warning
        };
        push(facts, Whose::Global, chain, severity, found);
    }
}

fn is_foreign(chain: &Chain<'_>, here: System) -> bool {
    chain
        .links
        .iter()
        .all(|link| matches!(link.kind, Kind::BuiltIn(BuiltIn::Keychain(system)) if system != here))
}

fn push(
    facts: &Facts<'_>,
    whose: Whose<'_>,
    chain: &Chain<'_>,
    severity: Severity,
    found: &mut Vec<Finding>,
) {
    let Some(link) = chain.links.first() else {
        return;
    };
    let does = "put `cargo:token` first in the list";
    let fix = match whose {
        Whose::Global => rewrite::list(facts, &link.entry.definition, false, does, |items| {
            let mut texts = texts(items)?;
            texts.insert(0, "cargo:token".to_owned());
            Some(texts)
        }),
        Whose::Own(_) | Whose::CratesIo => facts.edit(
            false,
            &link.entry.definition,
            vec![Change::remove(&whose.path())],
            "take it out here, and let each user's own list decide",
        ),
    };
    let names: Vec<String> = chain
        .links
        .iter()
        .map(|link| quoted(link.entry.program))
        .collect();
    let cause = match &names[..] {
        [name] => format!("{name} works on another system only"),
        names => format!("{} work on other systems only", names.join(", ")),
    };
    let finding = Finding::new(&CHECK, facts.at_value(&link.entry.definition), cause, fix)
        .severity(severity)
        .cargo("no credential providers could handle the request");
    found.push(whose.explain(finding));
}

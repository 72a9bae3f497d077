//! Names in an index that Azure DevOps does not give.

use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::indexes::all;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::feeds::Verdict;
use crate::feeds::providers::azure_artifacts::PROVIDER;

pub(super) const CHECK: Check = Check {
    code: "azure-feed-name-odd",
    title: "an index has a name that Azure DevOps does not give",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "The organization, the project or the feed in an index breaks the rules that Azure DevOps has for such names.",
        why: "The pages of Azure DevOps refuse such names when something is created, so the URL hardly means anything that is there. A few older or scripted ones may exist all the same.",
        example: "[registries.crates]\nindex = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/.crates/Cargo/index/\"",
        fix: "Compare the URL with \"Connect to feed\" in Azure Artifacts.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for index in all(facts) {
        // A URL that is wrong as a whole is told elsewhere.
        if index.seen.vendor_fault.is_some() {
            continue;
        }
        let Some(feed) = &index.seen.feed else {
            continue;
        };
        if *feed.provider != PROVIDER || feed.base.is_some() {
            continue;
        }
        let odd = PROVIDER.names.params.iter().find_map(|param| {
            let value = feed.get(param.key)?;
            match param.check(value, false) {
                Verdict::Good => None,
                Verdict::Odd(why) | Verdict::Bad(why) => Some((param.word, value, why)),
            }
        });
        let Some((word, value, why)) = odd else {
            continue;
        };
        let words = format!("names the {word} {}: {why}", quoted(value));
        let fix = Fix::Do("compare it with \"Connect to feed\" in Azure Artifacts".to_owned());
        found.push(
            index
                .finding(&CHECK, facts, &words, fix)
                .so("Azure DevOps lets nobody give that name"),
        );
    }
}

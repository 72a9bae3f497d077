//! A host that looks like a vendor's and is none of theirs.

use crate::cargo::index_url;
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};
use crate::feeds::providers;
use crate::text::escape;

pub(super) const CHECK: Check = Check {
    code: "look-alike-host",
    title: "a host only looks like a vendor's",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "The index is on a host that can be taken for one of Azure Artifacts, Cloudsmith, JFrog or AWS and is none of theirs: a letter differs, something stands before or after the vendor's host, or a letter only looks Latin.",
        why: "Whoever has that host gets the token, and the token works at the vendor. `feedctl login` and `--online` send nothing there.",
        example: "[registries.crates]\nindex = \"sparse+https://pkgs.dev.azure.com.feeds.example/contoso/_packaging/crates/Cargo/index/\"",
        fix: "Copy the index URL again from the feed's page. If the host is one that you know, such as a proxy of your company: `feedctl connect URL --provider generic`, once on each machine.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for registry in facts.registries() {
        let Ok(Some(index)) = &registry.index else {
            continue;
        };
        let Some(host) = index_url::host(index.value) else {
            continue;
        };
        let Some(vendor) = providers::look_alike(&host) else {
            continue;
        };
        let recorded = facts.around.recorded.index_of(&registry.name);
        if recorded.is_some_and(|known| index_url::is_same_destination(known, index.value)) {
            continue;
        }
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(&index.definition),
                format!(
                    "{} is on `{}`, which looks like a host of {} and is none of theirs",
                    quoted(&registry.name),
                    escape::line(&host),
                    vendor.name
                ),
                Fix::Do("copy the index URL again from the feed's page".to_owned()),
            )
            .so("`feedctl login` refuses it: whoever has that host would get your token"),
        );
    }
}

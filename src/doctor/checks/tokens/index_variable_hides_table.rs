//! A variable whose registry is written otherwise in the files.

use super::lookup;
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "index-variable-hides-table",
    title: "an index variable hides the registry's table",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "A variable gives the index of a registry whose name has a hyphen or a capital letter.",
        why: "To sign in, cargo takes the name from the variable, in lower case with underscores. It finds neither the `credential-provider` in the table of the real name nor the token that `cargo login` stored under it.",
        example: "# [registries.my-feed] is in .cargo/config.toml\nexport CARGO_REGISTRIES_MY_FEED_INDEX=sparse+https://feed.example.com/index/",
        fix: "Unset the variable if the file has the same index. Else set `CARGO_REGISTRIES_MY_FEED_CREDENTIAL_PROVIDER` and `CARGO_REGISTRIES_MY_FEED_TOKEN` too, or call the registry `my_feed` everywhere.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for renamed in lookup::renamed(facts) {
        if !renamed.is_own {
            continue;
        }
        let cause = format!(
            "because of this variable cargo signs in to {} under the name {}, so {} passed over",
            quoted(&renamed.registry.name),
            quoted(&renamed.name),
            renamed.lost
        );
        let fix = Fix::Do(
            "unset the variable, or set the provider and the token by variables too".to_owned(),
        );
        found.push(renamed.explain(Finding::new(&CHECK, renamed.spot(), cause, fix)));
    }
}

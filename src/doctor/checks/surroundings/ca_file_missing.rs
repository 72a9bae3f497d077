//! A file with certificates that is not where cargo looks for it.

use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "ca-file-missing",
    title: "a file with certificates is not where cargo looks for it",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "`http.cainfo` or `http.proxy-cainfo` is a relative path, and no such file is there. Cargo takes it from the folder above `.cargo`, not from `.cargo` itself.",
        why: "Without the certificates no connection over TLS comes about.",
        example: "# .cargo/config.toml; the file is .cargo/ca.pem\n[http]\ncainfo = \"ca.pem\"",
        fix: "Write the path as seen from the folder above `.cargo`. `--fix` does it where the file lies in `.cargo`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (key, file) in &facts.around.ca_files {
        let Ok(Some(value)) = facts.view.string(&["http", key]) else {
            continue;
        };
        let in_tree = facts.in_tree(&value.definition);
        // What a checkout lacks now may be put there before cargo runs.
        if file.is_there || (in_tree && !file.is_beside) {
            continue;
        }
        let (cause, fix) = if file.is_beside {
            let path = format!(".cargo/{}", value.value.trim_start_matches("./"));
            (
                format!(
                    "{} lies in `.cargo`, and cargo looks in the folder above",
                    quoted(value.value)
                ),
                facts.edit(
                    true,
                    &value.definition,
                    vec![Change::set(&["http"], key, path.as_str())],
                    "write the path from the folder above `.cargo`",
                ),
            )
        } else {
            (
                format!("there is no file {}", quoted(value.value)),
                Fix::Do("put the file there, or name it where it is".to_owned()),
            )
        };
        found.push(
            Finding::new(&CHECK, facts.at_value(&value.definition), cause, fix)
                .subject(facts.subject(&value.definition))
                .cargo("[77] Problem with the SSL CA cert (path? access rights?)"),
        );
    }
}

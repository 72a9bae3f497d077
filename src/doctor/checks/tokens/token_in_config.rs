//! A token in a configuration file: as `token`, or wherever else a file of the checkout
//! has one.

use crate::cargo::keys::{self, Holds};
use crate::cargo::masked::{Piece, pieces};
use crate::cargo::{ConfigFile, Definition, FileId, dotted};
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};
use crate::text::escape;
use crate::text::secret::{Credential, Shape};
use crate::toml::{Document, Span, Table};

pub(super) const CHECK: Check = Check {
    code: "token-in-config",
    title: "a token stands in a configuration file",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "`token` or `secret-key` stands in a `config.toml`, or a file of the checkout has a token elsewhere: among the arguments of a credential provider or an alias of one, in `http.user-agent`, in a URL, in a comment.",
        why: "Cargo takes it from there without a word. In a file of the project everybody who gets the repository has the token, and it stays in the history when the line goes.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\ntoken = \"Bearer ...\"",
        fix: "Revoke the token where it was made. Then sign in (`feedctl login NAME`), which keeps the new one out of this file, and take the line out. A program that needs a secret of its own reads it from a variable, or from a file outside of the repository; what the vendor wants in `http.user-agent` goes into the `config.toml` in cargo's home.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (id, file, tree) in facts.files() {
        if let Some(document) = file.document()
            && facts.file_in_tree(file)
        {
            elsewhere(facts, (id, file), document, found);
        }
        if let Some(table) = tree.table_at(&["registry"]) {
            judge(facts, (id, file), None, table, found);
        }
        let Some(registries) = tree.table_at(&["registries"]) else {
            continue;
        };
        for (name, entry) in registries.iter() {
            if let Some(table) = entry.value().as_table() {
                judge(facts, (id, file), Some(name), table, found);
            }
        }
    }
}

/// Tokens that stand under other keys, or in comments. In the user's own files they are
/// where vendors want them.
fn elsewhere(
    facts: &Facts<'_>,
    (id, file): (FileId, &ConfigFile),
    document: &Document,
    found: &mut Vec<Finding>,
) {
    let text = document.text();
    let mut last: Option<Vec<String>> = None;
    let mut push = |span: Span, what: String, fix: String| {
        let definition = Definition::File {
            file: id,
            key: span,
            value: span,
        };
        found.push(
            Finding::new(&CHECK, facts.at_value(&definition), what, Fix::Do(fix))
                .subject(facts.subject_of(file))
                .so("everybody who has this repository has it too")
                .secret_in(file.path()),
        );
    };
    pieces(document, &mut |span, piece| match piece {
        Piece::Key => {}
        Piece::Comment => {
            if escape::holds_token(span.of(text)) {
                push(
                    span,
                    "a token stands in a comment".to_owned(),
                    "revoke it where it was made, and take it out of the comment".to_owned(),
                );
            }
        }
        Piece::Value { path, after } => {
            let is_same = last.as_deref().is_some_and(|last| last == *path);
            let before = after.map_or("", |(_, last)| last.of(text));
            if is_same || !leaks(path, before, span.of(text)) {
                return;
            }
            last = Some(path.iter().map(|part| (*part).to_owned()).collect());
            let (place, goes) = match keys::holds(path) {
                Holds::Program | Holds::Programs => (
                    "the arguments of ",
                    "let the program read the new one from outside of the repository".to_owned(),
                ),
                _ if path.last() == Some(&"user-agent") => (
                    "",
                    "put the new one into the `config.toml` in cargo's home".to_owned(),
                ),
                _ => match path {
                    ["registries", name, _] => {
                        ("", format!("sign in with {}", facts.sign_in_line(name)))
                    }
                    _ => ("", "sign in with `feedctl login NAME`".to_owned()),
                },
            };
            push(
                span,
                format!("a token stands in {place}{}", quoted(&dotted(path))),
                format!("revoke it where it was made, take it out of this file, and {goes}"),
            );
        }
    });
}

/// True for a value that holds a token, by its look or by the word before it.
fn leaks(path: &[&str], before: &str, written: &str) -> bool {
    let quotes = ['"', '\''];
    let text = written.trim_matches(quotes);
    match (keys::holds(path), path.last()) {
        (Holds::Plain, _) | (_, Some(&("token" | "secret-key"))) => false,
        (Holds::Program | Holds::Programs, _) => {
            let mut before = before.trim_matches(quotes);
            text.split_whitespace().any(|word| {
                let word = word.trim_matches(quotes);
                let leaks = escape::names_credential(before, word);
                before = word;
                leaks
            })
        }
        // A user, a query and a path that is known for its tokens are other mistakes.
        (Holds::Url, _) => escape::holds_token(&escape::without_secrets(text)),
        (_, Some(&"user-agent")) => {
            // The vendor wants the token there, and its tokens have no form.
            let of_shipyard = text.strip_prefix("shipyard ").map(Shape::of);
            of_shipyard.is_some_and(|shape| {
                !matches!(
                    shape.credential,
                    Credential::Empty | Credential::Placeholder
                )
            }) || escape::holds_token(text)
        }
        _ => escape::holds_token(text),
    }
}

fn judge(
    facts: &Facts<'_>,
    (id, file): (FileId, &ConfigFile),
    registry: Option<&str>,
    table: &Table,
    found: &mut Vec<Finding>,
) {
    for (key, what) in [("token", "token"), ("secret-key", "secret key")] {
        let Some(entry) = table.get(key) else {
            continue;
        };
        let Some(secret) = entry.value().as_str() else {
            continue;
        };
        let is_secret = !matches!(
            Shape::of(secret).credential,
            Credential::Empty | Credential::Placeholder
        );
        if !is_secret {
            continue;
        }
        let definition = Definition::File {
            file: id,
            key: entry.key,
            value: entry.item.span,
        };
        let in_tree = facts.file_in_tree(file);
        let whose = registry.map_or("crates.io".to_owned(), quoted);
        let login = match registry {
            Some(name) => facts.sign_in_line(name),
            None => "`cargo login`".to_owned(),
        };
        let (fix, consequence) = if in_tree {
            (
                format!(
                    "revoke it where it was made, sign in with {login}, and take this line out"
                ),
                "everybody who has this repository has it too",
            )
        } else {
            (
                format!("sign in with {login}, and take this line out"),
                "whoever sees this file has it",
            )
        };
        found.push(
            Finding::new(
                &CHECK,
                facts.at_key(&definition),
                format!("the {what} of {whose} stands in a configuration file"),
                Fix::Do(fix),
            )
            .severity(if in_tree {
                Severity::Warning
            } else {
                Severity::Info
            })
            .subject(facts.subject_of(file))
            .so(consequence)
            .secret_in(file.path()),
        );
    }
}

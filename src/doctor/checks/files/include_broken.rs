//! An `include` that cargo refuses.

use crate::cargo::display_path::shown;
use crate::cargo::{ConfigFile, IncludeFault, Problem};
use crate::doctor::checks::finding::{Finding, Fix, Spot};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::edit::{Change, Literal};

pub(super) const CHECK: Check = Check {
    code: "include-broken",
    title: "an `include` is one that cargo refuses",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "`include` is no list; an entry has no `path`, does not end with `.toml`, holds a pattern or braces, is not there, or is included twice.",
        why: "Cargo does nothing at all in this folder until it is mended.",
        example: "include = \"local.toml\"",
        fix: "`include = [\"local.toml\"]`, with paths from the folder of the file; `{ path = \"local.toml\", optional = true }` for one that may be absent. `--fix` makes a list of a lone path.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for problem in facts.view.problems() {
        let Problem::BadInclude { file, fault, at } = problem else {
            continue;
        };
        let file = facts.config().file(*file);
        let path = |path: &std::path::Path| shown(path, facts.env);
        let (cause, next, cargo) = match fault {
            IncludeFault::TooMany => continue,
            IncludeFault::NotAList(kind) => (
                format!("`include` is of type {kind}, and must be a list"),
                "write a list",
                "expected a list of strings or a list of tables",
            ),
            IncludeFault::WrongEntry(kind) => (
                format!("this is of type {kind}, and must be a path or a table"),
                "write a path in quotes",
                "expected a string or table",
            ),
            IncludeFault::NoPath => (
                "this has no `path`".to_owned(),
                "write `path = \"FILE.toml\"`",
                "missing field `path`",
            ),
            IncludeFault::PathType(kind) => (
                format!("`path` is of type {kind}, and must be text"),
                "write the path in quotes",
                "expected a string",
            ),
            IncludeFault::OptionalType(kind) => (
                format!("`optional` is of type {kind}, and must be a boolean"),
                "write `true` or `false` without quotes",
                "expected a boolean",
            ),
            IncludeFault::Extension => (
                "the path does not end with `.toml`".to_owned(),
                "give the file that ending",
                "expected a config include path ending with `.toml`",
            ),
            IncludeFault::GlobPattern => (
                "the path holds a pattern, and cargo takes none".to_owned(),
                "list the files",
                "without glob patterns",
            ),
            IncludeFault::Braces => (
                "the path holds braces, and cargo takes none".to_owned(),
                "list the files",
                "without template braces",
            ),
            IncludeFault::Missing(file) => (
                format!("{} is not there", path(file)),
                "put it there, or write `{ path = \"…\", optional = true }`",
                "failed to load config include",
            ),
            IncludeFault::Cycle(file) => (
                format!("{} is included twice", path(file)),
                "include it once",
                "config `include` cycle detected",
            ),
            IncludeFault::Remote => (
                "the path names another machine or a device".to_owned(),
                "name a file of this machine",
                "failed to load config include",
            ),
        };
        let fix = lone_path(file, fault).unwrap_or_else(|| Fix::Do(next.to_owned()));
        found.push(
            Finding::new(&CHECK, Spot::of_config(file, *at), cause, fix)
                .subject(facts.subject_of(file))
                .cargo(cargo),
        );
    }
}

/// `include = "a.toml"` plainly means a list of one.
fn lone_path(file: &ConfigFile, fault: &IncludeFault) -> Option<Fix> {
    let path = file.tree()?.str_at(&["include"])?;
    matches!(fault, IncludeFault::NotAList(_)).then(|| {
        let change = Change::set(&[], "include", Literal::List(vec![path.to_owned()]));
        Facts::edit_file(true, file, vec![change], "make it a list of one")
    })
}

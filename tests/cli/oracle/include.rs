//! The traps of `include`, each tried with cargo.

use std::path::Path;

use feedctl::cargo::{IncludeFault, Problem, View, discover};

use super::leaves::{ours, printed};
use crate::support::Sandbox;

/// Both see the same, or both fail; what we find wrong is given back.
fn agree(sandbox: &Sandbox) -> Vec<String> {
    let env = sandbox.env("p");
    let config = discover(&env);
    let view = View::new(&config, &env);
    let cargo = sandbox.config_get("p", None);
    let problems: Vec<String> = view
        .problems()
        .map(|problem| match problem {
            Problem::BadInclude { file, fault, at } => {
                let file = config.file(*file);
                let line = file.line(at.start).expect("it was read");
                let name = file.path().file_name().unwrap_or_default();
                let fault = match fault {
                    IncludeFault::Missing(path) => format!("Missing({})", short(path)),
                    IncludeFault::Cycle(path) => format!("Cycle({})", short(path)),
                    other => format!("{other:?}"),
                };
                format!("{}:{line} {fault}", name.display())
            }
            Problem::Unreadable { file, error } => {
                format!("{} {error}", short(config.file(*file).path()))
            }
            Problem::MergeClash { key, near, far, .. } => {
                let name = |d: &feedctl::cargo::Definition| {
                    let shown = d.show(&config);
                    shown.rsplit('/').next().unwrap_or_default().to_owned()
                };
                format!("{key} {} {}", name(near), name(far))
            }
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(
        cargo.ok,
        problems.is_empty(),
        "{problems:?}\n{}",
        cargo.stderr
    );
    if cargo.ok {
        assert_eq!(ours(&view).0, printed(&cargo.stdout));
    }
    problems
}

fn short(path: &Path) -> String {
    path.file_name().unwrap_or_default().display().to_string()
}

#[test]
fn each_shape_that_cargo_refuses_is_a_problem() {
    for (include, expected) in [
        ("include = 'm.toml'", "config.toml:1 NotAList(\"string\")"),
        (
            "include = { path = 'm.toml' }",
            "config.toml:1 NotAList(\"table\")",
        ),
        ("include = true", "config.toml:1 NotAList(\"boolean\")"),
        (
            "[include]\npath = 'm.toml'",
            "config.toml:1 NotAList(\"table\")",
        ),
        ("include = [1]", "config.toml:1 WrongEntry(\"integer\")"),
        (
            "include = [['m.toml']]",
            "config.toml:1 WrongEntry(\"array\")",
        ),
        ("include = [{ optional = true }]", "config.toml:1 NoPath"),
        (
            "include = [{ path = 1 }]",
            "config.toml:1 PathType(\"integer\")",
        ),
        (
            "include = [\n'm.toml',\n{ path = 'm2.toml', optional = 'yes' }]",
            "config.toml:3 OptionalType(\"string\")",
        ),
        ("include = ['m']", "config.toml:1 Extension"),
        ("include = ['m.TOML']", "config.toml:1 Extension"),
        ("include = ['']", "config.toml:1 Extension"),
        ("include = ['.toml']", "config.toml:1 Extension"),
        (
            "include = [{ path = 'm', optional = true }]",
            "config.toml:1 Extension",
        ),
        ("include = ['*.toml']", "config.toml:1 GlobPattern"),
        ("include = ['m?.toml']", "config.toml:1 GlobPattern"),
        ("include = ['[m].toml']", "config.toml:1 GlobPattern"),
        ("include = ['{m}.toml']", "config.toml:1 Braces"),
        (
            "include = ['none.toml']",
            "config.toml:1 Missing(none.toml)",
        ),
        ("include = ['m.toml/']", "config.toml:1 Missing(m.toml)"),
        (
            "include = ['m.toml/x.toml']",
            "config.toml:1 Missing(x.toml)",
        ),
        (
            "include = ['m.toml', 'm.toml']",
            "config.toml:1 Cycle(m.toml)",
        ),
        (
            "include = ['config.toml']",
            "config.toml:1 Cycle(config.toml)",
        ),
        (
            "include = ['./m.toml', './/m.toml']",
            "config.toml:1 Cycle(m.toml)",
        ),
        (
            "include = ['folder.toml']",
            "folder.toml it is a folder, not a file",
        ),
        (
            "include = [{ path = 'folder.toml', optional = true }]",
            "folder.toml it is a folder, not a file",
        ),
    ] {
        let sandbox = Sandbox::with(&[
            ("p/.cargo/config.toml", include),
            ("p/.cargo/m.toml", "a = 1"),
            ("p/.cargo/m2.toml", "b = 1"),
            ("p/.cargo/folder.toml/x", ""),
        ]);
        let problems = agree(&sandbox);
        assert_eq!(problems, [expected], "{include}");
    }
}

#[test]
fn what_cargo_takes_is_taken() {
    for include in [
        "",
        "include = []",
        "include = ['m.toml']",
        "include = ['none/../m.toml', 'm2.toml']\n",
        "[[include]]\npath = 'm.toml'\n[[include]]\npath = 'm2.toml'\noptional = false",
        "include = [{ path = 'm.toml', optonal = 1, x = [] }]",
        "include = [{ path = 'none.toml', optional = true }]",
        "include = [{ path = 'm.toml/x.toml', optional = true }]",
        "include = ['m2.toml', 'm.toml']\nk = 'own'",
        "include = ['sub/deep.toml']\nlist = ['own']",
        // By two paths the same file is two.
        "include = ['m.toml', 'sub/../m.toml']",
        // Below the top it is a key like any other.
        "[a]\ninclude = 1\n[b.include]\npath = 'none'",
        "a.include = ['none.toml']",
        "include = [\n  # c\n  \"m\\u002etoml\",\n]",
    ] {
        let sandbox = Sandbox::with(&[
            ("p/.cargo/config.toml", include),
            ("p/.cargo/m.toml", "k = 'm'\nlist = ['m']\n[t]\nm = 1"),
            ("p/.cargo/m2.toml", "k = 'm2'\nlist = ['m2']\n[t]\nm2 = 1"),
            (
                "p/.cargo/sub/deep.toml",
                "include = ['../m2.toml', 'other.toml']\nlist = ['deep']",
            ),
            ("p/.cargo/sub/other.toml", "k = 'other'\nlist = ['other']"),
            ("cargo/config.toml", "k = 'home'\nlist = ['home']\nt.m = 2"),
        ]);
        let problems = agree(&sandbox);
        // Linux does not step back out of a folder that is not there.
        let expected: &[&str] = if include.contains("none/..") {
            &["config.toml:1 Missing(m.toml)"]
        } else {
            &[]
        };
        assert_eq!(problems, expected, "{include}");
    }
}

#[test]
fn a_diamond_is_a_cycle_within_one_file_and_none_between_two() {
    let top = "include = ['l.toml', 'r.toml']";
    let down = "include = ['x.toml']";
    let sandbox = Sandbox::with(&[
        ("p/.cargo/config.toml", top),
        ("p/.cargo/l.toml", down),
        ("p/.cargo/r.toml", down),
        ("p/.cargo/x.toml", "list = ['x']"),
    ]);
    assert_eq!(agree(&sandbox), ["r.toml:1 Cycle(x.toml)"]);

    let sandbox = Sandbox::new();
    let shared = sandbox.path("shared.toml");
    let text = format!("include = ['{}']\n", shared.display());
    sandbox.write("shared.toml", "list = ['x']\nk = 'shared'");
    sandbox.write("p/.cargo/config.toml", format!("{text}k = 'own'"));
    sandbox.write("cargo/config.toml", text);
    assert_eq!(agree(&sandbox), [""; 0]);
    let config = discover(&sandbox.env("p"));
    assert_eq!((config.files().len(), config.precedence().len()), (3, 4));
}

#[test]
fn what_is_wrong_in_an_included_file_is_told_there() {
    let sandbox = Sandbox::with(&[
        (
            "p/.cargo/config.toml",
            "include = ['a.toml', 'b.toml']\n[k]\nx = 1",
        ),
        ("p/.cargo/a.toml", "\nk = 1"),
        ("p/.cargo/b.toml", "\n\nk = ['b']"),
    ]);
    assert_eq!(
        agree(&sandbox),
        ["k b.toml:3 a.toml:2", "k config.toml:2 b.toml:3"]
    );
}

/// A path that grows with every turn never meets itself; the system ends cargo,
/// and we end by ourselves.
#[test]
fn a_file_that_includes_itself_by_ever_longer_paths_comes_to_an_end() {
    for include in [
        "include = ['../.cargo/config.toml']",
        "include = ['../.cargo/config.toml', '../../p/.cargo/config.toml']",
    ] {
        let sandbox = Sandbox::with(&[("p/.cargo/config.toml", include)]);
        assert_eq!(agree(&sandbox), ["config.toml:1 TooMany"]);
        assert!(discover(&sandbox.env("p")).files().len() < 600);
    }
}

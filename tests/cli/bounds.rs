//! What a checkout holds neither hangs, nor swells, nor slows feedctl without bound: each
//! input took minutes, or gigabytes, where something grew faster than the files do.
//!
//! Not for what is found there. How time grows is measured by the benches.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::child::run_with_limit;
use crate::support::{Run, Sandbox};

/// What takes longer hangs.
const LIMIT: Duration = Duration::from_mins(1);

/// Runs feedctl in a folder with a gigabyte of memory; it has to end by itself.
fn bounded(sandbox: &Sandbox, folder: &str, arguments: &[&str]) -> Run {
    let line = r#"ulimit -v 1000000 && exec "$0" "$@""#;
    let words = [&["-c", line, env!("CARGO_BIN_EXE_feedctl")], arguments].concat();
    let mut command = sandbox.program(Path::new("bash"), folder, &words);
    let run = Run::from(run_with_limit(&mut command, LIMIT, None));
    assert!(!run.hung, "{arguments:?} does not end");
    assert!(matches!(run.code, Some(0..=3)), "{arguments:?}: {run}");
    run
}

/// A token that `git add` would take in.
const CONFIG: &str = "[registries.crates]\nindex = 'sparse+https://h.test/'\ntoken = 'x'\n";

fn fifo(path: &Path) {
    let _ = std::fs::remove_file(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    let made = Command::new("mkfifo").arg(path).status();
    assert!(made.expect("mkfifo runs").success());
}

#[test]
fn patterns_that_git_matches_for_ever_are_given_up() {
    let sandbox = Sandbox::new();
    sandbox.git(None);
    sandbox.write("p/.gitignore", format!("{}/b\n", "/**/a".repeat(12)));
    let deep = format!("p{}", "/a".repeat(40));
    sandbox.write(&format!("{deep}/.cargo/config.toml"), CONFIG);
    let run = bounded(&sandbox, &deep, &["doctor"]);
    assert!(run.stdout.contains("token-in-config"), "{run}");
    assert!(!run.stdout.contains("git add"), "{run}");
    // Where it can be asked it is.
    sandbox.write("p/.gitignore", "/b\n");
    let run = bounded(&sandbox, &deep, &["doctor"]);
    assert!(run.stdout.contains("the next `git add`"), "{run}");
    sandbox.write("p/.gitignore", "/a/**/.cargo\n");
    let run = bounded(&sandbox, &deep, &["doctor"]);
    assert!(!run.stdout.contains("git add"), "{run}");
}

/// Files that libgit2 opens by itself.
#[test]
fn git_waits_for_no_pipe() {
    for path in [
        "p/.gitignore",
        "p/.git/HEAD",
        "p/.git/config",
        "p/.git/index",
        "p/.git/commondir",
        "p/.git/info/exclude",
        "home/.gitconfig",
        "home/.config/git/config",
        "home/.config/git/ignore",
        "ignored",
    ] {
        let sandbox = Sandbox::with(&[("p/.cargo/config.toml", CONFIG)]);
        sandbox.git(Some("https://dev.azure.com/contoso/_git/x"));
        if path == "ignored" {
            let config = sandbox.read("p/.git/config").expect("git's configuration");
            let ignored = sandbox.path(path);
            let line = format!("{config}[core]\nexcludesFile = {}\n", ignored.display());
            sandbox.write("p/.git/config", line);
        }
        fifo(&sandbox.path(path));
        bounded(&sandbox, "p", &["doctor"]);
        bounded(&sandbox, "p", &["connect", "--feed", "crates", "-n"]);
    }
    // A repository that lies elsewhere, as that of a second work tree.
    let sandbox = Sandbox::with(&[("p/.cargo/config.toml", CONFIG)]);
    sandbox.write("p/.git", "gitdir: ../repository\n");
    sandbox.write("repository/HEAD", "ref: refs/heads/main\n");
    sandbox.write("repository/commondir", "../common\n");
    sandbox.write("common/objects/x", "");
    sandbox.write("common/refs/x", "");
    fifo(&sandbox.path("common/config"));
    bounded(&sandbox, "p", &["doctor"]);
    let run = bounded(&sandbox, "p", &["connect", "--feed", "crates", "-n"]);
    assert!(run.stderr.contains("remotes of this repository"), "{run}");
    fifo(&sandbox.path("p/.git"));
    bounded(&sandbox, "p", &["doctor"]);
    bounded(&sandbox, "p", &["connect", "--feed", "crates", "-n"]);
}

#[test]
fn configurations_of_git_that_multiply_are_given_up() {
    let sandbox = Sandbox::new();
    sandbox.git(Some("https://dev.azure.com/contoso/_git/x"));
    let own = sandbox.read("p/.git/config").expect("git's configuration");
    sandbox.write("p/.git/config", format!("{own}[include]\npath = i0\n"));
    for depth in 0..8 {
        let line = format!("path = i{}\n", depth + 1);
        let text = format!("[include]\n{}", line.repeat(30));
        sandbox.write(&format!("p/.git/i{depth}"), text);
    }
    sandbox.write("p/.git/i8", "[a]\nb = c\n");
    let run = bounded(&sandbox, "p", &["connect", "--feed", "crates", "-n"]);
    assert!(run.stderr.contains("took too long to read"), "{run}");
}

#[test]
fn very_long_names_are_near_to_none() {
    let (one, other) = ("a".repeat(20_000), "b".repeat(20_000));
    let config = format!(
        "[registries.{one}]\nindex = 'sparse+https://h.test/'\n\
         [source.crates-io]\nreplace-with = '{other}'\n"
    );
    let sandbox = Sandbox::with(&[("p/.cargo/config.toml", &config)]);
    for command in [&["doctor"][..], &["show"], &["show", &other]] {
        bounded(&sandbox, "p", command);
    }
}

#[test]
fn a_list_of_anything_takes_no_more_than_its_length() {
    let mut lists: Vec<String> = Vec::new();
    let mut list = |one: &dyn Fn(usize) -> String, before: &str, after: &str| {
        let all: String = (0..20_000).map(one).collect();
        lists.push(format!("{before}{all}{after}\n"));
    };
    let log_markers = |_| "##vso[".to_owned();
    let replaced = "[source.crates-io]\nreplace-with = '";
    list(&log_markers, replaced, "'");
    list(&|_| "a://b@".to_owned(), replaced, "'");
    let provider = |number| format!("'p{number} a',");
    let providers = "[registry]\nglobal-credential-providers = [";
    list(&provider, providers, "]");
    for config in lists {
        let sandbox = Sandbox::with(&[("p/.cargo/config.toml", &config)]);
        bounded(&sandbox, "p", &["doctor", "--files", "--format", "json"]);
        bounded(
            &sandbox,
            "p",
            &["connect", "--org", "contoso", "--feed", "x", "-n"],
        );
    }
}

#[test]
fn members_that_are_named_over_and_over_are_looked_at_once() {
    let mut patterns = String::new();
    for number in 0..2000 {
        // The same folders, and each pattern another one.
        let _ = write!(patterns, "'{}m/*', ", "./".repeat(number % 500));
    }
    let manifest = format!("[workspace]\nmembers = [{patterns}]\n");
    let sandbox = Sandbox::with(&[
        ("p/Cargo.toml", &manifest),
        (
            "p/.cargo/config.toml",
            "[registries.x]\nindex = 'sparse+https://h.test/i/'\n",
        ),
    ]);
    for number in 0..1000 {
        let text = "[dependencies]\na = { version = '1', registry = 'none' }\n";
        sandbox.write(&format!("p/m/{number}/Cargo.toml"), text);
    }
    let run = bounded(&sandbox, "p", &["doctor"]);
    let told = run.stdout.matches("[dependency-registry-unknown]").count();
    assert_eq!(told, 1000, "{}", run.stderr);
}

#[test]
fn thousands_of_faults_are_mended_some_at_a_time() {
    let mut config = String::new();
    for number in 0..4000 {
        let _ = writeln!(
            config,
            "[registries.r{number}]\nindex = 'sparse+https://h.test/{number}'"
        );
    }
    let sandbox = Sandbox::with(&[("p/.cargo/config.toml", &config)]);
    let run = bounded(&sandbox, "p", &["doctor", "--fix", "-n"]);
    assert!(run.stderr.contains("run it again"), "{run}");
    let run = bounded(&sandbox, "p", &["doctor", "--fix", "--yes"]);
    let mended = sandbox.read("p/.cargo/config.toml").unwrap_or_default();
    assert_eq!(mended.matches("/\"").count(), 6 * 50, "{}", run.stderr);
}

#[test]
fn thousands_of_dependencies_from_nowhere_are_told() {
    let mut config = String::new();
    let mut manifest = "[package]\nname = 'a'\nversion = '0.1.0'\n[dependencies]\n".to_owned();
    for number in 0..4000 {
        let name = format!("{number:a>60}");
        let _ = writeln!(
            config,
            "[registries.{name}]\nindex = 'sparse+https://h.test/'"
        );
        let _ = writeln!(
            manifest,
            "{name} = {{ version = '1', registry = 'u{name}' }}"
        );
    }
    let sandbox = Sandbox::with(&[
        ("p/.cargo/config.toml", &config),
        ("p/Cargo.toml", &manifest),
    ]);
    let run = bounded(&sandbox, "p", &["doctor"]);
    let told = run.stdout.matches("[dependency-registry-unknown]").count();
    assert_eq!(told, 4000, "{}", run.stderr);
}

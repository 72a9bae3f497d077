//! Text of others stays text: whatever folders, files, registries, remotes and feeds are
//! called, no output moves a cursor, turns a line around or commands a build agent.
//!
//! Not for secrets (see [`crate::secrets`]).

use std::path::Path;

use serde_json::Value;

use crate::child::run_with_limit;
use crate::support::{Run, Sandbox};

/// What a name may hold; each is planted everywhere.
const NAMES: [&str; 3] = [
    "e\u{1b}[31m\u{7}b\u{202e}\u{200b}\n::error::planted\n##[error]planted",
    "##vso[planted]x",
    "::add-mask::planted",
];

const FORMATS: [&[&str]; 2] = [&[], &["--format", "json"]];

/// No character of theirs steers, and no line of ours begins with what they wrote.
fn is_text(run: &Run) {
    for text in [&run.stdout, &run.stderr] {
        for letter in text.chars() {
            let is_ours = matches!(letter, '\n' | '\t');
            let is_hidden = matches!(letter, '\u{202e}' | '\u{200b}');
            assert!(is_ours || !(letter.is_control() || is_hidden), "{run}");
        }
        // JSON is read by programs, and each line of it begins with a mark of its own.
        let is_json = text.starts_with(['{', '[']);
        for line in text.lines().filter(|_| !is_json) {
            let line = line.trim_start();
            assert!(!line.starts_with("::") && !line.starts_with("##["), "{run}");
            assert!(!line.to_lowercase().contains("##vso[planted"), "{run}");
        }
    }
    assert!(!run.hung && matches!(run.code, Some(0..=3)), "{run}");
}

fn toml(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// A work tree of that name, in which all else is called so too.
fn tree(name: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let key = toml(name);
    let config = format!(
        "[registries.{key}]\n\
         index = \"sparse+https://pkgs.dev.azure.com/acme/_packaging/crates/Cargo/index\"\n\
         credential-provider = [{key}, {key}]\ntoken = {key}\n{key} = {key}\n\
         [registries.ok]\nindex = \"sparse+https://feed.test/i/\"\n\
         [source.crates-io]\nreplace-with = {key}\n\
         [source.{key}]\nregistry = {key}\ndirectory = {key}\n\
         [credential-alias]\n{key} = [{key}]\n[alias]\n{key} = {key}\n\
         [http]\nproxy = {key}\n[{key}]\nx = 1\n[registry]\ndefault = {key}\n\
         global-credential-providers = [{key}]\n[patch.{key}.a]\ngit = {key}\n"
    );
    let manifest = format!(
        "[package]\nname = {key}\nversion = \"0.1.0\"\n\
         [dependencies.{key}]\npath = {key}\nversion = \"1\"\nregistry = {key}\n[{key}]\nx = 1\n"
    );
    let root = format!("p/{name}");
    sandbox.write(&format!("{root}/.cargo/config.toml"), &config);
    sandbox.write(
        &format!("{root}/Cargo.toml"),
        "[workspace]\nmembers = [\"*\"]\n",
    );
    sandbox.write(&format!("{root}/{name}/Cargo.toml"), &manifest);
    sandbox.write(&format!("{root}/{name}/.cargo/config.toml"), &config);
    sandbox.write(&format!("{root}/{name}/.cargo/Config.toml"), &config);
    sandbox.write(&format!("{root}/rust-toolchain"), name);
    let pipeline = format!(
        "steps:\n- task: CargoAuthenticate@0\n  inputs:\n    configFile: {}/.cargo/config.toml\n",
        name.replace('\n', " ")
    );
    sandbox.write(&format!("{root}/azure-pipelines.yml"), pipeline);
    let repository = git2::Repository::init(sandbox.path(&root)).expect("a repository");
    let mut git = repository.config().expect("its configuration");
    for (number, part) in ["org", "_git"].into_iter().enumerate() {
        let remote = format!("https://dev.azure.com/{name}/{part}/{name}");
        let key = format!("remote.r{number}.url");
        git.set_str(&key, &remote).expect("a remote");
    }
    sandbox
}

fn run(sandbox: &Sandbox, folder: &str, words: &[&str]) -> Run {
    let program = Path::new(env!("CARGO_BIN_EXE_feedctl"));
    let mut command = sandbox.program(program, folder, words);
    Run::from(run_with_limit(
        &mut command,
        std::time::Duration::from_mins(1),
        Some(b""),
    ))
}

#[test]
fn names_of_others_are_told_and_not_obeyed() {
    for name in NAMES {
        let sandbox = tree(name);
        let root = format!("p/{name}");
        let member = format!("{root}/{name}");
        let commands: [&[&str]; 24] = [
            &["doctor"],
            &["doctor", "--files"],
            &["doctor", "--fix", "-n"],
            &["doctor", "--recursive", "."],
            &["doctor", "--recursive", ".."],
            &["doctor", "--online"],
            &["show"],
            &["show", name],
            &["show", "ok"],
            &[
                "-v", "connect", "--org", "contoso", "--feed", "crates", "-n",
            ],
            &["connect", "--feed", "crates", "-n"],
            &[
                "connect", "--org", name, "--feed", name, "--name", name, "-n",
            ],
            &["connect", name],
            &[
                "connect", "--org", "contoso", "--feed", "x", "--file", name, "-n",
            ],
            &["disconnect", name, "-n"],
            &["disconnect", "ok", "-n"],
            &["login", name, "--no-input"],
            &["logout", name],
            &["login", "ok", "--no-input"],
            &["snippet", "publish", "ok"],
            &["snippet", "--all", "ok"],
            &["snippet", "--all", name],
            &["-C", name, "show"],
            &["snippet", "--client", name],
        ];
        for words in commands {
            for format in FORMATS {
                for folder in [&root, &member] {
                    is_text(&run(&sandbox, folder, &[words, format].concat()));
                }
            }
        }
        for format in ["sarif", "github", "azure"] {
            let words = ["doctor", "--format", format];
            let told = run(&sandbox, &root, &words);
            if format == "sarif" {
                let _: Value = serde_json::from_str(&told.stdout).expect("it is JSON");
            }
            // The marks of a command stand where we write one, and nowhere else.
            assert!(!told.stdout.contains(['\u{1b}', '\u{202e}']), "{told}");
            for line in told.stdout.lines() {
                assert!(!line.starts_with("::error::planted"), "{told}");
                assert!(!line.starts_with("##[error]planted"), "{told}");
                assert!(!line.contains("##vso[planted]"), "{told}");
            }
        }
    }
}

/// What clap refuses it quotes.
#[test]
fn wrong_words_are_quoted_as_text() {
    let sandbox = Sandbox::new();
    for name in NAMES {
        let flag = format!("--{name}");
        for words in [
            &[name][..],
            &[&flag],
            &["connect", &flag],
            &["connect", "a", name],
            &["connect", "--provider", name],
            &["doctor", "--only", name],
            &["doctor", "--format", name],
            &["show", "a", name],
            &["completions", name],
            &["help", name],
        ] {
            let told = run(&sandbox, "p", words);
            is_text(&told);
            assert_ne!(told.code, Some(0), "{words:?}");
        }
    }
}

/// git reads the names in a patch as they are.
#[test]
fn a_patch_finds_files_of_any_name() {
    for name in NAMES.into_iter().chain(["a \"b\" \\c", "größe", "a b"]) {
        let sandbox = Sandbox::with(&[
            ("p/Cargo.toml", "[workspace]\nmembers = [\"*\"]\n"),
            (
                "p/.cargo/config.toml",
                "[registries.ok]\nindex = \"sparse+https://feed.test/i/\"\n",
            ),
        ]);
        sandbox.git(None);
        let member = format!("p/{name}/Cargo.toml");
        sandbox.write(&member, "[package]\nname = \"a\"\nversion = \"0.1.0\"\n");
        let told = run(&sandbox, "p", &["snippet", "publish", "ok"]);
        is_text(&told);
        let mut git = sandbox.program(Path::new("git"), "p", &["apply", "-"]);
        let limit = std::time::Duration::from_mins(1);
        let applied = run_with_limit(&mut git, limit, Some(told.stdout.as_bytes()));
        assert!(applied.success(), "{name:?}: {applied:?}\n{told}");
        let text = sandbox.read(&member).unwrap_or_default();
        assert!(text.contains("publish = [\"ok\"]"), "{name:?}: {text}");
    }
}

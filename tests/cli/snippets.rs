//! Snippets: the whole text for each kind of feed, and what becomes of it in the
//! programs that read it: cargo, git, bash.

use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::child::run_with_limit;
use crate::feed_server::{CrateSpec, FeedOptions, FeedServer, basic};
use crate::online::pat;
use crate::providers::CODEARTIFACT;
use crate::support::{Run, Sandbox, snapshot};

const AZURE: &[&str] = &[
    "--org",
    "contoso",
    "--project",
    "My Project",
    "--feed",
    "crates",
];
const CLOUDSMITH: &[&str] = &["--owner", "acme", "--repo", "tools"];

fn snippet(sandbox: &Sandbox, what: &[&str], feed: &[&str]) -> Run {
    let words = [&["snippet"], what, feed].concat();
    let run = sandbox.feedctl(&words);
    assert_eq!(run.code, Some(0), "{run}");
    run
}

/// The sections of a snippet as programs get them.
fn sections(sandbox: &Sandbox, what: &[&str], feed: &[&str]) -> Vec<Value> {
    let run = snippet(sandbox, &[what, &["--format", "json"]].concat(), feed);
    let json: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    assert_eq!(json["version"], 1);
    json["sections"].as_array().expect("a list").clone()
}

#[test]
fn everything_for_each_kind_of_feed() {
    let sandbox = Sandbox::project();
    for (name, feed) in [
        ("project", AZURE),
        ("organization", &["--org", "contoso", "--feed", "crates"]),
        ("view", &["--org", "contoso", "--feed", "crates@Release"]),
        (
            "server",
            &[
                "--base-url",
                "https://ado.corp.test/tfs",
                "--org",
                "Main",
                "--project",
                "P",
                "--feed",
                "crates",
            ],
        ),
    ] {
        let run = snippet(&sandbox, &["--all"], feed);
        snapshot(&format!("snippet-all-azure-{name}"), &run.to_string());
    }
    for (name, more) in [("private", &[][..]), ("public", &["--public"])] {
        let run = snippet(&sandbox, &["--all"], &[CLOUDSMITH, more].concat());
        snapshot(&format!("snippet-all-cloudsmith-{name}"), &run.to_string());
    }
    let run = snippet(&sandbox, &["--all"], CODEARTIFACT);
    snapshot("snippet-all-codeartifact", &run.to_string());
}

#[test]
fn programs_get_sections_with_their_files_and_formats() {
    let sandbox = Sandbox::project();
    let json = snippet(&sandbox, &["maven", "--format", "json"], CLOUDSMITH);
    snapshot("snippet-json", &json.stdout);
    let list = snippet(&sandbox, &["--list"], &[]);
    snapshot("snippet-list", &list.to_string());
    let served = snippet(
        &sandbox,
        &["--list"],
        &[
            "--provider",
            "gitea",
            "--base-url",
            "https://g.test",
            "--owner",
            "a",
        ],
    );
    assert!(
        !served.stdout.contains("npm") && served.stdout.contains("docker"),
        "{served}"
    );
}

#[test]
fn a_client_goes_before_the_name_of_a_feed_or_behind_it() {
    let sandbox = Sandbox::project();
    for (name, org) in [("crates", "contoso"), ("npm", "fabrikam")] {
        let connect = sandbox.feedctl(&[
            "connect",
            "--org",
            org,
            "--feed",
            name,
            "--no-replace-crates-io",
            "--no-login",
        ]);
        assert_eq!(connect.code, Some(0), "{connect}");
    }
    for (words, wanted) in [
        (&["npm", "crates"][..], "/contoso/_packaging/crates/npm/"),
        (&["crates", "npm"], "/contoso/_packaging/crates/npm/"),
        // A client's name is a feed's where the client is said otherwise.
        (&["npm", "npm"], "/fabrikam/_packaging/npm/npm/"),
        (
            &["--client", "maven", "npm"],
            "/fabrikam/_packaging/npm/maven/",
        ),
        (&["crates"], "/contoso/_packaging/crates/Cargo/"),
        (
            &["maven", "pip", "crates"],
            "/contoso/_packaging/crates/maven/",
        ),
        (
            &["maven", "pip", "crates"],
            "/contoso/_packaging/crates/pypi/",
        ),
    ] {
        let run = snippet(&sandbox, words, &[]);
        assert!(run.stdout.contains(wanted), "{words:?}\n{run}");
    }
}

/// The task reads one file of the repository, and only what stands in it.
#[test]
fn the_task_is_refused_where_it_cannot_read_the_feed() {
    let index = "sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/";
    let table = format!("[registries.crates]\nindex = \"{index}\"\n");
    let inline = format!("[registries]\ncrates = {{ index = \"{index}\" }}\n");
    for (files, variable, wanted) in [
        (
            vec![("p/.cargo/config.toml", inline.as_str())],
            None,
            Ok("configFile: \".cargo/config.toml\""),
        ),
        (
            vec![("p/.cargo/config", table.as_str())],
            None,
            Ok("configFile: \".cargo/config\""),
        ),
        (
            vec![(".cargo/config.toml", table.as_str())],
            None,
            Err("lies above the repository"),
        ),
        (
            vec![("cargo/config.toml", table.as_str())],
            None,
            Err("is your own file"),
        ),
        (
            vec![
                ("p/.cargo/config.toml", "include = [\"f.toml\"]\n"),
                ("p/.cargo/f.toml", table.as_str()),
            ],
            None,
            Err("follows no `include`"),
        ),
        (
            vec![(
                "p/.cargo/config.toml",
                &*format!("registries.crates.index = \"{index}\"\n"),
            )],
            None,
            Err("is a key with dots"),
        ),
        (vec![], Some(index), Err("a variable names it")),
    ] {
        let mut sandbox = Sandbox::project();
        for (path, text) in files {
            sandbox.write(path, text);
        }
        if let Some(index) = variable {
            sandbox.set("CARGO_REGISTRIES_CRATES_INDEX", index);
        }
        let run = sandbox.feedctl(&["snippet", "azure-pipelines", "crates"]);
        match wanted {
            Ok(line) => assert!(run.code == Some(0) && run.stdout.contains(line), "{run}"),
            Err(why) => {
                assert!(
                    run.code == Some(3) && run.stderr.contains(why),
                    "{why}\n{run}"
                );
                assert!(run.stdout.is_empty(), "{run}");
            }
        }
    }
}

/// The lines of a pipeline's step that make the header, run by bash.
fn script_of(section: &Value, key: &str) -> String {
    let text = section["text"].as_str().expect("a text");
    let mut lines = text.lines().skip_while(|line| !line.contains(key));
    let first = lines.next().expect("the step");
    let depth = first.len() - first.trim_start_matches([' ', '-']).len();
    let lines: Vec<&str> = lines
        .take_while(|line| line.len() - line.trim_start().len() > depth)
        .map(str::trim_start)
        .collect();
    lines.join("\n")
}

#[test]
fn derived_headers_are_masked_before_they_are_used() {
    let sandbox = Sandbox::project();
    let secret = pat();
    for (feed, header) in [
        (AZURE, basic("PAT", &secret)),
        (CLOUDSMITH, format!("Token {secret}")),
        (
            &[
                "--provider",
                "nexus",
                "--base-url",
                "https://n.test",
                "--repo",
                "r",
            ],
            basic("ada", "secret"),
        ),
        (
            &["--provider", "kellnr", "--base-url", "https://k.test"],
            secret.clone(),
        ),
    ] {
        let pasted = if header == basic("ada", "secret") {
            "ada:secret"
        } else {
            &secret
        };
        let credential = header.rsplit(' ').next().expect("a word");
        let first = &sections(&sandbox, &["github-actions"], feed)[0];
        let script = script_of(first, "run: |");
        sandbox.write("p/github.env", "");
        let mut command = sandbox.program(Path::new("/bin/bash"), "p", &["-eu", "-c", &script]);
        command
            .env("SECRET", pasted)
            .env("GITHUB_ENV", "github.env");
        let run = run_with_limit(&mut command, Duration::from_mins(1), None);
        assert!(run.success(), "{run:?}\n{script}");
        assert_eq!(run.stdout, format!("::add-mask::{credential}\n"));
        let set = sandbox.read("p/github.env").expect("it is there");
        assert!(set.contains(&format!("_TOKEN={header}\n")), "{set}");
        assert!(set.ends_with("_CREDENTIAL_PROVIDER=cargo:token\n"), "{set}");
        let masks = script.find("::add-mask::").expect("a mask");
        assert!(
            masks < script.find("GITHUB_ENV").expect("a use"),
            "{script}"
        );
        if feed == AZURE {
            continue;
        }
        let first = &sections(&sandbox, &["azure-pipelines"], feed)[0];
        let script = script_of(first, "bash: |");
        let mut command = sandbox.program(Path::new("/bin/bash"), "p", &["-eu", "-c", &script]);
        command.env("SECRET", pasted);
        let run = run_with_limit(&mut command, Duration::from_mins(1), None);
        let line = run.stdout.lines().next().expect("a line");
        assert!(
            line.ends_with(&format!("_TOKEN;issecret=true]{header}")),
            "{run:?}"
        );
    }
}

/// A project with a package and a sibling, in a real repository.
fn workspace() -> Sandbox {
    let sandbox = Sandbox::project();
    sandbox.write(
        "p/Cargo.toml",
        "[workspace]\nmembers = [\"app\", \"core\"]\nresolver = \"2\"\n",
    );
    sandbox.write(
        "p/app/Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\ndescription = \"x\"\nlicense = \"MIT\"\n\n[dependencies]\nserde = \"1\"\ncore-part = { path = \"../core\", version = \"0.1.0\" }\n",
    );
    sandbox.write(
        "p/core/Cargo.toml",
        "[package]\nname = \"core-part\"\nversion = \"0.1.0\"\nedition = \"2021\"\ndescription = \"x\"\nlicense = \"MIT\"\n",
    );
    for path in ["p/app/src/lib.rs", "p/core/src/lib.rs"] {
        sandbox.write(path, "");
    }
    sandbox.git(None);
    sandbox
}

/// Two feeds as the vendors advise: one to read, with crates.io behind it, one to
/// publish to.
#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one story from nothing to the way back"
)]
fn a_feed_to_read_and_a_feed_to_publish_to() {
    let header = basic("PAT", &pat());
    let mut options = FeedOptions::three_crates()
        .with_index_path("/contoso/_packaging/public/Cargo/index/")
        .with_login(&header);
    options
        .crates
        .push(CrateSpec::new("serde", "1.0.0", &[], ""));
    let reads = FeedServer::start(options);
    let takes = FeedServer::start(
        FeedOptions::default()
            .with_index_path("/contoso/_packaging/own/Cargo/index/")
            .with_login(&header),
    );
    let sandbox = workspace();
    let first = sandbox.feedctl(&[
        "connect",
        "--base-url",
        &reads.url(),
        "--org",
        "contoso",
        "--feed",
        "public",
    ]);
    assert_eq!(first.code, Some(0), "{first}");
    let config = sandbox.read("p/.cargo/config.toml").expect("it is there");
    let refused = sandbox.feedctl(&[
        "connect",
        "--base-url",
        &takes.url(),
        "--org",
        "contoso",
        "--feed",
        "own",
    ]);
    assert_eq!(refused.code, Some(3), "{refused}");
    assert!(
        refused.stderr.contains("--no-replace-crates-io"),
        "{refused}"
    );
    let second = sandbox.feedctl(&[
        "connect",
        "--base-url",
        &takes.url(),
        "--org",
        "contoso",
        "--feed",
        "own",
        "--no-replace-crates-io",
    ]);
    assert_eq!(second.code, Some(0), "{second}");
    assert!(
        second.stderr.contains("feedctl snippet publish own"),
        "{second}"
    );
    let both = sandbox.read("p/.cargo/config.toml").expect("it is there");
    assert!(
        both.contains("replace-with = \"public\"") && both.contains("own = "),
        "{both}"
    );
    assert!(both.len() > config.len());

    // The manifests are as they were until somebody applies the patch.
    let app = sandbox.read("p/app/Cargo.toml").expect("it is there");
    let proposed = sandbox.feedctl(&["snippet", "publish"]);
    snapshot("snippet-publish", &proposed.to_string());
    assert_eq!(sandbox.read("p/app/Cargo.toml").as_ref(), Some(&app));
    sandbox.write("p/feed.patch", &proposed.stdout);
    let mut git = sandbox.program(Path::new("/usr/bin/git"), "p", &["apply", "feed.patch"]);
    let applied = run_with_limit(&mut git, Duration::from_mins(1), None);
    assert!(applied.success(), "{applied:?}");
    let app = sandbox.read("p/app/Cargo.toml").expect("it is there");
    assert!(app.contains("publish = [\"own\"]"), "{app}");
    assert!(
        app.contains("version = \"0.1.0\", registry = \"own\" }"),
        "{app}"
    );
    let nothing = sandbox.feedctl(&["snippet", "publish", "own"]);
    assert_eq!(nothing.code, Some(0), "{nothing}");
    assert!(nothing.stderr.contains("nothing to do"), "{nothing}");
    assert!(nothing.stdout.is_empty(), "{nothing}");
    // What publishes names the feed for that, and a job is told that there are two.
    for what in ["cargo", "team", "github-actions"] {
        let run = sandbox.feedctl(&["snippet", what, "public"]);
        assert!(run.stdout.contains("cargo publish --registry own"), "{run}");
        assert!(!run.stdout.contains("publish --registry public"), "{run}");
    }
    let job = sandbox.feedctl(&["snippet", "github-actions"]);
    assert!(
        job.stderr.contains("`feedctl snippet github-actions own`"),
        "{job}"
    );

    for name in ["public", "own"] {
        let login = sandbox.feedctl_fed(&["login", name], &format!("{}\n", pat()));
        assert_eq!(login.code, Some(0), "{login}");
    }
    for package in ["core-part", "app"] {
        let done = sandbox.cargo(
            "p",
            &["publish", "-p", package, "--allow-dirty", "--no-verify"],
        );
        assert!(done.ok, "{done}");
        assert!(takes.has_crate(package, "0.1.0") && !reads.has_crate(package, "0.1.0"));
    }
    let back = sandbox.feedctl(&["disconnect", "own"]);
    assert_eq!(back.code, Some(0), "{back}");
    assert_eq!(sandbox.read("p/.cargo/config.toml"), Some(config));
}

/// Employees build through the feed, everybody else without.
#[test]
fn an_optional_feed_is_there_for_those_who_ask_for_it() {
    let header = basic("PAT", &pat());
    let server = FeedServer::start(
        FeedOptions::three_crates()
            .with_index_path("/contoso/_packaging/crates/Cargo/index/")
            .with_login(&header),
    );
    let mut sandbox = Sandbox::project();
    sandbox.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = [\"cargo:token\", \"cargo:x\"]\n",
    );
    let home = sandbox.read("cargo/config.toml");
    let words = [
        "connect",
        "--base-url",
        &server.url(),
        "--org",
        "contoso",
        "--feed",
        "crates",
        "--optional",
    ];
    let connect = sandbox.feedctl(&words);
    assert_eq!(connect.code, Some(0), "{connect}");
    let shown = connect
        .to_string()
        .replace(&server.port().to_string(), "PORT");
    snapshot("connect-optional", &shown);
    assert_eq!(sandbox.names("p/.cargo"), ["feeds.toml"]);
    assert_eq!(
        sandbox.read("cargo/config.toml"),
        home,
        "the list at home is the user's"
    );
    let again = sandbox.feedctl(&words);
    assert!(again.stderr.contains("already connected"), "{again}");

    // Cargo for outsiders knows no feed.
    let outside = sandbox.cargo("p", &["build", "--offline"]);
    assert!(outside.ok, "{outside}");
    assert!(server.requests().is_empty());
    sandbox.write(
        "p/Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\ngreet = \"0.1\"\n",
    );
    let line = connect
        .stderr
        .lines()
        .find_map(|line| {
            line.split_once("`sh -c")
                .map(|(_, rest)| format!("sh -c{}", rest.trim_end_matches('`')))
        })
        .expect("a line to type");
    sandbox.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
    );
    let mut shell = sandbox.program(Path::new("/bin/sh"), "p", &["-c", &line]);
    let login = run_with_limit(
        &mut shell,
        Duration::from_mins(1),
        Some(format!("{}\n", pat()).as_bytes()),
    );
    assert!(login.success(), "{login:?}\n{line}");
    sandbox.set("CARGO_NET_GIT_FETCH_WITH_CLI", "false");
    let inside = sandbox.cargo("p", &["fetch", "--config", ".cargo/feeds.toml"]);
    assert!(inside.ok, "{inside}");
    let lock = sandbox.read("p/Cargo.lock").expect("it is there");
    assert!(
        !lock.contains("127.0.0.1"),
        "the lock file is the same for all\n{lock}"
    );

    let back = sandbox.feedctl(&["disconnect", "crates", "--optional"]);
    assert_eq!(back.code, Some(0), "{back}");
    assert!(sandbox.names("p/.cargo").is_empty());
}

/// A name that cargo rejects stands in no text that somebody pastes.
#[test]
fn odd_names_of_registries_are_pasted_nowhere() {
    for name in [
        "x$(touch pwned)",
        "x\\\"\\n  - script: curl evil",
        "x\\u202e",
        "x.y",
    ] {
        let sandbox = Sandbox::project();
        sandbox.write(
            "p/.cargo/config.toml",
            format!("[registries.\"{name}\"]\nindex = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/\"\n"),
        );
        for what in ["cargo", "azure-pipelines", "github-actions", "npm"] {
            let run = sandbox.feedctl(&["snippet", what]);
            assert_eq!(run.code, Some(3), "{run}");
            assert!(
                run.stdout.is_empty() && run.stderr.contains("cannot name a registry"),
                "{run}"
            );
            assert!(!run.stderr.contains('\u{202e}'), "{run}");
        }
    }
}

/// Cargo reads the configuration where it is run, so a job is run where that is.
#[test]
fn pipelines_build_where_the_workspace_lies() {
    let sandbox = Sandbox::project();
    for path in ["p/Cargo.toml", "p/src/lib.rs"] {
        std::fs::remove_file(sandbox.path(path)).expect("it is there");
    }
    sandbox.write(
        "p/rust/Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\n",
    );
    for connected in [false, true] {
        if connected {
            let run = sandbox.feedctl_in(
                "p/rust",
                &["connect", "--org", "contoso", "--feed", "crates"],
            );
            assert_eq!(run.code, Some(0), "{run}");
        }
        for (what, wanted) in [
            (
                "azure-pipelines",
                &[
                    "configFile: \"rust/.cargo/config.toml\"",
                    "workingDirectory: \"rust\"",
                ][..],
            ),
            ("github-actions", &["working-directory: \"rust\""]),
            ("gitlab-ci", &["- cd rust\n"]),
            ("docker", &["WORKDIR \"/src/rust\"\n"]),
            ("dependabot", &["directory: \"/rust\""]),
        ] {
            let feed: &[&str] = if connected {
                &[]
            } else {
                &["--org", "contoso", "--feed", "crates"]
            };
            let run = sandbox.feedctl_in("p/rust", &[&["snippet", what], feed].concat());
            for line in wanted {
                assert!(run.stdout.contains(line), "{run}");
            }
        }
    }
}

/// Whoever has only the repository has only what is in it.
#[test]
fn a_feed_of_ones_own_file_is_no_feed_for_a_pipeline() {
    let sandbox = Sandbox::project();
    let connect = sandbox.feedctl(&[
        "connect",
        "--org",
        "contoso",
        "--feed",
        "crates",
        "--user",
        "--no-login",
    ]);
    assert_eq!(connect.code, Some(0), "{connect}");
    for what in [
        "azure-pipelines",
        "github-actions",
        "gitlab-ci",
        "docker",
        "dependabot",
        "team",
    ] {
        let run = sandbox.feedctl(&["snippet", what]);
        assert_eq!(run.code, Some(3), "{run}");
        assert!(
            run.stderr.contains("is your own file") && run.stdout.is_empty(),
            "{run}"
        );
    }
    let npm = sandbox.feedctl(&["snippet", "npm"]);
    assert_eq!(npm.code, Some(0), "{npm}");
}

/// What a feed in a file of its own needs in a pipeline, and for colleagues.
#[test]
fn snippets_of_an_optional_feed_tell_cargo_to_read_it() {
    let sandbox = Sandbox::project();
    let connect = sandbox.feedctl(&[
        "connect",
        "--org",
        "contoso",
        "--feed",
        "crates",
        "--optional",
    ]);
    assert_eq!(connect.code, Some(0), "{connect}");
    let task = snippet(&sandbox, &["azure-pipelines"], &[]);
    assert!(
        task.stdout.contains("configFile: \".cargo/feeds.toml\""),
        "{task}"
    );
    for what in ["azure-pipelines", "github-actions", "gitlab-ci", "docker"] {
        let run = snippet(&sandbox, &[what, "crates"], &[]);
        assert!(
            run.stdout
                .contains(" --locked --config .cargo/feeds.toml\n"),
            "{run}"
        );
    }
    // Others point to it.
    for (words, code, wanted) in [
        (
            &["disconnect", "crates"][..],
            0,
            "`feedctl disconnect crates --optional`",
        ),
        (
            &["login", "crates"],
            2,
            "which cargo reads only with `--config .cargo/feeds.toml`",
        ),
        (&["logout"], 2, "which cargo reads only with"),
    ] {
        let run = sandbox.feedctl(words);
        assert_eq!(run.code, Some(code), "{run}");
        assert!(run.stderr.contains(wanted), "{run}");
    }
    let team = snippet(&sandbox, &["team"], &[]);
    snapshot("snippet-team-optional", &team.to_string());
}

/// Names with what formats and shells take for something else.
#[test]
fn odd_names_are_quoted_for_shells() {
    let sandbox = Sandbox::project();
    let feed = [
        "--base-url",
        "https://ado.corp.test",
        "--org",
        "Mein $(touch x) 'R&D",
        "--project",
        "R&D; (x) `y`",
        "--feed",
        "crates@Rel",
    ];
    for client in ["npm", "nuget", "dotnet", "pip", "uv", "maven", "gradle"] {
        for section in sections(&sandbox, &[client], &feed) {
            let text = section["text"].as_str().expect("a text");
            if !["sh", "lines"].contains(&section["format"].as_str().expect("a format")) {
                continue;
            }
            // Each line is parted into words by bash as it stands there.
            for line in text.lines() {
                let script = format!(
                    "set -- {}; [ $# -le 8 ]",
                    line.split('#').next().unwrap_or_default()
                );
                let mut bash = sandbox.program(Path::new("/bin/bash"), "p", &["-c", &script]);
                let run = run_with_limit(&mut bash, Duration::from_mins(1), None);
                assert!(run.success() && run.stderr.is_empty(), "{line}\n{run:?}");
            }
        }
    }
    assert!(!sandbox.names("p").contains(&"x".to_owned()));
}

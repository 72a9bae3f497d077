//! `connect`, `disconnect` and `snippet` as a person meets them, whole outputs.

use crate::support::{Sandbox, snapshot};

/// Runs commands one after another and shows each with its output.
fn story(sandbox: &Sandbox, commands: &[&[&str]]) -> String {
    let told: Vec<String> = commands
        .iter()
        .map(|words| {
            format!(
                "$ feedctl {}\n{}\n",
                words.join(" "),
                sandbox.feedctl(words)
            )
        })
        .collect();
    told.concat()
}

#[test]
fn first_connection_and_back() {
    let sandbox = Sandbox::project();
    let text = story(
        &sandbox,
        &[
            &[
                "connect",
                "--org",
                "contoso",
                "--project",
                "Platform",
                "--feed",
                "crates",
            ],
            &[
                "connect",
                "--org",
                "contoso",
                "--project",
                "Platform",
                "--feed",
                "crates",
            ],
            &["disconnect", "crates"],
            &["disconnect", "crates"],
        ],
    );
    snapshot("connect-first", &text);
    assert_eq!(sandbox.names("p"), [".git", "Cargo.toml", "src"]);
}

#[test]
fn json_of_both_ways() {
    let sandbox = Sandbox::project();
    let text = story(
        &sandbox,
        &[
            &[
                "connect",
                "--org",
                "contoso",
                "--feed",
                "crates",
                "--format",
                "json",
                "--dry-run",
            ],
            &[
                "connect", "--org", "contoso", "--feed", "crates", "--format", "json",
            ],
            &["disconnect", "--format", "json"],
            &[
                "connect", "--org", "con toso", "--feed", "crates", "--format", "json",
            ],
        ],
    );
    snapshot("connect-json", &text);
}

#[test]
fn what_is_missing_is_named_by_its_flag() {
    let sandbox = Sandbox::project();
    let text = story(
        &sandbox,
        &[
            &["connect"],
            &["connect", "--org", "contoso"],
            &["connect", "--owner", "acme"],
            &["connect", "--org", "contoso", "--repo", "tools"],
            &[
                "connect", "--org", "contoso", "--feed", "crates", "--scope", "project",
            ],
            &[
                "connect",
                "https://pkgs.dev.azure.com.evil.test/c/_packaging/f/Cargo/index/",
            ],
            &[
                "connect",
                "https://ado.corp.test/Main/_packaging/f/Cargo/index/",
            ],
            &[
                "connect",
                "https://me:pw@pkgs.dev.azure.com/c/_packaging/f/Cargo/index/",
            ],
            &[
                "connect", "--org", "contoso", "--feed", "crates", "--name", "a.b",
            ],
            &[
                "connect",
                "--base-url",
                "http://feeds.corp.test",
                "--org",
                "c",
                "--feed",
                "f",
            ],
            &["connect", "--provider", "nobody"],
            &["disconnect"],
            &["snippet"],
        ],
    );
    snapshot("connect-missing", &text);
    assert_eq!(sandbox.names("p"), [".git", "Cargo.toml", "src"]);
    assert!(sandbox.names("cargo").is_empty());
}

#[test]
fn remotes_propose_organization_and_project() {
    let sandbox = Sandbox::project();
    sandbox.git(Some(
        "https://contoso@dev.azure.com/contoso/My%20Platform/_git/app",
    ));
    let text = story(
        &sandbox,
        &[
            &["connect", "--feed", "crates", "--dry-run"],
            &[
                "connect",
                "--org",
                "contoso",
                "--feed",
                "crates",
                "--dry-run",
            ],
            &[
                "connect",
                "--org",
                "fabrikam",
                "--feed",
                "crates",
                "--dry-run",
                "-q",
            ],
            &[
                "connect",
                "--feed",
                "crates",
                "--scope",
                "organization",
                "--dry-run",
                "-q",
            ],
        ],
    );
    snapshot("connect-remote", &text);
}

/// As git has it: the repository's own file beats the user's, and what that one rewrites
/// counts.
#[test]
fn remotes_and_the_users_own_git_file() {
    for (remote, of_user) in [
        (
            "https://dev.azure.com/contoso/Platform/_git/app",
            "[remote \"origin\"]\n\turl = https://dev.azure.com/fabrikam/Other/_git/app\n",
        ),
        (
            "az:contoso/Platform/_git/app",
            "[url \"https://dev.azure.com/\"]\n\tinsteadOf = az:\n",
        ),
    ] {
        let sandbox = Sandbox::project();
        sandbox.git(Some(remote));
        sandbox.write("home/.gitconfig", of_user);
        let run = sandbox.feedctl(&["connect", "--feed", "crates", "--dry-run"]);
        let wanted = "organization `contoso`, project `Platform`: from git remote `origin`";
        assert!(run.stderr.contains(wanted), "{remote}: {}", run.stderr);
    }
}

#[test]
fn conflicts_are_refused_with_their_places() {
    let sandbox = Sandbox::project();
    sandbox.write(
        "p/.cargo/config.toml",
        "[registries]\n\
         crates = { index = \"sparse+https://pkgs.dev.azure.com/fabrikam/_packaging/crates/Cargo/index/\" }\n\
         my_feed = { index = \"sparse+https://feed.test/i/\" }\n\n\
         [source.crates-io]\nreplace-with = \"my_feed\"\n",
    );
    sandbox.write(
        "cargo/credentials.toml",
        "[registries.fresh]\ntoken = \"secret\"\n",
    );
    let feed = ["connect", "--org", "contoso", "--feed"];
    let with =
        |more: &[&'static str]| -> Vec<&'static str> { feed.iter().chain(more).copied().collect() };
    let text = story(
        &sandbox,
        &[
            &with(&["crates"]),
            &with(&["my-feed"]),
            &with(&["other"]),
            &with(&["other", "--no-replace-crates-io", "--name", "fresh", "-n"]),
            &[
                "connect", "--org", "fabrikam", "--feed", "crates", "--name", "second",
            ],
            &with(&["crates", "--force", "--dry-run"]),
        ],
    );
    snapshot("connect-conflicts", &text);
    assert!(!text.contains("secret"));
}

#[test]
fn a_feed_that_is_known_keeps_its_name() {
    let sandbox = Sandbox::project();
    sandbox.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n\n[registries.aio-sdks]\n\
         index = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/sdks/Cargo/index/\"\n",
    );
    let text = story(
        &sandbox,
        &[
            &["connect", "--org", "contoso", "--feed", "sdks"],
            &["disconnect", "aio-sdk"],
            &["disconnect", "aio-sdks"],
            &["disconnect", "aio-sdks"],
        ],
    );
    snapshot("connect-known", &text);
}

#[test]
fn cloudsmith_stands_beside_crates_io_unless_asked() {
    let sandbox = Sandbox::project();
    let text = story(
        &sandbox,
        &[
            &["connect", "--owner", "acme", "--repo", "tools"],
            &[
                "connect",
                "https://dl.cloudsmith.io/s3cr3t/acme/tools/cargo/index.git",
                "--replace-crates-io",
            ],
            &["snippet"],
            &["disconnect"],
        ],
    );
    snapshot("connect-cloudsmith", &text);
    assert!(!text.replace("cloudsmith.io/s3cr3t", "").contains("s3cr3t"));
}

#[test]
fn snippets_say_what_connect_writes() {
    let sandbox = Sandbox::project();
    let flags = [
        "--org",
        "contoso",
        "--project",
        "My Project",
        "--feed",
        "crates@Release",
    ];
    let snippet = sandbox.feedctl(&[&["snippet"], flags.as_slice()].concat());
    snapshot("snippet-azure", &snippet.to_string());
    // A snippet is pasted below what is there, so it has the form for that.
    sandbox.write("p/.cargo/config.toml", "# ours\n");
    let connect = sandbox.feedctl(&[&["connect"], flags.as_slice()].concat());
    assert_eq!(connect.code, Some(0), "{connect}");
    let written = sandbox.read("p/.cargo/config.toml").expect("it is written");
    let written = written.strip_prefix("# ours\n\n").expect("it stands below");
    assert!(snippet.stdout.contains(written), "{snippet}\n{written}");
    let again = sandbox.feedctl(&["snippet"]);
    assert!(again.stdout.contains(written), "{again}");
    let home = sandbox.read("cargo/config.toml").expect("it is written");
    assert!(snippet.stdout.contains(&home));
}

#[test]
fn check_answers_by_its_exit_code() {
    let sandbox = Sandbox::project();
    let feed = ["connect", "--org", "contoso", "--feed", "crates"];
    let check = [feed.as_slice(), &["--check"]].concat();
    assert_eq!(sandbox.feedctl(&check).code, Some(1));
    assert!(sandbox.read("p/.cargo/config.toml").is_none());
    assert_eq!(sandbox.feedctl(&feed).code, Some(0));
    assert_eq!(sandbox.feedctl(&check).code, Some(0));
    assert_eq!(sandbox.feedctl(&["disconnect", "--check"]).code, Some(1));
}

/// Whoever asks for tokens, cargo or feedctl, people and programs are told the same.
#[test]
fn the_next_step_is_the_same_in_words_and_in_json() {
    for keeper in ["feedctl", "az"] {
        let words = [
            "connect",
            "--org",
            "contoso",
            "--feed",
            "crates",
            "--no-login",
            "--credential-provider",
            keeper,
        ];
        let sandbox = Sandbox::project();
        let run = sandbox.feedctl(&[&words[..], &["--format", "json"]].concat());
        assert_eq!(run.code, Some(0), "{run}");
        let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let sign_in = json["next"]["sign_in"].as_str().expect("a line");
        assert!(sign_in.contains("az login"), "{sign_in}");
        let run = Sandbox::project().feedctl(&words);
        assert!(run.stderr.contains(sign_in), "{sign_in}: {run}");
    }
}

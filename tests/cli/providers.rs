//! Every provider with the real cargo, against a server that plays its part: connect →
//! sign in → fetch, build and publish → disconnect. And the list of them.

use std::fmt::Write as _;

use crate::feed_server::{CrateSpec, FeedOptions, FeedServer, basic};
use crate::support::{Sandbox, snapshot};

const APP: &str = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\ndescription = \"x\"\nlicense = \"MIT\"\n\n[dependencies]\n";

/// A feed on a host that tells everything of it.
pub(crate) const CODEARTIFACT: &[&str] = &[
    "--domain",
    "my-co",
    "--account",
    "111122223333",
    "--region",
    "eu-west-1",
    "--repo",
    "tools",
];

/// What somebody does by hand.
enum SignIn {
    /// Pastes this at `feedctl login`.
    Paste(&'static str),
    /// The vendor's own program gives it: its name, and what it prints.
    Program(&'static str, &'static str),
}

struct Case {
    provider: &'static str,
    /// What stands between host and index as `--base-url` has it.
    context: &'static str,
    flags: &'static [&'static str],
    index_path: &'static str,
    challenge: &'static str,
    name: &'static str,
    replaces: bool,
    sign_in: SignIn,
    header: String,
    /// Whether crates go into this very feed.
    publishes: bool,
}

impl Case {
    fn bearer(mut self) -> Self {
        const TOKEN: &str = "0123456789abcdef0123456789abcdef01234567";
        self.challenge = "Bearer";
        self.sign_in = SignIn::Paste(TOKEN);
        self.header = format!("Bearer {TOKEN}");
        self
    }

    fn bare(mut self, secret: &'static str) -> Self {
        self.sign_in = SignIn::Paste(secret);
        secret.clone_into(&mut self.header);
        self
    }
}

fn plain(provider: &'static str, flags: &'static [&'static str], index_path: &'static str) -> Case {
    Case {
        provider,
        context: "",
        flags,
        index_path,
        challenge: "Basic realm=\"test\"",
        name: "",
        replaces: false,
        sign_in: SignIn::Paste(""),
        header: String::new(),
        publishes: true,
    }
}

fn run(case: &Case) {
    let mut options = FeedOptions {
        challenge: Some(case.challenge.to_owned()),
        ..FeedOptions::three_crates()
            .with_index_path(case.index_path)
            .with_login(&case.header)
    };
    // A crate of crates.io, which a feed that stands in for it has too.
    options
        .crates
        .push(CrateSpec::new("serde", "1.0.0", &[], ""));
    let server = FeedServer::start(options);
    let sandbox = Sandbox::project();
    let before = "# ours\n[net]\nretry = 0\n";
    sandbox.write("p/.cargo/config.toml", before);
    let base = format!("{}{}", server.url(), case.context);
    let mut words = vec!["connect", "--provider", case.provider, "--base-url", &base];
    words.extend(case.flags);
    let connect = sandbox.feedctl(&words);
    assert_eq!(connect.code, Some(0), "{connect}");
    let config = sandbox.read("p/.cargo/config.toml").expect("it is there");
    assert!(
        config.contains(&server.index_url()),
        "{config}\n{}",
        server.index_url()
    );
    assert_eq!(config.contains("replace-with"), case.replaces, "{config}");

    let dependency = if case.replaces {
        "greet = \"0.1\"\n".to_owned()
    } else {
        format!(
            "greet = {{ version = \"0.1\", registry = \"{}\" }}\n",
            case.name
        )
    };
    sandbox.write("p/Cargo.toml", format!("{APP}{dependency}"));
    sandbox.write("p/src/lib.rs", "pub use greet;\n");
    let refused = sandbox.cargo("p", &["fetch"]);
    assert!(!refused.ok, "{refused}");
    match case.sign_in {
        SignIn::Paste(secret) => {
            let login = sandbox.feedctl_fed(&["login", case.name], &format!("{secret}\n"));
            assert_eq!(login.code, Some(0), "{login}");
            assert!(!login.stderr.contains(secret), "{login}");
        }
        SignIn::Program(name, prints) => {
            sandbox.script(
                name,
                &format!("echo \"$*\" > \"$HOME/asked\"\nprintf '%s\\n' '{prints}'"),
            );
            let login = sandbox.feedctl(&["login", case.name]);
            assert_eq!(login.code, Some(0), "{login}");
        }
    }
    for command in [&["fetch"][..], &["build", "--offline"]] {
        let done = sandbox.cargo("p", command);
        assert!(done.ok, "{} cargo {command:?}\n{done}", case.provider);
    }
    if case.publishes {
        let done = sandbox.cargo("p", &["publish", "--registry", case.name, "--allow-dirty"]);
        assert!(done.ok, "{}\n{done}", case.provider);
        assert!(server.has_crate("app", "0.1.0"));
    } else {
        assert!(!connect.stderr.contains("cargo publish"), "{connect}");
    }
    let doctor = sandbox.feedctl(&["doctor", "--strict"]);
    assert_eq!(doctor.code, Some(0), "{}\n{doctor}", case.provider);
    let shown = sandbox.feedctl(&["show", case.name]);
    assert_eq!(shown.code, Some(0), "{shown}");
    let snippet = sandbox.feedctl(&["snippet", case.name]);
    assert!(snippet.stdout.contains(&server.index_url()), "{snippet}");

    let disconnect = sandbox.feedctl(&["disconnect", case.name]);
    assert_eq!(disconnect.code, Some(0), "{disconnect}");
    assert_eq!(
        sandbox.read("p/.cargo/config.toml").as_deref(),
        Some(before)
    );
}

#[test]
fn artifactory_remote_and_local() {
    run(&Case {
        context: "/artifactory",
        name: "crates-remote",
        replaces: true,
        publishes: false,
        ..plain(
            "artifactory",
            &["--repo", "crates-remote"],
            "/artifactory/api/cargo/crates-remote/index/",
        )
    }
    .bearer());
    run(&Case {
        name: "crates-local",
        ..plain(
            "jfrog",
            &["--repo", "crates-local"],
            "/artifactory/api/cargo/crates-local/index/",
        )
    }
    .bearer());
}

#[test]
fn nexus_hosted_and_group() {
    let nexus = |name, flags, index_path, replaces| Case {
        challenge: "BASIC realm=\"Sonatype Nexus Repository Manager\"",
        name,
        replaces,
        publishes: !replaces,
        sign_in: SignIn::Paste("ada:pass:word"),
        header: basic("ada", "pass:word"),
        ..plain("nexus", flags, index_path)
    };
    run(&nexus(
        "crates-hosted",
        &["--repo", "crates-hosted"],
        "/repository/crates-hosted/",
        false,
    ));
    run(&nexus(
        "crates-group",
        &["--repo", "crates-group", "--replace-crates-io"],
        "/repository/crates-group/",
        true,
    ));
}

#[test]
fn codeartifact_with_the_vendors_program() {
    run(&Case {
        name: "tools",
        replaces: true,
        sign_in: SignIn::Program("aws", "CODEARTIFACT-TOKEN"),
        header: "CODEARTIFACT-TOKEN".to_owned(),
        ..plain("codeartifact", CODEARTIFACT, "/cargo/tools/")
    });
}

#[test]
fn gitea_and_forgejo() {
    for provider in ["gitea", "forgejo"] {
        run(&Case {
            name: "acme",
            ..plain(provider, &["--owner", "acme"], "/api/packages/acme/cargo/")
        }
        .bearer());
    }
}

#[test]
fn kellnr_own_crates_and_cache() {
    let token = "Zy9HhJ02RJmg0GCrgLfaCVfU6IwDfhXD";
    run(&Case {
        challenge: "Basic, Bearer",
        name: "kellnr",
        ..plain("kellnr", &[], "/api/v1/crates/")
    }
    .bare(token));
    run(&Case {
        name: "kellnr-cratesio",
        replaces: true,
        publishes: false,
        ..plain("kellnr", &["--cratesio"], "/api/v1/cratesio/")
    }
    .bare(token));
}

#[test]
fn proget_feed() {
    run(&Case {
        name: "tools",
        ..plain("proget", &["--feed", "tools"], "/cargo/tools/")
    }
    .bare("1f2e3d4c5b6a79881f2e3d4c5b6a7988"));
}

#[test]
fn any_other_sparse_index() {
    run(&Case {
        context: "/some/index",
        name: "mine",
        ..plain("generic", &["--name", "mine"], "/some/index/")
    }
    .bare("Bearer of-whatever-kind"));
}

#[test]
fn the_program_is_asked_for_what_the_index_names() {
    let sandbox = Sandbox::project();
    let connect = sandbox.feedctl(&[&["connect"], CODEARTIFACT].concat());
    assert_eq!(connect.code, Some(0), "{connect}");
    let home = sandbox.read("cargo/config.toml").expect("it is written");
    assert_eq!(
        home,
        "[registries]\ntools = { credential-provider = \"cargo:token-from-stdout aws codeartifact get-authorization-token --domain my-co --domain-owner 111122223333 --region eu-west-1 --query authorizationToken --output text\" }\n"
    );
    // Another workspace with a list of its own at home keeps it.
    let again = sandbox.feedctl(&[&["connect"], CODEARTIFACT].concat());
    assert!(again.stderr.contains("already connected"), "{again}");
    assert_eq!(sandbox.read("cargo/config.toml"), Some(home));
    for (flag, value) in [
        ("--account", "12"),
        ("--region", "eu west"),
        ("--domain", "a.b"),
    ] {
        let mut words = vec!["connect", "--dry-run"];
        for (name, right) in [
            ("--domain", "my-co"),
            ("--account", "111122223333"),
            ("--region", "eu-west-1"),
            ("--repo", "tools"),
        ] {
            words.extend([name, if name == flag { value } else { right }]);
        }
        let wrong = sandbox.feedctl(&words);
        assert_eq!(wrong.code, Some(2), "{wrong}");
    }
}

/// What can be wrong with the words for a provider, each with the way out.
#[test]
fn wrong_words_are_answered_with_what_there_is() {
    let sandbox = Sandbox::project();
    let mut all = String::new();
    for words in [
        &["connect", "--provider", "clodsmith"][..],
        &["connect", "--provider", "nexus", "--repo", "crates"],
        &[
            "connect",
            "--provider",
            "gitea",
            "--base-url",
            "https://git.corp.test",
        ],
        &[
            "connect",
            "--provider",
            "gitea",
            "--base-url",
            "https://git.corp.test",
            "--owner",
            "a/b",
        ],
        &[
            "connect",
            "--provider",
            "proget",
            "--base-url",
            "https://p.test",
            "--feed",
            "f",
            "--org",
            "o",
        ],
        &[
            "connect",
            "--base-url",
            "https://feeds.corp.test",
            "--repo",
            "crates",
        ],
        &["connect", "https://git.corp.test/api/packages/acme/cargo/"],
        &["connect", "https://feeds.corp.test/index/"],
        &[
            "connect",
            "https://cargo.cloudsmith.io.evil.test/acme/tools/",
            "--provider",
            "nexus",
        ],
        &[
            "connect",
            "--provider",
            "gitea",
            "--base-url",
            "https://git.corp.test",
            "--owner",
            "acme",
            "--replace-crates-io",
        ],
        &[
            "connect",
            "--provider",
            "kellnr",
            "--base-url",
            "https://k.test",
            "--replace-crates-io",
        ],
        &["snippet", "nmp", "--owner", "acme", "--repo", "tools"],
        &[
            "snippet",
            "npm",
            "--provider",
            "gitea",
            "--base-url",
            "https://git.corp.test",
            "--owner",
            "acme",
        ],
        &["snippet", "--client", "gradel"],
        &["snippet", "npm"],
    ] {
        let run = sandbox.feedctl(words);
        assert_ne!(run.code, Some(0), "{run}");
        let _ = writeln!(all, "$ feedctl {}\n{run}", words.join(" "));
    }
    snapshot("providers-wrong", &all);
    assert_eq!(sandbox.read("p/.cargo/config.toml"), None);
}

#[test]
fn all_of_them_are_listed() {
    let sandbox = Sandbox::project();
    let human = sandbox.feedctl(&["providers"]);
    snapshot("providers", &human.to_string());
    let json = sandbox.feedctl(&["providers", "--format", "json"]);
    snapshot("providers-json", &json.stdout);
}

/// By whatever way a host comes in that only looks like a vendor's.
#[test]
fn look_alikes_are_refused_by_every_way_in() {
    let sandbox = Sandbox::project();
    for host in [
        "pkgs.dev.azure.com.evil.test",
        "cargo.cloudsmith.io.evil.test",
        "my-co-111122223333.d.codeartifact.eu-west-1.amazonaws.com.evil.test",
        "acme.jfrog.io.evil.test",
        "pkgs.dev-azure.com",
        "cargo.cloudsmlth.io",
        "acme.jfr0g.io",
        "my-co-111122223333.d.codeartlfact.eu-west-1.amazonaws.com",
        "pkgs.dev.\u{430}zure.com",
        "pkgs.dev.xn--zure-43d.com",
    ] {
        for (provider, path, flags) in [
            (
                "azure-artifacts",
                "/c/_packaging/f/Cargo/index/",
                &["--org", "c", "--feed", "f"][..],
            ),
            (
                "cloudsmith",
                "/acme/tools/",
                &["--owner", "acme", "--repo", "tools"],
            ),
            (
                "artifactory",
                "/artifactory/api/cargo/x/index/",
                &["--repo", "x"],
            ),
            ("nexus", "/repository/x/", &["--repo", "x"]),
            ("codeartifact", "/cargo/tools/", CODEARTIFACT),
            ("gitea", "/api/packages/acme/cargo/", &["--owner", "acme"]),
            ("forgejo", "/api/packages/acme/cargo/", &["--owner", "acme"]),
            ("kellnr", "/api/v1/crates/", &[]),
            ("proget", "/cargo/x/", &["--feed", "x"]),
            ("generic", "/index/", &[]),
        ] {
            let base = format!("https://{host}");
            let url = format!("https://{host}{path}");
            for words in [
                [
                    &["connect", "--provider", provider, "--base-url", &base][..],
                    flags,
                ]
                .concat(),
                vec!["connect", "--provider", provider, &url],
                vec!["connect", &url],
            ] {
                let run = sandbox.feedctl(&[&words[..], &["--dry-run"]].concat());
                // Whoever types all of it means that host.
                if words == ["connect", "--provider", "generic", &url] {
                    assert_eq!(run.code, Some(0), "{words:?}\n{run}");
                    assert!(run.stderr.contains("none of theirs"), "{words:?}\n{run}");
                } else {
                    assert_eq!(run.code, Some(2), "{words:?}\n{run}");
                }
            }
        }
    }
    assert_eq!(sandbox.read("p/.cargo/config.toml"), None);
}

#[test]
fn what_shows_no_likeness_is_a_server_and_a_vendors_host_is_none() {
    let sandbox = Sandbox::project();
    // A host of the same cloud that is something else is a server like any other.
    let other = sandbox.feedctl(&[
        "connect",
        "--provider",
        "generic",
        "https://my-bucket.s3.eu-west-1.amazonaws.com/index/",
        "--name",
        "x",
    ]);
    assert_eq!(other.code, Some(0), "{other}");
    let likeness = [
        "--provider",
        "nexus",
        "--base-url",
        "https://nexus.dev.azure.corp.test/",
        "--repo",
        "y",
    ];
    let own = sandbox.feedctl(&[&["connect", "--dry-run"], &likeness[..]].concat());
    assert_eq!(own.code, Some(0), "{own}");
    let cyrillic = [
        "--provider",
        "nexus",
        "--base-url",
        "https://nexus.\u{43a}орп.test/",
        "--repo",
        "z",
    ];
    let warned = sandbox.feedctl(&[&["connect", "--dry-run"], &cyrillic[..]].concat());
    assert!(warned.stderr.contains("letters beyond ASCII"), "{warned}");
    // And the vendor's own host is no server of somebody's.
    for words in [
        &[
            "--provider",
            "cloudsmith",
            "--repo",
            "tools",
            "--base-url",
            "https://cargo.cloudsmith.io",
        ][..],
        &[
            "--org",
            "contoso",
            "--feed",
            "f",
            "--base-url",
            "https://dev.azure.com/",
        ],
    ] {
        let run = sandbox.feedctl(&[&["connect", "--dry-run"], words].concat());
        assert_eq!(run.code, Some(2), "{run}");
        assert!(run.stderr.contains("leave out `--base-url`"), "{run}");
    }
}

/// Who gives the tokens is the user's choice, once made.
#[test]
fn a_choice_of_who_gives_tokens_is_kept() {
    let connect = [&["connect"], CODEARTIFACT].concat();
    let own = "[registries.tools]\ncredential-provider = [\"my-prov\", \"--x\"]\n";
    let list = "[registry]\nglobal-credential-providers = [\"cargo:token\", \"feedctl\"]\n";
    let program =
        "[registry]\nglobal-credential-providers = [\"cargo:token-from-stdout my-prog\"]\n";
    for home in [own, list, program] {
        let sandbox = Sandbox::project();
        sandbox.write("cargo/config.toml", home);
        let run = sandbox.feedctl(&connect);
        assert_eq!(run.code, Some(0), "{run}");
        assert_eq!(sandbox.read("cargo/config.toml").as_deref(), Some(home));
    }
    let sandbox = Sandbox::project();
    sandbox.write("cargo/config.toml", own);
    let asked = [&connect[..], &["--credential-provider", "aws"]].concat();
    let run = sandbox.feedctl(&asked);
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains("cargo/config.toml:2"), "{run}");
    let run = sandbox.feedctl(&[&asked[..], &["--force"]].concat());
    assert_eq!(run.code, Some(0), "{run}");
    // In another project that entry is nobody's mistake.
    sandbox.write(
        "q/Cargo.toml",
        "[package]\nname = \"q\"\nversion = \"0.1.0\"\n",
    );
    let doctor = sandbox.feedctl_in("q", &["doctor", "--strict"]);
    assert_eq!(doctor.code, Some(0), "{doctor}");
}

/// A feed that is read beside another has to get on with it.
#[test]
fn an_optional_feed_is_judged_by_what_stands_beside_it() {
    let sandbox = Sandbox::project();
    let words = [
        "connect",
        "--org",
        "contoso",
        "--feed",
        "crates",
        "--no-replace-crates-io",
    ];
    assert_eq!(sandbox.feedctl(&words).code, Some(0));
    for more in [
        &["--org", "contoso", "--feed", "crates", "--name", "other"][..],
        &["--org", "fabrikam", "--feed", "crates"],
    ] {
        let run = sandbox.feedctl(&[&["connect", "--optional"], more].concat());
        assert_eq!(run.code, Some(3), "{run}");
    }
    assert_eq!(sandbox.names("p/.cargo"), ["config.toml"]);
    let run = sandbox.feedctl(&[
        "connect",
        "--optional",
        "--org",
        "contoso",
        "--feed",
        "crates",
    ]);
    assert_eq!(run.code, Some(0), "{run}");
}

#[test]
fn tokens_on_the_command_line_are_not_repeated() {
    let sandbox = Sandbox::project();
    let token = crate::online::pat();
    for words in [
        &["connect", &token][..],
        &[
            "connect", "--org", "contoso", "--feed", "crates", "--name", &token,
        ],
        &["snippet", "npm", &token],
        &["disconnect", &token],
    ] {
        let run = sandbox.feedctl(words);
        assert_eq!(run.code, Some(2), "{run}");
        assert!(!run.to_string().contains(&token), "{run}");
        assert!(run.stderr.contains("revoke it"), "{run}");
    }
}

/// The user's own file with what it includes, in whatever form, is added to or left.
#[test]
fn what_the_users_files_say_is_neither_overridden_nor_broken() {
    let feed = ["connect", "--org", "contoso", "--feed", "crates"];
    let list = "[registry]\nglobal-credential-providers = ";
    let own = "[registries.crates]\ncredential-provider = ";
    for (included, home, keeper, code, grown) in [
        (
            Some(format!("{list}\"my-prog\"\n")),
            String::new(),
            "token",
            3,
            false,
        ),
        (
            Some(format!("{list}\"my-prog\"\n")),
            String::new(),
            "feedctl",
            3,
            false,
        ),
        (
            Some(format!("{own}[\"my-own\"]\n")),
            String::new(),
            "az",
            3,
            false,
        ),
        (
            Some(format!("{own}\"my-own\"\n")),
            String::new(),
            "az",
            3,
            false,
        ),
        (
            None,
            format!("{list}[\"cargo:token\", # not yet \"feedctl\"\n]\n"),
            "feedctl",
            0,
            true,
        ),
        (
            None,
            format!("{list}['cargo:token', 'feedctl']\n"),
            "feedctl",
            0,
            false,
        ),
        (
            None,
            format!("{list}[ 'cargo:token', ]\n"),
            "token",
            0,
            false,
        ),
        (
            None,
            format!("{list}\"cargo:token\"\n"),
            "feedctl",
            3,
            false,
        ),
        (None, format!("{own}\"my-own\"\n"), "az", 3, false),
    ] {
        let sandbox = Sandbox::project();
        let home = match &included {
            Some(text) => {
                sandbox.write("cargo/inc.toml", text);
                "include = [\"inc.toml\"]\n".to_owned()
            }
            None => home,
        };
        sandbox.write("cargo/config.toml", &home);
        let run = sandbox.feedctl(&[&feed[..], &["--credential-provider", keeper]].concat());
        assert_eq!(run.code, Some(code), "{home}{included:?}\n{run}");
        let now = sandbox.read("cargo/config.toml").expect("it is there");
        assert_eq!(now != home, grown, "{now}");
        let cargo = sandbox.config_get("p", None);
        assert!(cargo.ok, "{cargo}");
    }
    let sandbox = Sandbox::project();
    let mine = format!("{own}\"my-own\"\n");
    sandbox.write("p/.cargo/config.toml", &mine);
    let run = sandbox.feedctl(&[&feed[..], &["--credential-provider", "cargo:token"]].concat());
    assert_eq!(run.code, Some(3), "{run}");
    assert_eq!(sandbox.read("p/.cargo/config.toml"), Some(mine));
}

/// Cargo would not merge a list with the string at home.
#[test]
fn an_optional_feed_merges_with_what_stands_at_home() {
    let sandbox = Sandbox::project();
    sandbox.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = \"my-prog\"\n",
    );
    let words = [
        "connect",
        "--optional",
        "--org",
        "contoso",
        "--feed",
        "crates",
    ];
    let run = sandbox.feedctl(&[&words[..], &["--credential-provider", "project"]].concat());
    assert_eq!(run.code, Some(3), "{run}");
    assert!(sandbox.names("p/.cargo").is_empty());
}

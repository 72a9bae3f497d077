//! connect → token by variable → the real cargo fetches, builds and publishes.

use crate::feed_server::{FeedOptions, FeedServer, basic};
use crate::support::Sandbox;

const APP: &str = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\ndescription = \"x\"\nlicense = \"MIT\"\n\n[dependencies]\n";
const PAT: &str =
    "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0123456789AZDOxx";

struct Case {
    index_path: &'static str,
    accept: String,
    connect: &'static [&'static str],
    /// The name that the registry gets.
    name: &'static str,
    /// Whether it stands in for crates.io.
    replaces: bool,
}

fn run(case: &Case) {
    let server = FeedServer::start(
        FeedOptions::three_crates()
            .with_index_path(case.index_path)
            .with_login(&case.accept),
    );
    let mut sandbox = Sandbox::project();
    let before = "# ours\r\n[net]\r\nretry = 0";
    sandbox.write("p/.cargo/config.toml", before);
    let mut words = vec!["connect", "--base-url"];
    let url = server.url();
    words.push(&url);
    words.extend(case.connect);
    let connect = sandbox.feedctl(&words);
    assert_eq!(connect.code, Some(0), "{connect}");
    let config = sandbox.read("p/.cargo/config.toml").expect("it is there");
    assert!(
        config.contains(&server.index_url()),
        "{config}\n{}",
        server.index_url()
    );

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
    assert!(
        !refused.ok && refused.stderr.contains("no token found"),
        "{refused}"
    );

    let form = case.name.replace('-', "_").to_uppercase();
    sandbox.set(&format!("CARGO_REGISTRIES_{form}_TOKEN"), &case.accept);
    for command in [
        &["fetch"][..],
        &["build", "--offline"],
        &["publish", "--registry", case.name, "--allow-dirty"],
    ] {
        let done = sandbox.cargo("p", command);
        assert!(done.ok, "cargo {command:?}\n{done}");
    }
    assert!(server.has_crate("app", "0.1.0"));

    let disconnect = sandbox.feedctl(&["disconnect", case.name]);
    assert_eq!(disconnect.code, Some(0), "{disconnect}");
    assert_eq!(
        sandbox.read("p/.cargo/config.toml").as_deref(),
        Some(before)
    );
    if !case.replaces {
        assert!(disconnect.stderr.contains("Cargo.toml:"), "{disconnect}");
    }
}

#[test]
fn azure_feed_of_a_project_with_a_blank_in_its_name() {
    run(&Case {
        index_path: "/contoso/My%20Project/_packaging/crates/Cargo/index/",
        accept: basic("PAT", PAT),
        connect: &[
            "--org",
            "contoso",
            "--project",
            "My Project",
            "--feed",
            "crates",
        ],
        name: "crates",
        replaces: true,
    });
}

#[test]
fn azure_feed_of_an_organization_with_an_access_token() {
    run(&Case {
        index_path: "/contoso/_packaging/crates/Cargo/index/",
        accept: "Bearer eyJ0eXAi.e30.c2ln".to_owned(),
        connect: &["--org", "contoso", "--feed", "crates"],
        name: "crates",
        replaces: true,
    });
}

#[test]
fn azure_feed_beside_crates_io() {
    run(&Case {
        index_path: "/contoso/_packaging/my.feed@Release/Cargo/index/",
        accept: basic("PAT", PAT),
        connect: &[
            "--org",
            "contoso",
            "--feed",
            "my.feed@Release",
            "--no-replace-crates-io",
        ],
        name: "my_feed",
        replaces: false,
    });
}

#[test]
fn cloudsmith_repository_beside_crates_io() {
    run(&Case {
        index_path: "/acme/tools/",
        accept: "Token KEY".to_owned(),
        connect: &["--owner", "acme", "--repo", "tools"],
        name: "acme-tools",
        replaces: false,
    });
}

#[test]
fn cloudsmith_repository_in_the_place_of_crates_io() {
    run(&Case {
        index_path: "/acme/tools/",
        accept: "Token KEY".to_owned(),
        connect: &["--owner", "acme", "--repo", "tools", "--replace-crates-io"],
        name: "acme-tools",
        replaces: true,
    });
}

/// The line that snippet prints for sh, fed with an 84-character PAT.
#[test]
fn the_login_line_makes_a_token_that_the_feed_takes() {
    let pat = &PAT[..84];
    let accept = basic("PAT", pat);
    let server = FeedServer::start(
        FeedOptions::three_crates()
            .with_index_path("/contoso/_packaging/crates/Cargo/index/")
            .with_login(&accept),
    );
    let sandbox = Sandbox::project();
    let url = server.url();
    let connect = sandbox.feedctl(&[
        "connect",
        "--base-url",
        &url,
        "--org",
        "contoso",
        "--feed",
        "crates",
    ]);
    assert_eq!(connect.code, Some(0), "{connect}");
    let snippet = sandbox.feedctl(&["snippet"]);
    let line = snippet
        .stdout
        .lines()
        .find(|line| line.contains("cargo login"))
        .expect("a line to type")
        .trim();
    for shell in ["/bin/sh", "/bin/bash"] {
        let mut command = sandbox.program(std::path::Path::new(shell), "p", &["-c", line]);
        let input = format!("{pat}\n");
        let login = crate::child::run_with_limit(
            &mut command,
            std::time::Duration::from_mins(1),
            Some(input.as_bytes()),
        );
        assert!(login.success(), "{login:?}");
        let credentials = sandbox
            .read("cargo/credentials.toml")
            .expect("it is stored");
        assert!(
            credentials.contains(&format!("token = \"{accept}\"")),
            "{shell}: {credentials}"
        );
        assert!(!login.stdout.contains(pat) && !login.stderr.contains(pat));
        std::fs::remove_file(sandbox.path("cargo/credentials.toml")).expect("it is there");
    }
}

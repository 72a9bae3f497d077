//! feedctl as cargo's credential provider, and the vendor's program without it: the
//! real cargo asks, a small program plays `az`.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;

use crate::feed_server::{FeedOptions, FeedServer};
use crate::support::{Run, Sandbox, snapshot};

const AZURE: &str = "/contoso/Platform/_packaging/crates/Cargo/index/";
const CLOUDSMITH: &str = "/acme/tools/";
const TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.c2ln";
const APP: &str = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\ndescription = \"x\"\nlicense = \"MIT\"\n\n[dependencies]\ngreet = { version = \"0.1\", registry = \"crates\" }\n";

fn azure() -> FeedServer {
    FeedServer::start(
        FeedOptions::three_crates()
            .with_index_path(AZURE)
            .with_login(&format!("Bearer {TOKEN}")),
    )
}

/// A project with one feed, and feedctl on `PATH`.
fn project(server: &FeedServer) -> Sandbox {
    let sandbox = Sandbox::project();
    sandbox.write("p/Cargo.toml", APP);
    sandbox.write("p/src/lib.rs", "pub use greet;\n");
    sandbox.write(
        "p/.cargo/config.toml",
        format!(
            "[registries]\ncrates = {{ index = \"{}\" }}\n",
            server.index_url()
        ),
    );
    std::fs::create_dir_all(sandbox.path("bin")).expect("a folder");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_feedctl"), sandbox.path("bin/feedctl"))
        .expect("a link");
    sandbox
}

fn provide(sandbox: &Sandbox, list: &str) {
    sandbox.write(
        "cargo/config.toml",
        format!("[registry]\nglobal-credential-providers = [{list}]\n"),
    );
}

/// The user's own file names the server: no checkout can.
fn own(server: &FeedServer, provider: &str) -> String {
    format!(
        "\"cargo:token\", \"feedctl --provider {provider} --base-url {}\"",
        server.url()
    )
}

/// Plays the vendor's program: notes how it is called, prints what it is told.
fn az(sandbox: &Sandbox, printed: &str) {
    sandbox.script(
        "az",
        &format!("echo \"$*\" >> \"$HOME/az.log\"\nenv > \"$HOME/az.env\"\npwd > \"$HOME/az.pwd\"\n{printed}"),
    );
}

fn prints_token(until: &str) -> String {
    format!(
        "printf '{{\"accessToken\":\"{TOKEN}\",\"expiresOn\":\"x\",\"expires_on\":%s}}' \"{until}\""
    )
}

fn fetch(sandbox: &Sandbox) -> Run {
    let _ = std::fs::remove_dir_all(sandbox.path("cargo/registry"));
    let _ = std::fs::remove_file(sandbox.path("p/Cargo.lock"));
    sandbox.cargo("p", &["fetch"])
}

fn calls(sandbox: &Sandbox) -> usize {
    sandbox
        .read("home/az.log")
        .map_or(0, |log| log.lines().count())
}

#[test]
fn fresh_tokens_of_az_serve_every_command_and_are_kept() {
    let server = azure();
    let mut sandbox = project(&server);
    provide(&sandbox, &own(&server, "azure-artifacts"));
    sandbox.set("CARGO_REGISTRIES_OTHER_TOKEN", "s3cr3t");
    // Another vendor's, which no name of cargo's gives away.
    sandbox.set("CLOUDSMITH_API_KEY", "s3cr3t");
    az(&sandbox, &prints_token("9999999999"));
    assert!(fetch(&sandbox).ok);
    for command in [
        &["build", "--offline"][..],
        &["publish", "--registry", "crates", "--allow-dirty"],
    ] {
        let done = sandbox.cargo("p", command);
        assert!(done.ok, "cargo {command:?}\n{done}");
    }
    assert!(server.has_crate("app", "0.1.0"));
    assert_eq!(calls(&sandbox), 1);
    let log = sandbox.read("home/az.log").expect("it was called");
    assert_eq!(
        log,
        "account get-access-token --resource 499b84ac-1321-427f-aa17-267ca6975798 --output json\n"
    );
    let seen = sandbox.read("home/az.env").expect("it was called");
    assert!(
        !seen.contains("s3cr3t") && !seen.contains("_TOKEN="),
        "{seen}"
    );
    let place = sandbox.read("home/az.pwd").expect("it was called");
    assert!(!place.contains("/p"), "{place}");

    let kept = sandbox.names("home/.cache/feedctl/tokens");
    assert_eq!(kept.len(), 1);
    let path = sandbox.path("home/.cache/feedctl/tokens").join(&kept[0]);
    let mode = |path: &std::path::Path| path.metadata().expect("it").permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().expect("a folder")), 0o700);
    assert!(std::fs::read_to_string(&path).expect("it").contains(TOKEN));

    // Another account has its own.
    sandbox.write(
        "home/.azure/azureProfile.json",
        "\u{feff}{\"subscriptions\":[{\"isDefault\":true,\"tenantId\":\"t\",\"user\":{\"name\":\"you\"}}]}",
    );
    assert!(fetch(&sandbox).ok);
    assert_eq!(calls(&sandbox), 2);
    assert!(fetch(&sandbox).ok);
    assert_eq!(calls(&sandbox), 2);

    // Logging out forgets both.
    let logout = sandbox.feedctl(&["logout"]);
    assert_eq!(logout.code, Some(0), "{logout}");
    assert_eq!(sandbox.names("home/.cache/feedctl/tokens"), [] as [&str; 0]);
    assert!(fetch(&sandbox).ok);
    let logout = sandbox.cargo("p", &["logout", "--registry", "crates"]);
    assert!(logout.ok, "{logout}");
    assert_eq!(sandbox.names("home/.cache/feedctl/tokens"), [] as [&str; 0]);
}

#[test]
fn a_token_that_is_about_to_run_out_is_asked_for_again() {
    let server = azure();
    let sandbox = project(&server);
    provide(&sandbox, &own(&server, "azure-artifacts"));
    az(&sandbox, &prints_token("$(( $(date +%s) + 30 ))"));
    let done = fetch(&sandbox);
    assert!(done.ok, "{done}");
    let once = calls(&sandbox);
    assert!(fetch(&sandbox).ok);
    assert!(calls(&sandbox) > once);
    assert_eq!(sandbox.names("home/.cache/feedctl/tokens"), [] as [&str; 0]);
}

#[test]
fn the_token_of_a_job_comes_first() {
    let server = azure();
    let mut sandbox = project(&server);
    provide(&sandbox, &own(&server, "azure-artifacts"));
    az(&sandbox, "exit 1");
    sandbox.set("SYSTEM_ACCESSTOKEN", TOKEN);
    let done = fetch(&sandbox);
    assert!(done.ok, "{done}");
    assert_eq!(calls(&sandbox), 0);
    for (value, words) in [
        ("$(System.AccessToken)", "the name of another variable"),
        ("two words", "a blank"),
    ] {
        sandbox.set("SYSTEM_ACCESSTOKEN", value);
        let failed = fetch(&sandbox);
        assert!(!failed.ok && failed.stderr.contains(words), "{failed}");
    }
}

#[test]
fn cloudsmiths_key_is_found_where_its_tool_keeps_it() {
    let server = FeedServer::start(
        FeedOptions::three_crates()
            .with_index_path(CLOUDSMITH)
            .with_login("Token KEY123"),
    );
    let mut sandbox = project(&server);
    provide(&sandbox, &own(&server, "cloudsmith"));
    let nothing = fetch(&sandbox);
    assert!(
        !nothing.ok && nothing.stderr.contains("no token found"),
        "{nothing}"
    );
    // The folder that a command is run in is not looked at.
    sandbox.write("p/credentials.ini", "[default]\napi_key = KEY123\n");
    assert!(!fetch(&sandbox).ok);
    sandbox.write(
        "home/.config/cloudsmith/credentials.ini",
        "[default]\napi_key = KEY123\n",
    );
    let done = fetch(&sandbox);
    assert!(done.ok, "{done}");
    sandbox.set("CLOUDSMITH_API_KEY", "WRONG");
    assert!(fetch(&sandbox).stderr.contains("token rejected"));
    sandbox.set("CLOUDSMITH_API_KEY", "KEY123");
    assert!(fetch(&sandbox).ok);
    assert_eq!(sandbox.names("home/.cache/feedctl/tokens"), [] as [&str; 0]);
}

#[test]
fn other_hosts_are_passed_on_to_the_next_provider() {
    let server = azure();
    let sandbox = project(&server);
    az(&sandbox, &prints_token("9999999999"));
    provide(&sandbox, "\"cargo:token\", \"feedctl\"");
    let none = fetch(&sandbox);
    assert!(!none.ok && none.stderr.contains("no token found"), "{none}");
    assert_eq!(calls(&sandbox), 0);
    sandbox.write(
        "cargo/credentials.toml",
        format!("[registries.crates]\ntoken = \"Bearer {TOKEN}\"\n"),
    );
    assert!(fetch(&sandbox).ok);

    // A checkout cannot name a server of its own.
    std::fs::remove_file(sandbox.path("cargo/credentials.toml")).expect("it is there");
    provide(&sandbox, "\"feedctl\"");
    sandbox.write(
        "p/.cargo/config.toml",
        format!(
            "[registries.crates]\nindex = \"{}\"\ncredential-provider = \"feedctl --provider azure-artifacts --base-url {}\"\n",
            server.index_url(),
            server.url()
        ),
    );
    server.clear_requests();
    let refused = fetch(&sandbox);
    assert!(
        !refused.ok
            && refused
                .stderr
                .contains("no credential providers could handle the request"),
        "{refused}"
    );
    assert_eq!((calls(&sandbox), server.count_with_authorization()), (0, 0));
}

#[test]
fn a_program_that_fails_is_told_with_the_next_step() {
    let server = azure();
    let sandbox = project(&server);
    provide(&sandbox, &own(&server, "azure-artifacts"));
    for (said, next) in [
        ("ERROR: Please run 'az login' to setup account.", "az login"),
        (
            "ERROR: AADSTS50076: multi-factor",
            "az login --tenant TENANT",
        ),
        (
            "ERROR: No subscription found.",
            "az login --allow-no-subscriptions",
        ),
        (&format!("ERROR: token {TOKEN} is bad"), "az login"),
    ] {
        az(&sandbox, &format!("echo \"{said}\" >&2; exit 1"));
        let failed = fetch(&sandbox);
        assert!(!failed.ok && failed.stderr.contains(next), "{failed}");
        assert!(!failed.stderr.contains(TOKEN), "{failed}");
        let online = sandbox.feedctl(&["doctor", "--online"]);
        assert_eq!(online.code, Some(1), "{online}");
        assert!(
            online.stdout.contains("error[credential-provider-failed]")
                && online.stdout.contains(next),
            "{online}"
        );
    }
    az(&sandbox, "echo 'no json'");
    let unread = fetch(&sandbox);
    assert!(unread.stderr.contains("is no token"), "{unread}");
    assert!(!unread.stderr.contains("no json"), "{unread}");
}

#[test]
fn where_the_program_is_missing_a_stored_token_serves() {
    let server = azure();
    let sandbox = project(&server);
    provide(&sandbox, &own(&server, "azure-artifacts"));
    if feedctl::system::process::find("az", &sandbox.env("p"), None).is_ok() {
        return;
    }
    let none = fetch(&sandbox);
    assert!(
        !none.ok && none.stderr.contains("install the Azure CLI"),
        "{none}"
    );
    let doctor = sandbox.feedctl(&["doctor"]);
    assert!(
        doctor.stdout.contains("error[token-program-missing]"),
        "{doctor}"
    );
    sandbox.write(
        "cargo/credentials.toml",
        format!("[registries.crates]\ntoken = \"Bearer {TOKEN}\"\n"),
    );
    let done = fetch(&sandbox);
    assert!(done.ok, "{done}");
}

#[test]
fn a_checkouts_program_is_not_run() {
    let server = azure();
    let mut sandbox = project(&server);
    provide(&sandbox, &own(&server, "azure-artifacts"));
    az(&sandbox, &prints_token("9999999999"));
    std::fs::create_dir(sandbox.path("p/bin")).expect("a folder");
    std::fs::rename(sandbox.path("bin/az"), sandbox.path("p/bin/az")).expect("moved");
    let path = std::env::join_paths(
        [sandbox.path("p/bin"), "bin".into()]
            .into_iter()
            .chain(std::env::split_paths(&sandbox.search_path())),
    )
    .expect("plain paths");
    sandbox.set("PATH", path.to_str().expect("plain"));
    let failed = fetch(&sandbox);
    assert!(!failed.ok, "{failed}");
    assert_eq!(calls(&sandbox), 0);
}

#[test]
fn a_job_without_its_variable_is_told_the_line_to_add() {
    let server = azure();
    let mut sandbox = project(&server);
    provide(&sandbox, &own(&server, "azure-artifacts"));
    for (variables, words) in [
        (
            &[("TF_BUILD", "True")][..],
            "SYSTEM_ACCESSTOKEN: $(System.AccessToken)",
        ),
        (
            &[("TF_BUILD", "True"), ("SYSTEM_PULLREQUEST_ISFORK", "True")],
            "ne(variables['System.PullRequest.IsFork'], 'True')",
        ),
    ] {
        for (name, value) in variables {
            sandbox.set(name, value);
        }
        let failed = fetch(&sandbox);
        assert!(!failed.ok && failed.stderr.contains(words), "{failed}");
        let doctor = sandbox.feedctl(&["doctor"]);
        assert_eq!(doctor.code, Some(1), "{doctor}");
        assert!(doctor.stdout.contains("without-token]"), "{doctor}");
        assert!(doctor.stdout.contains(words), "{doctor}");
    }
}

#[test]
fn connect_in_a_job_fails_at_the_true_cause() {
    let server = azure();
    let mut sandbox = project(&server);
    std::fs::remove_file(sandbox.path("p/.cargo/config.toml")).expect("it is there");
    provide(&sandbox, "\"cargo:token\"");
    sandbox.set("GITHUB_ACTIONS", "true");
    let url = server.url();
    let words = [
        "connect",
        "--base-url",
        &url,
        "--org",
        "contoso",
        "--project",
        "Platform",
        "--feed",
        "crates",
    ];
    let connect = sandbox.feedctl(&words);
    assert_eq!(connect.code, Some(3), "{connect}");
    assert!(
        connect
            .stderr
            .contains("secrets.CARGO_REGISTRIES_CRATES_TOKEN"),
        "{connect}"
    );
    assert!(sandbox.read("p/.cargo/config.toml").is_some());
    let without = sandbox.feedctl(&[&words[..], &["--no-login"]].concat());
    assert_eq!(without.code, Some(0), "{without}");
    sandbox.set("CARGO_REGISTRIES_CRATES_TOKEN", &format!("Bearer {TOKEN}"));
    let with = sandbox.feedctl(&words);
    assert_eq!(with.code, Some(0), "{with}");
}

#[test]
fn connect_names_feedctl_in_the_users_list_and_keeps_its_form() {
    let server = azure();
    let sandbox = project(&server);
    std::fs::remove_file(sandbox.path("p/.cargo/config.toml")).expect("it is there");
    let url = server.url();
    sandbox.write(
        "cargo/config.toml",
        "# mine\n[registry]\nglobal-credential-providers = [\n    \"cargo:token\", # variables\n]\n",
    );
    sandbox.write(
        "cargo/credentials.toml",
        "[registries.crates]\ntoken = \"old\"\n",
    );
    sandbox.record("crates", &server.index_url());
    let words = [
        "connect",
        "--base-url",
        &url,
        "--org",
        "contoso",
        "--project",
        "Platform",
        "--feed",
        "crates",
        "--no-replace-crates-io",
        "--credential-provider",
    ];
    let connect = sandbox.feedctl(&[&words[..], &["feedctl"]].concat());
    assert_eq!(connect.code, Some(0), "{connect}");
    assert_eq!(
        sandbox.read("cargo/config.toml").expect("it is there"),
        format!(
            "# mine\n[registry]\nglobal-credential-providers = [\n    \"cargo:token\", # variables\n    \"feedctl --provider azure-artifacts --base-url {url}/\",\n]\n"
        )
    );
    let config = sandbox.read("p/.cargo/config.toml").expect("it is there");
    assert!(!config.contains("credential-provider"), "{config}");
    az(&sandbox, &prints_token("9999999999"));
    let done = fetch(&sandbox);
    assert!(done.ok, "{done}");
    let again = sandbox.feedctl(&[&words[..], &["feedctl"]].concat());
    assert!(again.stderr.contains("nothing written"), "{again}");
    let login = sandbox.feedctl(&["login"]);
    assert_eq!(login.code, Some(0), "{login}");
    assert!(
        login.stderr.contains("nothing to paste") && login.stderr.contains("ready:"),
        "{login}"
    );
}

#[test]
fn connect_names_the_vendors_program_for_one_registry() {
    let server = azure();
    let sandbox = project(&server);
    std::fs::remove_file(sandbox.path("p/.cargo/config.toml")).expect("it is there");
    let url = server.url();
    let words = [
        "connect",
        "--base-url",
        &url,
        "--org",
        "contoso",
        "--project",
        "Platform",
        "--feed",
        "crates",
        "--no-replace-crates-io",
        "--credential-provider",
        "az",
    ];
    let connect = sandbox.feedctl(&words);
    assert_eq!(connect.code, Some(0), "{connect}");
    let shown = connect
        .to_string()
        .replace(&server.port().to_string(), "PORT");
    snapshot("connect-az", &shown);
    az(&sandbox, &format!("echo 'Bearer {TOKEN}'"));
    let done = fetch(&sandbox);
    assert!(done.ok, "{done}");
    let log = sandbox.read("home/az.log").expect("it was called");
    assert!(
        log.starts_with("account get-access-token --resource 499b84ac-1321-427f-aa17-267ca6975798 --query join(`\"\\u0020\"`,[`\"Bearer\"`,accessToken]) --output tsv\n"),
        "{log}"
    );
    let cloudsmith = sandbox.feedctl(&[
        "connect",
        "--owner",
        "acme",
        "--repo",
        "tools",
        "--credential-provider",
        "az",
    ]);
    assert_eq!(cloudsmith.code, Some(3), "{cloudsmith}");
    assert!(
        cloudsmith
            .stderr
            .contains("gives no tokens for feeds of Cloudsmith"),
        "{cloudsmith}"
    );
}

#[test]
fn what_is_no_request_is_answered_with_an_error() {
    let server = azure();
    let sandbox = project(&server);
    for text in ["", "\n", "{}\n", "no json\n", "{\"v\":99}\n"] {
        let run = sandbox.feedctl_fed(&["--cargo-plugin"], text);
        assert_eq!(run.code, Some(0), "{run}");
        assert!(run.stdout.starts_with("{\"v\":[1]}\n"), "{run}");
        assert_eq!(
            run.stdout.lines().count(),
            if text.is_empty() { 1 } else { 2 },
            "{run}"
        );
        assert!(!run.stderr.contains("panicked"), "{run}");
    }
    let login = "{\"v\":1,\"registry\":{\"index-url\":\"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/\",\"name\":\"r\"},\"kind\":\"login\",\"token\":\"s3cr3t\"}\n";
    let run = sandbox.feedctl_fed(&["--cargo-plugin"], login);
    assert!(run.stdout.contains("not-found"), "{run}");
    assert!(!run.to_string().contains("s3cr3t"), "{run}");
}

/// The vendor's program is asked for what the index names, and for nothing else's.
#[test]
fn codeartifact_tokens_come_from_aws_for_hosts_of_aws_only() {
    let sandbox = Sandbox::project();
    sandbox.script(
        "aws",
        "echo \"$*\" >> \"$HOME/aws.log\"\nprintf 'CODEARTIFACT-TOKEN\\r\\n'",
    );
    let ask = |index: &str| {
        let question = format!(
            "{{\"v\":1,\"registry\":{{\"index-url\":\"{index}\",\"name\":\"tools\"}},\"kind\":\"get\",\"operation\":\"read\"}}\n"
        );
        sandbox.feedctl_fed(&["--cargo-plugin"], &question).stdout
    };
    let host = "my-co-111122223333.d.codeartifact.eu-west-1.amazonaws.com";
    let given = ask(&format!("sparse+https://{host}/cargo/tools/"));
    assert!(
        given.contains("\"token\":\"CODEARTIFACT-TOKEN\""),
        "{given}"
    );
    assert_eq!(
        sandbox.read("home/aws.log").as_deref(),
        Some(
            "codeartifact get-authorization-token --domain my-co --domain-owner 111122223333 --region eu-west-1 --query authorizationToken --output text\n"
        )
    );
    for index in [
        format!("sparse+https://{host}.evil.test/cargo/tools/"),
        format!("sparse+http://{host}/cargo/tools/"),
        format!("sparse+https://{host}:8443/cargo/tools/"),
        "sparse+https://x-1.d.codeartifact.eu-west-1.amazonaws.com/cargo/tools/".to_owned(),
        "sparse+https://git.corp.test/api/packages/acme/cargo/".to_owned(),
    ] {
        let passed = ask(&index);
        assert!(passed.contains("url-not-supported"), "{index}: {passed}");
    }
    let log = sandbox.read("home/aws.log").unwrap_or_default();
    assert_eq!(log.lines().count(), 1, "{log}");
}

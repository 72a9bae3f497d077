//! Which file a feed is written into: workspaces, monorepos, included files, the
//! user's own.

use crate::support::Sandbox;

const INDEX: &str = "sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/";

/// Connects from a folder and returns the file that was written.
fn target(sandbox: &Sandbox, folder: &str, more: &[&str]) -> String {
    let words = [&["connect", "--org", "contoso", "--feed", "crates"], more].concat();
    let run = sandbox.feedctl_in(folder, &words);
    assert_eq!(run.code, Some(0), "{run}");
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for name in sandbox.names(&folder) {
            let path = if folder.is_empty() {
                name
            } else {
                format!("{folder}/{name}")
            };
            if sandbox.path(&path).is_dir() && !sandbox.path(&path).is_symlink() {
                folders.push(path);
            } else if sandbox.read(&path).is_some_and(|text| text.contains(INDEX)) {
                found.push(path);
            }
        }
    }
    assert_eq!(found.len(), 1, "{found:?}\n{run}");
    found.remove(0)
}

fn workspace() -> Sandbox {
    let sandbox = Sandbox::with(&[
        ("p/Cargo.toml", "[workspace]\nmembers = [\"a\"]\n"),
        (
            "p/a/Cargo.toml",
            "[package]\nname = \"a\"\nversion = \"0.1.0\"\n",
        ),
        ("p/a/src/lib.rs", ""),
    ]);
    sandbox.git(None);
    sandbox
}

#[test]
fn a_member_writes_into_the_workspaces_root() {
    assert_eq!(target(&workspace(), "p/a/src", &[]), "p/.cargo/config.toml");
}

#[test]
fn a_file_only_in_a_member_is_never_the_target() {
    let sandbox = workspace();
    sandbox.write(
        "p/a/.cargo/config.toml",
        "[registries.x]\nindex = \"sparse+https://x.test/\"\n",
    );
    assert_eq!(target(&sandbox, "p/a", &[]), "p/.cargo/config.toml");
}

#[test]
fn the_nearest_file_with_feed_tables_is_taken() {
    let sandbox = Sandbox::with(&[
        (
            ".cargo/config.toml",
            "[registries.far]\nindex = \"sparse+https://far.test/\"\n",
        ),
        (
            "p/.cargo/config.toml",
            "[source.x]\nregistry = \"sparse+https://x.test/\"\n",
        ),
        ("p/rust/.cargo/config.toml", "[build]\njobs = 1\n"),
        ("p/rust/Cargo.toml", "[workspace]\n"),
    ]);
    sandbox.git(None);
    assert_eq!(target(&sandbox, "p/rust", &[]), "p/.cargo/config.toml");
}

#[test]
fn without_feed_tables_the_workspaces_root_is_taken() {
    let sandbox = Sandbox::with(&[
        (
            ".cargo/config.toml",
            "[registries.far]\nindex = \"sparse+https://far.test/\"\n",
        ),
        ("p/.cargo/config.toml", "[build]\njobs = 1\n"),
        ("p/rust/.cargo/config", "[net]\nretry = 1\n"),
        ("p/rust/Cargo.toml", "[workspace]\n"),
        ("p/other/Cargo.toml", "[workspace]\n"),
    ]);
    sandbox.git(None);
    // The name without extension, where cargo reads that.
    assert_eq!(target(&sandbox, "p/rust", &[]), "p/rust/.cargo/config");
}

#[test]
fn without_cargo_the_work_trees_root_is_taken_else_the_folder() {
    let sandbox = Sandbox::with(&[("p/docs/x", ""), ("q/docs/x", "")]);
    sandbox.git(None);
    assert_eq!(target(&sandbox, "p/docs", &[]), "p/.cargo/config.toml");
    let sandbox = Sandbox::with(&[("q/docs/x", "")]);
    assert_eq!(target(&sandbox, "q/docs", &[]), "q/docs/.cargo/config.toml");
}

#[test]
fn a_home_folder_under_version_control_is_no_work_tree() {
    let sandbox = Sandbox::with(&[("home/work/x/Cargo.toml", "[package]\nname = \"x\"\n")]);
    git2::Repository::init(sandbox.path("home")).expect("a repository");
    assert_eq!(
        target(&sandbox, "home/work/x", &[]),
        "home/work/x/.cargo/config.toml"
    );
}

#[test]
fn other_workspaces_below_are_named() {
    let sandbox = Sandbox::with(&[
        ("p/x/Cargo.toml", "[workspace]\n"),
        (
            "p/tools/y/Cargo.toml",
            "[package]\nname = \"y\"\n[workspace]\n",
        ),
        ("p/z/Cargo.toml", "[package]\nname = \"z\"\n"),
    ]);
    sandbox.git(None);
    let run = sandbox.feedctl(&["connect", "--org", "contoso", "--feed", "crates"]);
    assert!(
        run.stderr
            .contains("other workspaces below see this file too: `tools/y`, `x`"),
        "{run}"
    );
}

#[test]
fn the_users_file_and_any_other_can_be_named() {
    let sandbox = Sandbox::project();
    assert_eq!(target(&sandbox, "p", &["--user"]), "cargo/config.toml");
    assert_eq!(sandbox.feedctl(&["disconnect", "crates"]).code, Some(3));
    let run = sandbox.feedctl(&["disconnect", "crates", "--user"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(
        sandbox.read("cargo/config.toml").as_deref(),
        Some("[registry]\nglobal-credential-providers = [\"cargo:token\"]\n"),
        "the credential provider is left alone"
    );
    assert_eq!(target(&sandbox, "p", &["--file", "ci.toml"]), "p/ci.toml");
    let run = sandbox.feedctl(&["disconnect", "crates", "--file", "ci.toml"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(sandbox.read("p/ci.toml").is_none());
}

#[test]
fn a_feed_of_an_included_file_counts_as_connected() {
    let sandbox = Sandbox::project();
    let included = format!(
        "[registries.crates]\nindex = \"{INDEX}\"\n\n[source.crates-io]\nreplace-with = \"crates\"\n"
    );
    sandbox.write("p/.cargo/config.toml", "include = [\"feeds.toml\"]\n");
    sandbox.write("p/.cargo/feeds.toml", &included);
    sandbox.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
    );
    let run = sandbox.feedctl(&["connect", "--org", "contoso", "--feed", "crates"]);
    assert!(
        run.stderr
            .contains("already connected: `crates` (.cargo/feeds.toml:2)"),
        "{run}"
    );
    let run = sandbox.feedctl(&["disconnect"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(
        sandbox.read("p/.cargo/config.toml").as_deref(),
        Some("include = [\"feeds.toml\"]\n")
    );
    assert!(sandbox.read("p/.cargo/feeds.toml").is_none(), "{run}");
}

#[test]
fn nothing_is_written_when_connected_not_even_the_time() {
    let sandbox = Sandbox::project();
    target(&sandbox, "p", &[]);
    let stamp = || {
        let path = sandbox.path("p/.cargo/config.toml");
        path.metadata()
            .and_then(|metadata| metadata.modified())
            .expect("a time")
    };
    let before = stamp();
    std::thread::sleep(std::time::Duration::from_millis(20));
    target(&sandbox, "p", &[]);
    assert_eq!(stamp(), before);
}

#[test]
fn a_provider_in_effect_keeps_the_users_file_as_it_is() {
    for (file, text) in [
        (
            "p/.cargo/config.toml",
            "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
        ),
        (
            "p/.cargo/config.toml",
            "[registries.crates]\ncredential-provider = \"cargo:token\"\n",
        ),
        (
            "cargo/config",
            "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
        ),
    ] {
        let sandbox = Sandbox::project();
        sandbox.write(file, text);
        target(&sandbox, "p", &[]);
        assert!(sandbox.read("cargo/config.toml").is_none());
        if file.starts_with("cargo") {
            assert_eq!(sandbox.read(file).as_deref(), Some(text));
        }
    }
    let mut sandbox = Sandbox::project();
    sandbox.set("CARGO_REGISTRIES_CRATES_CREDENTIAL_PROVIDER", "cargo:token");
    target(&sandbox, "p", &[]);
    assert!(sandbox.names("cargo").is_empty());
}

#[test]
fn the_credential_provider_goes_where_it_was_asked_for() {
    let project = |keeper: &str| {
        let sandbox = Sandbox::project();
        target(&sandbox, "p", &["--credential-provider", keeper]);
        (
            sandbox.read("p/.cargo/config.toml").unwrap_or_default(),
            sandbox.read("cargo/config.toml"),
        )
    };
    let (text, home) = project("none");
    assert!(!text.contains("provider") && home.is_none());
    let (text, home) = project("project");
    assert!(
        text.contains("[registry]\nglobal-credential-providers = [\"cargo:token\"]"),
        "{text}"
    );
    assert_eq!(home, None);
    let (text, home) = project("cargo:token-from-stdout my helper");
    assert!(
        text.contains("credential-provider = \"cargo:token-from-stdout my helper\""),
        "{text}"
    );
    assert_eq!(home, None);
    let (_, home) = project("token");
    assert_eq!(
        home.as_deref(),
        Some("[registry]\nglobal-credential-providers = [\"cargo:token\"]\n")
    );
}

#[test]
fn variables_that_beat_the_file_are_named() {
    let mut sandbox = Sandbox::project();
    sandbox.set(
        "CARGO_REGISTRIES_CRATES_INDEX",
        "sparse+https://user:pw@other.test/",
    );
    let run = sandbox.feedctl(&["connect", "--org", "contoso", "--feed", "crates", "--force"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(
        run.stderr
            .contains("variable CARGO_REGISTRIES_CRATES_INDEX is set and beats the file"),
        "{run}"
    );
    assert!(!run.stderr.contains("pw"), "{run}");
    let run = sandbox.feedctl(&["connect", "--org", "contoso", "--feed", "Crates", "-n"]);
    assert_eq!(run.code, Some(3), "{run}");
}

#[test]
fn a_lock_file_names_the_feed() {
    let sandbox = Sandbox::project();
    sandbox.write(
        "p/Cargo.lock",
        format!(
            "version = 4\n\n[[package]]\nname = \"x\"\nversion = \"1.0.0\"\nsource = \"{INDEX}\"\n"
        ),
    );
    let run = sandbox.feedctl(&["connect"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(
        sandbox
            .read("p/.cargo/config.toml")
            .expect("written")
            .contains(INDEX),
        "{run}"
    );
    let run = sandbox.feedctl(&["connect", "--org", "fabrikam"]);
    assert_eq!(run.code, Some(2), "{run}");
}

#[test]
fn the_patch_applies_with_git() {
    let sandbox = Sandbox::project();
    let before = "# words\r\n[net]\r\nretry = 1";
    sandbox.write("p/.cargo/config.toml", before);
    let patch = sandbox
        .feedctl(&["connect", "--org", "contoso", "--feed", "crates", "-n"])
        .stdout;
    let git = |words: &[&str]| {
        let mut command = sandbox.program(std::path::Path::new("git"), "p", words);
        let limit = std::time::Duration::from_secs(30);
        let done = crate::child::run_with_limit(&mut command, limit, Some(patch.as_bytes()));
        assert!(done.success(), "{done:?}\n{patch}");
    };
    sandbox.git(None);
    git(&["apply", "-"]);
    let by_git = sandbox.read("p/.cargo/config.toml").expect("it is there");
    sandbox.write("p/.cargo/config.toml", before);
    let run = sandbox.feedctl(&["connect", "--org", "contoso", "--feed", "crates"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(
        sandbox.read("p/.cargo/config.toml").as_deref(),
        Some(by_git.as_str())
    );
}

#[test]
fn what_cargo_could_not_merge_is_not_written() {
    let clash = |home: &str, more: &[&str], message: &str| {
        let sandbox = Sandbox::project();
        sandbox.write("cargo/config.toml", home);
        let words = [&["connect", "--org", "contoso", "--feed", "crates"], more].concat();
        let run = sandbox.feedctl(&words);
        assert_eq!(run.code, Some(3), "{run}");
        assert!(run.stderr.contains(message), "{message}\n{run}");
        assert_eq!(sandbox.names("p"), [".git", "Cargo.toml", "src"]);
        // Cargo fails indeed where both say so.
        sandbox.write(
            "p/.cargo/config.toml",
            format!("[registries.crates]\nindex = \"{INDEX}\"\n\n[registry]\nglobal-credential-providers = [\"cargo:token\"]\n"),
        );
        let cargo = sandbox.cargo("p", &["locate-project"]);
        assert!(cargo.stderr.contains("failed to merge"), "{cargo}");
    };
    clash(
        "[registries]\ncrates = \"x\"\n",
        &["--credential-provider", "none"],
        "`registries.crates` is string at ../cargo/config.toml:2",
    );
    clash(
        "[registry]\nglobal-credential-providers = \"cargo:token\"\n",
        &["--credential-provider", "project"],
        "`registry.global-credential-providers` is string at",
    );
}

#[test]
fn what_keeps_cargo_from_working_is_said() {
    let sandbox = Sandbox::project();
    sandbox.write(".cargo/config.toml", "[net\n");
    sandbox.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = \"cargo:token\"\n",
    );
    let run = sandbox.feedctl(&["connect", "--org", "contoso", "--feed", "crates"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(
        run.stderr
            .contains("cannot load its configuration here: ../.cargo/config.toml:1:5 is not TOML"),
        "{run}"
    );
    assert!(
        run.stderr.contains(
            "cargo will refuse to sign in: `registry.global-credential-providers` is string"
        ),
        "{run}"
    );
    assert!(!sandbox.cargo("p", &["locate-project"]).ok);
}

#[test]
fn a_variable_that_renames_the_feed_is_named() {
    let mut sandbox = Sandbox::project();
    sandbox.set(
        "CARGO_REGISTRIES_MY_FEED_INDEX",
        "sparse+https://pkgs.dev.azure.com/contoso/_packaging/My-Feed/Cargo/index/",
    );
    let run = sandbox.feedctl(&[
        "connect", "--org", "contoso", "--feed", "My-Feed", "--name", "My-Feed", "--force", "-n",
    ]);
    assert!(run.stderr.contains("already here as `my_feed`"), "{run}");
}

#[test]
fn what_is_connected_is_found_without_a_flag() {
    let sandbox = Sandbox::project();
    sandbox.git(Some(
        "https://contoso@dev.azure.com/contoso/Platform/_git/app",
    ));
    let run = sandbox.feedctl(&["connect", "--owner", "acme", "--repo", "tools"]);
    assert_eq!(run.code, Some(0), "{run}");
    let run = sandbox.feedctl(&["connect"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(
        run.stderr
            .contains("already connected: `acme-tools` (.cargo/config.toml:2)"),
        "{run}"
    );
}

/// A `CARGO_HOME` that is not the folder that is meant: cargo's home would be a folder of
/// the project.
#[test]
fn a_home_that_is_not_meant_so_is_not_written_to() {
    let index = "[registries.crates]\nindex = \"sparse+https://pkgs.dev.azure.com/o/_packaging/crates/Cargo/index/\"\n";
    for home in [
        "~/.cargo",
        "$HOME/.cargo",
        "'/x/.cargo'",
        "/x/.cargo ",
        "rel/cargo",
    ] {
        let mut sandbox = Sandbox::project();
        sandbox.write("p/.cargo/config.toml", index);
        sandbox.set_cargo_home(home);
        // As cargo leaves it.
        std::fs::create_dir_all(sandbox.path("p").join(home)).expect("a folder");
        let run = sandbox.feedctl(&["doctor", "--fix", "--yes"]);
        assert!(run.stdout.contains("CARGO_HOME"), "{home}: {run}");
        let login = sandbox.feedctl_fed(&["login", "crates", "--yes"], "Basic UEFUOmE=");
        assert_eq!(login.code, Some(3), "{home}: {login}");
        assert!(login.stderr.contains("CARGO_HOME"), "{home}: {login}");
        let connect = sandbox.feedctl(&[
            "connect", "--org", "contoso", "--feed", "crates", "--yes", "--force",
        ]);
        assert!(connect.stderr.contains("CARGO_HOME"), "{home}: {connect}");
        let written = std::fs::read_dir(sandbox.path("p").join(home)).expect("a folder");
        assert_eq!(written.count(), 0, "{home}");
    }
}

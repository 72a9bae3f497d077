//! Nothing outside of the checkout is written on the checkout's word: not by a file that
//! it includes, not by the workspace that its package names.

use crate::support::Sandbox;

/// A file with a mistake that `doctor --fix` would mend.
const WITHOUT_SLASH: &str = "[registries.crates]\nindex = \"sparse+https://feed.example/index\"\n";

fn fixed(sandbox: &Sandbox) -> String {
    let run = sandbox.feedctl(&["doctor", "--fix", "--yes"]);
    format!("{}{}", run.stdout, run.stderr)
}

#[test]
fn what_a_checkout_includes_from_elsewhere_is_shown_and_not_mended() {
    for include in ["absolute", "up", "link", "folder"] {
        let sandbox = Sandbox::project();
        sandbox.write("h/other.toml", WITHOUT_SLASH);
        let path = match include {
            "absolute" => sandbox.path("h/other.toml").display().to_string(),
            "up" => "../../h/other.toml".to_owned(),
            #[cfg(unix)]
            "link" => {
                sandbox.write("p/.cargo/none", "");
                std::os::unix::fs::symlink("../../h/other.toml", sandbox.path("p/.cargo/i.toml"))
                    .expect("a link");
                "i.toml".to_owned()
            }
            #[cfg(unix)]
            "folder" => {
                sandbox.write("p/.cargo/none", "");
                std::os::unix::fs::symlink("../../h", sandbox.path("p/.cargo/d")).expect("a link");
                "d/other.toml".to_owned()
            }
            _ => continue,
        };
        sandbox.write("p/.cargo/config.toml", format!("include = [{path:?}]\n"));
        let said = fixed(&sandbox);
        assert_eq!(
            sandbox.read("h/other.toml").as_deref(),
            Some(WITHOUT_SLASH),
            "{include}: {said}"
        );
        assert!(
            said.contains("outside this repository"),
            "{include}: {said}"
        );
        assert_eq!(
            said.contains("is a link to"),
            include == "link",
            "{include}: {said}"
        );
        // What would have to change is seen all the same.
        assert!(said.contains("+index = "), "{include}: {said}");
    }
}

#[test]
fn what_the_users_own_file_includes_is_mended() {
    let sandbox = Sandbox::project();
    sandbox.write("dot/other.toml", WITHOUT_SLASH);
    sandbox.write("cargo/config.toml", "include = [\"../dot/other.toml\"]\n");
    let said = fixed(&sandbox);
    let after = sandbox.read("dot/other.toml").expect("it is there");
    assert!(after.contains("/index/\""), "{said}");
}

#[test]
fn what_a_checkout_includes_from_elsewhere_is_not_disconnected() {
    let feed = "[registries.crates]\nindex = \"sparse+https://feed.example/index/\"\n";
    let sandbox = Sandbox::project();
    sandbox.write("h/other.toml", feed);
    sandbox.write(
        "p/.cargo/config.toml",
        "include = [\"../../h/other.toml\"]\n",
    );
    for words in [
        &["disconnect", "crates"][..],
        &["disconnect", "crates", "--file", ".cargo/config.toml"],
    ] {
        let run = sandbox.feedctl(words);
        assert_eq!(run.code, Some(3), "{run}");
        assert!(run.stderr.contains("outside this repository"), "{run}");
        assert!(!run.stderr.contains("is a link"), "{run}");
        assert_eq!(sandbox.read("h/other.toml").as_deref(), Some(feed), "{run}");
    }
}

#[test]
fn a_workspace_somewhere_else_is_not_this_folders() {
    let connect = [
        "connect",
        "--org",
        "contoso",
        "--feed",
        "crates",
        "--credential-provider",
        "none",
    ];
    for named in ["absolute", "../h", "link"] {
        let sandbox = Sandbox::new();
        sandbox.write("h/Cargo.toml", "[workspace]\nmembers = [\"../p\"]\n");
        let workspace = match named {
            "absolute" => sandbox.path("h").display().to_string(),
            #[cfg(unix)]
            "link" => {
                std::os::unix::fs::symlink("../h", sandbox.path("p/l")).expect("a link");
                "l".to_owned()
            }
            #[cfg(not(unix))]
            "link" => continue,
            other => other.to_owned(),
        };
        sandbox.write(
            "p/Cargo.toml",
            format!("[package]\nname = \"app\"\nversion = \"0.1.0\"\nworkspace = {workspace:?}\n"),
        );
        let run = sandbox.feedctl(&connect);
        assert_eq!(run.code, Some(0), "{named}: {run}");
        assert!(
            run.stderr.contains("`package.workspace` names ../h"),
            "{named}: {run}"
        );
        assert!(sandbox.read("p/.cargo/config.toml").is_some(), "{named}");
        assert_eq!(sandbox.read("h/.cargo/config.toml"), None, "{named}");
        assert_eq!(sandbox.read("cargo/config.toml"), None, "{named}");
    }
    // One that contains this folder counts, and so does one of the same work tree.
    let sandbox = Sandbox::new();
    sandbox.write("p/Cargo.toml", "[workspace]\nmembers = [\"a\"]\n");
    sandbox.write(
        "p/a/Cargo.toml",
        "[package]\nname = \"a\"\nversion = \"0.1.0\"\nworkspace = \"..\"\n",
    );
    let run = sandbox.feedctl_in("p/a", &connect);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(sandbox.read("p/.cargo/config.toml").is_some(), "{run}");
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("p/.git")).expect("a folder");
    sandbox.write("p/w/Cargo.toml", "[workspace]\nmembers = [\"../a\"]\n");
    sandbox.write(
        "p/a/Cargo.toml",
        "[package]\nname = \"a\"\nversion = \"0.1.0\"\nworkspace = \"../w\"\n",
    );
    let run = sandbox.feedctl_in("p/a", &connect);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(sandbox.read("p/w/.cargo/config.toml").is_some(), "{run}");
}

/// The one write to the user's own file that connect makes unasked.
#[test]
fn the_credential_provider_is_shown_named_and_left_out_on_request() {
    let words = ["connect", "--org", "contoso", "--feed", "crates"];
    let sandbox = Sandbox::project();
    let run = sandbox.feedctl(&words);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.stderr.contains("[ROOT]/cargo/config.toml"), "{run}");
    assert!(run.stderr.contains("wrote ../cargo/config.toml"), "{run}");
    let own = sandbox.read("cargo/config.toml").expect("it is there");
    assert!(own.contains("global-credential-providers"), "{own}");
    let sandbox = Sandbox::project();
    let run = sandbox.feedctl(&[&words[..], &["--credential-provider", "none"]].concat());
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(sandbox.read("cargo/config.toml"), None, "{run}");
}

//! Which files cargo reads: the walk upwards, cargo's home, and names.

use std::path::Path;

use feedctl::cargo::{Aside, Config, ConfigFile, Role, View, discover, discover_from};

use super::leaves::{ours, printed};
use crate::support::Sandbox;

/// The files that both read from `folder`, nearest first, below the sandbox.
fn read(sandbox: &Sandbox, folder: &str) -> (Vec<String>, Config) {
    let env = sandbox.env(folder);
    let config = discover(&env);
    let root = format!("{}/", sandbox.path("").display()).replace("//", "/");
    let paths: Vec<String> = config
        .precedence()
        .into_iter()
        .map(|file| config.file(file).path().display().to_string())
        .collect();
    // What cargo says that it reads, whether it then likes it or not.
    let mut logged = sandbox_log(sandbox, folder);
    if let Some(again) = logged.iter().skip(1).position(|path| *path == logged[0]) {
        // What fails is tried again, from the start.
        logged.truncate(again + 1);
    }
    assert_eq!(paths, logged);
    let cargo = sandbox.config_get(folder, None);
    let view = View::new(&config, &env);
    assert_eq!(
        cargo.ok,
        view.problems().next().is_none(),
        "{}",
        cargo.stderr
    );
    if cargo.ok {
        assert_eq!(ours(&view).0, printed(&cargo.stdout));
    }
    let below = paths.iter().map(|path| path.replace(&root, "")).collect();
    (below, config)
}

fn sandbox_log(sandbox: &Sandbox, folder: &str) -> Vec<String> {
    let run = sandbox.cargo_logging(folder, "cargo::util::context=debug");
    run.stderr
        .lines()
        .filter_map(|line| line.split_once("load config from file path=\""))
        .filter_map(|(_, rest)| rest.split_once('"'))
        .map(|(path, _)| path.to_owned())
        .collect()
}

fn relative(sandbox: &Sandbox, path: &Path) -> String {
    let root = sandbox.path("");
    path.strip_prefix(&root)
        .unwrap_or(path)
        .display()
        .to_string()
}

/// Kind and path of each aside.
fn asides(sandbox: &Sandbox, config: &Config) -> Vec<String> {
    let short = |path: &Path| relative(sandbox, path);
    config
        .asides()
        .iter()
        .map(|aside| match aside {
            Aside::BothNames { read, unread } => format!("both {} {}", short(read), short(unread)),
            Aside::NoExtension { path } => format!("bare {}", short(path)),
            Aside::Misnamed { path, meant } => format!("misnamed {} {meant}", short(path)),
            Aside::UnreadCredentials { path } => format!("unread {}", short(path)),
            Aside::MisspelledVariable { name, .. } => format!("misspelled {name}"),
        })
        .collect()
}

const K: &str = "list = ['x']";

#[test]
fn from_the_folder_up_and_then_home() {
    let sandbox = Sandbox::with(&[
        ("p/a/.cargo/config.toml", K),
        ("p/.cargo/config.toml", K),
        (".cargo/config.toml", K),
        ("cargo/config.toml", K),
        ("cargo/.cargo/config.toml", K),
        ("p/a/b/x", ""),
        ("p/a/b/c/.cargo/config.toml", K),
    ]);
    let (paths, config) = read(&sandbox, "p/a/b");
    assert_eq!(
        paths,
        [
            "p/a/.cargo/config.toml",
            "p/.cargo/config.toml",
            ".cargo/config.toml",
            "cargo/config.toml"
        ]
    );
    let roles: Vec<Role> = config.files().iter().map(ConfigFile::role).collect();
    assert_eq!(
        roles,
        [
            Role::Hierarchy,
            Role::Hierarchy,
            Role::Hierarchy,
            Role::Home
        ]
    );
    let other = discover_from(&sandbox.env("cargo"), &sandbox.path("p/a/b"));
    assert_eq!(other.precedence().len(), 4);
    let other = discover_from(&sandbox.env("p"), "a/b/c".as_ref());
    assert_eq!(other.precedence().len(), 5);
}

#[test]
fn a_home_above_is_read_once_and_a_home_elsewhere_is_read_too() {
    let mut sandbox = Sandbox::with(&[
        ("home/.cargo/config.toml", K),
        ("home/.cargo/credentials.toml", ""),
        ("cargo/config.toml", K),
        ("home/p/x", ""),
    ]);
    // The home of the user is an ancestor like any other.
    let (paths, config) = read(&sandbox, "home/p");
    assert_eq!(paths, ["home/.cargo/config.toml", "cargo/config.toml"]);
    assert_eq!(config.files()[0].role(), Role::Hierarchy);
    assert_eq!(
        asides(&sandbox, &config),
        ["unread home/.cargo/credentials.toml"]
    );
    sandbox.set_cargo_home(sandbox.path("home/.cargo"));
    let (paths, config) = read(&sandbox, "home/p");
    assert_eq!(paths, ["home/.cargo/config.toml"]);
    assert_eq!(config.files()[0].role(), Role::Home);
    assert_eq!(asides(&sandbox, &config), [""; 0]);
    // Relative to the current folder.
    sandbox.set_cargo_home("../../cargo");
    let (paths, _) = read(&sandbox, "home/p");
    assert_eq!(
        paths,
        ["home/.cargo/config.toml", "home/p/../../cargo/config.toml"]
    );
    // Empty is unset.
    sandbox.set_cargo_home("");
    let (paths, _) = read(&sandbox, "p");
    assert_eq!(paths, ["home/.cargo/config.toml"]);
}

#[cfg(unix)]
#[test]
fn a_linked_home_is_read_once_and_a_linked_folder_twice() {
    use std::os::unix::fs::symlink;
    let mut sandbox = Sandbox::with(&[("home/.cargo/config.toml", K), ("home/p/x", "")]);
    symlink(sandbox.path("home/.cargo"), sandbox.path("linked")).expect("a new link");
    sandbox.set_cargo_home(sandbox.path("linked"));
    let (paths, _) = read(&sandbox, "home/p");
    assert_eq!(paths, ["home/.cargo/config.toml"]);
    // Only the home is compared.
    symlink(sandbox.path("home/.cargo"), sandbox.path("home/p/.cargo")).expect("a new link");
    let (paths, _) = read(&sandbox, "home/p");
    assert_eq!(
        paths,
        ["home/p/.cargo/config.toml", "home/.cargo/config.toml"]
    );
}

#[test]
fn the_name_without_extension_wins_even_as_a_folder() {
    let sandbox = Sandbox::with(&[
        ("p/.cargo/config", "k = 1"),
        ("p/.cargo/config.toml", "k = 2"),
        ("cargo/config", K),
    ]);
    let (paths, config) = read(&sandbox, "p");
    assert_eq!(paths, ["p/.cargo/config", "cargo/config"]);
    assert_eq!(
        asides(&sandbox, &config),
        [
            "both p/.cargo/config p/.cargo/config.toml",
            "bare cargo/config"
        ]
    );
    let sandbox = Sandbox::with(&[("p/.cargo/config/x", ""), ("p/.cargo/config.toml", K)]);
    let (paths, config) = read(&sandbox, "p");
    assert_eq!(paths, ["p/.cargo/config"]);
    assert_eq!(config.problems().len(), 1);
}

#[cfg(unix)]
#[test]
fn a_link_from_one_name_to_the_other_is_no_news_and_a_broken_one_is_absent() {
    use std::os::unix::fs::symlink;
    let sandbox = Sandbox::with(&[("p/.cargo/config.toml", K)]);
    symlink("config.toml", sandbox.path("p/.cargo/config")).expect("a new link");
    let (paths, config) = read(&sandbox, "p");
    assert_eq!(
        (paths, asides(&sandbox, &config)),
        (vec!["p/.cargo/config".to_owned()], vec![])
    );
    let sandbox = Sandbox::with(&[("p/.cargo/config.toml", K)]);
    symlink("nothing", sandbox.path("p/.cargo/config")).expect("a new link");
    let (paths, _) = read(&sandbox, "p");
    assert_eq!(paths, ["p/.cargo/config.toml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn names_in_other_cases_are_not_read() {
    let sandbox = Sandbox::with(&[
        ("p/.cargo/Config.toml", "broken ="),
        ("p/.cargo/config.TOML", ""),
        ("p/.cargo/CONFIG", ""),
        ("p/.cargo/credentials", "token = 'x'"),
        ("cargo/Credentials.toml", ""),
        ("cargo/config.toml", K),
        ("cargo/config.toml.bak", ""),
    ]);
    let (paths, config) = read(&sandbox, "p");
    assert_eq!(paths, ["cargo/config.toml"]);
    assert_eq!(
        asides(&sandbox, &config),
        [
            "misnamed p/.cargo/CONFIG config",
            "misnamed p/.cargo/Config.toml config.toml",
            "misnamed p/.cargo/config.TOML config.toml",
            "unread p/.cargo/credentials",
            "misnamed cargo/Credentials.toml credentials.toml",
        ]
    );
}

#[test]
fn bytes_that_cargo_refuses_are_problems_and_a_mark_is_none() {
    for (bytes, fine) in [
        (&b"\xef\xbb\xbfk = 1"[..], true),
        (b"k = '\xff'", false),
        (b"k = 1\nk = 2", false),
        (b"k = 1.0", false),
        (b"[k]\n[k]", false),
        (b"k = {\n  a = 1,\n}", true),
        (b"k = \"\\e\\x41\"", true),
        (b"\0", false),
        (b"k = 1\r", false),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write("p/.cargo/config.toml", bytes);
        let (_, config) = read(&sandbox, "p");
        assert_eq!(config.problems().is_empty(), fine, "{bytes:?}");
    }
}

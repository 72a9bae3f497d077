//! The command itself: what it prints, what it mends, how it ends.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use crate::child::run_with_limit;
use crate::support::{Sandbox, snapshot};

const BROKEN: &str = "# ours\r\n[registries]\r\ncrates = { index = \"sparse+https://feed.example.com/crates\" } # theirs\r\n\r\n[net]\r\nretry = 1";
const MENDED: &str = "# ours\r\n[registries]\r\ncrates = { index = \"sparse+https://feed.example.com/crates/\" } # theirs\r\n\r\n[net]\r\nretry = 1";
const FILE: &str = "p/.cargo/config.toml";

fn broken() -> Sandbox {
    let sandbox = Sandbox::project();
    sandbox.write(FILE, BROKEN);
    sandbox
}

#[test]
fn a_finding_is_shown_in_every_form() {
    let sandbox = broken();
    let mut text = String::new();
    for words in [
        &["doctor"][..],
        &["doctor", "-q"],
        &["doctor", "--format", "json"],
        &["doctor", "--format", "sarif"],
        &["doctor", "--format", "github"],
        &["doctor", "--format", "azure"],
    ] {
        let run = sandbox.feedctl(words);
        assert_eq!(run.code, Some(1), "{run}");
        let _ = write!(text, "feedctl {}\n{run}\n\n", words.join(" "));
    }
    let version = format!("\"semanticVersion\": \"{}\"", env!("CARGO_PKG_VERSION"));
    snapshot(
        "doctor-forms",
        &text.replace(&version, "\"semanticVersion\": \"VERSION\""),
    );
}

#[test]
fn the_colours_change_no_letter() {
    let sandbox = broken();
    let plain = sandbox.feedctl(&["doctor"]);
    let colored = sandbox.feedctl(&["doctor", "--color", "always"]);
    assert_ne!(plain.stdout, colored.stdout);
    assert_eq!(
        console::strip_ansi_codes(&colored.stdout),
        plain.stdout,
        "{colored}"
    );
}

#[test]
fn all_is_well_in_one_line() {
    let sandbox = Sandbox::project();
    let run = sandbox.feedctl(&["doctor"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(
        run.stdout,
        "all is well: cargo reads no configuration here\n"
    );
    sandbox.write(FILE, MENDED);
    let run = sandbox.feedctl(&["doctor", "--strict"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(
        run.stdout,
        "all is well: cargo reads 1 file of configuration here and knows 1 feed\n"
    );
}

#[test]
fn fix_changes_what_is_wrong_and_nothing_else_and_only_once() {
    let sandbox = broken();
    let dry = sandbox.feedctl(&["doctor", "--fix", "--dry-run"]);
    assert_eq!(dry.code, Some(1), "{dry}");
    assert_eq!(sandbox.read(FILE).as_deref(), Some(BROKEN));
    let run = sandbox.feedctl(&["doctor", "--fix"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(sandbox.read(FILE).as_deref(), Some(MENDED));
    let modified = |sandbox: &Sandbox| {
        let metadata = sandbox.path(FILE).metadata().expect("it is there");
        metadata.modified().expect("a time")
    };
    let before = modified(&sandbox);
    let again = sandbox.feedctl(&["doctor", "--fix"]);
    assert_eq!(again.code, Some(0), "{again}");
    assert_eq!(modified(&sandbox), before, "{again}");
    snapshot("doctor-fix", &format!("{dry}\n\n{run}\n\n{again}\n"));
}

#[test]
fn the_shown_patch_is_the_one_that_is_made() {
    let sandbox = broken();
    let run = sandbox.feedctl(&["doctor", "--fix", "--dry-run"]);
    let start = run.stdout.find("--- a/").expect("a patch");
    let end = run.stdout.find("error[").expect("the findings");
    sandbox.write("patch", &run.stdout[start..end]);
    let mut git = sandbox.program(Path::new("git"), "p", &["apply", "../patch"]);
    let applied = run_with_limit(&mut git, std::time::Duration::from_secs(20), None);
    assert!(applied.success(), "{applied:?}");
    assert_eq!(sandbox.read(FILE).as_deref(), Some(MENDED));
}

#[test]
fn fix_speaks_json_too() {
    let sandbox = broken();
    let run = sandbox.feedctl(&["doctor", "--fix", "--format", "json"]);
    assert_eq!(run.code, Some(0), "{run}");
    let result: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(result["written"], true);
    assert_eq!(result["fixed"][0]["path"], ".cargo/config.toml");
    assert_eq!(result["findings"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_file_that_may_not_be_written_stays_as_it_is() {
    let sandbox = broken();
    let path = sandbox.path(FILE);
    let mut permissions = path.metadata().expect("it is there").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).expect("permissions");
    let run = sandbox.feedctl(&["doctor", "--fix"]);
    assert_eq!(run.code, Some(1), "{run}");
    assert!(run.stderr.contains("read-only"), "{run}");
    assert_eq!(sandbox.read(FILE).as_deref(), Some(BROKEN));
}

#[test]
fn codes_are_chosen_left_out_and_explained() {
    let sandbox = broken();
    let ignored = sandbox.feedctl(&["doctor", "--ignore", "index-without-slash"]);
    assert_eq!(ignored.code, Some(0), "{ignored}");
    let only = sandbox.feedctl(&["doctor", "--only", "index-without-slash"]);
    assert_eq!(only.code, Some(1), "{only}");
    let unknown = sandbox.feedctl(&["doctor", "--only", "index-without-slas"]);
    assert_eq!(unknown.code, Some(2), "{unknown}");
    assert!(
        unknown
            .stderr
            .contains("did you mean `index-without-slash`?"),
        "{unknown}"
    );
    let explained = sandbox.feedctl(&["doctor", "--explain", "index-without-slash"]);
    assert_eq!(explained.code, Some(0), "{explained}");
    snapshot("doctor-explain", &explained.to_string());
}

#[test]
fn the_formats_of_findings_are_doctors_alone() {
    let sandbox = Sandbox::project();
    let run = sandbox.feedctl(&["providers", "--format", "sarif"]);
    assert_eq!(run.code, Some(2), "{run}");
    assert!(run.stdout.is_empty(), "{run}");
}

#[test]
fn every_checkout_below_a_folder_is_judged() {
    let sandbox = Sandbox::new();
    for (path, text) in [
        ("many/a/.git/HEAD", ""),
        ("many/a/.cargo/config.toml", BROKEN),
        ("many/b/Cargo.toml", "[package]\nname = \"b\"\n"),
        ("many/b/.cargo/config.toml", MENDED),
        ("many/c/target/x/.git/HEAD", ""),
        ("many/c/target/x/.cargo/config.toml", BROKEN),
        ("many/d/node_modules/x/.cargo/config.toml", BROKEN),
        ("out/.git/HEAD", ""),
        ("out/.cargo/config.toml", BROKEN),
    ] {
        sandbox.write(path, text);
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(sandbox.path("out"), sandbox.path("many/link")).expect("a link");
    let human = sandbox.feedctl(&["doctor", "--recursive", "../many"]);
    let json = sandbox.feedctl(&["doctor", "--recursive", "../many", "--format", "json"]);
    for run in [&human, &json] {
        assert_eq!(run.code, Some(1), "{run}");
    }
    for line in json.stdout.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
        assert_eq!(line["version"], 1);
    }
    snapshot("doctor-recursive", &format!("{human}\n\n{json}\n"));
}

#[test]
fn sarif_is_what_its_schema_says() {
    let sandbox = broken();
    sandbox.write("p/a b/.cargo/config.toml", BROKEN);
    for folder in ["p", "p/a b"] {
        let run = sandbox.feedctl_in(folder, &["doctor", "--format", "sarif"]);
        let log: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        assert!(
            log["runs"][0]["results"]
                .as_array()
                .is_some_and(|results| !results.is_empty()),
            "{run}"
        );
        let mut schemas = boon::Schemas::new();
        let mut compiler = boon::Compiler::new();
        compiler
            .add_resource("sarif.json", schema())
            .expect("the schema has a name");
        let index = compiler
            .compile("sarif.json", &mut schemas)
            .expect("the schema is one");
        if let Err(error) = schemas.validate(&log, index) {
            panic!("{error}\n{run}");
        }
    }
}

/// The schema of OASIS, as the package `serde-sarif` carries it.
fn schema() -> serde_json::Value {
    let limit = std::time::Duration::from_mins(1);
    let rustc = Path::new(env!("CARGO")).with_file_name("rustc");
    let version = run_with_limit(Command::new(rustc).arg("-vV"), limit, None).stdout;
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("rustc names its host");
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["metadata", "--offline", "--format-version", "1"])
        .args(["--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = run_with_limit(&mut command, limit, None);
    assert!(output.success(), "{}", output.stderr);
    let metadata: serde_json::Value = serde_json::from_str(&output.stdout).expect("JSON");
    let manifest = metadata["packages"]
        .as_array()
        .and_then(|packages| {
            packages
                .iter()
                .find(|package| package["name"] == "serde-sarif")
        })
        .and_then(|package| package["manifest_path"].as_str())
        .expect("it is a dependency of the tests");
    let path = Path::new(manifest).with_file_name("src/schema.json");
    let text = std::fs::read_to_string(path).expect("it carries the schema");
    serde_json::from_str(&text).expect("JSON")
}

/// One mistake in a URL is told once, and the receipt counts bytes of the old file.
#[test]
fn a_value_with_one_mistake_is_mended_once() {
    for end in [",", "/nuget/v3/index.json"] {
        let sandbox = Sandbox::project();
        let start = "sparse+https://pkgs.dev.azure.com/acme/_packaging/crates";
        let index = match end {
            "," => format!("{start}/Cargo/index/,"),
            other => format!("{start}{other}"),
        };
        let text = format!("[registries.crates]\nindex = \"{index}\" # ours\n");
        sandbox.write("p/.cargo/config.toml", &text);
        let run = sandbox.feedctl(&["doctor", "--fix", "--yes"]);
        let as_they_were = text.len() - index.len() - 2;
        let receipt = format!("{as_they_were} of {} bytes as they were", text.len());
        assert!(run.stderr.contains(&receipt), "{run}");
        assert_eq!(
            run.stderr.matches("wrote ").count(),
            2,
            "with the list at home: {run}"
        );
        let wanted = format!("[registries.crates]\nindex = \"{start}/Cargo/index/\" # ours\n");
        assert_eq!(sandbox.read("p/.cargo/config.toml"), Some(wanted));
    }
}

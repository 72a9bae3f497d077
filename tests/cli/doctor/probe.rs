//! Asks the real cargo whether it can resolve a registry, or crates.io.
//!
//! A scratch package outside of the project depends on a crate that cannot exist:
//! when cargo says so, it has read the index. Nothing leaves the machine: what
//! would go to crates.io meets a closed port.

use std::path::Path;
use std::time::Duration;

use crate::child::run_with_limit;
use crate::support::{Run, Sandbox};

/// A crate that cannot exist.
const NONE: &str = "no-such-crate-is-here";

/// How long cargo may take; what takes longer goes round in a circle.
const LIMIT: Duration = Duration::from_secs(15);

/// Asks for a registry, or for `crates-io`.
pub(crate) fn probe(sandbox: &Sandbox, folder: &str, registry: &str) -> Run {
    let dependency = match registry {
        "crates-io" => format!("{NONE} = \"*\""),
        name => format!(
            "{NONE} = {{ version = \"*\", registry = {} }}",
            toml_string(name)
        ),
    };
    sandbox.write(
        "scratch/Cargo.toml",
        format!(
            "[package]\nname = \"scratch\"\nversion = \"0.0.0\"\nedition = \"2018\"\n\n[workspace]\n\n[dependencies]\n{dependency}\n"
        ),
    );
    sandbox.write("scratch/src/lib.rs", "");
    let manifest = sandbox.path("scratch/Cargo.toml").display().to_string();
    cargo(
        sandbox,
        folder,
        &["generate-lockfile", "-v", "--manifest-path", &manifest],
    )
}

/// Runs cargo with a closed door to the world.
pub(crate) fn cargo(sandbox: &Sandbox, folder: &str, arguments: &[&str]) -> Run {
    let mut command = sandbox.program(Path::new(env!("CARGO")), folder, arguments);
    for (name, value) in [
        ("CARGO_NET_RETRY", "0"),
        ("CARGO_HTTP_TIMEOUT", "8"),
        ("CARGO_TERM_COLOR", "never"),
        ("https_proxy", "http://127.0.0.1:1"),
        ("no_proxy", "127.0.0.1,localhost"),
    ] {
        if !sandbox.sets(name) {
            command.env(name, value);
        }
    }
    run_with_limit(&mut command, LIMIT, None).into()
}

/// True where cargo has read the index.
pub(crate) fn resolved(run: &Run) -> bool {
    !run.hung && run.stderr.contains("no matching package named")
}

/// True where cargo asked crates.io itself.
pub(crate) fn asked_crates_io(run: &Run) -> bool {
    !run.hung && run.stderr.contains(".crates.io/config.json")
}

fn toml_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

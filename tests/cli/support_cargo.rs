//! A scratch folder with a cargo home, and the real cargo run inside it.
//!
//! Nothing of the machine's own configuration reaches that cargo, and each run has
//! a time limit.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use feedctl::env::Env;

use crate::child;

/// How long cargo may take; what takes longer hangs.
const LIMIT: Duration = Duration::from_secs(20);

/// A scratch folder: `home` is the user's, `cargo` is cargo's, unless said otherwise.
pub(crate) struct Sandbox {
    root: PathBuf,
    cargo_home: PathBuf,
    variables: Vec<(String, String)>,
    _folder: tempfile::TempDir,
}

/// What a run of cargo came to.
#[derive(Debug)]
pub(crate) struct Run {
    /// True when it ended well, false when it failed.
    pub(crate) ok: bool,
    /// True when it was ended by us.
    pub(crate) hung: bool,
    /// What it printed.
    pub(crate) stdout: String,
    /// What it said.
    pub(crate) stderr: String,
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let root = folder.path().canonicalize().expect("it is there");
        let sandbox = Self {
            cargo_home: root.join("cargo"),
            root,
            variables: Vec::new(),
            _folder: folder,
        };
        for name in ["home", "cargo", "p"] {
            std::fs::create_dir(sandbox.path(name)).expect("a new folder");
        }
        sandbox
    }

    /// Files of the sandbox, given as path and text.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let sandbox = Self::new();
        for (path, text) in files {
            sandbox.write(path, text);
        }
        sandbox
    }

    /// Sets a variable for cargo and for us.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    pub(crate) fn set_cargo_home(&mut self, path: impl Into<PathBuf>) {
        self.cargo_home = path.into();
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        let folder = path.parent().expect("a file lies in a folder");
        std::fs::create_dir_all(folder).expect("the folder can be made");
        std::fs::write(path, text).expect("the file can be written");
    }

    /// The surroundings that cargo would have in a folder of the sandbox.
    pub(crate) fn env(&self, folder: &str) -> Env {
        let set = self
            .variables_with_home()
            .into_iter()
            .map(|(name, value)| (OsString::from(name), value));
        Env::made_up(self.path(folder), Some(self.path("home")), set)
    }

    fn variables_with_home(&self) -> Vec<(String, OsString)> {
        let mut all: Vec<(String, OsString)> = self
            .variables
            .iter()
            .map(|(name, value)| (name.clone(), value.into()))
            .collect();
        all.push(("CARGO_HOME".to_owned(), self.cargo_home.clone().into()));
        all
    }

    /// Runs cargo in a folder of the sandbox.
    pub(crate) fn cargo(&self, folder: &str, arguments: &[&str]) -> Run {
        self.cargo_within(LIMIT, folder, arguments)
    }

    pub(crate) fn cargo_within(&self, limit: Duration, folder: &str, arguments: &[&str]) -> Run {
        finish(self.command(folder, arguments), limit)
    }

    fn command(&self, folder: &str, arguments: &[&str]) -> Command {
        let cargo = Path::new(env!("CARGO"));
        let mut command = Command::new(cargo);
        command
            .args(arguments)
            .current_dir(self.path(folder))
            .env_clear()
            .env("PATH", cargo.parent().unwrap_or(cargo))
            .env("HOME", self.path("home"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", self.path("no-git-config"))
            .env("RUSTC_BOOTSTRAP", "1")
            .envs(self.variables_with_home());
        command
    }

    /// Lets cargo load its configuration and tell its log about it.
    pub(crate) fn cargo_logging(&self, folder: &str, filter: &str) -> Run {
        let mut command = self.command(folder, &["-Zunstable-options", "config", "get"]);
        command.env("CARGO_LOG", filter);
        finish(command, LIMIT)
    }

    /// `cargo config get --show-origin`, of one key or of all.
    pub(crate) fn config_get(&self, folder: &str, key: Option<&str>) -> Run {
        let mut arguments = vec!["-Zunstable-options", "config", "get", "--show-origin"];
        arguments.extend(key);
        self.cargo(folder, &arguments)
    }
}

fn finish(mut command: Command, limit: Duration) -> Run {
    let output = child::run_with_limit(&mut command, limit, None);
    Run {
        ok: output.success(),
        hung: output.timed_out,
        stdout: output.stdout,
        stderr: output.stderr,
    }
}

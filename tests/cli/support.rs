//! A scratch folder with homes of its own, and programs run inside it: feedctl,
//! the real cargo, git, shells.
//!
//! Nothing of the machine's own configuration reaches them, and each run has a
//! time limit.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use feedctl::system::env::Env;

use crate::child::{ChildOutput, run_with_limit};

/// How long a program may take; what takes longer hangs.
const LIMIT: Duration = Duration::from_mins(1);

/// Where `feedctl login` records which feed a token is for.
pub(crate) const RECORDS: &str = "home/.local/state/feedctl/registries.json";

/// A scratch folder: `home` is the user's, `cargo` is cargo's, `p` a project,
/// unless said otherwise.
pub(crate) struct Sandbox {
    root: PathBuf,
    cargo_home: PathBuf,
    variables: Vec<(String, String)>,
    _folder: tempfile::TempDir,
}

/// What a run of a program came to.
#[derive(Debug)]
pub(crate) struct Run {
    /// True when it ended well, false when it failed.
    pub(crate) ok: bool,
    /// The exit code.
    pub(crate) code: Option<i32>,
    /// True when it was ended by us.
    pub(crate) hung: bool,
    /// What it printed.
    pub(crate) stdout: String,
    /// What it said.
    pub(crate) stderr: String,
}

impl From<ChildOutput> for Run {
    fn from(output: ChildOutput) -> Self {
        Self {
            ok: output.success(),
            code: output.status,
            hung: output.timed_out,
            stdout: output.stdout,
            stderr: output.stderr,
        }
    }
}

impl std::fmt::Display for Run {
    /// All of it, with end marks, for a snapshot.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let code = self
            .code
            .map_or("killed".to_owned(), |code| code.to_string());
        write!(
            f,
            "exit {code}\n--- stdout\n{}--- stderr\n{}---",
            self.stdout, self.stderr
        )
    }
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

    /// A sandbox with a small package in `p`, which is a git work tree.
    pub(crate) fn project() -> Self {
        let mut sandbox = Self::with(&[
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
            ),
            ("p/src/lib.rs", ""),
        ]);
        std::fs::create_dir(sandbox.path("p/.git")).expect("a new folder");
        sandbox.set("CARGO_NET_RETRY", "0");
        sandbox
    }

    /// Makes `p` a real git repository, with a remote `origin` where one is given.
    pub(crate) fn git(&self, remote: Option<&str>) {
        let _ = std::fs::remove_dir(self.path("p/.git"));
        let repository = git2::Repository::init(self.path("p")).expect("a repository");
        if let Some(remote) = remote {
            repository.remote("origin", remote).expect("a remote");
        }
    }

    /// Sets a variable for every program and for us.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// Records that the token under a name is for an index, as `feedctl login` does.
    pub(crate) fn record(&self, name: &str, index: &str) {
        let home = self.cargo_home.display().to_string();
        let text = serde_json::json!({ "version": 1, "homes": { home: { name: index } } });
        self.write(RECORDS, text.to_string());
    }

    /// True for a variable that was set.
    pub(crate) fn sets(&self, name: &str) -> bool {
        self.variables.iter().any(|(known, _)| known == name)
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

    /// The text of a file, or `None` where there is none.
    pub(crate) fn read(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.path(path)).ok()
    }

    /// The names in a folder, sorted.
    pub(crate) fn names(&self, path: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path(path)) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }

    /// The surroundings that a program would have in a folder of the sandbox.
    pub(crate) fn env(&self, folder: &str) -> Env {
        let set = self
            .variables_with_home()
            .into_iter()
            .map(|(name, value)| (OsString::from(name), value))
            .chain([(OsString::from("PATH"), self.search_path())]);
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

    /// Runs feedctl in `p`.
    pub(crate) fn feedctl(&self, arguments: &[&str]) -> Run {
        self.feedctl_in("p", arguments)
    }

    /// Runs feedctl in a folder of the sandbox.
    pub(crate) fn feedctl_in(&self, folder: &str, arguments: &[&str]) -> Run {
        let mut command = self.program(&feedctl_program(), folder, arguments);
        let mut run = Run::from(run_with_limit(&mut command, LIMIT, None));
        for text in [&mut run.stdout, &mut run.stderr] {
            *text = text.replace(&self.root.display().to_string(), "[ROOT]");
        }
        run
    }

    /// Runs a line in `p` as bash would.
    #[cfg(unix)]
    pub(crate) fn bash(&self, line: &str) -> Run {
        let mut command = self.program(Path::new("bash"), "p", &["-c", line]);
        run_with_limit(&mut command, LIMIT, None).into()
    }

    /// Runs cargo in a folder of the sandbox.
    pub(crate) fn cargo(&self, folder: &str, arguments: &[&str]) -> Run {
        self.cargo_within(LIMIT, folder, arguments)
    }

    pub(crate) fn cargo_within(&self, limit: Duration, folder: &str, arguments: &[&str]) -> Run {
        run_with_limit(&mut self.cargo_command(folder, arguments), limit, None).into()
    }

    fn cargo_command(&self, folder: &str, arguments: &[&str]) -> Command {
        self.program(&cargo_program(), folder, arguments)
    }

    /// A program that sees the sandbox only.
    pub(crate) fn program(&self, program: &Path, folder: &str, arguments: &[&str]) -> Command {
        let path = self.search_path();
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(self.path(folder))
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.path("home"))
            .env("LANG", "C.UTF-8")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", self.path("no-git-config"))
            .env("RUSTC_BOOTSTRAP", "1")
            .envs(self.variables_with_home());
        command
    }

    /// Programs of the sandbox first, then cargo's, then the system's.
    pub(crate) fn search_path(&self) -> OsString {
        let tools = cargo_program();
        let tools = tools.parent().unwrap_or(Path::new("/"));
        std::env::join_paths([
            &self.path("bin"),
            tools,
            Path::new("/usr/local/bin"),
            Path::new("/usr/bin"),
            Path::new("/bin"),
        ])
        .expect("plain paths")
    }

    /// A program of the sandbox, which the others find on `PATH`.
    #[cfg(unix)]
    pub(crate) fn script(&self, name: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt;
        let path = format!("bin/{name}");
        self.write(&path, format!("#!/bin/sh\n{text}\n"));
        let all = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(self.path(&path), all).expect("a program");
    }

    /// Runs feedctl in `p` with a text on its stdin.
    pub(crate) fn feedctl_fed(&self, arguments: &[&str], stdin: &str) -> Run {
        self.feedctl_fed_in("p", arguments, stdin)
    }

    /// The same in a folder of the sandbox.
    pub(crate) fn feedctl_fed_in(&self, folder: &str, arguments: &[&str], stdin: &str) -> Run {
        let mut command = self.program(&feedctl_program(), folder, arguments);
        let mut run = Run::from(run_with_limit(&mut command, LIMIT, Some(stdin.as_bytes())));
        for text in [&mut run.stdout, &mut run.stderr] {
            *text = text.replace(&self.root.display().to_string(), "[ROOT]");
        }
        run
    }

    /// Lets cargo load its configuration and tell its log about it.
    pub(crate) fn cargo_logging(&self, folder: &str, filter: &str) -> Run {
        let mut command = self.cargo_command(folder, &["-Zunstable-options", "config", "get"]);
        command.env("CARGO_LOG", filter);
        run_with_limit(&mut command, LIMIT, None).into()
    }

    /// `cargo config get --show-origin`, of one key or of all.
    pub(crate) fn config_get(&self, folder: &str, key: Option<&str>) -> Run {
        let mut arguments = vec!["-Zunstable-options", "config", "get", "--show-origin"];
        arguments.extend(key);
        self.cargo(folder, &arguments)
    }
}

/// The program under test: the one that was built with the tests, or another one that is
/// named, such as the released one.
pub(crate) fn feedctl_program() -> PathBuf {
    std::env::var_os("FEEDCTL_TEST_BIN").map_or_else(
        || PathBuf::from(env!("CARGO_BIN_EXE_feedctl")),
        |named| std::path::absolute(named).expect("it is named"),
    )
}

/// The cargo that tests ask: the one that runs them, or another one that is named by
/// hand, to see what older ones say.
pub(crate) fn cargo_program() -> PathBuf {
    match std::env::var_os("FEEDCTL_TEST_CARGO") {
        Some(path) => PathBuf::from(path),
        None => PathBuf::from(env!("CARGO")),
    }
}

/// Compares a text with a snapshot in the top-level folder.
pub(crate) fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The names and texts of all files below a folder of the repository.
pub(crate) fn texts_below(folder: &Path) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            texts.extend(texts_below(&path));
        } else {
            let name = path.file_name().unwrap_or_default();
            let text = std::fs::read_to_string(&path).expect("it is text");
            texts.push((name.to_string_lossy().into_owned(), text));
        }
    }
    texts
}

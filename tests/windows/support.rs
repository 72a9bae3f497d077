//! A desk under Wine: a user's folders on drive `C:`, and `feedctl.exe` run there.
//!
//! `tests/windows/run` builds the program and makes the Wine prefix; without it nothing
//! here can run, and a test says so loudly. Each test has a folder of its own,
//! `C:\w\NAME`, so paths in snapshots are what a person would see.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::child::{ChildOutput, run_with_limit};

/// How long a program may take under Wine; what takes longer hangs.
const LIMIT: Duration = Duration::from_mins(1);

/// One test's folders: `home` the user's, `p` a project, `bin` the only folder on
/// `PATH`. Cargo's home is `home\.cargo`.
pub(crate) struct Desk {
    name: &'static str,
    root: PathBuf,
    variables: Vec<(String, String)>,
    orders: Vec<String>,
}

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit code.
    pub(crate) code: Option<i32>,
    /// What it printed.
    pub(crate) stdout: String,
    /// What it said.
    pub(crate) stderr: String,
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

impl Run {
    fn of(output: ChildOutput) -> Self {
        assert!(!output.timed_out, "it hangs: {output:?}");
        let run = Self {
            code: output.status,
            stdout: output.stdout,
            stderr: output.stderr,
        };
        // The system's own long form of paths is nothing that a person types.
        assert!(
            !run.stdout.contains(r"\\?\") && !run.stderr.contains(r"\\?\"),
            "{run}"
        );
        // PowerShell takes no file for stdin by `<`, and knows no `export`.
        for typed in [&run.stdout, &run.stderr] {
            for typed in typed.split('`').skip(1).step_by(2) {
                assert!(
                    !typed.contains(" < ") && !typed.contains("export "),
                    "{run}"
                );
            }
        }
        run
    }

    /// The run, which must have ended with this code.
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }
}

/// A folder that the script made.
fn made_by_script(variable: &str) -> PathBuf {
    match std::env::var_os(variable) {
        Some(path) if Path::new(&path).is_dir() => PathBuf::from(path),
        _ => panic!("{variable} names no folder: these tests are run by tests/windows/run"),
    }
}

impl Desk {
    /// Empty folders for the test of that name.
    pub(crate) fn new(name: &'static str) -> Self {
        let root = made_by_script("WINEPREFIX").join("drive_c/w").join(name);
        let desk = Self {
            name,
            root,
            variables: Vec::new(),
            orders: Vec::new(),
        };
        assert!(!desk.root.exists(), "two tests are called {name}");
        for folder in ["home/.cargo", "home/Temp", "p", "bin"] {
            fs::create_dir_all(desk.path(folder)).expect("a new folder");
        }
        desk
    }

    /// The same with a small package in `p`, which is a git work tree.
    pub(crate) fn project(name: &'static str) -> Self {
        let desk = Self::new(name);
        desk.write(
            "p/Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
        );
        desk.write("p/src/lib.rs", "");
        fs::create_dir(desk.path("p/.git")).expect("a new folder");
        desk
    }

    /// The same, connected to an Azure feed, with a credential provider at home.
    pub(crate) fn connected(name: &'static str) -> Self {
        let desk = Self::project(name);
        desk.write(
            "p/.cargo/config.toml",
            "[registries]\r\ncrates = { index = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/\" }\r\n",
        );
        desk.write(
            "home/.cargo/config.toml",
            "[registry]\r\nglobal-credential-providers = [\"cargo:token\"]\r\n",
        );
        desk
    }

    /// Where something lies for this side of Wine.
    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.root.join(below)
    }

    /// Where it lies for a program of Windows.
    pub(crate) fn windows_path(&self, below: &str) -> String {
        format!(r"C:\w\{}\{}", self.name, below.replace('/', r"\"))
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        let folder = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// The text of a file, or `None` where there is none.
    pub(crate) fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.path(path)).ok()
    }

    /// The names in a folder, sorted.
    pub(crate) fn names(&self, path: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path(path))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Sets a variable for every program.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// What `stage.exe` does for the next programs (see its header).
    pub(crate) fn order(&mut self, order: &str) {
        self.orders.push(order.to_owned());
    }

    /// Puts a program that plays others on `PATH`. What it is asked stands in `bin\log`.
    pub(crate) fn play(&mut self, program: &str, play: &str) {
        let player = made_by_script("FEEDCTL_WINDOWS").join("cargo.exe");
        fs::copy(player, self.path("bin").join(program)).expect("a copy");
        self.set("PLAY", play);
        self.set("PLAY_LOG", &self.windows_path("bin/log"));
    }

    /// Runs `feedctl.exe` in `p`.
    pub(crate) fn feedctl(&self, arguments: &[&str]) -> Run {
        self.feedctl_fed(arguments, "")
    }

    /// Runs it in `p` with something on its stdin.
    pub(crate) fn feedctl_fed(&self, arguments: &[&str], stdin: impl AsRef<[u8]>) -> Run {
        let mut command = self.command(arguments);
        Run::of(run_with_limit(&mut command, LIMIT, Some(stdin.as_ref())))
    }

    /// The run to come, for tests that need several at once.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let programs = made_by_script("FEEDCTL_WINDOWS");
        let mut command = Command::new(wine());
        command
            .arg(programs.join("stage.exe"))
            .arg(programs.join("feedctl.exe"))
            .args(arguments)
            .current_dir(self.path("p"))
            .env_clear()
            .env("LANG", "C.UTF-8")
            .env("LC_ALL", "C.UTF-8")
            .env("HOME", self.path("home"))
            .env("WINEPREFIX", made_by_script("WINEPREFIX"))
            .env("WINEDEBUG", "-all")
            .env("STAGE", self.stage());
        command
    }

    fn stage(&self) -> OsString {
        let home = self.windows_path("home");
        let own = [
            ("USERPROFILE", home.clone()),
            ("APPDATA", format!(r"{home}\AppData\Roaming")),
            ("LOCALAPPDATA", format!(r"{home}\AppData\Local")),
            ("CARGO_HOME", self.windows_path("home/.cargo")),
            ("TEMP", format!(r"{home}\Temp")),
            ("PATH", self.windows_path("bin")),
        ];
        let mut orders = vec![format!("cd {}", self.windows_path("p"))];
        orders.extend(own.map(|(name, value)| format!("set {name}={value}")));
        let set = self.variables.iter();
        orders.extend(set.map(|(name, value)| format!("set {name}={value}")));
        orders.extend(self.orders.iter().cloned());
        orders.join("\n").into()
    }
}

fn wine() -> PathBuf {
    std::env::var_os("FEEDCTL_WINE").map_or_else(
        || panic!("FEEDCTL_WINE is not set: these tests are run by tests/windows/run"),
        PathBuf::from,
    )
}

/// Compares a text with a snapshot in the top-level folder.
pub(crate) fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("windows-{name}"), text));
}

//! What the process was started with: current folder, homes, variables and
//! which streams are terminals. The only reader of them; tests make their own.
//!
//! Not for reading files, and not for cargo's mapping of keys to variables (see
//! [`crate::cargo`]).

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::system::files;

/// The kind of system, as far as cargo's built-in credential providers differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum System {
    /// Linux.
    #[default]
    Linux,
    /// macOS.
    Macos,
    /// Windows.
    Windows,
    /// Any other.
    Other,
}

impl System {
    /// The system that this program was built for.
    #[must_use]
    pub const fn here() -> Self {
        if cfg!(windows) {
            System::Windows
        } else if cfg!(target_os = "macos") {
            System::Macos
        } else if cfg!(target_os = "linux") {
            System::Linux
        } else {
            System::Other
        }
    }
}

/// Why `CARGO_HOME` is not the folder that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HomeFault {
    /// It begins with `~`.
    Tilde,
    /// It holds a variable.
    Variable,
    /// Quotes are a part of it.
    Quotes,
    /// It begins or ends with a blank.
    Blank,
    /// It is another folder wherever cargo is run, which a CI job may mean.
    Relative,
}

impl std::fmt::Display for HomeFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Tilde => "`CARGO_HOME` begins with `~`, which cargo does not replace",
            Self::Variable => "`CARGO_HOME` holds a variable, which cargo does not replace",
            Self::Quotes => "`CARGO_HOME` has quotes, which are a part of the path to cargo",
            Self::Blank => "`CARGO_HOME` begins or ends with a blank, which is a part of the path",
            Self::Relative => "`CARGO_HOME` is a relative path, so each folder has another home",
        })
    }
}

/// A snapshot of the process's surroundings.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Env {
    cwd: PathBuf,
    variables: BTreeMap<OsString, OsString>,
    /// Whether one of them is a registry's; asked for each of thousands.
    sets_registries: OnceLock<bool>,
    home: Option<PathBuf>,
    /// Variables that hold tokens, besides cargo's own.
    token_variables: Vec<&'static str>,
    /// Whether a person can answer a prompt: stdin and stderr are terminals.
    pub interactive: bool,
    /// Whether stdin is a terminal.
    pub stdin_is_terminal: bool,
    /// Whether stdout is a terminal.
    pub stdout_is_terminal: bool,
    /// Whether stderr is a terminal.
    pub stderr_is_terminal: bool,
}

/// Variables may hold secrets, so only their number is shown.
impl std::fmt::Debug for Env {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Env")
            .field("cwd", &self.cwd)
            .field("variables", &self.variables.len())
            .finish_non_exhaustive()
    }
}

impl Env {
    /// Reads the surroundings of this process, in which the variables of these names (in
    /// capitals) hold tokens besides cargo's own.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one reader of the environment"
    )]
    pub fn of_process(token_variables: impl IntoIterator<Item = &'static str>) -> io::Result<Self> {
        let stdin = io::stdin().is_terminal();
        let stderr_is_terminal = io::stderr().is_terminal();
        Ok(Self {
            cwd: as_stored(std::env::current_dir()?),
            variables: std::env::vars_os().collect(),
            sets_registries: OnceLock::new(),
            home: std::env::home_dir()
                .filter(|home| !home.as_os_str().is_empty())
                .map(as_stored),
            token_variables: token_variables.into_iter().collect(),
            interactive: stdin && stderr_is_terminal,
            stdin_is_terminal: stdin,
            stdout_is_terminal: io::stdout().is_terminal(),
            stderr_is_terminal,
        })
    }

    /// Surroundings made up for a test: no terminal, and no variable but these.
    #[must_use]
    pub fn made_up(
        cwd: impl Into<PathBuf>,
        home: Option<PathBuf>,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Self {
        Self {
            cwd: cwd.into(),
            variables: variables.into_iter().collect(),
            sets_registries: OnceLock::new(),
            home,
            token_variables: Vec::new(),
            interactive: false,
            stdin_is_terminal: false,
            stdout_is_terminal: false,
            stderr_is_terminal: false,
        }
    }

    /// The same surroundings, seen from another folder (`-C DIR`).
    #[must_use]
    pub fn in_folder(mut self, folder: &Path) -> Self {
        self.cwd = files::entered(&self.cwd.join(folder));
        self
    }

    /// The same surroundings without any variable: what is left is the same on
    /// every machine.
    #[must_use]
    pub fn without_variables(&self) -> Self {
        Self {
            variables: BTreeMap::new(),
            sets_registries: OnceLock::new(),
            ..self.clone()
        }
    }

    /// The current folder.
    #[must_use]
    pub fn cwd(&self) -> &Path {
        &self.cwd
    }

    /// The user's home folder.
    #[must_use]
    pub fn home(&self) -> Option<&Path> {
        self.home.as_deref()
    }

    /// Cargo's home: `CARGO_HOME` joined to the current folder; unset or empty,
    /// `.cargo` in the user's home. The rule is that of the `home` crate.
    #[must_use]
    pub fn cargo_home(&self) -> Option<PathBuf> {
        match self.variable_os("CARGO_HOME") {
            Some(home) if !home.is_empty() => Some(self.cwd.join(home)),
            _ => self.home.as_ref().map(|home| home.join(".cargo")),
        }
    }

    /// What is wrong with `CARGO_HOME`: cargo takes it as it stands, and makes a folder
    /// of that name below the current one.
    #[must_use]
    pub fn cargo_home_fault(&self) -> Option<HomeFault> {
        let home = self
            .variable_os("CARGO_HOME")
            .filter(|home| !home.is_empty())?;
        let text = home.to_string_lossy();
        if text.starts_with('~') {
            Some(HomeFault::Tilde)
        } else if text.starts_with(['$', '%']) || text.contains("${") {
            Some(HomeFault::Variable)
        } else if text.starts_with(['"', '\'']) || text.ends_with(['"', '\'']) {
            Some(HomeFault::Quotes)
        } else if text.trim() != text {
            Some(HomeFault::Blank)
        } else {
            Path::new(home).is_relative().then_some(HomeFault::Relative)
        }
    }

    /// Why no file is written into cargo's home, where there is none to write into.
    #[must_use]
    pub fn why_no_cargo_home(&self) -> String {
        let fault = self.cargo_home_fault();
        fault.map_or_else(
            || "cargo has no home folder".to_owned(),
            |it| it.to_string(),
        )
    }

    /// The user's folder for lock files, on systems that cannot lock folders.
    #[must_use]
    pub fn locks(&self) -> Option<PathBuf> {
        if cfg!(windows) {
            dirs::data_local_dir().map(|folder| folder.join("feedctl").join("locks"))
        } else {
            None
        }
    }

    /// The user's folder for what feedctl remembers from one run to the next.
    #[must_use]
    pub fn state_folder(&self) -> Option<PathBuf> {
        self.own_folder("XDG_STATE_HOME", ".local/state", dirs::data_local_dir)
    }

    /// The user's folder for what can be had again.
    #[must_use]
    pub fn cache_folder(&self) -> Option<PathBuf> {
        self.own_folder("XDG_CACHE_HOME", ".cache", dirs::cache_dir)
    }

    /// Where a system has such folders by custom, the variable and the home of these
    /// surroundings count; elsewhere the system is asked.
    fn own_folder(
        &self,
        variable: &str,
        below_home: &str,
        of_system: fn() -> Option<PathBuf>,
    ) -> Option<PathBuf> {
        let base = if cfg!(any(windows, target_os = "macos")) {
            of_system()
        } else {
            self.variable_os(variable)
                .map(PathBuf::from)
                .filter(|path| path.is_absolute())
                .or_else(|| self.home.as_ref().map(|home| home.join(below_home)))
        };
        base.map(|base| base.join("feedctl"))
    }

    /// The folder for what is needed for a moment.
    #[must_use]
    pub fn scratch_folder(&self) -> PathBuf {
        let named = if cfg!(windows) { "TEMP" } else { "TMPDIR" };
        match self.variable_os(named) {
            Some(folder) if Path::new(folder).is_absolute() => PathBuf::from(folder),
            _ => std::env::temp_dir(),
        }
    }

    /// Every variable for a program that is started, without those that hold tokens
    /// of feeds, but for the ones that `keeps` names.
    pub fn for_child(
        &self,
        keeps: &dyn Fn(&str) -> bool,
    ) -> impl Iterator<Item = (&OsStr, &OsStr)> {
        self.variables
            .iter()
            .filter(|(name, _)| {
                name.to_str()
                    .is_none_or(|name| !self.holds_token(name) || keeps(name))
            })
            .map(|(name, value)| (name.as_os_str(), value.as_os_str()))
    }

    /// True for a variable that holds the token of a feed.
    fn holds_token(&self, name: &str) -> bool {
        let name = name.to_ascii_uppercase();
        let of_cargo = name.starts_with("CARGO_REGISTR")
            && (name.ends_with("_TOKEN") || name.ends_with("_SECRET_KEY"));
        of_cargo || self.token_variables.contains(&name.as_str())
    }

    /// True where the library behind `cargo:libsecret` lies in one of the usual places.
    #[must_use]
    pub fn has_libsecret(&self) -> bool {
        let architecture = std::env::consts::ARCH;
        [
            format!("/usr/lib/{architecture}-linux-gnu"),
            format!("/lib/{architecture}-linux-gnu"),
            "/usr/lib64".to_owned(),
            "/lib64".to_owned(),
            "/usr/lib".to_owned(),
            "/usr/local/lib".to_owned(),
        ]
        .iter()
        .any(|folder| Path::new(folder).join("libsecret-1.so.0").exists())
    }

    /// One variable, when it is set and UTF-8. On Windows names are compared
    /// without regard to case, as the system does.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variable_os(name)?.to_str()
    }

    /// One variable, whatever its encoding.
    #[must_use]
    pub fn variable_os(&self, name: &str) -> Option<&OsStr> {
        if let Some(value) = self.variables.get(OsStr::new(name)) {
            return Some(value);
        }
        if !cfg!(windows) {
            return None;
        }
        self.variables
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_os_str())
    }

    /// One variable by its exact name: cargo's configuration variables are
    /// matched with regard to case on Windows too (a regression that cargo keeps).
    #[must_use]
    pub fn config_variable(&self, name: &str) -> Option<&str> {
        self.variables.get(OsStr::new(name))?.to_str()
    }

    /// True where the name of any variable begins so.
    #[must_use]
    pub fn has_variable_with(&self, beginning: &str) -> bool {
        let from = (Bound::Included(OsStr::new(beginning)), Bound::Unbounded);
        let next = self.variables.range::<OsStr, _>(from).next();
        next.is_some_and(|(name, _)| name.as_encoded_bytes().starts_with(beginning.as_bytes()))
    }

    /// The same for the beginning that cargo gives the variables of registries.
    #[must_use]
    pub fn sets_registries(&self) -> bool {
        *self
            .sets_registries
            .get_or_init(|| self.has_variable_with("CARGO_REGISTRIES_"))
    }

    /// Every variable whose name and value are UTF-8, sorted by name.
    pub fn variables(&self) -> impl Iterator<Item = (&str, &str)> {
        self.variables
            .iter()
            .filter_map(|(name, value)| Some((name.to_str()?, value.to_str()?)))
    }
}

/// The system says where we are without links; only Windows repeats what was typed.
fn as_stored(folder: PathBuf) -> PathBuf {
    if cfg!(windows) {
        files::entered(&folder)
    } else {
        folder
    }
}

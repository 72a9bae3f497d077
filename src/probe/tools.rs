//! Running cargo: to ask for a registry, to log in and out.
//!
//! Everything a checkout could make cargo run is asked about before (see
//! [`crate::doctor::trust`]); here cargo is only started.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::Deserialize;
use url::Url;

use super::said::Said;
use super::scratch::Scratch;
use crate::cargo::registry_name::variable;
use crate::feeds::Feed;
use crate::system::env::Env;
use crate::system::files;
use crate::system::process::{self, Ended, NotFound, Start};
use crate::text::token::Token;

/// A crate that cannot exist: where cargo says so, it has read the index.
pub const NONE: &str = "feedctl-asks-for-no-such-crate";

/// A crate that every mirror of crates.io has.
pub const WITNESS: &str = "serde";

/// When cargo is ended while it asks.
const ASKING: Duration = Duration::from_secs(15);

/// When cargo is ended while a keychain may ask somebody to unlock it.
const SIGNING_IN: Duration = Duration::from_mins(2);

/// The cargo that is on `PATH`.
#[derive(Debug)]
pub struct Cargo<'e> {
    program: PathBuf,
    env: &'e Env,
}

/// There is no cargo to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoCargo(NotFound);

impl fmt::Display for NoCargo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`cargo` {}", self.0)
    }
}

impl std::error::Error for NoCargo {}

/// The `config.json` that a feed served.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ServedConfig {
    /// Where crates are downloaded.
    pub dl: String,
    /// Where crates are published.
    pub api: Option<String>,
    /// Whether a token is wanted everywhere.
    #[serde(default)]
    pub auth_required: bool,
}

/// What a feed served while cargo was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Served {
    /// No `config.json` at all.
    Nothing,
    /// One that cannot be looked at.
    Something,
    /// This one.
    Config(ServedConfig),
}

impl ServedConfig {
    /// The host of the downloads.
    #[must_use]
    pub fn download_host(&self) -> Option<String> {
        // Markers such as `{crate}` are no part of the host.
        let url = Url::parse(&self.dl).ok()?;
        url.host_str().map(str::to_owned)
    }
}

impl<'e> Cargo<'e> {
    /// Finds cargo on `PATH`, outside of a checkout.
    pub fn find(env: &'e Env, checkout: Option<&Path>) -> Result<Self, NoCargo> {
        let program = process::find("cargo", env, checkout).map_err(NoCargo)?;
        Ok(Self { program, env })
    }

    /// Asks for a crate of a registry, or of crates.io, and for the `config.json`
    /// that the feed served meanwhile.
    pub fn ask(
        &self,
        registry: Option<&str>,
        dependency: &str,
        feed: Option<&Feed>,
        token_of: &str,
    ) -> io::Result<(Said, Served)> {
        let scratch = Scratch::new(self.env, registry, dependency)?;
        let manifest = scratch.manifest();
        let args = [
            OsStr::new("generate-lockfile"),
            OsStr::new("-v"),
            OsStr::new("--manifest-path"),
            manifest.as_os_str(),
        ];
        let before = self.cached();
        let ended = self.run(&args, feed, token_of)?;
        Ok((said(ended), self.served_since(&before)))
    }

    /// Hands a token to `cargo login`, on its stdin.
    pub fn login(&self, registry: &str, token: &Token) -> io::Result<Said> {
        let args = ["login", "--registry", registry];
        self.manage(&args, Some(token), &[])
    }

    /// Lets one credential provider forget the token of a registry. The provider is
    /// named by the variable that beats every file; the index is that which the token is for, whatever the name means here.
    pub fn logout(&self, registry: &str, index: &str, provider: &str) -> io::Result<Said> {
        let keeper = variable(registry, "credential-provider");
        let feed = variable(registry, "index");
        let args = ["logout", "--registry", registry];
        let set = [
            (keeper.as_str(), OsStr::new(provider)),
            (feed.as_str(), OsStr::new(index)),
        ];
        self.manage(&args, None, &set)
    }

    fn manage(
        &self,
        args: &[&str],
        line: Option<&Token>,
        set: &[(&str, &OsStr)],
    ) -> io::Result<Said> {
        let mut all = SETTINGS
            .map(|(name, value)| (name, OsStr::new(value)))
            .to_vec();
        all.extend_from_slice(set);
        let ended = process::run(&Start {
            program: &self.program,
            args: &process::words(args),
            folder: self.env.cwd(),
            env: self.env,
            needs: &|_| false,
            set: &all,
            line,
            may_ask: true,
            limit: SIGNING_IN,
        })?;
        Ok(said(ended))
    }

    fn run(&self, args: &[&OsStr], feed: Option<&Feed>, token_of: &str) -> io::Result<Ended> {
        let token = variable(token_of, "token");
        let of_feed = feed.and_then(|feed| feed.provider.sign_in.variable());
        process::run(&Start {
            program: &self.program,
            args,
            folder: self.env.cwd(),
            env: self.env,
            needs: &|name| name == token || of_feed == Some(name),
            set: &SETTINGS.map(|(name, value)| (name, OsStr::new(value))),
            line: None,
            may_ask: false,
            limit: ASKING,
        })
    }

    /// The `config.json` files in cargo's cache, with their times.
    fn cached(&self) -> HashMap<PathBuf, SystemTime> {
        let indexes = self
            .env
            .cargo_home()
            .map(|home| home.join("registry").join("index"));
        let entries = indexes.and_then(|folder| std::fs::read_dir(folder).ok());
        entries
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| {
                let path = entry.path().join("config.json");
                let modified = path.metadata().ok()?.modified().ok()?;
                Some((path, modified))
            })
            .collect()
    }

    /// False where the folder of indexes is surely closed to us.
    fn can_write_indexes(&self) -> bool {
        let folder = self
            .env
            .cargo_home()
            .map(|home| home.join("registry").join("index"));
        folder
            .and_then(|folder| folder.metadata().ok())
            .is_none_or(|metadata| metadata.is_dir() && !metadata.permissions().readonly())
    }

    /// What cargo has put into its cache since then. It does so whenever it gets the
    /// file, all versions from 1.74 to 1.97 (tried).
    fn served_since(&self, before: &HashMap<PathBuf, SystemTime>) -> Served {
        let mut fresh = self
            .cached()
            .into_iter()
            .filter(|(path, modified)| before.get(path) != Some(modified));
        let Some((path, _)) = fresh.next() else {
            // Where cargo cannot write, nothing is told by what is not there.
            let may_write =
                |path: &PathBuf| std::fs::OpenOptions::new().write(true).open(path).is_ok();
            return if before.keys().all(may_write) && self.can_write_indexes() {
                Served::Nothing
            } else {
                Served::Something
            };
        };
        if fresh.next().is_some() {
            // Another cargo writes there too; which one is ours cannot be told.
            return Served::Something;
        }
        let text = files::read_text(&path).ok().flatten();
        text.and_then(|text| serde_json::from_str(&text).ok())
            .map_or(Served::Something, Served::Config)
    }
}

/// No waiting for what does not come, no colours, no toolchain fetched on the way.
const SETTINGS: [(&str, &str); 5] = [
    ("CARGO_NET_RETRY", "0"),
    ("CARGO_HTTP_TIMEOUT", "8"),
    ("CARGO_NET_OFFLINE", "false"),
    ("CARGO_TERM_COLOR", "never"),
    ("RUSTUP_AUTO_INSTALL", "0"),
];

fn said(ended: Ended) -> Said {
    Said {
        ok: ended.is_well(),
        hung: ended.timed_out,
        text: ended.stderr,
    }
}

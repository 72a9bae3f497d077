//! What checks may look at besides the configuration: programs, manifests, the
//! system. Gathered once, at the edge (see [`crate::project::facts`]).

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::cargo::workspace::Manifest;
use crate::project::ci::Job;
use crate::project::login_records::Records;
use crate::project::pipelines;
use crate::project::token_cache::Seen;
use crate::system::env::System;
use crate::system::files::UnreadFile;
use crate::toml::{Document, Span};

/// What is known of a program that a configuration names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// It is there.
    Found,
    /// It is not.
    Missing,
    /// It was not looked for: a checkout names a place outside of itself.
    NotLookedFor,
}

/// A configuration in the folder of a member of the workspace.
#[derive(Debug)]
pub struct MemberConfig {
    /// The file.
    pub path: PathBuf,
    /// Its text.
    pub document: Document,
    /// The first of its keys that is about feeds.
    pub feed_key: Span,
}

/// A file that cargo reads and somebody else can change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposed {
    /// The file.
    pub path: PathBuf,
    /// Who can.
    pub to: Exposure,
}

/// Who can change a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exposure {
    /// Everybody: the file, or the folder that it lies in.
    Everybody,
    /// Another user, who owns it or its folder.
    AnotherUser,
}

/// A file with certificates, as a configuration names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaFile {
    /// Whether it is where cargo looks.
    pub is_there: bool,
    /// Whether it lies beside the configuration instead, where people expect it.
    pub is_beside: bool,
}

/// A file that cargo passes over, or that stands beside one that it reads.
#[derive(Debug)]
pub struct Unread {
    /// The file.
    pub path: PathBuf,
    /// Its text, where it is TOML and holds no credentials.
    pub document: Option<Document>,
    /// The registries that it has a token for; of a credentials file only.
    pub tokens: Vec<String>,
}

/// The file that chooses a toolchain for the checkout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toolchain {
    /// The file.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// The channel, such as `1.85` or `nightly`.
    pub channel: Option<String>,
    /// A folder with a toolchain of its own.
    pub folder: Option<String>,
}

/// What lies around the configuration.
#[derive(Debug, Default)]
pub struct Around {
    /// Only the checkout is judged: no home, no variables, no programs.
    pub files_only: bool,
    /// The root of the checkout: of the git work tree, else of the workspace.
    pub tree: Option<PathBuf>,
    /// The outermost folder around the current one that a stranger may have filled:
    /// of several work trees within each other that of the first.
    pub foreign_root: Option<PathBuf>,
    /// The root of the cargo workspace, or the folder of the lone package.
    pub workspace: Option<PathBuf>,
    /// The manifest of the root, then those of its members.
    pub manifests: Vec<Manifest>,
    /// Programs that credential providers and aliases name, by their names as written.
    pub programs: BTreeMap<String, Program>,
    /// Whether the library behind `cargo:libsecret` is there.
    pub libsecret: bool,
    /// The system.
    pub system: System,
    /// Files that look like cargo's and are not read.
    pub unread: Vec<Unread>,
    /// The toolchain that the checkout chooses.
    pub toolchain: Option<Toolchain>,
    /// The toolchain that rustup chooses in the current folder.
    pub toolchain_here: Option<Toolchain>,
    /// Toolchain files and manifests here that could not be judged.
    pub unread_files: Vec<UnreadFile>,
    /// Configurations with feed keys in folders of members.
    pub member_configs: Vec<MemberConfig>,
    /// Steps of pipelines that read a configuration on their own.
    pub pipeline_steps: Vec<pipelines::Step>,
    /// Files above the checkout that somebody else can change.
    pub exposed: Vec<Exposed>,
    /// Files that `http.cainfo` and `http.proxy-cainfo` name, by key: where cargo
    /// looks, and what is there.
    pub ca_files: BTreeMap<&'static str, CaFile>,
    /// The job of a pipeline that this runs in.
    pub job: Option<Job>,
    /// Which feeds tokens were stored for.
    pub recorded: Records,
    /// Fresh tokens that feedctl keeps, without their text.
    pub cached: Vec<Seen>,
    /// Seconds since 1970; `None` where the clock is not to be asked.
    pub now: Option<u64>,
}

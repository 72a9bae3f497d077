//! The feed hosts that feedctl knows, one file each around a row of facts.
//!
//! A row says what the vendor calls things, what names look like, how the index
//! URL is made and recognised, and what sign-in wants. Nothing outside a
//! provider's own file names a vendor or a host. Not for what cargo does with a
//! feed (see [`crate::config`]).

pub mod azure_artifacts;
pub mod cloudsmith;

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use url::Url;

use crate::config::{Credential, Scheme};
use crate::env::Env;
use crate::feed::{Feed, Values};
use crate::location::Location;
use crate::token::Token;

/// All providers; the first is the one that is taken where nothing points to another.
pub const ALL: &[&Provider] = &[&azure_artifacts::PROVIDER, &cloudsmith::PROVIDER];

/// A feed host.
#[derive(Debug)]
pub struct Provider {
    /// The stable name, kebab-case.
    pub id: &'static str,
    /// Other names it may be called by on the command line.
    pub aliases: &'static [&'static str],
    /// The name that people know.
    pub name: &'static str,
    /// The vendor's own page on Cargo.
    pub docs: &'static str,
    /// What tells one feed from another, in the order in which it is asked.
    pub params: &'static [Param],
    /// Marks that a feed may carry, which are also flags.
    pub switches: &'static [&'static str],
    /// Whether a feed belongs to a part (a project) or to the whole (an organization).
    pub scope: Option<Scope>,
    /// Whether a feed can stand in for crates.io.
    pub replacement: Replacement,
    /// How to sign in.
    pub sign_in: SignIn,
    /// Brings values as given into their plain form: takes `feed@view` apart.
    pub tidy: fn(&mut Values),
    /// The index URL, without `sparse+`.
    pub index: fn(&Feed) -> Url,
    /// The name that the vendor suggests for the registry.
    pub name_of: fn(&Feed) -> String,
    /// Reads a URL: an index, a page of the vendor's, another client's endpoint.
    pub recognise: fn(&Location, Hint) -> Option<Recognised>,
    /// Reads a git remote.
    pub remote: fn(&Location) -> Option<FromRemote>,
    /// What is wrong with a URL as an index of this provider's, where it is meant
    /// for one.
    pub fault: fn(&Location) -> Option<Fault>,
    /// Whether the first segment of a path on this host is a secret.
    pub is_secret: fn(&str, &str) -> bool,
    /// What of this feed's set-up no public source confirms.
    pub unconfirmed: fn(&Feed) -> Option<&'static str>,
}

impl Provider {
    /// The parameter of that key.
    #[must_use]
    pub fn param(&self, key: &str) -> Option<&'static Param> {
        self.params.iter().find(|param| param.key == key)
    }

    /// True for a key that means something to this provider.
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        self.param(key).is_some() || self.switches.contains(&key)
    }
}

impl PartialEq for Provider {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// A parameter of a feed.
#[derive(Debug)]
pub struct Param {
    /// The key, which is also the flag without its dashes.
    pub key: &'static str,
    /// The vendor's word.
    pub word: &'static str,
    /// Whether a feed can do without it when it is on a server of its own.
    pub optional: Optional,
    /// Judges a value; told whether the feed is on a server of its own.
    pub check: fn(&str, bool) -> Verdict,
}

/// When a parameter may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Optional {
    /// Never.
    No,
    /// Where `--base-url` already names what it would say.
    WithBase,
    /// Always.
    Yes,
}

/// What a provider says of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing is wrong.
    Good,
    /// The documents forbid it, but services are known to hold such names.
    Odd(String),
    /// It cannot be.
    Bad(String),
}

/// A feed belongs to a part, named by a parameter, or to the whole.
#[derive(Debug)]
pub struct Scope {
    /// The key of the parameter that names the part.
    pub part: &'static str,
    /// The word for the whole.
    pub whole: &'static str,
    /// The key of the parameter that names the whole.
    pub whole_key: &'static str,
}

/// Whether a feed can stand in for crates.io.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replacement {
    /// The vendor's page sets it up so; what must be true at the vendor.
    Default(&'static str),
    /// It can, when it is asked for; what must be true at the vendor.
    OnRequest(&'static str),
    /// It cannot.
    Never,
}

impl Replacement {
    /// What must be true at the vendor, where it can.
    #[must_use]
    pub fn condition(self) -> Option<&'static str> {
        match self {
            Replacement::Default(condition) | Replacement::OnRequest(condition) => Some(condition),
            Replacement::Never => None,
        }
    }
}

/// How a secret becomes the header that the feed wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Header {
    /// `Basic base64(user:secret)`.
    Basic(&'static str),
    /// A word and a blank before the secret.
    Scheme(Scheme),
}

impl Header {
    /// The scheme that it starts with.
    #[must_use]
    pub fn scheme(self) -> Scheme {
        match self {
            Header::Basic(_) => Scheme::Basic,
            Header::Scheme(scheme) => scheme,
        }
    }

    /// The header for a secret.
    #[must_use]
    pub fn of(self, secret: &Token) -> Token {
        let secret = secret.expose();
        Token::new(match self {
            Header::Basic(user) => {
                format!("Basic {}", STANDARD.encode(format!("{user}:{secret}")))
            }
            Header::Scheme(scheme) => format!("{} {secret}", scheme.word()),
        })
    }
}

/// How to sign in to a feed.
#[derive(Debug, Clone, Copy)]
pub struct SignIn {
    /// What the vendor calls the secret.
    pub secret: &'static str,
    /// Which rights it needs, in the vendor's words.
    pub rights: &'static str,
    /// The header made from it.
    pub header: Header,
    /// The header made from a JSON web token.
    pub access_token: Header,
    /// The schemes that the feed takes.
    pub schemes: &'static [Scheme],
    /// A form by which this vendor's secrets are known, and the lengths they have.
    pub form: Option<Credential>,
    /// Whether a token may go to this address unasked.
    pub is_own: fn(&Url) -> bool,
    /// Where a token comes from that nobody has to paste, in the order of asking.
    pub sources: &'static [Source],
    /// A task of Azure Pipelines that gives a job the token.
    pub task: Option<&'static str>,
    /// What a refusal means, where the vendor's words or the status tell.
    pub refusal: fn(&Refused<'_>) -> Option<Told>,
}

impl SignIn {
    /// The variable that the provider's tokens come from.
    #[must_use]
    pub fn variable(&self) -> Option<&'static str> {
        self.sources.iter().find_map(|source| match source {
            Source::Variable { name, .. } => Some(*name),
            Source::File { .. } | Source::Program(_) => None,
        })
    }
}

/// Where a token comes from that nobody has to paste.
#[derive(Debug, Clone, Copy)]
pub enum Source {
    /// A variable that a job or a person sets.
    Variable {
        /// Its name.
        name: &'static str,
        /// The header made from its value.
        header: Header,
    },
    /// A file of the vendor's own tool.
    File {
        /// The tool, as people call it.
        tool: &'static str,
        /// Where it may lie, the first that exists counts.
        paths: fn(&Env) -> Vec<PathBuf>,
        /// The secret in its text.
        read: fn(&str, &Env) -> Option<Token>,
        /// The header made from it.
        header: Header,
    },
    /// A program of the vendor's that prints one which runs out.
    Program(&'static Mint),
}

impl Source {
    /// True where it is a variable that has a value.
    #[must_use]
    pub fn is_set(&self, env: &Env) -> bool {
        match self {
            Self::Variable { name, .. } => {
                env.variable(name).is_some_and(|value| !value.is_empty())
            }
            Self::File { .. } | Self::Program(_) => false,
        }
    }
}

/// A program that prints access tokens.
#[derive(Debug)]
pub struct Mint {
    /// Its name on `PATH`.
    pub program: &'static str,
    /// Its arguments.
    pub args: &'static [&'static str],
    /// Who is signed in there, as far as files tell: tokens are kept apart by it.
    pub account: fn(&Env) -> String,
    /// Reads what it printed.
    pub read: fn(&str) -> Option<Minted>,
    /// The header made from the token.
    pub header: Header,
    /// What to do where it is not there.
    pub install: &'static str,
    /// What to type where it fails, told by what it said.
    pub next: fn(&str) -> &'static str,
    /// The same as one string for `credential-provider`, for those who want it
    /// without this program.
    pub as_provider: &'static str,
}

impl PartialEq for Mint {
    fn eq(&self, other: &Self) -> bool {
        self.program == other.program
    }
}

impl Eq for Mint {}

/// What such a program printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minted {
    /// The access token.
    pub token: Token,
    /// When it runs out, in seconds since 1970.
    pub expires: Option<u64>,
}

/// A refusal of a feed.
#[derive(Debug, Clone, Copy)]
pub struct Refused<'a> {
    /// The HTTP status.
    pub status: u16,
    /// What came with it.
    pub body: &'a str,
    /// The feed.
    pub feed: &'a Feed,
}

/// What a refusal means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The kind of it.
    pub kind: Refusal,
    /// The cause, to follow the name of the registry.
    pub cause: String,
    /// What to do, where the vendor has its own way.
    pub next: Option<String>,
}

/// The kinds of refusals that vendors tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No credential arrived that it can use.
    Nobody,
    /// The credential has run out.
    Expired,
    /// The role or right is missing.
    NoRight,
    /// The crate has to be saved from the upstream first.
    NotSaved,
    /// A rule of the owner's keeps it back.
    Policy,
    /// There is nothing of this name.
    NotFound,
}

/// Help in reading a URL.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hint {
    /// The user said that the URL is this provider's, whatever its host.
    pub named: bool,
}

/// What a URL says.
#[derive(Debug, Clone, Default)]
pub struct Recognised {
    /// The values that it holds.
    pub values: Values,
    /// The server, where it is not the provider's own.
    pub base: Option<Url>,
    /// A page in a browser names a part also for feeds of the whole.
    pub scope_unsure: bool,
    /// A secret stood in the path; it was left out.
    pub burnt: bool,
}

/// What is wrong with a URL as an index.
#[derive(Debug, Clone)]
pub struct Fault {
    /// The kind of it.
    pub kind: FaultKind,
    /// What is wrong, to follow the name of the registry.
    pub words: &'static str,
    /// The feed that is meant, as far as it can be told.
    pub meant: Option<Recognised>,
}

/// The kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// It is some other URL of the vendor's.
    Malformed,
    /// The parts stand in each other's place.
    Swapped,
    /// The part that names the whole is missing.
    NoWhole,
    /// It has the path of a server on the host of the cloud.
    Server,
    /// It still works, and there is a better one.
    Legacy,
    /// A secret stands in it.
    Secret,
}

/// What a git remote says.
#[derive(Debug, Clone, Default)]
pub struct FromRemote {
    /// The values that it holds.
    pub values: Values,
    /// The server, where the remote is on one of its own.
    pub base: Option<Url>,
    /// A value is only a guess, so a person has to confirm it.
    pub guess: bool,
}

/// The program that prints access tokens, by its name.
#[must_use]
pub fn mint_named(name: &str) -> Option<&'static Mint> {
    ALL.iter()
        .flat_map(|provider| provider.sign_in.sources)
        .find_map(|source| match source {
            Source::Program(mint) if mint.program == name => Some(*mint),
            _ => None,
        })
}

/// The variables from which providers take tokens.
pub fn token_variables() -> impl Iterator<Item = &'static str> {
    ALL.iter()
        .flat_map(|provider| provider.sign_in.sources)
        .filter_map(|source| match source {
            Source::Variable { name, .. } => Some(*name),
            Source::File { .. } | Source::Program(_) => None,
        })
}

/// True for an https URL on the default port, without a user.
fn is_plain_https(url: &Url) -> bool {
    url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
}

/// The provider of that name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Provider> {
    ALL.iter()
        .copied()
        .find(|provider| provider.id == name || provider.aliases.contains(&name))
}

/// The provider and values that a URL speaks of.
#[must_use]
pub fn recognise(location: &Location) -> Option<(&'static Provider, Recognised)> {
    ALL.iter()
        .find_map(|provider| Some((*provider, (provider.recognise)(location, Hint::default())?)))
}

/// What is wrong with an index of a config that is meant for a feed of a provider.
#[must_use]
pub fn fault_of_index(index: &str) -> Option<(&'static Provider, Fault)> {
    let location = Location::of_pasted(index).ok()?;
    ALL.iter()
        .find_map(|provider| Some((*provider, (provider.fault)(&location)?)))
}

/// True for a host whose paths begin with a secret, as this one does.
#[must_use]
pub fn is_secret(host: &str, segment: &str) -> bool {
    ALL.iter()
        .any(|provider| (provider.is_secret)(host, segment))
}

/// The feed that an index URL from a config means, if it is one.
#[must_use]
pub fn feed_of_index(index: &str) -> Option<Feed> {
    let location = Location::of_pasted(index).ok()?;
    // Whoever wrote the index knew the server, so its shape speaks for it.
    let (provider, found) = recognise(&location).or_else(|| {
        ALL.iter().find_map(|provider| {
            Some((
                *provider,
                (provider.recognise)(&location, Hint { named: true })?,
            ))
        })
    })?;
    Some(Feed {
        provider,
        values: found.values,
        base: found.base,
    })
}

//! How to sign in to a feed: the header that a secret becomes, where a token comes
//! from that nobody has to paste, and what refusals mean.
//!
//! Not for judging what somebody pasted (see [`crate::auth`]).

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Feed;
use super::clients::Federated;
use crate::system::env::Env;
use crate::text::secret::{Credential, Scheme};
use crate::text::token::Token;

/// How a secret becomes the header that the feed wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Header {
    /// `Basic base64(user:secret)`.
    Basic(&'static str),
    /// `Basic base64(secret)`, where the secret is user and password with `:` between.
    Pair,
    /// A word and a blank before the secret.
    Scheme(Scheme),
    /// The secret as it is.
    Bare,
}

impl Header {
    /// The scheme that it starts with, if any.
    #[must_use]
    pub fn scheme(self) -> Option<Scheme> {
        match self {
            Header::Basic(_) | Header::Pair => Some(Scheme::Basic),
            Header::Scheme(scheme) => Some(scheme),
            Header::Bare => None,
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
            Header::Pair => format!("Basic {}", STANDARD.encode(secret)),
            Header::Scheme(scheme) => format!("{} {secret}", scheme.word()),
            Header::Bare => secret.to_owned(),
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
    /// The role that a person needs in the feed, to build and to publish, where the
    /// vendor has a name for it.
    pub role: &'static str,
    /// The header made from it.
    pub header: Header,
    /// The header made from a JSON web token.
    pub access_token: Header,
    /// The schemes that the feed takes.
    pub schemes: &'static [Scheme],
    /// A form by which this vendor's secrets are known, and the lengths they have.
    pub form: Option<Credential>,
    /// Where a token comes from that nobody has to paste, in the order of asking.
    pub sources: &'static [Source],
    /// The program that the vendor advises as credential provider, in the place of a
    /// store for pasted tokens.
    pub advised: Option<&'static Mint>,
    /// A task of Azure Pipelines that gives a job the token.
    pub task: Option<&'static str>,
    /// How a job of GitHub Actions gets a token without a stored secret.
    pub federated: fn(&Feed) -> Option<Federated>,
    /// What a refusal means, where the vendor's words or the status tell.
    pub refusal: fn(&Refused<'_>) -> Option<Told>,
}

impl SignIn {
    /// A token that somebody pastes, which is the whole header.
    pub const TOKEN: Self = Self {
        secret: "token",
        rights: "to read; to publish, to write",
        role: "",
        header: Header::Bare,
        access_token: Header::Bare,
        schemes: &[],
        form: None,
        sources: &[],
        advised: None,
        task: None,
        federated: |_| None,
        refusal: |_| None,
    };

    /// The forms of a header that the feed takes: "`Basic …` or `Bearer …`".
    #[must_use]
    pub fn forms(&self) -> String {
        let forms: Vec<String> = self
            .schemes
            .iter()
            .map(|scheme| format!("`{} …`", scheme.word()))
            .collect();
        forms.join(" or ")
    }

    /// The variable that the provider's tokens come from.
    #[must_use]
    pub fn variable(&self) -> Option<&'static str> {
        self.sources.iter().find_map(Source::variable)
    }

    /// The program that the provider's tokens come from.
    #[must_use]
    pub fn program(&self) -> Option<&'static Mint> {
        self.sources.iter().find_map(Source::program)
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
    /// The variable that it is.
    #[must_use]
    pub fn variable(&self) -> Option<&'static str> {
        match self {
            Self::Variable { name, .. } => Some(name),
            Self::File { .. } | Self::Program(_) => None,
        }
    }

    /// The program that it is.
    #[must_use]
    pub fn program(&self) -> Option<&'static Mint> {
        match self {
            Self::Program(mint) => Some(mint),
            Self::Variable { .. } | Self::File { .. } => None,
        }
    }

    /// True where it is a variable that has a value.
    #[must_use]
    pub fn is_set(&self, env: &Env) -> bool {
        let value = self.variable().and_then(|name| env.variable(name));
        value.is_some_and(|value| !value.is_empty())
    }
}

/// A program that prints access tokens.
#[derive(Debug)]
pub struct Mint {
    /// Its name on `PATH`.
    pub program: &'static str,
    /// Its arguments for a feed; none where the feed does not say enough.
    pub args: fn(&Feed) -> Option<Vec<String>>,
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
    pub as_provider: fn(&Feed) -> Option<String>,
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

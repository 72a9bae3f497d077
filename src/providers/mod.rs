//! The feed hosts that feedctl knows, a file or folder each around a row of facts.
//!
//! A row says what the vendor calls things, what names look like, how the index
//! URL is made and recognised, what sign-in wants, and what the same feed is for
//! other clients. Outside, a vendor is named only in texts, in
//! `checks/vendors`, by the form of its secrets, and as a CI system.
//! Not for what cargo does with a feed (see [`crate::config`]).

mod artifactory;
pub mod azure_artifacts;
pub mod clients;
pub mod cloudsmith;
mod codeartifact;
mod forgejo;
mod generic;
mod gitea;
mod kellnr;
mod look_alike;
mod nexus;
pub mod paths;
mod proget;
mod sign_in;
#[cfg(test)]
pub(crate) mod tests;

use url::Url;

use crate::config::{Credential, Shape};
use crate::feed::{Feed, Values};
use crate::location::Location;
use clients::{Client, Endpoint, Federated};

pub use sign_in::{
    Header, Mint, Minted, Refusal, Refused, SignIn, Source, Told, is_mint_of, mint_named, mints,
    token_variables,
};

/// All providers; the first is the one that is taken where nothing points to another,
/// the last takes any index.
pub const ALL: &[&Provider] = &[
    &azure_artifacts::PROVIDER,
    &cloudsmith::PROVIDER,
    &artifactory::PROVIDER,
    &nexus::PROVIDER,
    &codeartifact::PROVIDER,
    &gitea::PROVIDER,
    &forgejo::PROVIDER,
    &kellnr::PROVIDER,
    &proget::PROVIDER,
    &generic::PROVIDER,
];

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
    pub switches: &'static [Switch],
    /// Where it has no host of its own: what a server's URL looks like.
    pub server: Option<&'static str>,
    /// Whether a feed belongs to a part (a project) or to the whole (an organization).
    pub scope: Option<Scope>,
    /// Whether a feed can stand in for crates.io.
    pub replacement: fn(&Feed) -> Replacement,
    /// Where crates are published to, told whether the feed stands in for crates.io.
    pub publish: fn(&Feed, bool) -> Publish,
    /// The oldest cargo that reads a feed which wants sign-in.
    pub least_cargo: &'static str,
    /// Commands of cargo that it does not answer.
    pub unsupported: &'static [&'static str],
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
    /// The path of an index, where that tells what kind of server it is.
    pub path: Option<&'static paths::Path>,
    /// Whether host or path of an index tell beyond doubt whose it is.
    pub is_plain: bool,
    /// Whether a host is one of the vendor's own.
    pub is_host: fn(&str) -> bool,
    /// The vendor's own hosts, or what they end with.
    pub hosts: &'static [&'static str],
    /// Whether a host could be taken for one of the vendor's own in another way than that
    /// it looks like one of [`Provider::hosts`].
    pub looks_like_theirs: fn(&str) -> bool,
    /// Reads a git remote.
    pub remote: fn(&Location) -> Option<FromRemote>,
    /// What is wrong with a URL as an index of this provider's, where it is meant
    /// for one.
    pub fault: fn(&Location) -> Option<Fault>,
    /// Whether the first segment of a path on this host is a secret.
    pub is_secret: fn(&str, &str) -> bool,
    /// What of this feed's set-up no public source confirms.
    pub unconfirmed: fn(&Feed) -> Option<&'static str>,
    /// What no public source confirms of the provider as such.
    pub unsure: &'static [&'static str],
    /// The same feed for another client, where it serves that.
    pub client: fn(&Feed, Client) -> Option<Endpoint>,
    /// How a job of GitHub Actions gets a token without a stored secret.
    pub federated: fn(&Feed) -> Option<Federated>,
}

/// What a row says where it says nothing: a server of one's own that only serves
/// cargo. The fields that tell one provider from another have to be given.
const SERVER: Provider = Provider {
    id: "",
    aliases: &[],
    name: "",
    docs: "",
    params: &[],
    switches: &[],
    server: Some("https://HOST"),
    scope: None,
    replacement: |_| Replacement::Never(None),
    publish: |_, _| Publish::Here,
    least_cargo: "1.74",
    unsupported: &[],
    sign_in: sign_in::NONE,
    tidy: |_| {},
    index: generic::base_of,
    name_of: |feed| feed.provider.id.to_owned(),
    recognise: |_, _| None,
    path: None,
    is_plain: false,
    is_host: |_| false,
    hosts: &[],
    looks_like_theirs: |_| false,
    remote: |_| None,
    fault: |_| None,
    is_secret: |_, _| false,
    unconfirmed: |_| None,
    unsure: &[],
    client: |_, _| None,
    federated: |_| None,
};

impl Provider {
    /// The parameter of that key.
    #[must_use]
    pub fn param(&self, key: &str) -> Option<&'static Param> {
        self.params.iter().find(|param| param.key == key)
    }

    /// True for a key that means something to this provider.
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        self.param(key).is_some() || self.switches.iter().any(|switch| switch.key == key)
    }

    /// True where a URL on any host may be one of its feeds.
    #[must_use]
    pub fn takes_any(&self) -> bool {
        self == ALL[ALL.len() - 1]
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
    /// What stands for a value in help.
    pub value: &'static str,
    /// What help says besides, if anything.
    pub note: &'static str,
    /// Whether there is a flag for it, or only a way to write it into another value.
    pub is_flag: bool,
    /// Whether a feed can do without it when it is on a server of its own.
    pub optional: Optional,
    /// Judges a value; told whether the feed is on a server of its own.
    pub check: fn(&str, bool) -> Verdict,
}

/// A mark that a feed may carry.
#[derive(Debug)]
pub struct Switch {
    /// The key, which is also the flag without its dashes.
    pub key: &'static str,
    /// What it means, for help.
    pub help: &'static str,
    /// How it is called among the words for a feed, if it is.
    pub word: Option<&'static str>,
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
    /// It cannot; what can, where the vendor has something else.
    Never(Option<&'static str>),
}

impl Replacement {
    /// What must be true at the vendor, where it can.
    #[must_use]
    pub fn condition(self) -> Option<&'static str> {
        match self {
            Replacement::Default(condition) | Replacement::OnRequest(condition) => Some(condition),
            Replacement::Never(_) => None,
        }
    }
}

/// Where crates of one's own go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publish {
    /// Into this feed.
    Here,
    /// Into another one: which, and how to connect it.
    Elsewhere(&'static str),
}

/// Help in reading a URL.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hint {
    /// The user said that the URL is this provider's, whatever its host.
    pub named: bool,
    /// The user was warned that the host looks like a vendor's, and means it.
    pub insists: bool,
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

impl Recognised {
    /// Values alone, on the provider's own host or on a server.
    fn of(pairs: &[(&'static str, &str)], base: Option<Url>) -> Option<Self> {
        if pairs.iter().any(|(_, value)| value.is_empty()) {
            return None;
        }
        let values = pairs
            .iter()
            .map(|(key, value)| (*key, (*value).to_owned()))
            .collect();
        Some(Self {
            values,
            base,
            ..Self::default()
        })
    }

    /// The feed, whose it is.
    #[must_use]
    pub fn feed(self, provider: &'static Provider) -> Feed {
        Feed {
            provider,
            values: self.values,
            base: self.base,
        }
    }
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

/// True for an https URL on the default port, without a user.
fn is_plain_https(url: &Url) -> bool {
    url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
}

/// True for a location that a person or a config may give for a feed: no user, no ssh.
fn is_of_web(location: &Location) -> bool {
    location.user.is_none() && location.scheme != "ssh"
}

/// The server in front of a path that ends with `pattern`, in which `*` is any
/// segment, and those segments.
fn below_server<'l>(location: &'l Location, pattern: &[&str]) -> Option<(Url, Vec<&'l str>)> {
    if !is_of_web(location) {
        return None;
    }
    let before = location.segments.len().checked_sub(pattern.len())?;
    let (server, rest) = location.segments.split_at(before);
    let fits = rest
        .iter()
        .zip(pattern)
        .all(|(part, wanted)| *wanted == "*" || part == wanted);
    let any = rest
        .iter()
        .zip(pattern)
        .filter(|(_, wanted)| **wanted == "*")
        .map(|(part, _)| part.as_str())
        .collect();
    fits.then_some(())?;
    Some((location.origin(server)?, any))
}

/// A name that stands in a URL's path and host: letters, digits and a few marks.
fn plain_name(name: &str, marks: &str, hint: &str) -> Verdict {
    if name.is_empty() {
        return Verdict::Bad("it is empty".to_owned());
    }
    let wrong = name
        .chars()
        .find(|letter| !letter.is_ascii_alphanumeric() && !marks.contains(*letter));
    match wrong {
        Some(letter) => {
            let shown = crate::foreign::line(&letter.to_string());
            Verdict::Bad(format!("`{shown}` cannot stand in it; {hint}"))
        }
        None if name.chars().all(|letter| letter == '.') => {
            Verdict::Bad("it is no name".to_owned())
        }
        None => Verdict::Good,
    }
}

/// The provider of that name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Provider> {
    ALL.iter()
        .copied()
        .find(|provider| provider.id == name || provider.aliases.contains(&name))
}

/// The provider and values that a URL speaks of, by its host or by a path that no
/// other has.
#[must_use]
pub fn recognise(location: &Location) -> Option<(&'static Provider, Recognised)> {
    ALL.iter()
        .find_map(|provider| Some((*provider, (provider.recognise)(location, Hint::default())?)))
}

/// Every provider that a URL could be of, were it a server of one's own.
#[must_use]
pub fn possible(location: &Location) -> Vec<&'static Provider> {
    ALL.iter()
        .copied()
        .filter(|provider| meant(provider, location).is_some())
        .collect()
}

/// What is wrong with an index of a config that is meant for a feed of a provider.
#[must_use]
pub fn fault_of_index(index: &str) -> Option<(&'static Provider, Fault)> {
    fault_in(&Location::of_pasted(index).ok()?)
}

/// The same of one that is taken apart.
#[must_use]
pub fn fault_in(location: &Location) -> Option<(&'static Provider, Fault)> {
    ALL.iter()
        .find_map(|provider| Some((*provider, (provider.fault)(location)?)))
}

/// True for a host whose paths begin with a secret, as this one does.
#[must_use]
pub fn is_secret(host: &str, segment: &str) -> bool {
    ALL.iter()
        .any(|provider| (provider.is_secret)(host, segment))
}

/// The vendor whose host this looks like, though it is none of theirs. The one rule for
/// all who refuse such: connect, sign-in, the probe, doctor.
#[must_use]
pub fn look_alike(host: &str) -> Option<&'static Provider> {
    let mut all = ALL.iter().copied();
    if all.any(|provider| (provider.is_host)(host)) {
        return None;
    }
    vendor_of(host)
}

/// The vendor whose host this is, or looks like.
fn vendor_of(host: &str) -> Option<&'static Provider> {
    let all = || ALL.iter().copied();
    all().find(|provider| (provider.is_host)(host)).or_else(|| {
        let glance = look_alike::Glance::at(host);
        all().find(|provider| {
            let mut hosts = provider.hosts.iter();
            (provider.looks_like_theirs)(host) || hosts.any(|own| glance.may_be(own))
        })
    })
}

/// True where a token of this form is surely sent where its owner means it to go: to a
/// vendor's own host, whose tokens look so.
#[must_use]
pub fn is_of_vendor(url: &Url, shape: &Shape) -> bool {
    let own = |provider: &&&Provider| (provider.sign_in.is_own)(url);
    let Some(provider) = ALL.iter().find(own) else {
        return false;
    };
    let SignIn {
        form,
        access_token,
        schemes,
        ..
    } = provider.sign_in;
    let is_pat = shape.credential == Credential::AzurePat || shape.has_azure_pat;
    let is_access_token = shape.credential == Credential::Jwt && access_token != Header::Bare;
    match form {
        Some(Credential::AzurePat) => is_pat || is_access_token,
        Some(form) => shape.credential == form || is_access_token,
        None => {
            let takes = |scheme| schemes.is_empty() || schemes.contains(&scheme);
            !is_pat && shape.scheme.is_none_or(takes)
        }
    }
}

/// The feed that an index URL from a config means, if a vendor's is to be seen in it.
#[must_use]
pub fn feed_of_index(index: &str) -> Option<Feed> {
    feed_in(&Location::of_pasted(index).ok()?)
}

/// The same of one that is taken apart.
#[must_use]
pub fn feed_in(location: &Location) -> Option<Feed> {
    feed_among(location, |provider| !provider.takes_any())
}

/// The feed at an index URL from a config, whoever hosts it.
#[must_use]
pub fn feed_at(index: &str) -> Option<Feed> {
    feed_among(&Location::of_pasted(index).ok()?, |_| true)
}

fn feed_among(location: &Location, counts: impl Fn(&Provider) -> bool) -> Option<Feed> {
    // Nobody is to be told to sign in there.
    if look_alike(&location.host).is_some() {
        return None;
    }
    // Whoever wrote the index knew the server, so its shape speaks for it.
    let recognised = recognise(location).map(|(provider, found)| found.feed(provider));
    let mut counting = ALL.iter().copied().filter(|provider| counts(provider));
    recognised
        .or_else(|| counting.find_map(|provider| meant(provider, location)))
        .filter(|feed| counts(feed.provider))
}

/// The feed that an index URL means to this provider.
#[must_use]
pub fn feed_of(provider: &'static Provider, index: &str) -> Option<Feed> {
    meant(provider, &Location::of_pasted(index).ok()?)
}

/// The feed that a URL means, where it is known to be this provider's.
fn meant(provider: &'static Provider, location: &Location) -> Option<Feed> {
    if look_alike(&location.host).is_some() {
        return None;
    }
    let found = (provider.recognise)(
        location,
        Hint {
            named: true,
            ..Hint::default()
        },
    )?;
    Some(found.feed(provider))
}

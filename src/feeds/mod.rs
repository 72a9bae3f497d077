//! A feed, and what has to be known of the provider that hosts it.
//!
//! Knows no host and no rule of any vendor (see [`crate::feeds::providers`]), and
//! nothing of what cargo calls the feed (see [`crate::cargo::registry_name`]).

pub mod clients;
pub(crate) mod look_alike;
mod names;
pub mod providers;
mod sign_in;
mod support;
pub mod url;
mod urls;

use std::collections::BTreeMap;

use ::url::Url;

use crate::feeds::url::Location;
use clients::{Client, Endpoint, Federated};

pub use names::{Names, Optional, Param, Scope, Switch, Verdict};
pub use sign_in::{Header, Mint, Minted, Refusal, Refused, SignIn, Source, Told};
pub use support::{Publish, Replacement, Support};
pub use urls::{Fault, FaultKind, FromRemote, Hint, Hosts, Kind, Recognised, Urls};
pub(crate) use urls::{below_server, ends_with, is_of_web, key_of};

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
    /// What tells one feed from another.
    pub names: Names,
    /// Where feeds lie, and how their URLs are read.
    pub urls: Urls,
    /// How to sign in.
    pub sign_in: SignIn,
    /// What it does for cargo.
    pub cargo: Support,
    /// The same feed for another client, where it serves that.
    pub endpoint: fn(&Feed, Client) -> Option<Endpoint>,
}

impl Provider {
    /// What a provider is where its file says nothing else: a server of one's own that
    /// serves nobody but cargo. `id`, `name` and `docs` have to be given.
    pub const SERVER: Self = Self {
        id: "",
        aliases: &[],
        name: "",
        docs: "",
        names: Names::NONE,
        urls: Urls::SERVER,
        sign_in: SignIn::TOKEN,
        cargo: Support::REGISTRY,
        endpoint: |_, _| None,
    };

    /// The parameter of that key.
    #[must_use]
    pub fn param(&self, key: &str) -> Option<&'static Param> {
        self.names.params.iter().find(|param| param.key == key)
    }

    /// True for a key that means something to this provider.
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        let mut switches = self.names.switches.iter();
        self.param(key).is_some() || switches.any(|switch| switch.key == key)
    }

    /// True where feeds are on a server of somebody's own, not on a host of the vendor's.
    #[must_use]
    pub fn is_self_hosted(&self) -> bool {
        self.urls.server.is_some()
    }

    /// True where a token may go to this address unasked: over https, to a host where the
    /// vendor serves feeds.
    #[must_use]
    pub fn owns(&self, url: &Url) -> bool {
        urls::is_plain_https(url) && url.host_str().is_some_and(self.urls.hosts.serves_feeds)
    }

    /// The feed that a URL means, where it is known to be this provider's.
    #[must_use]
    pub fn feed_at(&'static self, location: &Location) -> Option<Feed> {
        let found = self.urls.recognise(
            location,
            Hint {
                named: true,
                ..Hint::default()
            },
        )?;
        Some(Feed::recognised(self, found))
    }
}

impl PartialEq for Provider {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// Values of parameters by their keys, which are the names of the flags.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values(BTreeMap<&'static str, String>);

impl Values {
    /// The value of a parameter, where it has one.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Sets a value.
    pub fn set(&mut self, key: &'static str, value: impl Into<String>) {
        self.0.insert(key, value.into());
    }

    /// Takes a value out.
    pub fn take(&mut self, key: &str) -> Option<String> {
        self.0.remove(key)
    }

    /// Every value by its key, sorted by key.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(key, value)| (*key, value.as_str()))
    }

    /// True where no parameter has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes over what is missing here.
    pub fn fill_from(&mut self, other: &Values) {
        for (key, value) in &other.0 {
            self.0.entry(key).or_insert_with(|| value.clone());
        }
    }
}

impl FromIterator<(&'static str, String)> for Values {
    fn from_iter<I: IntoIterator<Item = (&'static str, String)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

/// One feed, complete.
#[derive(Debug, Clone)]
pub struct Feed {
    /// Who hosts it.
    pub provider: &'static Provider,
    /// The values of the provider's parameters.
    pub values: Values,
    /// The server, where it is not the provider's own.
    pub base: Option<Url>,
}

impl Feed {
    /// The feed that a URL was found to mean.
    #[must_use]
    pub fn recognised(provider: &'static Provider, found: Recognised) -> Self {
        Self {
            provider,
            values: found.values,
            base: found.base,
        }
    }

    /// A feed with something for each parameter that is needed: what holds for feeds of
    /// a provider in general.
    #[must_use]
    pub fn example(provider: &'static Provider) -> Self {
        let needed = provider
            .names
            .params
            .iter()
            .filter(|param| param.optional != Optional::Yes);
        Self {
            provider,
            values: needed.map(|param| (param.key, "x".to_owned())).collect(),
            base: None,
        }
    }

    /// The value of a parameter, where it has one.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key)
    }

    /// The same; where it has none, the provider's id.
    pub(crate) fn get_or_id(&self, key: &str) -> String {
        self.get(key).unwrap_or(self.provider.id).to_owned()
    }

    /// The index URL without `sparse+`.
    #[must_use]
    pub fn index_url(&self) -> Url {
        self.provider.urls.index_of(self)
    }

    /// The server that it is on; where the provider needs one, it never goes without.
    pub(crate) fn server(&self) -> Url {
        self.base.clone().unwrap_or_else(|| {
            let host = self.provider.urls.hosts.of_feeds;
            Url::parse(&format!("https://{host}"))
                .unwrap_or_else(|_| unreachable!("a constant URL"))
        })
    }

    /// The name that the vendor suggests for the registry.
    #[must_use]
    pub fn suggested_name(&self) -> String {
        (self.provider.names.registry)(self)
    }

    /// The index URL as cargo's configuration has it.
    #[must_use]
    pub fn index(&self) -> String {
        format!("sparse+{}", self.index_url())
    }

    /// True where host or path of its index leave no doubt whose it is.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.provider.urls.is_sure
    }

    /// True where reading wants no sign-in, as whoever named it said.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.get("public").is_some()
    }

    /// Whether it can stand in for crates.io.
    #[must_use]
    pub fn replacement(&self) -> Replacement {
        (self.provider.cargo.replacement)(self)
    }

    /// Where crates are published to, as it stands in for crates.io or does not.
    #[must_use]
    pub fn publish(&self, replaces: bool) -> Publish {
        (self.provider.cargo.publish)(self, replaces)
    }

    /// True where the vendor's own page lets it stand in for crates.io.
    #[must_use]
    pub fn replaces_by_default(&self) -> bool {
        matches!(self.replacement(), Replacement::Default(_))
    }

    /// What of its set-up no public source confirms.
    #[must_use]
    pub fn unconfirmed(&self) -> Option<&'static str> {
        (self.provider.cargo.unconfirmed)(self)
    }

    /// The same feed for another client, where it serves that.
    #[must_use]
    pub fn endpoint(&self, client: Client) -> Option<Endpoint> {
        (self.provider.endpoint)(self, client)
    }

    /// How a job of GitHub Actions gets a token without a stored secret.
    #[must_use]
    pub fn federated(&self) -> Option<Federated> {
        (self.provider.sign_in.federated)(self)
    }

    /// The feed in the vendor's words: `organization contoso, feed crates`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let words: Vec<String> = self
            .provider
            .names
            .params
            .iter()
            .filter_map(|param| {
                let value = self.get(param.key)?;
                Some(format!(
                    "{} {}",
                    param.word,
                    crate::text::escape::line(value)
                ))
            })
            .chain(self.provider.names.switches.iter().filter_map(|switch| {
                self.get(switch.key)?;
                switch.word.map(str::to_owned)
            }))
            .collect();
        let words = words.join(", ");
        // Where every feed is on a server of somebody's own, the server tells whose.
        let host = self.base.as_ref().and_then(Url::host_str);
        match host.filter(|_| self.provider.is_self_hosted()) {
            Some(host) if words.is_empty() => format!("on {}", crate::text::escape::line(host)),
            Some(host) => format!("{words}, on {}", crate::text::escape::line(host)),
            None => words,
        }
    }
}

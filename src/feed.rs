//! A feed: its provider and the values of that provider's parameters.
//!
//! Knows no host and no rule of any vendor (see [`crate::providers`]), and
//! nothing of what cargo calls the feed (see [`crate::registry_name`]).

use std::collections::BTreeMap;

use url::Url;

use crate::providers::{Optional, Provider, Publish, Replacement};

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
    /// A feed with something for each parameter that is needed: what holds for feeds of
    /// a provider in general.
    #[must_use]
    pub fn example(provider: &'static Provider) -> Self {
        let needed = provider
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

    /// The index URL without `sparse+`.
    #[must_use]
    pub fn index_url(&self) -> Url {
        (self.provider.index)(self)
    }

    /// The index URL as cargo's configuration has it.
    #[must_use]
    pub fn index(&self) -> String {
        format!("sparse+{}", self.index_url())
    }

    /// True where host or path of its index leave no doubt whose it is.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.provider.is_plain
    }

    /// True where reading wants no sign-in, as whoever named it said.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.get("public").is_some()
    }

    /// Whether it can stand in for crates.io.
    #[must_use]
    pub fn replacement(&self) -> Replacement {
        (self.provider.replacement)(self)
    }

    /// Where crates are published to, as it stands in for crates.io or does not.
    #[must_use]
    pub fn publish(&self, replaces: bool) -> Publish {
        (self.provider.publish)(self, replaces)
    }

    /// True where the vendor's own page lets it stand in for crates.io.
    #[must_use]
    pub fn replaces_by_default(&self) -> bool {
        matches!(self.replacement(), Replacement::Default(_))
    }

    /// The feed in the vendor's words: `organization contoso, feed crates`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let words: Vec<String> = self
            .provider
            .params
            .iter()
            .filter_map(|param| {
                let value = self.get(param.key)?;
                Some(format!("{} {}", param.word, crate::foreign::line(value)))
            })
            .chain(self.provider.switches.iter().filter_map(|switch| {
                self.get(switch.key)?;
                switch.word.map(str::to_owned)
            }))
            .collect();
        let words = words.join(", ");
        // Where every feed is on a server of somebody's own, the server tells whose.
        let host = self.base.as_ref().and_then(Url::host_str);
        match host.filter(|_| self.provider.server.is_some()) {
            Some(host) if words.is_empty() => format!("on {}", crate::foreign::line(host)),
            Some(host) => format!("{words}, on {}", crate::foreign::line(host)),
            None => words,
        }
    }
}

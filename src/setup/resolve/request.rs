//! What was asked for: the flags and marks of a feed, as plain values that the command
//! line fills in.
//!
//! Not for reading a URL or asking for what is missing (see [`super::feed`]).

use super::given::Scope;
use crate::feeds::{Provider, Values, providers};

/// Which feed.
#[derive(Debug, Default)]
pub struct FeedRequest {
    /// Who hosts it.
    pub provider: Option<&'static Provider>,
    /// What the flags of the providers' parameters say.
    pub values: Values,
    /// What the feed belongs to.
    pub scope: Option<Scope>,
    /// The server, where it is not the provider's own.
    pub base_url: Option<String>,
    /// Whether plain http to another machine is allowed.
    pub allow_http: bool,
}

impl FeedRequest {
    /// True where it may name a feed.
    #[must_use]
    pub fn names_a_feed(&self) -> bool {
        self.provider.is_some() || !self.values.is_empty() || self.base_url.is_some()
    }

    /// True where it says more than who hosts it and which marks it carries.
    #[must_use]
    pub fn has_parameters(&self) -> bool {
        let is_switch = |key: &str| {
            let mut switches = providers::ALL.iter().flat_map(|it| it.names.switches);
            switches.any(|switch| switch.key == key)
        };
        self.base_url.is_some()
            || self.scope.is_some()
            || self.values.iter().any(|(key, _)| !is_switch(key))
    }
}

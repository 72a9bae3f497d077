//! What a provider does for cargo, and what of that no public source confirms.

use super::Feed;

/// What a feed is good for.
#[derive(Debug)]
pub struct Support {
    /// Whether a feed can stand in for crates.io.
    pub replacement: fn(&Feed) -> Replacement,
    /// Where crates are published to, told whether the feed stands in for crates.io.
    pub publish: fn(&Feed, bool) -> Publish,
    /// The oldest cargo that reads a feed which wants sign-in.
    pub least_cargo: &'static str,
    /// Commands of cargo that it does not answer.
    pub unsupported: &'static [&'static str],
    /// What no public source confirms of the provider as such.
    pub unsure: &'static [&'static str],
    /// What of a feed's set-up no public source confirms.
    pub unconfirmed: fn(&Feed) -> Option<&'static str>,
}

impl Support {
    /// A registry of its own crates, which takes and gives all that cargo asks for.
    pub const REGISTRY: Self = Self {
        replacement: |_| Replacement::Never(None),
        publish: |_, _| Publish::Here,
        least_cargo: "1.74",
        unsupported: &[],
        unsure: &[],
        unconfirmed: |_| None,
    };
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

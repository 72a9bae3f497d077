//! What git remotes propose.

use url::Url;

use crate::feeds::providers;
use crate::feeds::url::Location;
use crate::feeds::{Provider, Values};
use crate::project::git::Remote;

/// Values that a remote proposes.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The remote's name.
    pub remote: String,
    /// Whose remote it is.
    pub provider: &'static Provider,
    /// What it says.
    pub values: Values,
    /// The server, where it is on one of its own.
    pub base: Option<Url>,
    /// Whether a person has to confirm it.
    pub guess: bool,
}

/// The proposals of all remotes, in their order.
#[must_use]
pub fn proposals(remotes: &[Remote]) -> Vec<Proposal> {
    remotes
        .iter()
        .filter_map(|remote| {
            let location = Location::of_remote(&remote.url).ok()?;
            let (provider, found) = providers::ALL
                .iter()
                .find_map(|provider| Some((*provider, (provider.urls.remote)(&location)?)))?;
            Some(Proposal {
                remote: remote.name.clone(),
                provider,
                values: found.values,
                base: found.base,
                guess: found.guess,
            })
        })
        .collect()
}

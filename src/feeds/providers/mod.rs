//! The feed hosts that feedctl knows, a file or folder each around a row of facts.
//!
//! A row says what the vendor calls things, what names look like, how the index
//! URL is made and recognised, what sign-in wants, and what the same feed is for
//! other clients. Outside, a vendor is named only in texts, in
//! `checks/vendors`, by the form of its secrets, and as a CI system.
//! Not for what a row is made of (see [`crate::feeds`]), and not for what cargo does with
//! a feed (see [`crate::cargo`]).

mod artifactory;
pub mod azure_artifacts;
pub mod cloudsmith;
mod codeartifact;
mod forgejo;
mod generic;
mod gitea;
mod kellnr;
mod nexus;
pub mod paths;
mod proget;
#[cfg(test)]
pub(crate) mod tests;

use url::Url;

use crate::feeds::look_alike::Glance;
use crate::feeds::url::Location;
use crate::feeds::{Fault, Feed, Header, Hint, Mint, Param, Provider, Recognised, SignIn, Source};
use crate::text::secret::{Credential, Shape};

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

/// A repository, as several vendors call what holds packages.
const REPOSITORY: Param = Param {
    key: "repo",
    word: "repository",
    wanted: "the repository's name is wanted, as the URL has it",
    ..Param::NAME
};

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
    ALL.iter().find_map(|provider| {
        Some((
            *provider,
            provider.urls.recognise(location, Hint::default())?,
        ))
    })
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
        .find_map(|provider| Some((*provider, (provider.urls.fault)(location)?)))
}

/// The vendor whose host this looks like, though it is none of theirs. The one rule for
/// all who refuse such: connect, sign-in, the probe, doctor.
#[must_use]
pub fn look_alike(host: &str) -> Option<&'static Provider> {
    let mut all = ALL.iter().copied();
    if all.any(|provider| (provider.urls.hosts.is_theirs)(host)) {
        return None;
    }
    vendor_of(host)
}

/// The vendor whose host this is, or looks like.
fn vendor_of(host: &str) -> Option<&'static Provider> {
    let all = || ALL.iter().copied();
    all()
        .find(|provider| (provider.urls.hosts.is_theirs)(host))
        .or_else(|| {
            let glance = Glance::at(host);
            all().find(|provider| provider.urls.hosts.resemble(host, &glance))
        })
}

/// True where a token of this form is surely sent where its owner means it to go: to a
/// vendor's own host, whose tokens look so.
#[must_use]
pub fn is_of_vendor(url: &Url, shape: &Shape) -> bool {
    let Some(provider) = ALL.iter().find(|provider| provider.owns(url)) else {
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
    feed_among(location, |provider| !provider.urls.takes_any)
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
    let recognised = recognise(location).map(|(provider, found)| Feed::recognised(provider, found));
    let mut counting = ALL.iter().copied().filter(|provider| counts(provider));
    recognised
        .or_else(|| counting.find_map(|provider| provider.feed_at(location)))
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
    provider.feed_at(location)
}

/// The program that prints access tokens, by its name.
#[must_use]
pub fn mint_named(name: &str) -> Option<&'static Mint> {
    mints().find(|mint| mint.program == name)
}

/// True where a program prints tokens for the vendor whose own host this is.
#[must_use]
pub fn is_mint_of(url: &Url, program: &str) -> bool {
    ALL.iter()
        .filter(|provider| provider.owns(url))
        .flat_map(|provider| provider.sign_in.sources)
        .filter_map(Source::program)
        .any(|mint| mint.program == program)
}

/// Every program that prints access tokens.
pub fn mints() -> impl Iterator<Item = &'static Mint> {
    sources().filter_map(Source::program)
}

/// The variables from which providers take tokens.
pub fn token_variables() -> impl Iterator<Item = &'static str> {
    sources().filter_map(Source::variable)
}

fn sources() -> impl Iterator<Item = &'static Source> {
    ALL.iter().flat_map(|provider| provider.sign_in.sources)
}

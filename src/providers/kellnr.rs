//! Kellnr: own crates under one URL, a cache of crates.io under another.
//!
//! Source: Kellnr's own source (routes, tokens) and the configs of its tests.

use url::Url;

use super::paths::Path;
use super::{
    Hint, Provider, Publish, Recognised, Replacement, SERVER, SignIn, Switch, below_server, sign_in,
};
use crate::feed::Feed;
use crate::location::{Location, below};

const CACHE: &str = "cratesio";

const PATH: Path = Path {
    name: "Kellnr's own crates",
    index: &["api", "v1", "crates"],
    wrong: &[],
    right: "`/api/v1/crates/`",
    proxies: false,
    is_sparse_only: false,
};

/// The row.
pub(super) const PROVIDER: Provider = Provider {
    id: "kellnr",
    name: "Kellnr",
    docs: "https://kellnr.io/documentation",
    switches: &[Switch {
        key: CACHE,
        help: "the cache of crates.io, in the place of the own crates",
        word: Some("cache of crates.io"),
    }],
    replacement,
    publish,
    sign_in: SignIn {
        rights: "an authentication token of your account",
        ..sign_in::NONE
    },
    index,
    name_of: |feed| {
        let name = if feed.get(CACHE).is_some() {
            "kellnr-cratesio"
        } else {
            "kellnr"
        };
        name.to_owned()
    },
    recognise,
    path: Some(&PATH),
    ..SERVER
};

fn replacement(feed: &Feed) -> Replacement {
    if feed.get(CACHE).is_some() {
        Replacement::Default("the server's proxy of crates.io must be on")
    } else {
        Replacement::Never(Some(
            "its cache of crates.io can: connect that with `--cratesio`",
        ))
    }
}

fn publish(feed: &Feed, _: bool) -> Publish {
    if feed.get(CACHE).is_some() {
        Publish::Elsewhere(
            "the cache takes nothing: publish to the own crates; connect them too, without `--cratesio`",
        )
    } else {
        Publish::Here
    }
}

fn index(feed: &Feed) -> Url {
    let which = if feed.get(CACHE).is_some() {
        CACHE
    } else {
        "crates"
    };
    below(&super::generic::base_of(feed), &["api", "v1", which])
}

fn recognise(location: &Location, hint: Hint) -> Option<Recognised> {
    if let Some((base, _)) = below_server(location, &["api", "v1", CACHE]) {
        return Recognised::of(&[(CACHE, "yes")], Some(base));
    }
    hint.named.then_some(())?;
    let (base, _) = below_server(location, PATH.index)?;
    Recognised::of(&[], Some(base))
}

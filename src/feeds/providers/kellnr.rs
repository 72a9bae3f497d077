//! Kellnr: own crates under one URL, a cache of crates.io under another.
//!
//! Source: Kellnr's own source (routes, tokens) and the configs of its tests.

use url::Url;

use crate::feeds::url::{Location, below};
use crate::feeds::{
    Feed, Hint, Kind, Names, Provider, Publish, Recognised, Replacement, SignIn, Support, Switch,
    Urls, below_server,
};

const CACHE: &str = "cratesio";

/// The row.
pub(super) const PROVIDER: Provider = Provider {
    id: "kellnr",
    name: "Kellnr",
    docs: "https://kellnr.io/documentation",
    names: Names {
        switches: &[Switch {
            key: CACHE,
            help: "the cache of crates.io, in the place of the own crates",
            word: Some("cache of crates.io"),
        }],
        registry: |feed| {
            let name = if is_cache(feed) {
                "kellnr-cratesio"
            } else {
                "kellnr"
            };
            name.to_owned()
        },
        ..Names::NONE
    },
    urls: Urls {
        path: &["api", "v1", "crates"],
        index: Some(index),
        recognise: Some(recognise),
        kind: Some(&Kind {
            name: "Kellnr's own crates",
            index: &["api", "v1", "crates"],
            wrong: &[],
            right: "`/api/v1/crates/`",
            proxies: false,
            is_sparse_only: false,
        }),
        ..Urls::SERVER
    },
    sign_in: SignIn {
        rights: "an authentication token of your account",
        ..SignIn::TOKEN
    },
    cargo: Support {
        replacement,
        publish,
        ..Support::REGISTRY
    },
    ..Provider::SERVER
};

fn is_cache(feed: &Feed) -> bool {
    feed.get(CACHE).is_some()
}

fn replacement(feed: &Feed) -> Replacement {
    if is_cache(feed) {
        Replacement::Default("the server's proxy of crates.io must be on")
    } else {
        Replacement::Never(Some(
            "its cache of crates.io can: connect that with `--cratesio`",
        ))
    }
}

fn publish(feed: &Feed, _: bool) -> Publish {
    if is_cache(feed) {
        Publish::Elsewhere(
            "the cache takes nothing: publish to the own crates; connect them too, without `--cratesio`",
        )
    } else {
        Publish::Here
    }
}

fn index(feed: &Feed) -> Url {
    if is_cache(feed) {
        below(&feed.server(), &["api", "v1", CACHE])
    } else {
        PROVIDER.urls.index_below(&feed.server(), feed)
    }
}

/// The path of the cache tells by itself; that of the own crates is anybody's.
fn recognise(location: &Location, hint: Hint) -> Option<Recognised> {
    if let Some(mut found) = below_server(location, &["api", "v1", CACHE]) {
        found.values.set(CACHE, "yes");
        return Some(found);
    }
    hint.named.then(|| PROVIDER.urls.by_path(location))?
}

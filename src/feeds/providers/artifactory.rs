//! `JFrog` Artifactory: Cargo repositories of a server, which are local or remote.
//!
//! Sources: `JFrog`'s pages "Cargo package registry", "Index Cargo Repositories Using
//! Sparse Indexing" and "Configure Cargo Remote Repository". That a token goes as
//! `Bearer` is from the same pages; what a server answers is not tried here.

use url::Url;

use crate::feeds::url::{Location, below};
use crate::feeds::{
    Feed, Header, Hint, Hosts, Kind, Names, Param, Provider, Publish, Recognised, Replacement,
    SignIn, Support, Urls,
};
use crate::text::secret::Scheme;

const CONTEXT: &str = "artifactory";

/// What the hosts of the vendor's cloud end with.
const CLOUD: &str = "jfrog.io";

/// The row.
pub(super) const PROVIDER: Provider = Provider {
    id: "artifactory",
    aliases: &["jfrog", "jfrog-artifactory"],
    name: "JFrog Artifactory",
    docs: "https://jfrog.com/help/r/jfrog-artifactory-documentation/cargo-package-registry",
    names: Names {
        params: &[Param {
            key: "repo",
            word: "repository key",
            value: "KEY",
            wanted: "the repository key is wanted, as the URL has it",
            odd: |key| {
                let is_odd = key.starts_with(|first: char| first.is_ascii_digit());
                is_odd.then_some("repository keys do not start with a digit")
            },
            ..Param::NAME
        }],
        registry: |feed| feed.get_or_id("repo"),
        ..Names::NONE
    },
    urls: Urls {
        server: Some("https://HOST/artifactory"),
        path: &["api", "cargo", "{repo}", "index"],
        // Its own URL is written without the end, and with it for git.
        pages: &[&["api", "cargo", "{repo}"]],
        index: Some(index),
        recognise: Some(recognise),
        is_sure: true,
        kind: Some(&Kind {
            name: "Artifactory",
            index: &["artifactory", "api", "cargo", "{repo}", "index"],
            wrong: &["artifactory", "api", "cargo", "{repo}"],
            right: "`/artifactory/api/cargo/REPOSITORY/index/`",
            proxies: true,
            is_sparse_only: true,
        }),
        hosts: Hosts {
            serves_feeds: is_cloud,
            is_theirs: is_cloud,
            likeness: &[CLOUD],
            ..Hosts::NONE
        },
        ..Urls::SERVER
    },
    sign_in: SignIn {
        secret: "identity token",
        header: Header::Scheme(Scheme::Bearer),
        access_token: Header::Scheme(Scheme::Bearer),
        schemes: &[Scheme::Bearer, Scheme::Basic],
        ..SignIn::TOKEN
    },
    cargo: Support {
        replacement,
        publish,
        unsure: &["a header that starts with `Basic`"],
        ..Support::REGISTRY
    },
    ..Provider::SERVER
};

/// True for a host of the vendor's cloud, where each customer has a name of its own.
fn is_cloud(host: &str) -> bool {
    host == CLOUD
        || host
            .strip_suffix(CLOUD)
            .is_some_and(|customer| customer.ends_with('.'))
}

/// By their own custom the keys of repositories end in what they are.
fn is_local(feed: &Feed) -> bool {
    feed.get("repo").is_some_and(|key| key.ends_with("-local"))
}

fn replacement(feed: &Feed) -> Replacement {
    const CONDITION: &str =
        "the repository must be a remote one of crates.io's sparse index, not a local one";
    if is_local(feed) {
        Replacement::OnRequest(CONDITION)
    } else {
        Replacement::Default(CONDITION)
    }
}

fn publish(feed: &Feed, replaces: bool) -> Publish {
    if replaces && !is_local(feed) {
        Publish::Elsewhere(
            "a remote repository takes nothing: publish to a local one; connect that too, with `--no-replace-crates-io`",
        )
    } else {
        Publish::Here
    }
}

/// The server's URL is given with its context path or without.
fn index(feed: &Feed) -> Url {
    let mut server = feed.server();
    if server.path().trim_matches('/').is_empty() {
        server = below(&server, &[CONTEXT]);
    }
    PROVIDER.urls.index_below(&server, feed)
}

fn recognise(location: &Location, _: Hint) -> Option<Recognised> {
    let found = PROVIDER.urls.by_path(location)?;
    let base = found.base.as_ref()?;
    let has_context = base.path().trim_matches('/').ends_with(CONTEXT);
    has_context.then_some(found)
}

//! `JFrog` Artifactory: Cargo repositories of a server, which are local or remote.
//!
//! Sources: `JFrog`'s pages "Cargo package registry", "Index Cargo Repositories Using
//! Sparse Indexing" and "Configure Cargo Remote Repository". That a token goes as
//! `Bearer` is from the same pages; what a server answers is not tried here.

use url::Url;

use super::paths::Path;
use super::{
    Hint, Optional, Param, Provider, Publish, Recognised, Replacement, SERVER, SignIn, Verdict,
    below_server, is_plain_https, sign_in,
};
use crate::config::Scheme;
use crate::feed::Feed;
use crate::location::{Location, below};

const CONTEXT: &str = "artifactory";

/// What the hosts of the vendor's cloud end with.
const CLOUD: &str = "jfrog.io";

const PATH: Path = Path {
    name: "Artifactory",
    index: &["artifactory", "api", "cargo", "*", "index"],
    wrong: &["artifactory", "api", "cargo", "*"],
    right: "`/artifactory/api/cargo/REPOSITORY/index/`",
    proxies: true,
    is_sparse_only: true,
};

/// The row.
pub(super) const PROVIDER: Provider = Provider {
    id: "artifactory",
    aliases: &["jfrog", "jfrog-artifactory"],
    name: "JFrog Artifactory",
    docs: "https://jfrog.com/help/r/jfrog-artifactory-documentation/cargo-package-registry",
    params: &[Param {
        key: "repo",
        word: "repository key",
        value: "KEY",
        note: "",
        is_flag: true,
        optional: Optional::No,
        check: key,
    }],
    server: Some("https://HOST/artifactory"),
    replacement,
    publish,
    sign_in: SignIn {
        secret: "identity token",
        header: sign_in::Header::Scheme(Scheme::Bearer),
        access_token: sign_in::Header::Scheme(Scheme::Bearer),
        schemes: &[Scheme::Bearer, Scheme::Basic],
        is_own: |url| is_plain_https(url) && url.host_str().is_some_and(is_cloud),
        ..sign_in::NONE
    },
    index,
    name_of: |feed| feed.get("repo").unwrap_or(CONTEXT).to_owned(),
    recognise,
    path: Some(&PATH),
    is_plain: true,
    is_host: is_cloud,
    hosts: &[CLOUD],
    unsure: &["a header that starts with `Basic`"],
    ..SERVER
};

/// True for a host of the vendor's cloud, where each customer has a name of its own.
fn is_cloud(host: &str) -> bool {
    host == CLOUD
        || host
            .strip_suffix(CLOUD)
            .is_some_and(|customer| customer.ends_with('.'))
}

/// Keys have no blanks and no special characters, and start with no digit.
fn key(name: &str, _: bool) -> Verdict {
    let verdict = super::plain_name(
        name,
        "-_.",
        "the repository key is wanted, as the URL has it",
    );
    if verdict == Verdict::Good && name.starts_with(|first: char| first.is_ascii_digit()) {
        return Verdict::Odd("repository keys do not start with a digit".to_owned());
    }
    verdict
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
    let base = super::generic::base_of(feed);
    let is_bare = base.path().trim_matches('/').is_empty();
    let context = is_bare.then_some(CONTEXT);
    let path: Vec<&str> = context
        .into_iter()
        .chain([
            "api",
            "cargo",
            feed.get("repo").unwrap_or_default(),
            "index",
        ])
        .collect();
    below(&base, &path)
}

fn recognise(location: &Location, _: Hint) -> Option<Recognised> {
    let (base, found) = below_server(location, &["api", "cargo", "*", "index"])
        // Its own URL is written without the end, and with it for git.
        .or_else(|| below_server(location, &["api", "cargo", "*"]))?;
    let has_context = base.path().trim_matches('/').ends_with(CONTEXT);
    has_context.then_some(())?;
    Recognised::of(&[("repo", found.first()?)], Some(base))
}

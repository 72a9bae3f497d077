//! Sonatype Nexus Repository: Cargo repositories that are hosted, proxies, or groups.
//!
//! Source: Sonatype's page "Rust/Cargo". That a server takes `Basic` for publishing is
//! from reports of users.

use url::Url;

use super::{
    Hint, Optional, Param, Provider, Publish, Recognised, Replacement, SERVER, SignIn,
    below_server, plain_name, sign_in,
};
use crate::config::Scheme;
use crate::feed::Feed;
use crate::location::{Location, below};

/// The row.
pub(super) const PROVIDER: Provider = Provider {
    id: "nexus",
    aliases: &["sonatype", "sonatype-nexus"],
    name: "Sonatype Nexus",
    docs: "https://help.sonatype.com/en/rust-cargo.html",
    params: &[Param {
        key: "repo",
        word: "repository",
        value: "NAME",
        note: "",
        is_flag: true,
        optional: Optional::No,
        check: |name, _| {
            plain_name(
                name,
                "-_.",
                "the repository's name is wanted, as the URL has it",
            )
        },
    }],
    replacement: |_| {
        Replacement::OnRequest(
            "the repository must be a proxy of crates.io's sparse index, or a group that holds one",
        )
    },
    publish,
    unsupported: &["search"],
    sign_in: SignIn {
        secret: "NAME:PASSWORD",
        rights: "of your account, or name and pass code of a user token",
        header: sign_in::Header::Pair,
        access_token: sign_in::Header::Scheme(Scheme::Bearer),
        schemes: &[Scheme::Basic, Scheme::Bearer],
        ..sign_in::NONE
    },
    index,
    name_of: |feed| feed.get("repo").unwrap_or("nexus").to_owned(),
    recognise,
    unsure: &["the form of a Cargo token, where the server's realm for such is on"],
    ..SERVER
};

fn publish(_: &Feed, replaces: bool) -> Publish {
    if replaces {
        Publish::Elsewhere(
            "a proxy or a group takes nothing: publish to a hosted repository; connect that too, with `--no-replace-crates-io`",
        )
    } else {
        Publish::Here
    }
}

fn index(feed: &Feed) -> Url {
    let base = super::generic::base_of(feed);
    below(&base, &["repository", feed.get("repo").unwrap_or_default()])
}

fn recognise(location: &Location, hint: Hint) -> Option<Recognised> {
    hint.named.then_some(())?;
    let (base, found) = below_server(location, &["repository", "*"])?;
    Recognised::of(&[("repo", found.first()?)], Some(base))
}

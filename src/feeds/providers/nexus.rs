//! Sonatype Nexus Repository: Cargo repositories that are hosted, proxies, or groups.
//!
//! Source: Sonatype's page "Rust/Cargo". That a server takes `Basic` for publishing is
//! from reports of users.

use super::REPOSITORY;
use crate::feeds::{Header, Names, Provider, Publish, Replacement, SignIn, Support, Urls};
use crate::text::secret::Scheme;

/// The row.
pub(super) const PROVIDER: Provider = Provider {
    id: "nexus",
    aliases: &["sonatype", "sonatype-nexus"],
    name: "Sonatype Nexus",
    docs: "https://help.sonatype.com/en/rust-cargo.html",
    names: Names {
        params: &[REPOSITORY],
        registry: |feed| feed.get_or_id("repo"),
        ..Names::NONE
    },
    urls: Urls {
        path: &["repository", "{repo}"],
        ..Urls::SERVER
    },
    sign_in: SignIn {
        secret: "NAME:PASSWORD",
        rights: "of your account, or name and pass code of a user token",
        header: Header::Pair,
        access_token: Header::Scheme(Scheme::Bearer),
        schemes: &[Scheme::Basic, Scheme::Bearer],
        ..SignIn::TOKEN
    },
    cargo: Support {
        replacement: |_| {
            Replacement::OnRequest(
                "the repository must be a proxy of crates.io's sparse index, or a group that holds one",
            )
        },
        publish: |_, replaces| {
            if replaces {
                Publish::Elsewhere(
                    "a proxy or a group takes nothing: publish to a hosted repository; connect that too, with `--no-replace-crates-io`",
                )
            } else {
                Publish::Here
            }
        },
        unsupported: &["search"],
        unsure: &["the form of a Cargo token, where the server's realm for such is on"],
        ..Support::REGISTRY
    },
    ..Provider::SERVER
};

//! `ProGet`: Cargo feeds of a server, from version 2024.20 on.
//!
//! Source: Inedo's page "Cargo (Rust)".

use crate::feeds::{Names, Param, Provider, Replacement, SignIn, Support, Urls};

/// The row.
pub(super) const PROVIDER: Provider = Provider {
    id: "proget",
    aliases: &["inedo"],
    name: "ProGet",
    docs: "https://docs.inedo.com/docs/proget/feeds/cargo",
    names: Names {
        params: &[Param {
            key: "feed",
            word: "feed",
            wanted: "the feed's name is wanted, as the URL has it",
            ..Param::NAME
        }],
        registry: |feed| feed.get_or_id("feed"),
        ..Names::NONE
    },
    urls: Urls {
        path: &["cargo", "{feed}"],
        // In a browser.
        pages: &[&["feeds", "{feed}"]],
        ..Urls::SERVER
    },
    sign_in: SignIn {
        secret: "API key",
        rights: "view and download; to publish, add and repackage",
        ..SignIn::TOKEN
    },
    cargo: Support {
        replacement: |_| Replacement::OnRequest("the feed must have a connector to crates.io"),
        ..Support::REGISTRY
    },
    ..Provider::SERVER
};

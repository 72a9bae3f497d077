//! `ProGet`: Cargo feeds of a server, from version 2024.20 on.
//!
//! Source: Inedo's page "Cargo (Rust)".

use url::Url;

use super::{
    Hint, Optional, Param, Provider, Recognised, Replacement, SERVER, SignIn, below_server,
    plain_name, sign_in,
};
use crate::feed::Feed;
use crate::location::{Location, below};

/// The row.
pub(super) const PROVIDER: Provider = Provider {
    id: "proget",
    aliases: &["inedo"],
    name: "ProGet",
    docs: "https://docs.inedo.com/docs/proget/feeds/cargo",
    params: &[Param {
        key: "feed",
        word: "feed",
        value: "NAME",
        note: "",
        is_flag: true,
        optional: Optional::No,
        check: |name, _| plain_name(name, "-_.", "the feed's name is wanted, as the URL has it"),
    }],
    replacement: |_| Replacement::OnRequest("the feed must have a connector to crates.io"),
    sign_in: SignIn {
        secret: "API key",
        rights: "view and download; to publish, add and repackage",
        ..sign_in::NONE
    },
    index,
    name_of: |feed| feed.get("feed").unwrap_or("proget").to_owned(),
    recognise,
    ..SERVER
};

fn index(feed: &Feed) -> Url {
    let base = super::generic::base_of(feed);
    below(&base, &["cargo", feed.get("feed").unwrap_or_default()])
}

fn recognise(location: &Location, hint: Hint) -> Option<Recognised> {
    hint.named.then_some(())?;
    let (base, found) = below_server(location, &["cargo", "*"])
        // The feed's page in a browser.
        .or_else(|| below_server(location, &["feeds", "*"]))?;
    Recognised::of(&[("feed", found.first()?)], Some(base))
}

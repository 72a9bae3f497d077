//! Any other sparse index: its URL is all that is known.
//!
//! A host that looks like one of a vendor's and is none of theirs is not taken.

use url::Url;

use super::{Hint, Provider, Recognised, Replacement, SERVER, SignIn, is_of_web, sign_in};
use crate::feed::Feed;
use crate::location::{Location, below};

/// The row.
pub(super) const PROVIDER: Provider = Provider {
    id: "generic",
    aliases: &["other"],
    name: "another sparse index",
    docs: "https://doc.rust-lang.org/cargo/reference/registries.html",
    server: Some("https://HOST/PATH/, the URL of the index"),
    replacement: |_| Replacement::OnRequest("the index must hold crates.io's crates too"),
    sign_in: SignIn {
        secret: "token",
        rights: "the whole `Authorization` header, its scheme among it",
        ..sign_in::NONE
    },
    index: |feed| below(&base_of(feed), &[]),
    name_of: |feed| base_of(feed).host_str().unwrap_or("feed").to_owned(),
    recognise,
    unsure: &["everything that only the server's own documentation tells"],
    ..SERVER
};

/// The server of a feed; a row that needs one never goes without.
pub(super) fn base_of(feed: &Feed) -> Url {
    feed.base.clone().unwrap_or_else(|| {
        Url::parse("https://host.invalid").unwrap_or_else(|_| unreachable!("a constant URL"))
    })
}

fn recognise(location: &Location, hint: Hint) -> Option<Recognised> {
    let vendor = super::vendor_of(&location.host);
    // A host that only looks like a vendor's is a server where a person insists.
    let is_free = vendor.is_none_or(|vendor| {
        let is_theirs = (vendor.is_host)(&location.host);
        if is_theirs {
            vendor.server.is_some()
        } else {
            hint.insists
        }
    });
    let is_taken = hint.named && is_of_web(location) && is_free;
    is_taken.then_some(())?;
    let path = match location.segments.split_last() {
        Some((last, before)) if last == "config.json" => before,
        _ => &location.segments[..],
    };
    Recognised::of(&[], location.origin(path))
}

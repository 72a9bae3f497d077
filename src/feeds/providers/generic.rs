//! Any other sparse index: its URL is all that is known.
//!
//! A host that looks like one of a vendor's and is none of theirs is not taken.

use crate::feeds::url::Location;
use crate::feeds::{
    Hint, Names, Provider, Recognised, Replacement, SignIn, Support, Urls, is_of_web,
};

/// The row.
pub(super) const PROVIDER: Provider = Provider {
    id: "generic",
    aliases: &["other"],
    name: "another sparse index",
    docs: "https://doc.rust-lang.org/cargo/reference/registries.html",
    names: Names {
        registry: |feed| feed.server().host_str().unwrap_or("feed").to_owned(),
        ..Names::NONE
    },
    urls: Urls {
        server: Some("https://HOST/PATH/, the URL of the index"),
        recognise: Some(recognise),
        takes_any: true,
        ..Urls::SERVER
    },
    sign_in: SignIn {
        secret: "token",
        rights: "the whole `Authorization` header, its scheme among it",
        ..SignIn::TOKEN
    },
    cargo: Support {
        replacement: |_| Replacement::OnRequest("the index must hold crates.io's crates too"),
        unsure: &["everything that only the server's own documentation tells"],
        ..Support::REGISTRY
    },
    ..Provider::SERVER
};

fn recognise(location: &Location, hint: Hint) -> Option<Recognised> {
    // A host that only looks like a vendor's is a server where a person insists.
    let is_free = || {
        super::vendor_of(&location.host).is_none_or(|vendor| {
            if (vendor.urls.hosts.is_theirs)(&location.host) {
                vendor.urls.server.is_some()
            } else {
                hint.insists
            }
        })
    };
    let is_taken = hint.named && is_of_web(location) && is_free();
    is_taken.then_some(())?;
    let path = match location.segments.split_last() {
        Some((last, before)) if last == "config.json" => before,
        _ => &location.segments[..],
    };
    Recognised::of(&[], location.origin(path))
}

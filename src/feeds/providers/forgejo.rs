//! Forgejo: as Gitea, from which it comes, under its own name.
//!
//! Source: Forgejo's page on the Cargo package registry.

use super::gitea::{CODEBERG, LIKE_GITEA, URLS};
use crate::feeds::{Provider, Urls};

/// The row.
pub(super) const PROVIDER: Provider = Provider {
    id: "forgejo",
    aliases: &["codeberg"],
    name: "Forgejo",
    docs: "https://forgejo.org/docs/latest/user/packages/cargo",
    urls: Urls {
        recognise: Some(|location, hint| {
            (hint.named || location.host == CODEBERG).then(|| URLS.by_path(location))?
        }),
        ..URLS
    },
    ..LIKE_GITEA
};

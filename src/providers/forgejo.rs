//! Forgejo: as Gitea, from which it comes, under its own name.
//!
//! Source: Forgejo's page on the Cargo package registry.

use super::Provider;
use super::gitea::{LIKE_GITEA, of_forgejo};

/// The row.
pub(super) const PROVIDER: Provider = Provider {
    id: "forgejo",
    aliases: &["codeberg"],
    name: "Forgejo",
    docs: "https://forgejo.org/docs/latest/user/packages/cargo",
    recognise: of_forgejo,
    ..LIKE_GITEA
};

//! Gitea: one Cargo registry for each owner.
//!
//! Sources: Gitea's page on the Cargo package registry and its source; that
//! publishing wants the scope `write:package` is from users.

use url::Url;

use super::paths::Path;
use super::{
    Hint, Optional, Param, Provider, Recognised, SERVER, SignIn, below_server, is_of_web,
    plain_name, sign_in,
};
use crate::config::Scheme;
use crate::feed::Feed;
use crate::location::{Location, below};

const PATH: Path = Path {
    name: "Gitea or Forgejo",
    index: &["api", "packages", "*", "cargo"],
    wrong: &["api", "packages", "*", "cargo", "index"],
    right: "`/api/packages/OWNER/cargo/`",
    proxies: false,
    is_sparse_only: true,
};

/// The row.
pub(super) const PROVIDER: Provider = Provider {
    id: "gitea",
    name: "Gitea",
    docs: "https://docs.gitea.com/usage/packages/cargo",
    ..LIKE_GITEA
};

/// What Gitea and Forgejo have in common.
pub(super) const LIKE_GITEA: Provider = Provider {
    params: &[Param {
        key: "owner",
        word: "owner",
        value: "NAME",
        note: "",
        is_flag: true,
        optional: Optional::No,
        check: |name, _| plain_name(name, "-_.", "the owner's name is wanted, as the URL has it"),
    }],
    sign_in: SignIn {
        secret: "access token",
        rights: "read:package; to publish, write:package",
        header: sign_in::Header::Scheme(Scheme::Bearer),
        access_token: sign_in::Header::Scheme(Scheme::Bearer),
        schemes: &[Scheme::Bearer, Scheme::Basic, Scheme::Token],
        ..sign_in::NONE
    },
    index,
    name_of: |feed| feed.get("owner").unwrap_or(feed.provider.id).to_owned(),
    recognise: |location, hint| recognise(location, hint.named && !is_of_forgejo(location)),
    path: Some(&PATH),
    is_plain: true,
    unsure: &["headers that start with `Basic` or `Token`"],
    ..SERVER
};

fn index(feed: &Feed) -> Url {
    let base = super::generic::base_of(feed);
    let owner = feed.get("owner").unwrap_or_default();
    below(&base, &["api", "packages", owner, "cargo"])
}

/// A host that says itself what it runs.
pub(super) fn is_of_forgejo(location: &Location) -> bool {
    location.host == "codeberg.org" || location.host.contains("forgejo")
}

/// Two vendors have these paths, so a URL alone does not tell which.
pub(super) fn recognise(location: &Location, is_named: bool) -> Option<Recognised> {
    if !is_named || !is_of_web(location) {
        return None;
    }
    let (base, found) = below_server(location, PATH.index)
        .or_else(|| below_server(location, &["*", "_cargo-index"]))
        .or_else(|| below_server(location, &["*", "_cargo-index.git"]))
        // The page of the packages in a browser.
        .or_else(|| below_server(location, &["*", "-", "packages"]))?;
    Recognised::of(&[("owner", found.first()?)], Some(base))
}

/// For the row of the other.
pub(super) fn of_forgejo(location: &Location, hint: Hint) -> Option<Recognised> {
    recognise(location, hint.named || location.host == "codeberg.org")
}

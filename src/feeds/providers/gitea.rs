//! Gitea: one Cargo registry for each owner.
//!
//! Sources: Gitea's page on the Cargo package registry and its source; that
//! publishing wants the scope `write:package` is from users.

use crate::feeds::url::Location;
use crate::feeds::{Header, Hint, Kind, Names, Param, Provider, Recognised, SignIn, Support, Urls};
use crate::text::secret::Scheme;

/// The row.
pub(super) const PROVIDER: Provider = Provider {
    id: "gitea",
    name: "Gitea",
    docs: "https://docs.gitea.com/usage/packages/cargo",
    ..LIKE_GITEA
};

/// What Gitea and Forgejo have in common.
pub(super) const LIKE_GITEA: Provider = Provider {
    names: Names {
        params: &[Param {
            key: "owner",
            word: "owner",
            wanted: "the owner's name is wanted, as the URL has it",
            ..Param::NAME
        }],
        registry: |feed| feed.get_or_id("owner"),
        ..Names::NONE
    },
    urls: URLS,
    sign_in: SignIn {
        secret: "access token",
        rights: "read:package; to publish, write:package",
        header: Header::Scheme(Scheme::Bearer),
        access_token: Header::Scheme(Scheme::Bearer),
        schemes: &[Scheme::Bearer, Scheme::Basic, Scheme::Token],
        ..SignIn::TOKEN
    },
    cargo: Support {
        unsure: &["headers that start with `Basic` or `Token`"],
        ..Support::REGISTRY
    },
    ..Provider::SERVER
};

/// Two vendors have these paths, so a URL alone does not tell which.
pub(super) const URLS: Urls = Urls {
    path: &["api", "packages", "{owner}", "cargo"],
    pages: &[
        &["{owner}", "_cargo-index"],
        &["{owner}", "_cargo-index.git"],
        // The page of the packages in a browser.
        &["{owner}", "-", "packages"],
    ],
    recognise: Some(recognise),
    is_sure: true,
    kind: Some(&Kind {
        name: "Gitea or Forgejo",
        index: &["api", "packages", "{owner}", "cargo"],
        wrong: &["api", "packages", "{owner}", "cargo", "index"],
        right: "`/api/packages/OWNER/cargo/`",
        proxies: false,
        is_sparse_only: true,
    }),
    ..Urls::SERVER
};

/// The best known host of Forgejo.
pub(super) const CODEBERG: &str = "codeberg.org";

/// A host may say itself that it runs the other.
fn recognise(location: &Location, hint: Hint) -> Option<Recognised> {
    let is_of_forgejo = location.host == CODEBERG || location.host.contains("forgejo");
    (hint.named && !is_of_forgejo).then(|| URLS.by_path(location))?
}

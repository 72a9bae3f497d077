//! Hosts and paths that serve a sparse index and no git repository.
//!
//! From the vendors' pages on Cargo.

use url::Url;

use crate::feeds::providers::{self, paths};

/// True for the URL of an index that only the sparse protocol reaches.
pub(super) fn is_sparse_only(url: &Url) -> bool {
    if !matches!(url.scheme(), "http" | "https") {
        return false;
    }
    let path = url.path();
    let known = providers::feed_of_index(url.as_str()).is_some_and(|feed| {
        // A vendor's older host may serve git.
        !feed.provider.is_self_hosted() && feed.index_url().host_str() == url.host_str()
    });
    let is_git = path
        .trim_end_matches('/')
        .rsplit_once('.')
        .is_some_and(|(_, end)| end == "git");
    !is_git && (known || paths::of(url.as_str()).is_some_and(|(path, _)| path.is_sparse_only))
}

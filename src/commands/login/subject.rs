//! The registry that is signed in to.
//!
//! Not for who keeps its token (see [`super::way`]).

use crate::cargo::index_url;
use crate::cargo::{Registry, Replacement};
use crate::doctor::checks::Facts;
use crate::feeds::Feed;
use crate::project::login_records::Records;
use crate::system::error::CliError;
use crate::text::escape;
use crate::text::shell::Shell;

/// The registry that is signed in to.
pub(super) struct Subject<'f> {
    pub(super) name: String,
    pub(super) index: &'f str,
    pub(super) feed: Option<Feed>,
    /// Whether it stands in for crates.io.
    pub(super) replaces: bool,
}

impl<'f> Subject<'f> {
    pub(super) fn of(facts: &Facts<'f>, name: &str) -> Result<Self, CliError> {
        let registry: &Registry<'f> = facts.registry(name).ok_or_else(|| {
            CliError::usage(
                format!("no feed is called `{}` here", escape::line(name)),
                "`feedctl show` lists them",
            )
        })?;
        let index = match &registry.index {
            Ok(Some(index)) => index.value,
            _ => {
                return Err(CliError::refused(
                    format!("`{}` has no index here", escape::line(name)),
                    "`feedctl doctor` says why",
                ));
            }
        };
        if !index_url::is_sparse(index) {
            return Err(CliError::refused(
                format!(
                    "the index of `{}` is a git repository, and cargo signs in to such with git's own credentials: {}",
                    escape::line(name),
                    escape::url(index)
                ),
                "`feedctl doctor`; the index of a feed that takes a token starts with `sparse+https://`",
            ));
        }
        Ok(Self {
            feed: facts.feed(registry).cloned(),
            replaces: matches!(
                facts.replacement(),
                Ok(Replacement::Registry { name: by, .. }) if *by == name
            ),
            name: name.to_owned(),
            index,
        })
    }

    /// Refuses where the name meant another feed when somebody last signed in.
    pub(super) fn is_still_the_same(&self, records: &Records) -> Result<(), CliError> {
        if let Some(why) = records.unread() {
            return Err(CliError::refused(
                format!(
                    "{why}, so nobody knows which feed your token under `{}` is for",
                    escape::line(&self.name)
                ),
                "see to that file or move it away (it holds no token), then sign in again",
            ));
        }
        let Some(other) = records.other_than(&self.name, self.index) else {
            return Ok(());
        };
        let quoted = Shell::native().quote(&self.name);
        Err(CliError::refused(
            format!(
                "`{}` is {} here, and your token under that name is for {}: cargo's own store goes by names",
                escape::line(&self.name),
                escape::url(self.index),
                escape::url(other)
            ),
            format!(
                "connect this feed under another name (`--name`); or, if the other is past: `feedctl logout {}`, then `feedctl login {}`",
                escape::line(&quoted),
                escape::line(&quoted)
            ),
        ))
    }

    /// `PAT for contoso on pkgs.dev.azure.com (Packaging > Read & write)`.
    pub(super) fn question(&self) -> String {
        let host = index_url::host(self.index).unwrap_or_default();
        let host = escape::line(&host);
        match &self.feed {
            Some(feed) => {
                let sign_in = &feed.provider.sign_in;
                let whose = feed
                    .provider
                    .names
                    .params
                    .iter()
                    .find_map(|param| feed.get(param.key))
                    .unwrap_or(&self.name);
                format!(
                    "{} for {} on {host} ({})",
                    sign_in.secret,
                    escape::line(whose),
                    sign_in.rights
                )
            }
            None => format!("token for `{}` on {host}", escape::line(&self.name)),
        }
    }
}

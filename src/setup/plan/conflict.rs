//! Why a feed cannot be connected as asked, with the way out.

use crate::system::error::CliError;

/// A conflict. Places are `path:line` or a variable, clean for output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// `--name` is no name that cargo takes.
    BadName {
        /// The name, clean for output.
        name: String,
        /// Why not.
        why: String,
        /// A name that would do.
        better: String,
    },
    /// The name belongs to another feed.
    NameTaken {
        /// The name.
        name: String,
        /// Where that feed is defined.
        place: String,
        /// What that feed is, in words.
        other: String,
        /// A name that is free.
        free: String,
    },
    /// The name shares its variables with another registry.
    SameVariables {
        /// The name.
        name: String,
        /// The other name.
        other: String,
        /// Where that one is defined.
        place: String,
        /// The variables' common beginning.
        variables: String,
        /// A name that is free.
        free: String,
    },
    /// The feed has another name here.
    SecondName {
        /// The name that was asked for.
        name: String,
        /// The name it has.
        known: String,
        /// Where it has it.
        place: String,
        /// Whether that is a variable.
        by_variable: bool,
    },
    /// Crates.io is replaced by something else.
    Replaced {
        /// The registry that is to be added.
        name: String,
        /// What replaces it.
        by: String,
        /// Where that is said.
        place: String,
    },
    /// A source of the same name would be taken in the place of the registry.
    SourceInTheWay {
        /// The name.
        name: String,
        /// Where the source is defined.
        place: String,
        /// A name that is free.
        free: String,
    },
    /// Another file says the key in another form, and cargo fails to merge them.
    Clash {
        /// The key.
        key: String,
        /// What it is there.
        kind: &'static str,
        /// Where.
        place: String,
    },
    /// The feed cannot stand in for crates.io.
    CannotReplace {
        /// Who hosts it.
        provider: &'static str,
        /// What the vendor has instead, and how to connect it.
        instead: Option<&'static str>,
    },
    /// Cargo keeps a token under the name, which is another feed's.
    TokenOfAnother {
        /// The name.
        name: String,
        /// The index that the token was meant for, clean for output.
        other: String,
        /// A name that is free.
        free: String,
    },
    /// Cargo keeps a token under the name, and what it is for cannot be read.
    TokenOfNobodyKnows {
        /// The name.
        name: String,
        /// Why it cannot be read, clean for output.
        why: String,
    },
    /// The credential provider that was asked for gives no tokens for such a feed.
    KeeperNotFor {
        /// The credential provider.
        keeper: &'static str,
        /// Who hosts the feed.
        provider: &'static str,
    },
    /// The keychain's library is not on this machine.
    NoKeychain,
    /// The user's file says something else of the credential providers.
    ProvidersSet {
        /// Where.
        place: String,
    },
}

impl From<Conflict> for CliError {
    fn from(conflict: Conflict) -> Self {
        match conflict {
            Conflict::BadName { name, why, better } => CliError::usage(
                format!("`{name}` cannot name a registry: {why}"),
                format!("`--name {better}`"),
            ),
            Conflict::NameTaken {
                name,
                place,
                other,
                free,
            } => CliError::refused(
                format!("`{name}` already names another feed: {place}{other}"),
                format!("add `--name {free}`"),
            ),
            Conflict::SameVariables {
                name,
                other,
                place,
                variables,
                free,
            } => CliError::refused(
                format!(
                    "`{name}` and `{other}` ({place}) would share the variables `{variables}…`"
                ),
                format!("add `--name {free}`"),
            ),
            Conflict::SecondName {
                name,
                known,
                place,
                by_variable,
            } => CliError::refused(
                format!(
                    "this feed is already here as `{known}` ({place}), and cargo refuses two names for one URL"
                ),
                if by_variable {
                    format!("leave out `--name {name}`, or unset that variable first")
                } else {
                    format!("leave out `--name {name}`, or first `feedctl disconnect {known}`")
                },
            ),
            Conflict::Replaced { name, by, place } => CliError::refused(
                format!("crates.io is already replaced by `{by}` ({place})"),
                format!(
                    "`--no-replace-crates-io` adds `{name}` beside it, as for a publishing feed"
                ),
            ),
            Conflict::SourceInTheWay { name, place, free } => CliError::refused(
                format!("cargo would take the source `{name}` ({place}) in the place of the feed"),
                format!("add `--name {free}`"),
            ),
            Conflict::Clash { key, kind, place } => CliError::refused(
                format!(
                    "`{key}` is {kind} at {place}; cargo fails to merge that with what would be written"
                ),
                format!("mend {place} and run this again"),
            ),
            Conflict::CannotReplace { provider, instead } => CliError::refused(
                format!("{provider} cannot stand in for crates.io"),
                match instead {
                    Some(instead) => instead.to_owned(),
                    None => "leave out `--replace-crates-io` and write `registry = \"NAME\"` at each dependency".to_owned(),
                },
            ),
            Conflict::TokenOfAnother { name, other, free } => CliError::refused(
                format!(
                    "cargo keeps a token for another feed under `{name}` ({other}) and would send it to this one"
                ),
                format!("`--name {free}`, or `feedctl logout {name}` first"),
            ),
            Conflict::TokenOfNobodyKnows { name, why } => CliError::refused(
                format!("{why}, so nobody knows which feed cargo's token under `{name}` is for"),
                "see to that file or move it away (it holds no token), then run this again",
            ),
            Conflict::KeeperNotFor { keeper, provider } => CliError::refused(
                format!("`{keeper}` gives no tokens for feeds of {provider}"),
                "leave out `--credential-provider`, or choose `token` or `keychain`",
            ),
            Conflict::NoKeychain => CliError::refused(
                "libsecret is not on this machine, and cargo stops where it is asked for and missing",
                "install it (Debian: `apt install libsecret-1-0`), or use `--credential-provider token`",
            ),
            Conflict::ProvidersSet { place } => CliError::refused(
                format!("your own file already names credential providers: {place}"),
                "leave out `--credential-provider`, or add `--force` to exchange them",
            ),
        }
    }
}

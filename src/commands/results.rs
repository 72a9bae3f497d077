//! Results for programs: the shape of `--format json`, version 1.
//!
//! Fields are added, never renamed or taken away; `snapshots/` shows them whole.

use std::collections::BTreeMap;

use serde::Serialize;

use super::landing::Landing;
use crate::cargo::display_path::shown;
use crate::feeds::Publish;
use crate::setup::guide;
use crate::setup::plan::Wish;
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::text::shell::Shell;

/// The version that stands in every result.
pub(super) const VERSION: u8 = 1;

/// A result as text.
pub(super) fn text(result: &impl Serialize) -> String {
    // Only maps with keys that are no strings could fail, and there are none.
    let text = serde_json::to_string_pretty(result).unwrap_or_default();
    format!("{text}\n")
}

/// The error of a run that had written files before it: they are told first.
pub(super) fn after(receipts: &[String], error: CliError, ui: &mut Ui) -> CliError {
    if receipts.is_empty() {
        return error;
    }
    for receipt in receipts {
        ui.say(receipt);
    }
    error.after_writing()
}

/// What `connect` did.
#[derive(Debug, Serialize)]
pub(super) struct Connected<'a> {
    pub(super) version: u8,
    pub(super) command: &'static str,
    /// `connected`, `already connected` or `would change`.
    pub(super) status: &'static str,
    pub(super) registry: &'a str,
    pub(super) index: String,
    pub(super) provider: &'static str,
    pub(super) parameters: BTreeMap<&'static str, &'a str>,
    pub(super) replaces_crates_io: bool,
    /// The file that holds the feed.
    pub(super) file: String,
    /// The files that change.
    pub(super) files: Vec<FileChange<'a>>,
    pub(super) written: bool,
    pub(super) notes: &'a [String],
    pub(super) next: Next,
}

/// What `disconnect` did.
#[derive(Debug, Serialize)]
pub(super) struct Disconnected<'a> {
    pub(super) version: u8,
    pub(super) command: &'static str,
    /// `disconnected`, `not connected` or `would change`.
    pub(super) status: &'static str,
    pub(super) registry: &'a str,
    pub(super) files: Vec<FileChange<'a>>,
    pub(super) written: bool,
    /// Lines of manifests that still name the registry, as `path:line`.
    pub(super) still_named_by: &'a [String],
    pub(super) notes: &'a [String],
}

/// How one file changes.
#[derive(Debug, Serialize)]
pub(super) struct FileChange<'a> {
    pub(super) path: String,
    /// `project` or `user`.
    pub(super) owner: &'static str,
    /// `made`, `changed` or `taken away`.
    pub(super) change: &'static str,
    pub(super) lines_added: usize,
    pub(super) lines_removed: usize,
    pub(super) patch: &'a str,
}

impl<'a> FileChange<'a> {
    pub(super) fn of(landing: &'a Landing<'_>, owner: &'static str, env: &Env) -> Self {
        let change = match (&landing.change.before, &landing.change.after) {
            (None, _) => "made",
            (_, None) => "taken away",
            _ => "changed",
        };
        Self {
            path: shown(&landing.change.path, env),
            owner,
            change,
            lines_added: landing.patch.added,
            lines_removed: landing.patch.removed,
            patch: &landing.patch.text,
        }
    }
}

/// What a person or a pipeline does next.
#[derive(Debug, Serialize)]
pub(super) struct Next {
    /// Without feedctl.
    sign_in: String,
    /// The same with feedctl; nothing where it does not see the feed.
    login: Option<String>,
    /// Nothing where crates go elsewhere.
    publish: Option<String>,
    /// Where they go then, and how to connect that.
    publish_elsewhere: Option<&'static str>,
    /// What cargo has to be told to read the file, where it does not by itself.
    config: Option<String>,
    /// Variables with their values; words in `<>` are to be replaced.
    ci: BTreeMap<String, String>,
}

impl Next {
    /// After `feed` was connected as `name`; `config` is the file that cargo reads only
    /// when it is told to.
    pub(super) fn of(wish: &Wish, name: &str, replaces: bool, config: Option<String>) -> Self {
        let feed = &wish.feed;
        let sign_in = &feed.provider.sign_in;
        let shell = Shell::native();
        let (variable, provider) = guide::provider_variable(name);
        let flag = config
            .as_ref()
            .map(|path| format!(" {}", shell.command(["--config", path])))
            .unwrap_or_default();
        let (publish, publish_elsewhere) = match feed.publish(replaces) {
            Publish::Here => (
                Some(format!("{}{flag}", guide::publish_line(name, shell))),
                None,
            ),
            Publish::Elsewhere(where_to) => (None, Some(where_to)),
        };
        Self {
            sign_in: match wish.program() {
                Some(mint) => (mint.next)("").to_owned(),
                None => format!("{}{flag}", guide::login_line(sign_in, name, shell)),
            },
            login: config
                .is_none()
                .then(|| shell.command(["feedctl", "login", name])),
            publish,
            publish_elsewhere,
            config,
            ci: BTreeMap::from([
                (guide::token_variable(name), guide::token_form(sign_in)),
                (variable, provider.to_owned()),
            ]),
        }
    }
}

/// What `login` did.
#[derive(Debug, Serialize)]
pub(super) struct LoggedIn<'a> {
    pub(super) version: u8,
    pub(super) command: &'static str,
    /// `ready`, `stored`, `refused` (stored, and the feed does not take it) or
    /// `not tried`.
    pub(super) status: &'static str,
    pub(super) registry: &'a str,
    pub(super) index: &'a str,
    /// Who keeps the token.
    pub(super) credential_provider: &'a str,
    pub(super) took_it_for: Option<&'a str>,
    /// What cargo said when it was tried.
    pub(super) answer: Option<&'a str>,
    /// The code of the cause, where it was refused.
    pub(super) code: Option<&'static str>,
    pub(super) notes: &'a [String],
}

/// What `logout` did.
#[derive(Debug, Serialize)]
pub(super) struct LoggedOut<'a> {
    pub(super) version: u8,
    pub(super) command: &'static str,
    /// `signed out` or `not signed in`.
    pub(super) status: &'static str,
    pub(super) registry: &'a str,
    pub(super) taken_out_of: &'a [String],
    /// What still gives cargo a token, in words.
    pub(super) stays: &'a [String],
}

/// A snippet.
#[derive(Debug, Serialize)]
pub(super) struct Snippet<'a> {
    pub(super) version: u8,
    pub(super) command: &'static str,
    pub(super) client: &'static str,
    pub(super) registry: &'a str,
    pub(super) provider: &'static str,
    pub(super) index: String,
    pub(super) sections: Vec<SnippetSection<'a>>,
    /// With `--all`: what there is no snippet for, and why.
    pub(super) not_served: Vec<NotServedRow<'a>>,
    pub(super) notes: &'a [String],
}

/// A client that there is no snippet for.
#[derive(Debug, Serialize)]
pub(super) struct NotServedRow<'a> {
    pub(super) client: &'static str,
    pub(super) why: &'a str,
}

/// What there are snippets for.
#[derive(Debug, Serialize)]
pub(super) struct ClientList {
    pub(super) version: u8,
    pub(super) command: &'static str,
    pub(super) clients: Vec<ClientRow>,
}

/// A client.
#[derive(Debug, Serialize)]
pub(super) struct ClientRow {
    pub(super) id: &'static str,
    pub(super) aliases: &'static [&'static str],
    pub(super) title: &'static str,
}

/// A part of a snippet.
#[derive(Debug, Serialize)]
pub(super) struct SnippetSection<'a> {
    /// What it is for; `client` of the whole is `several` where there are more.
    pub(super) client: &'static str,
    pub(super) title: &'a str,
    /// The file it belongs into, if any.
    pub(super) file: Option<&'a str>,
    /// What the text is written in.
    pub(super) format: &'static str,
    pub(super) text: &'a str,
}

/// The list of providers.
#[derive(Debug, Serialize)]
pub(super) struct Providers {
    pub(super) version: u8,
    pub(super) providers: Vec<ProviderRow>,
}

/// A provider.
#[derive(Debug, Serialize)]
pub(super) struct ProviderRow {
    pub(super) id: &'static str,
    pub(super) aliases: &'static [&'static str],
    pub(super) name: &'static str,
    pub(super) docs: &'static str,
    pub(super) parameters: Vec<&'static str>,
    pub(super) parameter_details: Vec<ProviderParameter>,
    /// Flags without a value.
    pub(super) switches: Vec<&'static str>,
    /// What `--base-url` looks like, where it has to be given.
    pub(super) base_url: Option<&'static str>,
    /// `by default`, `on request` or `never`.
    pub(super) replaces_crates_io: &'static str,
    /// Where crates go, where that is another feed than the one that replaces.
    pub(super) publishes_elsewhere: Option<&'static str>,
    pub(super) least_cargo: &'static str,
    /// Commands of cargo that it does not answer.
    pub(super) unsupported: &'static [&'static str],
    /// What `feedctl snippet` prints for it.
    pub(super) clients: Vec<&'static str>,
    pub(super) unconfirmed: &'static [&'static str],
}

/// A parameter of a provider.
#[derive(Debug, Serialize)]
pub(super) struct ProviderParameter {
    pub(super) key: &'static str,
    pub(super) word: &'static str,
    pub(super) required: bool,
}

/// An error.
#[derive(Debug, Serialize)]
pub(super) struct Failed<'a> {
    version: u8,
    error: FailedError<'a>,
}

#[derive(Debug, Serialize)]
struct FailedError<'a> {
    /// `no`, `usage` or `refused`.
    kind: &'static str,
    message: &'a str,
    next: Option<&'a str>,
    /// True where something was written before it failed.
    written: bool,
}

impl<'a> Failed<'a> {
    pub(super) fn of(error: &'a CliError) -> Self {
        Self {
            version: VERSION,
            error: FailedError {
                kind: error.kind.word(),
                message: &error.message,
                next: error.next.as_deref(),
                written: error.written,
            },
        }
    }
}

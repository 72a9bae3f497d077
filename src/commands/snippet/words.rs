//! What the words of `feedctl snippet` ask for: clients, and the name of a registry.

use super::super::named;
use super::super::results::{self, ClientList, ClientRow};
use crate::cargo::View;
use crate::cli::SnippetArgs;
use crate::setup::snippets::{self, Recipe};
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::text::escape;

/// What the words of the command line ask for.
pub(super) struct Asked<'a> {
    pub(super) clients: Vec<&'static Recipe>,
    /// The registry.
    pub(super) name: Option<&'a str>,
}

impl<'a> Asked<'a> {
    /// True where all that is asked for is how packages are published.
    pub(super) fn is_of_publishing(&self) -> bool {
        self.clients.iter().all(|client| client.reads_manifests)
    }

    /// A word that names a client is one, unless `--client` already says which.
    pub(super) fn of(args: &'a SnippetArgs, view: &View<'_>) -> Result<Self, CliError> {
        let mut clients: Vec<&'static Recipe> = args.client.clone();
        let mut names = Vec::new();
        let known = named::with_index(view);
        let is_registry = |word: &str| known.iter().any(|registry| registry.name == word);
        let is_of_all = args.all || args.list;
        for word in &args.words {
            match snippets::named(word) {
                Some(_) if is_of_all && !is_registry(word) => {
                    return Err(CliError::usage(
                        format!("`{word}` is one of all that there is"),
                        "leave it out, or leave out `--all` and `--list`",
                    ));
                }
                Some(client) if !is_of_all && (clients.is_empty() || !is_registry(word)) => {
                    clients.push(client);
                }
                _ => names.push(word.as_str()),
            }
        }
        let mut seen = Vec::new();
        clients.retain(|client| {
            let is_new = !seen.contains(&client.id);
            seen.push(client.id);
            is_new
        });
        if let [first, second, ..] = names.as_slice() {
            if let Some(unknown) = [first, second].into_iter().find(|word| !is_registry(word)) {
                return Err(unknown_client(unknown));
            }
            return Err(CliError::usage(
                format!(
                    "`{}` and `{}` are two feeds",
                    escape::line(first),
                    escape::line(second)
                ),
                "name one feed at a time",
            ));
        }
        if clients.is_empty() {
            clients.extend(snippets::named("cargo"));
        }
        Ok(Self {
            clients,
            name: names.first().copied(),
        })
    }
}

/// A word that is no client.
pub(super) fn unknown_client(word: &str) -> CliError {
    CliError::usage(
        format!("there is no snippet for `{}`", escape::line(word)),
        snippets::instead_of(word),
    )
}

pub(super) fn list<'r>(clients: impl Iterator<Item = &'r Recipe>, ui: &mut Ui) {
    let clients: Vec<&Recipe> = clients.collect();
    if ui.json() {
        ui.data(&results::text(&ClientList {
            version: results::VERSION,
            command: "snippet",
            clients: clients
                .iter()
                .map(|client| ClientRow {
                    id: client.id,
                    aliases: client.aliases,
                    title: client.title,
                })
                .collect(),
        }));
        return;
    }
    let width = clients
        .iter()
        .map(|client| client.id.len())
        .max()
        .unwrap_or(0);
    for client in clients {
        ui.data(&format!("{:width$}  {}\n", client.id, client.title));
    }
}

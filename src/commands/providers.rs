//! `feedctl providers`: the feed hosts that feedctl knows, with what is not sure of
//! them.

use super::results::{self, ProviderParameter, ProviderRow, Providers};
use crate::feeds::providers::ALL;
use crate::feeds::{Feed, Optional, Provider, Publish, Replacement};
use crate::setup::snippets;
use crate::system::terminal::Ui;

pub(super) fn run(ui: &mut Ui) {
    if ui.json() {
        let providers = ALL.iter().map(|provider| row(provider)).collect();
        ui.data(&results::text(&Providers {
            version: results::VERSION,
            providers,
        }));
        return;
    }
    for (at, provider) in ALL.iter().enumerate() {
        if at > 0 {
            ui.data("\n");
        }
        ui.data(&in_words(provider));
    }
}

fn row(provider: &'static Provider) -> ProviderRow {
    let feed = Feed::example(provider);
    ProviderRow {
        id: provider.id,
        aliases: provider.aliases,
        name: provider.name,
        docs: provider.docs,
        parameters: provider
            .names
            .params
            .iter()
            .map(|param| param.key)
            .collect(),
        parameter_details: provider
            .names
            .params
            .iter()
            .map(|param| ProviderParameter {
                key: param.key,
                word: param.word,
                required: param.optional != Optional::Yes,
            })
            .collect(),
        switches: provider
            .names
            .switches
            .iter()
            .map(|switch| switch.key)
            .collect(),
        base_url: provider.urls.server,
        replaces_crates_io: match feed.replacement() {
            Replacement::Default(_) => "by default",
            Replacement::OnRequest(_) => "on request",
            Replacement::Never(_) => "never",
        },
        publishes_elsewhere: match feed.publish(true) {
            Publish::Elsewhere(where_to) => Some(where_to),
            Publish::Here => None,
        },
        least_cargo: provider.cargo.least_cargo,
        unsupported: provider.cargo.unsupported,
        clients: snippets::served(&feed),
        unconfirmed: provider.cargo.unsure,
    }
}

fn in_words(provider: &'static Provider) -> String {
    let feed = Feed::example(provider);
    let server = provider
        .urls
        .server
        .map(|example| format!("--base-url {example}"));
    let params = provider
        .names
        .params
        .iter()
        .filter(|param| param.is_flag)
        .map(|param| {
            let flag = format!("--{} {}", param.key, param.value);
            match param.optional {
                Optional::Yes => format!("[{flag}]"),
                Optional::No | Optional::WithBase => flag,
            }
        });
    let switches = provider
        .names
        .switches
        .iter()
        .map(|switch| format!("[--{}]", switch.key));
    let flags: Vec<String> = server.into_iter().chain(params).chain(switches).collect();
    let replaces = match feed.replacement() {
        Replacement::Default(_) => "stands in for crates.io".to_owned(),
        Replacement::OnRequest(_) => {
            "can stand in for crates.io (`--replace-crates-io`)".to_owned()
        }
        Replacement::Never(None) => "cannot stand in for crates.io".to_owned(),
        Replacement::Never(Some(instead)) => format!("cannot stand in for crates.io; {instead}"),
    };
    let mut lines = vec![
        format!("{}: {}", provider.id, provider.name),
        format!("  {}", flags.join(" ")),
        format!(
            "  {replaces}; cargo {} or later",
            provider.cargo.least_cargo
        ),
    ];
    let others: Vec<&str> = snippets::served(&feed)
        .into_iter()
        .filter(|client| *client != "cargo")
        .collect();
    lines.push(format!("  snippets: {}", others.join(", ")));
    if !provider.cargo.unsupported.is_empty() {
        let commands: Vec<String> = provider
            .cargo
            .unsupported
            .iter()
            .map(|command| format!("`cargo {command}`"))
            .collect();
        lines.push(format!("  does not answer {}", commands.join(", ")));
    }
    if !provider.cargo.unsure.is_empty() {
        lines.push(format!(
            "  unconfirmed: {}",
            provider.cargo.unsure.join("; ")
        ));
    }
    lines.push(format!("  {}\n", provider.docs));
    lines.join("\n")
}

//! Snippets as text and as JSON.

use super::super::results::{self, NotServedRow, Snippet, SnippetSection};
use crate::setup::snippets::{Recipe, Request, Section};
use crate::system::terminal::Ui;

/// The texts, and what there is none for.
#[derive(Default)]
pub(super) struct Made {
    pub(super) snippets: Vec<(&'static Recipe, Vec<Section>)>,
    pub(super) missing: Vec<(&'static Recipe, String)>,
    /// Why there is nothing to do.
    pub(super) nothing: Vec<(&'static Recipe, String)>,
}

pub(super) fn print(made: &Made, request: &Request<'_>, ui: &mut Ui) {
    if ui.json() {
        let notes = ui.notes().to_vec();
        let sections = made
            .snippets
            .iter()
            .flat_map(|(recipe, sections)| {
                sections.iter().map(|section| SnippetSection {
                    client: recipe.id,
                    title: &section.title,
                    file: section.file.as_deref(),
                    format: section.format.name(),
                    text: &section.text,
                })
            })
            .collect();
        ui.data(&results::text(&Snippet {
            version: results::VERSION,
            command: "snippet",
            client: match made.snippets.as_slice() {
                [(recipe, _)] if made.missing.is_empty() && made.nothing.is_empty() => recipe.id,
                [] => made
                    .nothing
                    .first()
                    .map_or("several", |(recipe, _)| recipe.id),
                _ => "several",
            },
            registry: request.name,
            provider: request.feed.provider.id,
            index: request.feed.index(),
            sections,
            not_served: made
                .missing
                .iter()
                .chain(&made.nothing)
                .map(|(recipe, why)| NotServedRow {
                    client: recipe.id,
                    why,
                })
                .collect(),
            notes: &notes,
        }));
        return;
    }
    let several = made.snippets.len() + made.missing.len() > 1;
    for (at, (recipe, sections)) in made.snippets.iter().enumerate() {
        if at > 0 {
            ui.data("\n");
        }
        if several {
            ui.data(&format!("## {}: {}\n\n", recipe.id, recipe.title));
        }
        for (at, section) in sections.iter().enumerate() {
            if at > 0 {
                ui.data("\n");
            }
            let heading = match &section.file {
                Some(file) => format!("# {file}: {}\n", section.title),
                None => format!("# {}\n", section.title),
            };
            ui.data(&heading);
            ui.data(&section.text);
        }
    }
    for (_, why) in &made.nothing {
        ui.say(&format!("nothing to do: {why}"));
    }
    for (recipe, why) in &made.missing {
        ui.note(&format!("{}: {why}", recipe.id));
    }
}

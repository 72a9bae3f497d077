//! `feedctl snippet`: the set-up text of one feed.

use super::results::{self, Snippet, SnippetSection};
use super::surroundings::Surroundings;
use super::{Outcome, named};
use crate::cli::{FeedArgs, SnippetArgs};
use crate::config::{Replacement, View};
use crate::env::Env;
use crate::error::CliError;
use crate::feed::Feed;
use crate::foreign;
use crate::plan;
use crate::providers::{self, Replacement as Can};
use crate::resolve::{self, Around};
use crate::snippets::{self, Section};
use crate::ui::Ui;

pub(super) fn run(args: &SnippetArgs, env: &Env, ui: &mut Ui) -> Result<Outcome, CliError> {
    let around = Surroundings::look(env);
    let config = around.config();
    let view = View::new(&config, env);
    let (feed, name, in_effect) = if speaks_of_a_feed(&args.feed) {
        from_flags(args, &around, &view, ui)?
    } else {
        from_config(args.name.as_deref(), &view)?
    };
    let replaces = match (args.replace_crates_io, args.no_replace_crates_io, in_effect) {
        (true, ..) => true,
        (_, true, _) => false,
        (.., Some(in_effect)) => in_effect,
        _ => matches!(feed.provider.replacement, Can::Default(_)),
    };
    if replaces && feed.provider.replacement == Can::Never {
        return Err(plan::Conflict::CannotReplace {
            provider: feed.provider.name,
        }
        .into());
    }
    let sections = snippets::cargo(&feed, &name, replaces).map_err(|refusal| {
        CliError::refused(
            refusal.to_string(),
            "report this with the command that you typed",
        )
    })?;
    print(&sections, &feed, &name, ui);
    Ok(Outcome::Done)
}

fn speaks_of_a_feed(args: &FeedArgs) -> bool {
    args.provider.is_some()
        || args.org.is_some()
        || args.project.is_some()
        || args.feed.is_some()
        || args.owner.is_some()
        || args.repo.is_some()
        || args.base_url.is_some()
}

type Found = (Feed, String, Option<bool>);

fn from_flags(
    args: &SnippetArgs,
    around: &Surroundings<'_>,
    view: &View<'_>,
    ui: &mut Ui,
) -> Result<Found, CliError> {
    if let Some(name) = &args.name {
        return Err(CliError::usage(
            format!("`{}` and flags both name a feed", foreign::line(name)),
            "give one of them",
        ));
    }
    let given = resolve::given(None, &args.feed)?;
    let chosen = resolve::feed(
        given,
        &Around {
            remotes: &|| around.proposals(),
            here: &|| around.feeds_here(view.config()),
            elsewhere: &|| around.feeds_anywhere(view.config()),
        },
        ui,
    )?;
    let name = plan::usual_name(&chosen.feed, view);
    Ok((chosen.feed, name, None))
}

fn from_config(name: Option<&str>, view: &View<'_>) -> Result<Found, CliError> {
    let name = named::registry(name, view)?;
    let index = view
        .registries()
        .into_iter()
        .find(|registry| registry.name == name)
        .and_then(|registry| registry.index.ok().flatten())
        .map(|found| found.value)
        .unwrap_or_default();
    let feed = providers::feed_of_index(index).ok_or_else(|| {
        CliError::usage(
            format!(
                "`{}` ({}) is no feed that feedctl knows by its URL",
                foreign::line(&name),
                foreign::url(index)
            ),
            "name it with flags, as for `feedctl connect`",
        )
    })?;
    let replaced = matches!(
        view.replacement_of_crates_io(),
        Ok(Replacement::Registry { name: by, .. }) if by == name
    );
    Ok((feed, name, Some(replaced)))
}

fn print(sections: &[Section], feed: &Feed, name: &str, ui: &mut Ui) {
    if ui.json() {
        let sections = sections
            .iter()
            .map(|section| SnippetSection {
                title: &section.title,
                file: section.file,
                text: &section.text,
            })
            .collect();
        ui.data(&results::text(&Snippet {
            version: results::VERSION,
            command: "snippet",
            client: "cargo",
            registry: name,
            provider: feed.provider.id,
            index: feed.index(),
            sections,
        }));
        return;
    }
    for (at, section) in sections.iter().enumerate() {
        if at > 0 {
            ui.data("\n");
        }
        let heading = match section.file {
            Some(file) => format!("# {file}: {}\n", section.title),
            None => format!("# {}\n", section.title),
        };
        ui.data(&heading);
        ui.data(&section.text);
    }
}

//! `feedctl snippet`: the set-up text of one feed for cargo, for another client, for a
//! pipeline, or for people.

mod print;
mod which;
mod words;

use super::Outcome;
use crate::cargo::View;
use crate::cargo::registry_name::{self, BadName};
use crate::cli::SnippetArgs;
use crate::feeds::Replacement as Can;
use crate::setup::plan;
use crate::setup::project_context::Surroundings;
use crate::setup::snippets::{self, CLIENTS, NotServed, Recipe, Request};
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::text::escape;
use crate::text::shell::Shell;
use print::{Made, print};
use which::{Found, from_config, from_flags, manifests, other_feed};
use words::{Asked, list};

pub(super) fn run(args: &SnippetArgs, env: &Env, ui: &mut Ui) -> Result<Outcome, CliError> {
    let around = Surroundings::look(env);
    let config = around.config();
    let view = View::new(&config, env);
    let asked = Asked::of(args, &view)?;
    if args.list && asked.name.is_none() && !args.feed.names_a_feed() {
        list(CLIENTS.iter(), ui);
        return Ok(Outcome::Done);
    }
    let names_a_feed = args.feed.names_a_feed() && asked.name.is_none();
    let found = if names_a_feed || args.feed.has_parameters() {
        from_flags(args, &asked, &around, &view, ui)?
    } else {
        from_config(args, &asked, &around, &view, ui)?
    };
    let Found {
        feed,
        name,
        in_effect,
        holder,
        config: config_file,
    } = found;
    if args.list {
        let served = snippets::served(&feed);
        list(CLIENTS.iter().filter(|one| served.contains(&one.id)), ui);
        return Ok(Outcome::Done);
    }
    must_be_a_name(&name)?;
    let replaces = match (args.replace_crates_io, args.no_replace_crates_io, in_effect) {
        (true, ..) => true,
        (_, true, _) => false,
        (.., Some(in_effect)) => in_effect,
        _ => feed.replaces_by_default(),
    };
    if let (true, Can::Never(instead)) = (replaces, feed.replacement()) {
        return Err(plan::Conflict::CannotReplace {
            provider: feed.provider.name,
            instead,
        }
        .into());
    }
    let recipes: Vec<&'static Recipe> = if args.all {
        CLIENTS.iter().collect()
    } else {
        asked.clients
    };
    let (publisher, others) = other_feed(&name, replaces, &view, &around);
    let signs_in_one = recipes.iter().any(|recipe| recipe.signs_in_one);
    if let (true, Some(other)) = (signs_in_one && !args.all, others.first()) {
        ui.note(&format!(
            "this signs in to `{name}` only, and `{}` is a feed of this project too: its lines are those of `{}`",
            others.join("`, `"),
            Shell::native().command(["feedctl", "snippet", recipes[0].id, other])
        ));
    }
    let request = Request {
        publisher,
        holder,
        config: config_file,
        manifests: if recipes.iter().any(|recipe| recipe.reads_manifests) {
            manifests(&around)
        } else {
            Vec::new()
        },
        feed: &feed,
        name: &name,
        replaces,
    };
    let made = make(&recipes, &request, args.all)?;
    print(&made, &request, ui);
    Ok(Outcome::Done)
}

/// Refuses a name that no command of cargo takes: no text could be made of it.
fn must_be_a_name(name: &str) -> Result<(), CliError> {
    let shown = escape::line(name);
    match registry_name::check(name) {
        Err(BadName::Character(letter)) if !letter.is_numeric() => {}
        _ if shown != name => {}
        _ => return Ok(()),
    }
    Err(CliError::usage(
        format!("`{shown}` is not a name that cargo takes for a registry"),
        "rename it where it is defined; `feedctl show` says where",
    ))
}

fn make(recipes: &[&'static Recipe], request: &Request<'_>, all: bool) -> Result<Made, CliError> {
    let mut made = Made::default();
    for recipe in recipes {
        match (recipe.make)(request) {
            Ok(sections) => made.snippets.push((*recipe, sections)),
            Err(why) if all => {
                let why = match why {
                    NotServed::ByProvider => {
                        format!("not served by {}", request.feed.provider.name)
                    }
                    NotServed::Nothing(why) => why,
                    NotServed::Here(why, next) => format!("{why}; next: {next}"),
                };
                made.missing.push((*recipe, why));
            }
            Err(NotServed::ByProvider) => {
                let served = snippets::served(request.feed).join(", ");
                return Err(CliError::usage(
                    format!(
                        "feedctl has no {} snippet for {}; it has one for {}",
                        recipe.id,
                        request.feed.provider.name,
                        snippets::vendors(recipe).join(", ")
                    ),
                    format!("for {} there are {served}", request.feed.provider.name),
                ));
            }
            Err(NotServed::Nothing(why)) => made.nothing.push((*recipe, why)),
            Err(NotServed::Here(why, next)) => return Err(CliError::refused(why, next)),
        }
    }
    Ok(made)
}

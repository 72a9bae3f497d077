//! `feedctl snippet`: the set-up text of one feed for cargo, for another client, for a
//! pipeline, or for people.

use std::path::Path;

use super::results::{self, ClientList, ClientRow, NotServedRow, Snippet, SnippetSection};
use super::surroundings::Surroundings;
use super::{Outcome, named};
use crate::checks::unreadable_for_pipeline;
use crate::cli::SnippetArgs;
use crate::config::{Replacement, Role, View};
use crate::env::Env;
use crate::error::CliError;
use crate::feed::Feed;
use crate::foreign;
use crate::plan::{self, Asked as File};
use crate::providers::{self, Replacement as Can};
use crate::registry_name;
use crate::resolve::{self, Around};
use crate::shell::Shell;
use crate::snippets::{self, CLIENTS, Holder, Manifest, NotServed, Recipe, Request, Section};
use crate::ui::Ui;
use crate::workspace;

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

/// The feed that the project publishes to beside the one that stands in for crates.io,
/// and a word on what these lines leave out.
fn other_feed(
    name: &str,
    replaces: bool,
    view: &View<'_>,
    around: &Surroundings<'_>,
) -> (Option<String>, Vec<String>) {
    let config = view.config();
    let root = around.tree.as_deref().or(around.workspace.as_deref());
    let others: Vec<String> = named::with_index(view)
        .into_iter()
        .filter(|registry| {
            registry.name != name
                && registry_name::check(&registry.name).is_ok()
                && registry.definitions.iter().any(|definition| {
                    let file = definition.file().map(|id| config.file(id).path());
                    file.zip(root)
                        .is_some_and(|(file, root)| file.starts_with(root))
                })
        })
        .map(|registry| registry.name.into_owned())
        .collect();
    let publisher = match others.as_slice() {
        [only] if replaces => Some(only.clone()),
        _ => None,
    };
    (publisher, others)
}

/// What the words of the command line ask for.
struct Asked<'a> {
    clients: Vec<&'static Recipe>,
    /// The registry.
    name: Option<&'a str>,
}

impl<'a> Asked<'a> {
    /// True where all that is asked for is how packages are published.
    fn is_of_publishing(&self) -> bool {
        self.clients.iter().all(|client| client.reads_manifests)
    }

    /// A word that names a client is one, unless `--client` already says which.
    fn of(args: &'a SnippetArgs, view: &View<'_>) -> Result<Self, CliError> {
        let mut clients: Vec<&'static Recipe> = args.client.clone();
        let mut names = Vec::new();
        let known = named::with_index(view);
        let is_registry = |word: &str| known.iter().any(|registry| registry.name == word);
        for word in &args.words {
            match snippets::named(word) {
                Some(_) if (args.all || args.list) && !is_registry(word) => {
                    return Err(CliError::usage(
                        format!("`{word}` is one of all that there is"),
                        "leave it out, or leave out `--all` and `--list`",
                    ));
                }
                Some(client) if clients.is_empty() || !is_registry(word) => clients.push(client),
                _ => names.push(word.as_str()),
            }
        }
        if let [first, second, ..] = names.as_slice() {
            let unknown = if is_registry(first) { second } else { first };
            return Err(unknown_client(unknown));
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
fn unknown_client(word: &str) -> CliError {
    let ids: Vec<&str> = CLIENTS.iter().map(|client| client.id).collect();
    let message = format!("there is no snippet for `{}`", foreign::line(word));
    match snippets::near(word) {
        Some(near) => CliError::usage(
            message,
            format!("did you mean `{near}`? there are {}", ids.join(", ")),
        ),
        None => CliError::usage(message, format!("there are {}", ids.join(", "))),
    }
}

fn list<'r>(clients: impl Iterator<Item = &'r Recipe>, ui: &mut Ui) {
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

/// A feed, and what is known of it here.
struct Found {
    feed: Feed,
    name: String,
    /// Whether it stands in for crates.io here.
    in_effect: Option<bool>,
    holder: Holder,
    /// The file that cargo reads only with `--config`, where that names it.
    config: Option<String>,
}

fn from_flags(
    args: &SnippetArgs,
    asked: &Asked<'_>,
    around: &Surroundings<'_>,
    view: &View<'_>,
    ui: &mut Ui,
) -> Result<Found, CliError> {
    if let Some(word) = asked.name {
        let known = named::with_index(view);
        if known.iter().all(|registry| registry.name != word) {
            return Err(unknown_client(word));
        }
        return Err(CliError::usage(
            format!("`{}` and flags both name a feed", foreign::line(word)),
            "give one of them",
        ));
    }
    let given = resolve::given(None, &args.feed, ui)?;
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
    Ok(Found {
        holder: holder(&name, view, around),
        feed: chosen.feed,
        name,
        in_effect: None,
        config: None,
    })
}

fn from_config(
    args: &SnippetArgs,
    asked: &Asked<'_>,
    around: &Surroundings<'_>,
    view: &View<'_>,
    ui: &mut Ui,
) -> Result<Found, CliError> {
    let name = asked.name;
    let optional = around.target(&File::Optional);
    let optional = optional
        .as_ref()
        .map(|aim| View::new(&aim.config, around.env));
    // What cargo sees goes first; then what it reads only when it is told to.
    let (name, view, is_optional) = match (named::registry(name, view), &optional) {
        (Ok(name), _) => (name, view, false),
        (Err(error), Some(optional)) => match named::registry(name, optional) {
            Ok(name) => (name, optional, true),
            Err(_) => return Err(not_a_name(name, error)),
        },
        (Err(error), None) => return Err(not_a_name(name, error)),
    };
    // The feed to publish to is the one beside the replacement.
    let name = match other_feed(&name, !is_optional, view, around).0 {
        Some(other) if asked.name.is_none() && asked.is_of_publishing() => other,
        _ => name,
    };
    if let Err(why) = registry_name::check(&name) {
        return Err(CliError::refused(
            format!("`{}` cannot name a registry: {why}", foreign::line(&name)),
            "`feedctl doctor` says where it stands",
        ));
    }
    let index = view
        .registries()
        .into_iter()
        .find(|registry| registry.name == name)
        .and_then(|registry| registry.index.ok().flatten())
        .map(|found| found.value)
        .unwrap_or_default();
    let read = match args.feed.provider {
        Some(provider) => providers::feed_of(provider, index),
        None => providers::feed_at(index),
    };
    let mut feed = read.ok_or_else(|| {
        CliError::usage(
            format!(
                "`{}` ({}) is no feed that feedctl knows by its URL",
                foreign::line(&name),
                foreign::url(index)
            ),
            "name it with flags, as for `feedctl connect`",
        )
    })?;
    if args.feed.provider.is_none() && feed.provider.server.is_some() {
        ui.note(&format!(
            "taking `{}` for {} by its path; `--provider` says otherwise",
            foreign::line(&name),
            feed.provider.name
        ));
    }
    for (key, value) in args.feed.values.iter() {
        if !feed
            .provider
            .switches
            .iter()
            .any(|switch| switch.key == key)
        {
            return Err(CliError::usage(
                format!("`--{key}` means nothing to {}", feed.provider.name),
                "leave it out; a feed is named by its name or by flags",
            ));
        }
        feed.values.set(key, value);
    }
    if let Some(unconfirmed) = (feed.provider.unconfirmed)(&feed) {
        ui.note(unconfirmed);
    }
    let replaced = matches!(
        view.replacement_of_crates_io(),
        Ok(Replacement::Registry { name: by, .. }) if by == name
    );
    let holder = holder(&name, view, around);
    Ok(Found {
        config: match &holder {
            Holder::Inside(path) if is_optional => Some(path.clone()),
            _ => None,
        },
        holder,
        feed,
        name,
        in_effect: Some(replaced),
    })
}

/// A word that names neither a registry nor a client.
fn not_a_name(word: Option<&str>, error: CliError) -> CliError {
    match word {
        Some(word) if snippets::near(word).is_some() => unknown_client(word),
        _ => error,
    }
}

/// The file that names the registry, where a pipeline can reach it.
fn holder(name: &str, view: &View<'_>, around: &Surroundings<'_>) -> Holder {
    let config = view.config();
    let registry = view
        .registries()
        .into_iter()
        .find(|registry| registry.name == name);
    let found = registry.and_then(|registry| registry.index.ok().flatten());
    let Some(found) = found else {
        // It is about to be connected.
        let target = around.target(&File::Project);
        let root = around.tree.as_deref().or(around.workspace.as_deref());
        let inside = target
            .zip(root)
            .and_then(|(aim, root)| below(&aim.target.path, root));
        return Holder::Inside(inside.unwrap_or_else(|| ".cargo/config.toml".to_owned()));
    };
    let Some(id) = found.definition.file() else {
        return Holder::Elsewhere("a variable names it, and no file".to_owned());
    };
    let file = config.file(id);
    let path = foreign::path(file.path(), around.env.home());
    let root = around.tree.as_deref().or(around.workspace.as_deref());
    match (file.role(), root.and_then(|root| below(file.path(), root))) {
        (Role::Home, _) => Holder::Elsewhere(format!("{path}, which names it, is your own file")),
        (Role::Included { .. }, Some(inside)) => Holder::Hidden(
            inside,
            format!(
                "{path}, which names it, is included by another file, and the task follows no `include`"
            ),
        ),
        (_, None) => {
            Holder::Elsewhere(format!("{path}, which names it, lies above the repository"))
        }
        (_, Some(inside)) => match unreadable_for_pipeline(file) {
            Some(why) => {
                let why = format!("it cannot read {inside}: {why}");
                Holder::Hidden(inside, why)
            }
            None => Holder::Inside(inside),
        },
    }
}

/// The path below a folder, with `/`.
fn below(path: &Path, folder: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .strip_prefix(folder)
        .ok()?
        .components()
        .map(|part| part.as_os_str().to_str())
        .collect();
    Some(parts?.join("/"))
}

/// The manifests of the workspace, as paths that a patch can name.
fn manifests(around: &Surroundings<'_>) -> Vec<Manifest> {
    let Some(workspace) = around.workspace.as_deref() else {
        return Vec::new();
    };
    let top = around.tree.as_deref().unwrap_or(workspace);
    workspace::manifests(workspace)
        .into_iter()
        .filter_map(|manifest| {
            Some(Manifest {
                path: below(&manifest.path, top)?,
                document: manifest.document().clone(),
            })
        })
        .collect()
}

/// The texts, and what there is none for.
struct Made {
    snippets: Vec<(&'static Recipe, Vec<Section>)>,
    missing: Vec<(&'static Recipe, String)>,
    /// Why there is nothing to do.
    nothing: Vec<String>,
}

fn make(recipes: &[&'static Recipe], request: &Request<'_>, all: bool) -> Result<Made, CliError> {
    let mut made = Made {
        snippets: Vec::new(),
        missing: Vec::new(),
        nothing: Vec::new(),
    };
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
            Err(NotServed::Nothing(why)) => made.nothing.push(why),
            Err(NotServed::Here(why, next)) => return Err(CliError::refused(why, next)),
        }
    }
    Ok(made)
}

fn print(made: &Made, request: &Request<'_>, ui: &mut Ui) {
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
                [(recipe, _)] if made.missing.is_empty() => recipe.id,
                _ => "several",
            },
            registry: request.name,
            provider: request.feed.provider.id,
            index: request.feed.index(),
            sections,
            not_served: made
                .missing
                .iter()
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
    for why in &made.nothing {
        ui.say(&format!("nothing to do: {why}"));
    }
    for (recipe, why) in &made.missing {
        ui.note(&format!("{}: {why}", recipe.id));
    }
}

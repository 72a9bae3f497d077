//! What connecting and disconnecting a feed means for the files.

use std::path::Path;

use super::naming::{self, free_name};
use super::{Conflict, FilePlan, Keeper, Plan, Step, Target, remove, set};
use crate::cargo::display_path::{Places, shown};
use crate::cargo::index_url::Canonical;
use crate::cargo::registry_name::{variable, variable_form};
use crate::cargo::{MergedValue, View, dotted};
use crate::feeds::{Feed, Mint, Replacement};
use crate::project::login_records::Records;
use crate::system::env::Env;
use crate::text::escape;
use crate::text::shell::Shell;
use crate::toml::edit::{self, Literal};
use crate::toml::{Document, Table};

/// What the user wants.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The feed.
    pub feed: Feed,
    /// The name that was asked for.
    pub name: Option<String>,
    /// Whether it is to stand in for crates.io, where that was said.
    pub replace: Option<bool>,
    /// Who is to keep the token.
    pub keeper: Keeper,
    /// Whether keys that say something else are taken over.
    pub force: bool,
    /// Whether the file is one that cargo reads only when it is told to.
    pub optional: bool,
}

impl Wish {
    /// The vendor's program that cargo is to ask for tokens, if it is one.
    #[must_use]
    pub fn mint(&self) -> Option<&'static Mint> {
        match self.keeper {
            Keeper::Mint(mint) => Some(mint),
            Keeper::Auto => self.feed.provider.sign_in.advised,
            _ => None,
        }
    }

    /// The vendor's program that tokens come from, whether cargo asks it or feedctl does.
    #[must_use]
    pub fn program(&self) -> Option<&'static Mint> {
        match self.keeper {
            Keeper::Feedctl => self.feed.provider.sign_in.program(),
            _ => self.mint(),
        }
    }
}

/// What the plan is made from.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    /// The file to write into.
    pub target: &'a Target,
    /// The user's own file, where cargo has a home.
    pub user: Option<&'a Path>,
    /// What the target is judged by: what cargo sees, or a file that cargo does not
    /// read here alone.
    pub view: &'a View<'a>,
    /// What cargo sees here.
    pub seen: &'a View<'a>,
    /// The surroundings.
    pub env: &'a Env,
    /// Which feeds tokens were stored for.
    pub recorded: &'a dyn Fn() -> Records,
}

/// Plans a connection.
pub fn connect(wish: &Wish, here: Here<'_>) -> Result<Plan, Conflict> {
    let config = here.view.config();
    let places = Places::new(config, here.env);
    let named = if wish.optional {
        // Cargo will read the file together with all that it sees here.
        let seen = naming::name(wish, here.seen, &Places::new(here.seen.config(), here.env))?;
        let so_called = Wish {
            name: Some(seen.name.clone()),
            ..wish.clone()
        };
        naming::name(&so_called, here.view, &places)?;
        seen
    } else {
        naming::name(wish, here.view, &places)?
    };
    let files = here.target.files(config);
    let defined_at = files.iter().find_map(|id| {
        let file = config.file(*id);
        let entry = file.tree()?.at(&["registries", &named.name, "index"])?;
        let line = file.line(entry.key.start)?;
        Some(format!("{}:{line}", shown(file.path(), here.env)))
    });
    let mut draft = Draft {
        wish,
        here,
        places,
        name: &named.name,
        trees: files
            .iter()
            .filter_map(|id| config.file(*id).tree())
            .collect(),
        steps: Vec::new(),
        notes: Vec::new(),
    };
    draft.index();
    let replaces = draft.replacement()?;
    draft.variables();
    draft.stored_token()?;
    let user = draft.keeper()?;
    draft.no_clash(user.as_ref())?;
    let Draft { steps, notes, .. } = draft;
    Ok(Plan {
        defined_at,
        replaces,
        file: FilePlan {
            path: here.target.path.clone(),
            steps,
        },
        user,
        notes,
        named,
    })
}

/// Plans the way back in one file, as far as it holds anything of the registry.
#[must_use]
pub fn disconnect(name: &str, tree: &Table) -> Vec<Step> {
    let mut steps = Vec::new();
    if tree.at(&["registries", name]).is_some() {
        steps.push(remove(&["registries", name], "names the feed"));
    }
    if replaces_with(tree, name) {
        steps.push(remove(
            &REPLACE_WITH,
            "takes crates.io's crates from the feed",
        ));
    }
    steps
}

/// As [`disconnect`], for a document that surely holds the registry.
#[must_use]
pub fn way_back(name: &str, document: &Document) -> Vec<Step> {
    let mut steps = vec![remove(&["registries", name], "names the feed")];
    if document.string_at(&REPLACE_WITH).as_deref() == Some(name) {
        steps.push(remove(
            &REPLACE_WITH,
            "takes crates.io's crates from the feed",
        ));
    }
    steps
}

const REPLACE_WITH: [&str; 3] = ["source", "crates-io", "replace-with"];

/// True where a file says just this. A sparse index without its last slash does
/// not work, so it does not count.
fn has_index(tree: &Table, name: &str, feed: &Feed) -> bool {
    let index = tree.str_at(&["registries", name, "index"]);
    index.is_some_and(|text| text.ends_with('/') && Canonical::of(&feed.index()).is(text))
}

/// True where a file says that crates.io is replaced by this registry.
#[must_use]
pub fn replaces_with(tree: &Table, name: &str) -> bool {
    tree.str_at(&REPLACE_WITH) == Some(name)
}

/// A plan in the making.
pub(super) struct Draft<'a> {
    pub(super) wish: &'a Wish,
    pub(super) here: Here<'a>,
    pub(super) places: Places<'a>,
    pub(super) name: &'a str,
    /// The target and what it includes.
    pub(super) trees: Vec<&'a Table>,
    pub(super) steps: Vec<Step>,
    pub(super) notes: Vec<String>,
}

impl Draft<'_> {
    fn index(&mut self) {
        let there = |tree: &&Table| has_index(tree, self.name, &self.wish.feed);
        if !self.trees.iter().any(there) {
            self.steps.push(index_step(self.name, &self.wish.feed));
        }
    }

    /// Whether the feed is to stand in for crates.io.
    fn replacement(&mut self) -> Result<bool, Conflict> {
        let feed = &self.wish.feed;
        let wanted = self.wish.replace.unwrap_or(feed.replaces_by_default());
        if !wanted {
            return Ok(false);
        }
        if let Replacement::Never(instead) = feed.replacement() {
            return Err(Conflict::CannotReplace {
                provider: feed.provider.name,
                instead,
            });
        }
        if !self.wish.force {
            self.replaced_already()?;
            self.source_in_the_way()?;
        }
        if !self.trees.iter().any(|tree| replaces_with(tree, self.name)) {
            self.steps.push(replacement_step(self.name));
        }
        Ok(true)
    }

    fn replaced_already(&self) -> Result<(), Conflict> {
        match self.here.view.at(&REPLACE_WITH) {
            Some(other) if other.text() != Some(self.name) => Err(Conflict::Replaced {
                name: self.name.to_owned(),
                by: escape::line(other.text().unwrap_or(other.kind())),
                place: self.places.show(other.definition()),
            }),
            _ => Ok(()),
        }
    }

    /// Cargo looks a replacement up among the sources first.
    fn source_in_the_way(&self) -> Result<(), Conflict> {
        let view = self.here.view;
        let Some(source) = view.at(&["source", self.name]) else {
            return Ok(());
        };
        let canonical = Canonical::of(&self.wish.feed.index());
        let same = view
            .at(&["source", self.name, "registry"])
            .and_then(MergedValue::text)
            .is_some_and(|text| canonical.is(text));
        if same {
            return Ok(());
        }
        Err(Conflict::SourceInTheWay {
            name: self.name.to_owned(),
            place: self.places.show(source.definition()),
            free: free_name(&self.wish.feed, &view.registries()),
        })
    }

    /// Variables that beat what is written.
    fn variables(&mut self) {
        let index = variable(self.name, "index");
        if let Some(set) = self.here.env.config_variable(&index) {
            let lower = variable_form(self.name).to_lowercase();
            if !Canonical::of(&self.wish.feed.index()).is(set) {
                self.notes.push(format!(
                    "variable {index} is set and beats the file: here cargo would read `{}`; unset it",
                    escape::url(set)
                ));
            } else if lower != self.name {
                self.notes.push(format!(
                    "variable {index} is set, so cargo calls the feed `{lower}` here and passes over what is kept for `{}`; unset it",
                    self.name
                ));
            }
        }
        let replace = "CARGO_SOURCE_crates-io_REPLACE_WITH";
        if let Some(set) = self.here.env.config_variable(replace)
            && set != self.name
        {
            self.notes.push(format!(
                "variable {replace} is set and beats the file: here cargo would take crates.io's crates from `{}`; unset it",
                escape::line(set)
            ));
        }
    }

    /// Cargo's own store goes by names: what it keeps under this one, this feed gets.
    fn stored_token(&mut self) -> Result<(), Conflict> {
        let view = self.here.view;
        let stored = self.here.seen.config();
        let Some(token) = stored.credentials().token_of(self.name) else {
            return Ok(());
        };
        let index = self.wish.feed.index();
        let recorded = (self.here.recorded)();
        if let Some(why) = recorded.unread() {
            return Err(Conflict::TokenOfNobodyKnows {
                name: self.name.to_owned(),
                why: why.to_owned(),
            });
        }
        if let Some(other) = recorded.other_than(self.name, &index) {
            return Err(Conflict::TokenOfAnother {
                name: self.name.to_owned(),
                other: escape::url(other),
                free: free_name(&self.wish.feed, &view.registries()),
            });
        }
        let is_recorded = recorded.index_of(self.name).is_some();
        if is_recorded || view.at(&["registries", self.name]).is_some() {
            return Ok(());
        }
        self.notes.push(format!(
            "cargo already keeps a token under `{name}` ({}) and will send it to this feed; if it is another feed's: `{}`, or connect with `--name`",
            Places::new(stored, self.here.env).show(&token.definition),
            Shell::native().command(["feedctl", "logout", self.name]),
            name = self.name,
        ));
        Ok(())
    }

    /// Cargo merges tables with tables and values with values, and fails for every
    /// command where two files differ in that.
    fn no_clash(&self, user: Option<&FilePlan>) -> Result<(), Conflict> {
        let target = &self.here.target.path;
        for step in &self.steps {
            self.merges(step, self.here.view, target)?;
            // Cargo reads it together with all that it sees here.
            if self.wish.optional {
                self.merges(step, self.here.seen, target)?;
            }
        }
        if let Some(plan) = user {
            for step in &plan.steps {
                self.merges(step, self.here.seen, &plan.path)?;
            }
        }
        Ok(())
    }

    /// Whether what a step writes into a file has the form that other files give it.
    fn merges(&self, step: &Step, view: &View<'_>, target: &Path) -> Result<(), Conflict> {
        let edit::Change::Set { table, keys, .. } = &step.change else {
            return Ok(());
        };
        let table: Vec<&str> = table.iter().map(String::as_str).collect();
        for depth in 1..=table.len() {
            self.same_form(&table[..depth], "table", view, target)?;
        }
        for (key, value) in keys {
            let form = match value {
                Literal::String(_) | Literal::Secret(_) => "string",
                Literal::List(_) | Literal::ListText(_) => "array",
                Literal::Integer(_) => "integer",
                Literal::Boolean(_) => "boolean",
                Literal::Table(_) => "table",
            };
            self.same_form(&[&table[..], &[key.as_str()]].concat(), form, view, target)?;
        }
        Ok(())
    }

    fn same_form(
        &self,
        path: &[&str],
        form: &str,
        view: &View<'_>,
        target: &Path,
    ) -> Result<(), Conflict> {
        let Some(value) = view.at(path) else {
            return Ok(());
        };
        let merges = match (value.kind(), form) {
            ("table", form) | (form, "table") => form == "table",
            ("array", form) | (form, "array") => form == "array",
            _ => true,
        };
        // What the target itself says is judged when it is edited.
        let config = view.config();
        let elsewhere = value
            .definition()
            .file()
            .is_some_and(|id| config.file(id).path() != target);
        if merges || !elsewhere {
            return Ok(());
        }
        Err(Conflict::Clash {
            key: escape::line(&dotted(path)),
            kind: value.kind(),
            place: Places::new(config, self.here.env).show(value.definition()),
        })
    }
}

/// Names the feed.
#[must_use]
pub fn index_step(name: &str, feed: &Feed) -> Step {
    set(
        &["registries", name],
        "index",
        Literal::String(feed.index()),
        "names the feed",
    )
}

/// Lets the feed stand in for crates.io.
#[must_use]
pub fn replacement_step(name: &str) -> Step {
    set(
        &["source", "crates-io"],
        "replace-with",
        Literal::String(name.to_owned()),
        "takes crates.io's crates from the feed",
    )
}

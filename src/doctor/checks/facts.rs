//! What a check may look at: the configuration as cargo sees it, and what lies
//! around it. Pure; all of it was gathered before.

use std::cell::{Cell, OnceCell};
use std::collections::{HashMap, HashSet};

use super::finding::{Fix, Spot, Subject, key_span, value_span};
use super::indexes::{self, Seen};
use super::registries::url;
use crate::cargo::display_path::Places;
use crate::cargo::registry_name::variable_form;
use crate::cargo::{
    Aside, Config, ConfigFile, CredentialChain, Definition, FileId, Found, MergedTable,
    MergedValue, Registry, Replacement, Role, View, WrongType, variable_name, variable_of,
};
use crate::feeds::{FaultKind, Feed};
use crate::project::environment::Around;
use crate::system::env::Env;
use crate::text::escape;
use crate::text::secret::{Secret, Shape};
use crate::text::shell::Shell;
use crate::toml::edit::Change;
use crate::toml::{Span, Table};

/// What a check may look at.
#[derive(Debug)]
pub struct Facts<'f> {
    /// The merged view.
    pub view: &'f View<'f>,
    /// The variables; none where only files are judged.
    pub env: &'f Env,
    /// What lies around the configuration.
    pub around: &'f Around,
    registries: Vec<Registry<'f>>,
    /// What the files say of each.
    tables: Vec<Option<&'f MergedTable<'f>>>,
    replacement: Result<Replacement<'f>, WrongType>,
    by_name: OnceCell<HashMap<String, usize>>,
    /// The place that was looked up last.
    looked_up: Cell<usize>,
    by_form: OnceCell<HashMap<String, Vec<usize>>>,
    /// What the indexes of registries say (see [`indexes::of_registries`]).
    pub(super) indexes: OnceCell<Vec<Option<Seen>>>,
    /// What those of sources say.
    pub(super) source_indexes: OnceCell<Vec<Seen>>,
    faulty_indexes: OnceCell<Vec<(usize, url::Fault)>>,
    /// Whether a vendor finds fault with any.
    pub(super) vendors_find_fault: OnceCell<bool>,
    misspelled: OnceCell<HashMap<String, usize>>,
    own_providers: OnceCell<Vec<bool>>,
    token_variables: OnceCell<bool>,
    /// The registries with a token in a configuration file.
    tokens_written: OnceCell<HashSet<String>>,
    /// Asked for by many checks, and not cheap for many registries.
    sign_ins: OnceCell<Vec<SignIn>>,
}

/// Whether a registry wants a sign-in before it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignIn {
    /// Nothing tells.
    Unknown,
    /// It is a feed of a known host, or somebody configured a sign-in for it.
    Likely,
    /// Its URL says so.
    Certain,
}

/// Where a token is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenHome {
    /// In a variable.
    Variable,
    /// In cargo's credentials file.
    Credentials,
    /// In a configuration file.
    Config,
}

/// A token that `cargo:token` would find, without its text.
#[derive(Debug, Clone)]
pub struct KnownToken<'f> {
    /// Where it is kept.
    pub home: TokenHome,
    /// Where it is defined.
    pub definition: Definition,
    /// The token, which can be measured but not read; `None` in the credentials file.
    pub secret: Option<Secret<'f>>,
    /// What it looks like, wherever it is kept.
    pub shape: Shape,
}

impl<'f> Facts<'f> {
    /// Puts the facts together.
    #[must_use]
    pub fn new(view: &'f View<'f>, env: &'f Env, around: &'f Around) -> Self {
        let mut registries = view.registries();
        registries.retain(|registry| registry.name != "crates-io");
        let written = view.at(&["registries"]).and_then(MergedValue::table);
        let mut written = written.into_iter().flat_map(MergedTable::iter).peekable();
        // They stand in one order, but `crates-io` and those that no file defines.
        let tables = registries
            .iter()
            .map(|registry| {
                written.next_if(|(name, _)| *name == "crates-io");
                let found = written.next_if(|(name, _)| *name == registry.name)?;
                found.1.table()
            })
            .collect();
        Self {
            view,
            env,
            around,
            registries,
            tables,
            replacement: view.replacement_of_crates_io(),
            by_name: OnceCell::new(),
            looked_up: Cell::new(0),
            by_form: OnceCell::new(),
            indexes: OnceCell::new(),
            source_indexes: OnceCell::new(),
            faulty_indexes: OnceCell::new(),
            vendors_find_fault: OnceCell::new(),
            misspelled: OnceCell::new(),
            own_providers: OnceCell::new(),
            token_variables: OnceCell::new(),
            tokens_written: OnceCell::new(),
            sign_ins: OnceCell::new(),
        }
    }

    /// The files.
    #[must_use]
    pub fn config(&self) -> &'f Config {
        self.view.config()
    }

    /// The files of the configuration that are TOML, each with its values; that of
    /// the credentials is not among them.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &'f ConfigFile, &'f Table)> {
        let config = self.config();
        config.files_by_id().filter_map(|(id, file)| {
            let tree = file.tree()?;
            (file.role() != Role::Credentials).then_some((id, file, tree))
        })
    }

    /// Every registry that a file or a variable defines, without `crates-io`.
    #[must_use]
    pub fn registries(&self) -> &[Registry<'f>] {
        &self.registries
    }

    /// The registry of exactly this name.
    #[must_use]
    pub fn registry(&self, name: &str) -> Option<&Registry<'f>> {
        self.named(name).map(|at| &self.registries[at])
    }

    fn named(&self, name: &str) -> Option<usize> {
        let by_name = self.by_name.get_or_init(|| {
            let all = self.registries.iter().enumerate();
            all.map(|(at, registry)| (registry.name.to_string(), at))
                .collect()
        });
        by_name.get(name).copied()
    }

    /// The place of a registry among all. Checks go through them in order, so it is most
    /// often the one that was looked up last, or the next.
    fn place_of(&self, registry: &Registry<'_>) -> Option<usize> {
        let last = self.looked_up.get();
        let is_at = |at: &usize| {
            let one = self.registries.get(*at);
            one.is_some_and(|one| std::ptr::addr_eq(one, registry))
        };
        let at = [last, last + 1].into_iter().find(is_at);
        let at = at.or_else(|| self.named(&registry.name))?;
        self.looked_up.set(at);
        Some(at)
    }

    /// What the files say of a registry.
    fn table(&self, registry: &Registry<'_>) -> Option<&'f MergedTable<'f>> {
        *self.tables.get(self.place_of(registry)?)?
    }

    /// What the files say of each registry, in their order.
    pub(super) fn tables(&self) -> &[Option<&'f MergedTable<'f>>] {
        &self.tables
    }

    /// Whether each registry has a credential provider of its own, in their order.
    pub(super) fn have_own_provider(&self) -> &[bool] {
        self.own_providers.get_or_init(|| {
            let key = "credential-provider";
            let by_variable = |registry: &Registry<'_>| {
                variable_of(self.env, &["registries", &registry.name, key]).is_some()
            };
            let all = self.registries.iter().zip(&self.tables);
            all.map(|(registry, table)| {
                table.is_some_and(|table| table.get(key).is_some())
                    || registry.name.contains('.')
                    || by_variable(registry)
            })
            .collect()
        })
    }

    /// The registries whose variable for `key` has this name.
    pub fn registries_of(&self, variable: &str, key: &str) -> impl Iterator<Item = &Registry<'f>> {
        let end = format!("_{}", variable_form(key));
        let form = variable
            .strip_prefix("CARGO_REGISTRIES_")
            .and_then(|rest| rest.strip_suffix(&end));
        let by_form = self.by_form.get_or_init(|| {
            let mut by_form: HashMap<String, Vec<usize>> = HashMap::new();
            for (at, registry) in self.registries.iter().enumerate() {
                let form = variable_form(&registry.name);
                by_form.entry(form).or_default().push(at);
            }
            by_form
        });
        form.and_then(|form| by_form.get(form))
            .into_iter()
            .flatten()
            .map(|at| &self.registries[*at])
    }

    /// Names of registries and sources, for "did you mean".
    pub fn known_names(&self) -> impl Iterator<Item = &str> {
        let sources = self
            .view
            .at(&["source"])
            .and_then(|value| value.table())
            .into_iter()
            .flat_map(|table| table.iter().map(|(name, _)| name))
            .filter(|name| *name != "crates-io");
        self.registries
            .iter()
            .map(|registry| registry.name.as_ref())
            .chain(sources)
    }

    /// What replaces crates.io; an error where cargo fails on one of the keys.
    pub fn replacement(&self) -> Result<&Replacement<'f>, &WrongType> {
        self.replacement.as_ref()
    }

    /// The feed that a registry's index means, where a provider knows it.
    #[must_use]
    pub fn feed(&self, registry: &Registry<'_>) -> Option<&Feed> {
        self.index(registry)?.feed.as_deref()
    }

    /// What a registry's index says.
    fn index(&self, registry: &Registry<'_>) -> Option<&Seen> {
        indexes::of_registries(self)
            .get(self.place_of(registry)?)?
            .as_ref()
    }

    /// The registries with something wrong in the text of their index.
    pub(super) fn index_faults(
        &self,
    ) -> impl Iterator<Item = (&Registry<'f>, &Found<&'f str>, url::Fault)> {
        // Most have none, and several checks ask.
        let faulty = self.faulty_indexes.get_or_init(|| {
            let all = indexes::of_registries(self).iter().enumerate();
            all.filter_map(|(at, seen)| Some((at, seen.as_ref()?.fault?)))
                .collect()
        });
        faulty.iter().filter_map(|(at, fault)| {
            let registry = self.registries.get(*at)?;
            let index = registry.index.as_ref().ok()?.as_ref()?;
            Some((registry, index, *fault))
        })
    }

    /// Whether a registry wants a sign-in.
    #[must_use]
    pub fn sign_in(&self, registry: &Registry<'_>) -> SignIn {
        let known = self
            .sign_ins
            .get_or_init(|| self.registries.iter().map(|one| self.wants(one)).collect());
        let at = self.place_of(registry);
        let known = at.and_then(|at| known.get(at));
        known.copied().unwrap_or(SignIn::Unknown)
    }

    fn wants(&self, registry: &Registry<'_>) -> SignIn {
        let feed = self.feed(registry);
        // A secret in the URL is all that such a feed wants.
        let vendor_fault = self
            .index(registry)
            .and_then(|seen| seen.vendor_fault.as_deref());
        let has_secret = vendor_fault.is_some_and(|(_, fault)| fault.kind == FaultKind::Secret);
        // On a server of one's own only its owner knows.
        let of_vendor = |feed: &Feed| feed.is_sure() && !feed.provider.is_self_hosted();
        let is_known = feed.is_some_and(of_vendor) && !has_secret;
        if feed.is_some_and(|feed| feed.get("force-auth").is_some()) {
            return SignIn::Certain;
        }
        let table = self.table(registry);
        let own = table.is_some_and(|table| table.get("credential-provider").is_some());
        if is_known || own || self.token(&registry.name).is_some() {
            SignIn::Likely
        } else {
            SignIn::Unknown
        }
    }

    /// True where a registry may have a token.
    pub(super) fn has_tokens(&self) -> bool {
        self.has_token_variables()
            || !self.tokens_written().is_empty()
            || !self.config().credentials().tokens().is_empty()
    }

    fn has_token_variables(&self) -> bool {
        *self.token_variables.get_or_init(|| {
            let mut names = self.env.variables().map(|(name, _)| name);
            names.any(|name| name.starts_with("CARGO_REGISTRIES_") && name.ends_with("_TOKEN"))
        })
    }

    fn tokens_written(&self) -> &HashSet<String> {
        self.tokens_written.get_or_init(|| {
            let table = self.view.at(&["registries"]).and_then(MergedValue::table);
            let all = table.into_iter().flat_map(MergedTable::iter);
            let has_token = |value: &MergedValue<'_>| {
                let table = value.table();
                table.is_some_and(|table| table.get("token").is_some())
            };
            all.filter(|(_, value)| has_token(value))
                .map(|(name, _)| name.to_owned())
                .collect()
        })
    }

    /// The token that `cargo:token` would find for a registry: a variable beats the
    /// credentials file, which beats the configuration.
    #[must_use]
    pub fn token(&self, registry: &str) -> Option<KnownToken<'f>> {
        // Most have none, which is quickly seen.
        let in_file = self.tokens_written().contains(registry);
        let stored = self.config().credentials().token_of(registry);
        if !self.has_token_variables() && !in_file && stored.is_none() {
            return None;
        }
        let variable = variable_name(&["registries", registry, "token"]);
        let in_view = || -> Option<Found<Secret<'f>>> {
            self.view
                .secret(&["registries", registry, "token"])
                .ok()
                .flatten()
        };
        if self.env.config_variable(&variable).is_some() {
            return in_view().map(|found| KnownToken {
                home: TokenHome::Variable,
                definition: found.definition,
                secret: Some(found.value),
                shape: found.value.shape(),
            });
        }
        if let Some(stored) = stored {
            return Some(KnownToken {
                home: TokenHome::Credentials,
                definition: stored.definition.clone(),
                secret: None,
                shape: stored.shape,
            });
        }
        in_view().map(|found| KnownToken {
            home: TokenHome::Config,
            definition: found.definition,
            secret: Some(found.value),
            shape: found.value.shape(),
        })
    }

    /// True for a token that says itself that it has run out.
    #[must_use]
    pub fn has_run_out(&self, token: &KnownToken<'_>) -> bool {
        matches!((token.shape.expires, self.around.now), (Some(end), Some(now)) if end <= now)
    }

    /// A variable of a registry that is set in a spelling which cargo does not read;
    /// `key` is the end of its name, such as `TOKEN`.
    #[must_use]
    pub fn misspelled_variable(&self, registry: &str, key: &str) -> Option<&'f str> {
        let asides = self.config().asides();
        let misspelled = self.misspelled.get_or_init(|| {
            let numbered = asides.iter().enumerate().rev();
            numbered
                .filter_map(|(at, aside)| match aside {
                    Aside::MisspelledVariable { meant, .. } => Some((meant.clone(), at)),
                    _ => None,
                })
                .collect()
        });
        if misspelled.is_empty() {
            return None;
        }
        let wanted = variable_name(&["registries", registry, key]);
        match asides.get(*misspelled.get(&wanted)?)? {
            Aside::MisspelledVariable { name, .. } => Some(name.as_str()),
            _ => None,
        }
    }

    /// True where a registry that wants a sign-in has no credential provider at all.
    #[must_use]
    pub fn lacks_provider(&self) -> bool {
        let has_global = CredentialChain::global(self.view).is_ok_and(|all| !all.is_empty());
        !has_global
            && self
                .registries
                .iter()
                .zip(self.have_own_provider())
                .any(|(registry, has_own)| !has_own && self.sign_in(registry) >= SignIn::Likely)
    }

    /// How to sign in to a registry, in words with the command to type.
    #[must_use]
    pub fn sign_in_line(&self, name: &str) -> String {
        let word = escape::line(&Shell::native().quote(name));
        format!("`feedctl login {word}`")
    }

    /// True where a definition stands in a file of the checkout.
    #[must_use]
    pub fn in_tree(&self, definition: &Definition) -> bool {
        definition
            .file()
            .is_some_and(|file| self.file_in_tree(self.config().file(file)))
    }

    /// True for a file of the checkout.
    #[must_use]
    pub fn file_in_tree(&self, file: &ConfigFile) -> bool {
        self.around.files_only
            || self
                .around
                .tree
                .as_deref()
                .is_some_and(|tree| file.path().starts_with(tree))
    }

    /// What something that is defined there is about.
    #[must_use]
    pub fn subject(&self, definition: &Definition) -> Subject {
        if self.in_tree(definition) {
            Subject::Files
        } else {
            Subject::Machine
        }
    }

    /// What something in a file is about.
    #[must_use]
    pub fn subject_of(&self, file: &ConfigFile) -> Subject {
        if self.file_in_tree(file) {
            Subject::Files
        } else {
            Subject::Machine
        }
    }

    /// The place of a definition's key.
    #[must_use]
    pub fn at_key(&self, definition: &Definition) -> Spot {
        self.at(definition, key_span(definition))
    }

    /// The place of a definition's value.
    #[must_use]
    pub fn at_value(&self, definition: &Definition) -> Spot {
        self.at(definition, value_span(definition))
    }

    fn at(&self, definition: &Definition, span: Option<Span>) -> Spot {
        match (definition, span) {
            (Definition::File { file, .. }, Some(span)) => {
                Spot::of_config(self.config().file(*file), span)
            }
            (Definition::Variable(name), _) => Spot::Variable(escape::line(name)),
            (Definition::File { file, .. }, None) => {
                Spot::of_file(self.config().file(*file).path())
            }
        }
    }

    /// `path:line` or `variable NAME`, for a sentence.
    #[must_use]
    pub fn show(&self, definition: &Definition) -> String {
        Places::new(self.config(), self.env).show(definition)
    }

    /// A change of the file that holds a definition; nothing where a variable does.
    #[must_use]
    pub fn edit(
        &self,
        safe: bool,
        definition: &Definition,
        changes: Vec<Change>,
        does: impl Into<String>,
    ) -> Fix {
        let does = does.into();
        match definition.file() {
            Some(file) => Self::edit_file(safe, self.config().file(file), changes, does),
            None => Fix::Do(does),
        }
    }

    /// A change of a file of the configuration.
    #[must_use]
    pub fn edit_file(
        safe: bool,
        file: &ConfigFile,
        changes: Vec<Change>,
        does: impl Into<String>,
    ) -> Fix {
        Fix::Edit {
            safe,
            file: file.path().to_owned(),
            changes,
            does: does.into(),
        }
    }
}

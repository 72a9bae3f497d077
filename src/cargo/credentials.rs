//! Which registries have a token in cargo's own credentials file.
//!
//! Names, places and shapes only: the text and the values are let go before anything
//! else can see them. Not for tokens in configuration files or variables (see
//! [`super::View::secret`]).

use std::collections::HashMap;
use std::path::PathBuf;

use super::load::Loader;
use super::merge::Merger;
use super::{Definition, FileId, MergedNode, MergedValue, Problem, Role};
use crate::system::files::ReadError;
use crate::text::secret::Shape;

/// What cargo's credentials file holds.
#[derive(Debug, Default)]
pub struct Credentials {
    file: Option<FileId>,
    tokens: Vec<StoredToken>,
    by_registry: HashMap<String, usize>,
    problems: Vec<Problem>,
}

/// A token in the credentials file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredToken {
    /// The registry's name; `None` for crates.io.
    pub registry: Option<String>,
    /// Where it stands.
    pub definition: Definition,
    /// What it looks like.
    pub shape: Shape,
}

impl Credentials {
    /// The file, where there is one.
    #[must_use]
    pub fn file(&self) -> Option<FileId> {
        self.file
    }

    /// The tokens, that of crates.io first.
    #[must_use]
    pub fn tokens(&self) -> &[StoredToken] {
        &self.tokens
    }

    /// The token of one registry.
    #[must_use]
    pub fn token_of(&self, registry: &str) -> Option<&StoredToken> {
        let at = self.by_registry.get(registry)?;
        self.tokens.get(*at)
    }

    /// The token of crates.io.
    #[must_use]
    pub fn token_of_crates_io(&self) -> Option<&StoredToken> {
        self.tokens.iter().find(|token| token.registry.is_none())
    }

    /// Why cargo cannot read the file. It notices when it looks a credential up.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// Reads the names from the file, and from what it includes.
pub(super) fn read(
    loader: &mut Loader,
    path: PathBuf,
    text: Result<String, ReadError>,
) -> Credentials {
    let first_problem = loader.problems.len();
    let first_file = loader.files.len();
    let layer = loader.layer(path, Role::Credentials, text);
    let mut problems = loader.problems.split_off(first_problem);
    let mut merger = Merger::new(&loader.files);
    let root = merger.layer(&layer);
    problems.append(&mut merger.clashes);

    let mut tokens = Vec::new();
    let mut push = |registry: Option<&str>, value: &MergedValue<'_>| {
        tokens.push(StoredToken {
            registry: registry.map(str::to_owned),
            definition: value.definition().clone(),
            shape: match value.node() {
                MergedNode::Secret(secret, _) => secret.shape(),
                _ => Shape::default(),
            },
        });
    };
    let of_crates_io = match root.get("registry") {
        // The old place, which counts only where there is no `[registry]`.
        None => root.get("token"),
        Some(registry) => registry.table().and_then(|table| table.get("token")),
    };
    if let Some(value) = of_crates_io {
        push(None, value);
    }
    if let Some(registries) = root.get("registries").and_then(MergedValue::table) {
        for (name, registry) in registries.iter() {
            if let Some(value) = registry.table().and_then(|table| table.get("token")) {
                push(Some(name), value);
            }
        }
    }
    for file in &mut loader.files[first_file..] {
        file.drop_content();
    }
    let by_registry = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| Some((token.registry.clone()?, at)))
        .collect();
    Credentials {
        file: layer.steps.last().map(|step| step.file),
        tokens,
        by_registry,
        problems,
    }
}

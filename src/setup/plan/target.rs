//! Which file a feed is written into.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::cargo::{Config, FileId, Role};
use crate::system::env::Env;
use crate::toml::Table;

/// What the command line says of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Nothing.
    Project,
    /// The user's own file.
    User,
    /// The project's file that cargo reads only when it is told to.
    Optional,
    /// This file.
    File(PathBuf),
}

/// A file that is to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The file; it may be absent.
    pub path: PathBuf,
    /// The folder that it must not lie outside of.
    pub within: Option<PathBuf>,
    /// Whether it is the user's own file.
    pub is_user: bool,
}

/// The name of the file that cargo reads only with `--config`.
const OPTIONAL: &str = "feeds.toml";

const FEED_TABLES: &[&str] = &["registries", "source", "registry"];

impl Target {
    /// Chooses the file.
    ///
    /// `tree` is the git work tree, `workspace` the root of the cargo workspace.
    /// Of the files that cargo reads from there, up to the work tree's root, the
    /// nearest one that holds feed tables is taken; else the one in the
    /// workspace's root, in the work tree's, or here.
    #[must_use]
    pub fn choose(
        asked: &Asked,
        env: &Env,
        tree: Option<&Path>,
        workspace: Option<&Path>,
        config: &Config,
    ) -> Option<Self> {
        match asked {
            Asked::File(path) => Some(Self {
                path: env.cwd().join(path),
                within: None,
                is_user: false,
            }),
            Asked::User => Some(Self::of_user(env, config)?),
            Asked::Optional => {
                let start = workspace.or(tree).unwrap_or(env.cwd());
                Some(Self {
                    path: start.join(".cargo").join(OPTIONAL),
                    within: Some(tree.unwrap_or(start).to_path_buf()),
                    is_user: false,
                })
            }
            Asked::Project => {
                let start = workspace.or(tree).unwrap_or(env.cwd());
                let path =
                    holding_feeds(config, tree, start).unwrap_or_else(|| in_folder(start, config));
                let user = Self::of_user(env, config);
                if let Some(user) = user.filter(|user| user.path == path) {
                    return Some(user);
                }
                Some(Self {
                    path,
                    within: Some(tree.unwrap_or(start).to_path_buf()),
                    is_user: false,
                })
            }
        }
    }

    /// The user's own file: `config.toml` in cargo's home, or the extension-less
    /// one where cargo reads that.
    #[must_use]
    pub fn of_user(env: &Env, config: &Config) -> Option<Self> {
        if env.cargo_home_fault().is_some() {
            return None;
        }
        let home = env.cargo_home()?;
        let path = config
            .files()
            .iter()
            .find(|file| file.role() == Role::Home)
            .map_or_else(
                || home.join("config.toml"),
                |file| file.path().to_path_buf(),
            );
        Some(Self {
            path,
            within: None,
            is_user: true,
        })
    }

    /// The target and every file that it includes, as far as they were read.
    #[must_use]
    pub fn files(&self, config: &Config) -> Vec<FileId> {
        let Some(target) = config.file_at(&self.path) else {
            return Vec::new();
        };
        // A file is read after the one that includes it first.
        let mut files = vec![target];
        let mut known = HashSet::from([target]);
        for (id, file) in config.files_by_id() {
            if matches!(file.role(), Role::Included { by, .. } if known.contains(&by)) {
                known.insert(id);
                files.push(id);
            }
        }
        files
    }
}

/// The file in a folder's `.cargo`: the one that cargo reads, else a new one.
fn in_folder(folder: &Path, config: &Config) -> PathBuf {
    let folder = folder.join(".cargo");
    config
        .files()
        .iter()
        .filter(|file| matches!(file.role(), Role::Hierarchy | Role::Home))
        .find(|file| file.path().parent() == Some(&folder))
        .map_or_else(
            || folder.join("config.toml"),
            |file| file.path().to_path_buf(),
        )
}

/// The nearest file with feed tables that lies at or above `start`, inside the tree.
fn holding_feeds(config: &Config, tree: Option<&Path>, start: &Path) -> Option<PathBuf> {
    let top = tree.unwrap_or(start);
    config
        .files()
        .iter()
        .filter(|file| file.role() == Role::Hierarchy)
        .find(|file| {
            let folder = file.path().parent().and_then(Path::parent);
            let between =
                folder.is_some_and(|folder| start.starts_with(folder) && folder.starts_with(top));
            between && holds_feeds(file.path(), config)
        })
        .map(|file| file.path().to_path_buf())
}

fn holds_feeds(path: &Path, config: &Config) -> bool {
    let target = Target {
        path: path.to_path_buf(),
        within: None,
        is_user: false,
    };
    let has = |table: &Table| FEED_TABLES.iter().any(|name| table.get(name).is_some());
    target
        .files(config)
        .into_iter()
        .any(|id| config.file(id).tree().is_some_and(has))
}

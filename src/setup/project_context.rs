//! What lies around the current folder: the git work tree, the cargo workspace,
//! and what cargo sees from there.

use std::cell::OnceCell;
use std::io;
use std::path::{Path, PathBuf};

use crate::cargo::display_path::shown;
use crate::cargo::lockfile;
use crate::cargo::workspace;
use crate::cargo::{self, Config, Definition, Problem, View};
use crate::feeds::Feed;
use crate::feeds::providers;
use crate::project::git::{self, Look};
use crate::setup::plan::{Asked, Target};
use crate::setup::resolve::{Proposal, proposals};
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::files::{self, ReadError, Unseen};

/// Which file is to change, and what it is judged by.
pub(crate) struct Aim {
    pub(crate) target: Target,
    /// The user's own file, where cargo has a home.
    pub(crate) user: Option<PathBuf>,
    pub(crate) config: Config,
    /// What cargo sees here, where that is not the same.
    pub(crate) whole: Option<Config>,
}

impl Aim {
    /// What cargo sees here, tokens that it keeps among it.
    pub(crate) fn whole(&self) -> &Config {
        self.whole.as_ref().unwrap_or(&self.config)
    }
}

/// Looked at once; git only when somebody asks.
pub(crate) struct Surroundings<'e> {
    pub(crate) env: &'e Env,
    /// The root of the git work tree.
    pub(crate) tree: Option<PathBuf>,
    /// The root of the cargo workspace.
    pub(crate) workspace: Option<PathBuf>,
    /// A workspace that the package names, and that is none of this folder's.
    pub(crate) workspace_elsewhere: Option<PathBuf>,
    /// What might have decided otherwise about these.
    unseen: Vec<Unseen>,
    look: OnceCell<Look>,
}

impl<'e> Surroundings<'e> {
    pub(crate) fn look(env: &'e Env) -> Self {
        let mut unseen = Vec::new();
        let tree = git::work_tree_as_seen(env.cwd(), env.home(), &mut unseen);
        let workspace = workspace::look(env.cwd(), tree.as_deref());
        unseen.extend(workspace.unseen);
        Self {
            env,
            tree,
            workspace: workspace.root,
            workspace_elsewhere: workspace.elsewhere,
            unseen,
            look: OnceCell::new(),
        }
    }

    fn git(&self) -> &Look {
        self.look.get_or_init(|| match &self.tree {
            Some(tree) => git::look(tree),
            None => Look::Nothing,
        })
    }

    /// What the remotes propose.
    pub(crate) fn proposals(&self) -> Vec<Proposal> {
        match self.git() {
            Look::Remotes(remotes) => proposals(remotes),
            Look::Nothing | Look::NotAsked(_) => Vec::new(),
        }
    }

    /// Why the repository was not asked for its remotes, where somebody wanted them.
    pub(crate) fn git_not_asked(&self) -> Option<&'static str> {
        match self.look.get() {
            Some(Look::NotAsked(why)) => Some(why),
            _ => None,
        }
    }

    /// Where cargo starts to look for its configuration when it is run in the
    /// workspace's root, unless that is above the current folder anyway.
    fn start(&self) -> &Path {
        match &self.workspace {
            Some(root) if !self.env.cwd().starts_with(root) => root,
            _ => self.env.cwd(),
        }
    }

    /// What cargo reads here.
    pub(crate) fn config(&self) -> Config {
        cargo::discover_from(self.env, self.start())
    }

    /// The target, with the configuration to judge it by: what cargo sees here,
    /// or for a file that it does not read here, that file alone.
    pub(crate) fn target(&self, asked: &Asked) -> Option<Aim> {
        let config = self.config();
        let target = Target::choose(
            asked,
            self.env,
            self.tree.as_deref(),
            self.workspace.as_deref(),
            &config,
        )?;
        let user = Target::of_user(self.env, &config).map(|user| user.path);
        let alone = match asked {
            Asked::Project => false,
            Asked::User => true,
            Asked::Optional | Asked::File(_) => config.file_at(&target.path).is_none(),
        };
        let (config, whole) = if alone {
            (cargo::load_file(&target.path), Some(config))
        } else {
            (config, None)
        };
        Some(Aim {
            target,
            user,
            config,
            whole,
        })
    }

    /// The same, or why there is none.
    pub(crate) fn aim(&self, asked: &Asked) -> Result<Aim, CliError> {
        self.target(asked).ok_or_else(|| {
            CliError::refused(
                self.env.why_no_cargo_home(),
                "set CARGO_HOME to a whole path, or use `--file PATH`",
            )
        })
    }

    /// The root of the work tree, or else of the workspace.
    pub(crate) fn root(&self) -> Option<&Path> {
        self.tree.as_deref().or(self.workspace.as_deref())
    }

    /// The folder that paths in patches start from: where `git apply` is run.
    pub(crate) fn patch_root(&self) -> &Path {
        self.tree.as_deref().unwrap_or(self.env.cwd())
    }

    /// Fails where something could not be looked at that may decide which file is to
    /// change, or what stands there already: who writes must know. `config` is what
    /// cargo sees here.
    pub(crate) fn all_seen(&self, asked: &Asked, config: &Config) -> Result<(), CliError> {
        match asked {
            Asked::Project | Asked::Optional => {
                if let Some(Unseen { path, error }) = self.unseen.first() {
                    return Err(not_seen(path, error, self.env));
                }
                seen_in(&[self.root().unwrap_or(self.env.cwd())], config, self.env)
            }
            Asked::User => {
                let home: Vec<&Path> = config.cargo_home().into_iter().collect();
                seen_in(&home, config, self.env)
            }
            Asked::File(_) => Ok(()),
        }
    }

    /// Feeds that the repository's own files speak of.
    pub(crate) fn feeds_here(&self, config: &Config) -> Vec<Feed> {
        let mut feeds = self.configured(config, true);
        if let Some(root) = &self.workspace {
            add(
                &mut feeds,
                lockfile::indexes(root).iter().map(String::as_str),
            );
        }
        feeds
    }

    /// Feeds that cargo knows here from anywhere.
    pub(crate) fn feeds_anywhere(&self, config: &Config) -> Vec<Feed> {
        self.configured(config, false)
    }

    fn configured(&self, config: &Config, only_tree: bool) -> Vec<Feed> {
        let view = View::new(config, self.env);
        let top = self.root();
        let mut feeds = Vec::new();
        for registry in view.registries() {
            let Ok(Some(found)) = &registry.index else {
                continue;
            };
            let in_tree = match &found.definition {
                Definition::File { file, .. } => {
                    top.is_some_and(|top| config.file(*file).path().starts_with(top))
                }
                Definition::Variable(_) => false,
            };
            if in_tree || !only_tree {
                add(&mut feeds, [found.value]);
            }
        }
        feeds
    }
}

/// Fails where one of cargo's files in these folders could not be read.
fn seen_in(folders: &[&Path], config: &Config, env: &Env) -> Result<(), CliError> {
    let unseen = config
        .unseen()
        .iter()
        .map(|unseen| (unseen.path.as_path(), &unseen.error));
    let unread = config
        .problems()
        .iter()
        .filter_map(|problem| match problem {
            Problem::Unreadable {
                file,
                error: ReadError::Io(error),
            } if !files::is_absent(error) && !files::is_circle(error) => {
                Some((config.file(*file).path(), error))
            }
            _ => None,
        });
    let first = unseen
        .chain(unread)
        .find(|(path, _)| folders.iter().any(|folder| path.starts_with(folder)));
    match first {
        None => Ok(()),
        Some((path, error)) => Err(not_seen(path, error, env)),
    }
}

fn not_seen(path: &Path, error: &io::Error, env: &Env) -> CliError {
    CliError::refused(
        format!(
            "{} cannot be read: {}",
            shown(path, env),
            files::system_words(error)
        ),
        if files::is_in_use(error) {
            "close it there, then run this again"
        } else {
            "see to that and run this again"
        },
    )
}

fn add<'t>(feeds: &mut Vec<Feed>, indexes: impl IntoIterator<Item = &'t str>) {
    for index in indexes {
        if let Some(feed) = providers::feed_of_index(index)
            && !feeds.iter().any(|known| known.index() == feed.index())
        {
            feeds.push(feed);
        }
    }
}

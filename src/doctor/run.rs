//! From a folder to findings: what cargo sees there, judged by every check.
//!
//! The one way in for `doctor`, for `--recursive` and for the look after a fix.
//! Not for what the checks are (see [`crate::doctor::checks`]).

use std::path::{Path, PathBuf};

use crate::cargo::display_path::shown;
use crate::cargo::workspace;
use crate::cargo::{self, Config, View};
use crate::doctor::checks::{self, Facts, Finding};
use crate::project::facts::{self, Roots};
use crate::project::git;
use crate::system::env::Env;
use crate::system::files;

/// What was found in a folder.
#[derive(Debug, Default)]
pub struct Examined {
    /// What is wrong, in the order of the files.
    pub findings: Vec<Finding>,
    /// The files of the configuration that were read.
    pub files: Vec<PathBuf>,
    /// How many feeds it knows.
    pub feeds: usize,
    /// What could not be looked at and is cargo's business here, with the reason.
    pub unseen: Option<String>,
}

impl Roots {
    /// The roots around a folder.
    #[must_use]
    pub fn around(folder: &Path, env: &Env) -> Self {
        let tree = git::work_tree(folder, env.home());
        let workspace = workspace::root(folder, tree.as_deref());
        Self {
            tree: tree.or_else(|| workspace.clone()),
            workspace,
        }
    }
}

/// Judges the configuration that cargo sees in the current folder.
#[must_use]
pub fn machine(env: &Env) -> Examined {
    let roots = Roots::around(env.cwd(), env);
    let config = cargo::discover(env);
    let examined = judge(&config, env, roots, false);
    // As the view of it.
    std::mem::forget(config);
    examined
}

/// Judges the checkout around the current folder alone: the same answer on every
/// machine.
#[must_use]
pub fn files(env: &Env) -> Examined {
    let roots = Roots::around(env.cwd(), env);
    let top = roots.tree.clone().unwrap_or_else(|| env.cwd().to_owned());
    within(env.cwd(), &top, roots, env)
}

/// Judges a checkout that was found, from one of its folders.
#[must_use]
pub fn checkout(start: &Path, root: &Path, env: &Env) -> Examined {
    let roots = Roots {
        tree: Some(root.to_owned()),
        workspace: workspace::root(start, Some(root)),
    };
    within(start, root, roots, env)
}

fn within(start: &Path, top: &Path, roots: Roots, env: &Env) -> Examined {
    let config = cargo::discover_within(start, top);
    judge(&config, &env.without_variables(), roots, true)
}

/// The first path of the checkout or of cargo's home that could not be looked at.
fn unseen(facts: &Facts<'_>, env: &Env) -> Option<String> {
    let config = facts.config();
    let tree = facts.around.tree.as_deref().unwrap_or(env.cwd());
    let folders = [Some(tree), config.cargo_home()];
    let is_ours = |path: &Path| {
        let mut folders = folders.iter().flatten();
        folders.any(|folder| path.starts_with(folder))
    };
    let unseen = config
        .unseen()
        .iter()
        .find(|unseen| is_ours(&unseen.path))?;
    Some(format!(
        "{} cannot be read: {}",
        shown(&unseen.path, env),
        files::system_words(&unseen.error)
    ))
}

fn judge(config: &Config, env: &Env, roots: Roots, files_only: bool) -> Examined {
    let view = View::new(config, env);
    let around = facts::around(&view, env, roots, files_only);
    let facts = Facts::new(&view, env, &around);
    let examined = Examined {
        unseen: unseen(&facts, env),
        findings: checks::run(&facts),
        feeds: facts.registries().len(),
        files: config
            .files()
            .iter()
            .map(|file| file.path().to_owned())
            .collect(),
    };
    if !files_only {
        // The process ends soon; to take thousands of registries apart is work.
        std::mem::forget(facts);
        std::mem::forget(view);
    }
    examined
}

//! Which files `disconnect` may edit, and which feed of theirs is meant.
//!
//! Not for what is taken out (see [`crate::setup::plan`]).

use std::path::{Path, PathBuf};

use crate::cargo::display_path::{shown, shown_at};
use crate::cargo::{Config, Problem, Registry, Replacement, Role, View};
use crate::commands::named;
use crate::setup::plan::Asked;
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::files::{self, ReadError};
use crate::system::terminal::Ui;
use crate::text::escape;

/// Which files may be edited.
pub(super) struct Reach<'a> {
    pub(super) asked: &'a Asked,
    pub(super) target: &'a Path,
    /// The root of the work tree, or of the workspace, or this folder.
    pub(super) top: &'a Path,
}

impl Reach<'_> {
    fn includes(&self, path: &Path, role: Role) -> bool {
        match self.asked {
            Asked::Project => {
                role != Role::Home && path.starts_with(self.top) || path == self.target
            }
            Asked::User | Asked::Optional | Asked::File(_) => {
                path.starts_with(self.target.parent().unwrap_or(self.target))
            }
        }
    }

    pub(super) fn paths(&self, config: &Config) -> Vec<PathBuf> {
        config
            .files()
            .iter()
            .filter(|file| {
                file.role() != Role::Credentials && self.includes(file.path(), file.role())
            })
            .map(|file| file.path().to_path_buf())
            .collect()
    }

    /// Fails where a file within reach cannot be read: it may hold the feed.
    pub(super) fn readable(&self, config: &Config, env: &Env) -> Result<(), CliError> {
        for problem in config.problems() {
            let Some(file) = problem.file().map(|id| config.file(id)) else {
                continue;
            };
            if !self.includes(file.path(), file.role()) {
                continue;
            }
            match problem {
                Problem::Unreadable {
                    error: ReadError::Io(error),
                    ..
                } if files::is_absent(error) => {}
                Problem::Unreadable { error, .. } => {
                    return Err(CliError::refused(
                        format!("{} cannot be read: {error}", shown(file.path(), env)),
                        "see to that and run this again",
                    ));
                }
                Problem::Syntax { error, .. } => {
                    let place = file.position(error.at.start).map_or_else(
                        || shown(file.path(), env),
                        |at| shown_at(file.path(), at, env),
                    );
                    return Err(CliError::refused(
                        format!("{place} is not TOML: {error}"),
                        "mend that line and run this again",
                    ));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The feed that is meant when none is named; true when a question was asked.
pub(super) fn pick(
    reach: &Reach<'_>,
    config: &Config,
    env: &Env,
    ui: &mut Ui,
) -> Result<(String, bool), CliError> {
    let view = View::new(config, env);
    let within = |registry: &Registry<'_>| {
        registry.definitions.iter().any(|definition| {
            definition.file().is_some_and(|id| {
                let file = config.file(id);
                reach.includes(file.path(), file.role())
            })
        })
    };
    let mut names: Vec<String> = named::with_index(&view)
        .into_iter()
        .filter(within)
        .map(|registry| registry.name.to_string())
        .collect();
    if let Ok(Replacement::Registry { name, .. }) = view.replacement_of_crates_io()
        && names.iter().any(|known| known == name)
    {
        return Ok((name.to_owned(), false));
    }
    match names.len() {
        1 => Ok((names.remove(0), false)),
        0 => Err(CliError::usage(
            "no feed is connected here",
            "`feedctl connect`, or name a file with `--user` or `--file PATH`",
        )),
        _ if ui.can_ask() => {
            let shown: Vec<String> = names.iter().map(|name| escape::line(name)).collect();
            let choice = ui.ask_choice("Which feed", &shown)?;
            Ok((names.swap_remove(choice.min(names.len() - 1)), true))
        }
        _ => {
            let shown: Vec<String> = names
                .iter()
                .map(|name| format!("`{}`", escape::line(name)))
                .collect();
            Err(CliError::usage(
                format!("several feeds are connected here: {}", shown.join(", ")),
                "`feedctl disconnect NAME` with one of them",
            ))
        }
    }
}

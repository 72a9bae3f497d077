//! Places as a person reads them: `path:line` from the current folder, or the
//! name of a variable.

use std::path::{Path, PathBuf};

use crate::cargo::{Config, Definition};
use crate::system::env::Env;
use crate::text::escape;
use crate::toml::Position;

/// Shows places of one configuration.
#[derive(Debug, Clone, Copy)]
pub struct Places<'a> {
    config: &'a Config,
    env: &'a Env,
}

impl<'a> Places<'a> {
    /// Shows places of `config` as seen from the current folder.
    #[must_use]
    pub fn new(config: &'a Config, env: &'a Env) -> Self {
        Self { config, env }
    }

    /// `path:line`, or `variable NAME`.
    #[must_use]
    pub fn show(&self, definition: &Definition) -> String {
        match definition {
            Definition::File { file, key, .. } => {
                let file = self.config.file(*file);
                let path = shown(file.path(), self.env);
                match file.line(key.start) {
                    Some(line) => format!("{path}:{line}"),
                    None => path,
                }
            }
            Definition::Variable(name) => format!("variable {}", escape::line(name)),
        }
    }
}

/// A path from the current folder where it lies below it, else from home.
#[must_use]
pub fn shown(path: &Path, env: &Env) -> String {
    match path.strip_prefix(env.cwd()) {
        Ok(below) if !below.as_os_str().is_empty() => escape::line(&below.display().to_string()),
        _ if env
            .home()
            .is_some_and(|home| path.starts_with(home) && !env.cwd().starts_with(home)) =>
        {
            escape::path(path, env.home())
        }
        _ => match upwards(path, env) {
            Some(relative) => escape::line(&relative.display().to_string()),
            None => escape::path(path, env.home()),
        },
    }
}

/// `../x` for what lies in a folder close above, which is shorter than its name.
fn upwards(path: &Path, env: &Env) -> Option<PathBuf> {
    let mut up = PathBuf::new();
    for folder in env.cwd().ancestors().skip(1).take(3) {
        up.push("..");
        // A home folder is better said as `~`.
        if folder.parent().is_none() || env.home() == Some(folder) {
            return None;
        }
        if let Ok(below) = path.strip_prefix(folder) {
            return Some(up.join(below));
        }
    }
    None
}

/// `path:line:column`.
#[must_use]
pub fn shown_at(path: &Path, at: Position, env: &Env) -> String {
    format!("{}:{at}", shown(path, env))
}

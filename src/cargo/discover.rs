//! Finding the files that make up cargo's configuration, as cargo finds them.
//!
//! Reads; never writes, waits or starts a program. Not for what the files say.

use std::io;
use std::path::{Path, PathBuf};

use super::aside::{Asides, misspelled_variables};
use super::credentials::{self, Credentials};
use super::folder::{CONFIG, CREDENTIALS, Pick, pick};
use super::load::Loader;
use super::{Config, Role};
use crate::system::env::Env;
use crate::system::files::{self, ReadError, Unseen};

/// The configuration that cargo sees in the current folder.
#[must_use]
pub fn discover(env: &Env) -> Config {
    discover_from(env, env.cwd())
}

/// The configuration that cargo sees in `start`, which a relative path names from
/// the current folder.
#[must_use]
pub fn discover_from(env: &Env, start: &Path) -> Config {
    let start = env.cwd().join(start);
    let cargo_home = env.cargo_home();
    let mut loader = Loader::default();
    let mut asides = Asides::default();
    let mut unseen = Vec::new();
    let mut layers = Vec::new();
    let mut home_is_above = false;
    for folder in start.ancestors().map(|folder| folder.join(".cargo")) {
        // Most folders have none: one question instead of four.
        if !is_there(&folder, &mut unseen) {
            continue;
        }
        // Two of these folders may be one by a link; cargo reads it twice then.
        let is_home = cargo_home
            .as_deref()
            .is_some_and(|home| is_one_path(home, &folder));
        home_is_above |= is_home;
        if let Some(Pick { path, text }) = pick(&folder, &CONFIG, &mut asides, &mut unseen) {
            let role = if is_home { Role::Home } else { Role::Hierarchy };
            layers.push(loader.layer(path, role, text));
        }
        asides.add_folder(folder, is_home);
    }
    let mut credentials = Credentials::default();
    if let Some(home) = &cargo_home {
        if !home_is_above {
            asides.add_folder(home.clone(), true);
            if let Some(Pick { path, text }) = pick(home, &CONFIG, &mut asides, &mut unseen) {
                layers.push(loader.layer(path, Role::Home, text));
            }
        }
        if let Some(Pick { path, text }) = pick(home, &CREDENTIALS, &mut asides, &mut unseen) {
            credentials = credentials::read(&mut loader, path, text);
        }
    }
    asides.notice_all(misspelled_variables(env));
    Config {
        unseen,
        ..finish(loader, layers, asides, credentials, cargo_home)
    }
}

/// The configuration that the files of a checkout make up, as seen from `start`:
/// those from there up to `top`, and no other.
#[must_use]
pub fn discover_within(start: &Path, top: &Path) -> Config {
    let mut loader = Loader::default();
    let mut asides = Asides::default();
    let mut unseen = Vec::new();
    let mut layers = Vec::new();
    for folder in start
        .ancestors()
        .take_while(|folder| folder.starts_with(top))
        .map(|folder| folder.join(".cargo"))
    {
        if !is_there(&folder, &mut unseen) {
            continue;
        }
        if let Some(Pick { path, text }) = pick(&folder, &CONFIG, &mut asides, &mut unseen) {
            layers.push(loader.layer(path, Role::Hierarchy, text));
        }
        asides.add_folder(folder, false);
    }
    Config {
        unseen,
        ..finish(loader, layers, asides, Credentials::default(), None)
    }
}

/// The configuration that one file makes up together with what it includes.
///
/// An absent file is a [`super::Problem::Unreadable`].
#[must_use]
pub fn load_file(path: &Path) -> Config {
    let text = match files::read_text(path) {
        Ok(Some(text)) => Ok(text),
        Ok(None) => Err(ReadError::Io(io::Error::from(io::ErrorKind::NotFound))),
        Err(error) => Err(error),
    };
    let mut loader = Loader::default();
    let layer = loader.layer(path.to_owned(), Role::Extra, text);
    finish(
        loader,
        vec![layer],
        Asides::default(),
        Credentials::default(),
        None,
    )
}

fn finish(
    loader: Loader,
    layers: Vec<super::load::Layer>,
    asides: Asides,
    credentials: Credentials,
    cargo_home: Option<PathBuf>,
) -> Config {
    Config {
        files: loader.files,
        layers,
        problems: loader.problems,
        asides,
        unseen: Vec::new(),
        credentials,
        cargo_home,
    }
}

/// True for a folder that is there. To cargo, one that cannot be asked for is not.
fn is_there(folder: &Path, unseen: &mut Vec<Unseen>) -> bool {
    match folder.metadata() {
        Ok(_) => true,
        Err(error) => {
            Unseen::note(folder.to_owned(), error, unseen);
            false
        }
    }
}

/// True for two names of one folder by links. A folder mounted at two places is two.
fn is_one_path(one: &Path, other: &Path) -> bool {
    let canonical = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    // Most are not even one folder, which two questions tell.
    files::is_same(one, other) && canonical(one) == canonical(other)
}

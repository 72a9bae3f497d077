//! What cargo passes over, or takes in a way that people do not expect, as data.
//!
//! Not for what makes cargo fail (see [`super::Problem`]).

use std::path::PathBuf;
use std::sync::OnceLock;

use super::folder::look_beside;
use super::key::{normalized, variable_name};
use crate::system::env::Env;

/// Something that deserves notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aside {
    /// A file has two names side by side; cargo reads the one without extension.
    BothNames {
        /// The one that is read.
        read: PathBuf,
        /// The one that is not.
        unread: PathBuf,
    },
    /// A file has no extension; cargo reads it and calls the name deprecated.
    NoExtension {
        /// The file.
        path: PathBuf,
    },
    /// A file that cargo would read if its name had other letter cases.
    Misnamed {
        /// The file.
        path: PathBuf,
        /// The name that cargo looks for.
        meant: &'static str,
    },
    /// Credentials outside cargo's home, which cargo does not read.
    UnreadCredentials {
        /// The file.
        path: PathBuf,
    },
    /// A variable that cargo would read under another spelling, which is not set.
    /// Cargo warns where the variable ends in `_INDEX` and is silent elsewhere.
    MisspelledVariable {
        /// Its name.
        name: String,
        /// The name that cargo looks for.
        meant: String,
    },
}

/// Everything of that kind. The folders are looked through when somebody asks, which is
/// doctor and show.
#[derive(Debug, Default)]
pub(super) struct Asides {
    /// What was noticed while reading.
    noticed: Vec<Aside>,
    /// Folders with a file of cargo's, and whether it is cargo's home.
    folders: Vec<(PathBuf, bool)>,
    all: OnceLock<Vec<Aside>>,
}

impl Asides {
    pub(super) fn notice(&mut self, aside: Aside) {
        self.noticed.push(aside);
    }

    pub(super) fn notice_all(&mut self, asides: impl Iterator<Item = Aside>) {
        self.noticed.extend(asides);
    }

    /// What lies in this folder beside what cargo reads there belongs to it.
    pub(super) fn add_folder(&mut self, folder: PathBuf, is_home: bool) {
        self.folders.push((folder, is_home));
    }

    pub(super) fn all(&self) -> &[Aside] {
        self.all.get_or_init(|| {
            let mut all = Vec::new();
            for (folder, is_home) in &self.folders {
                look_beside(folder, *is_home, &mut all);
            }
            all.extend(self.noticed.iter().cloned());
            all
        })
    }
}

/// Variables of registries in a spelling that cargo does not read.
pub(super) fn misspelled_variables(env: &Env) -> impl Iterator<Item = Aside> {
    let registries = variable_name(&["registries", ""]);
    env.variables().filter_map(move |(name, _)| {
        let start = name.get(..registries.len())?;
        if !start.replace('-', "_").eq_ignore_ascii_case(&registries) {
            return None;
        }
        let meant = normalized(name);
        let known = ["_INDEX", "_TOKEN", "_CREDENTIAL_PROVIDER"]
            .iter()
            .any(|key| meant.ends_with(key));
        (known && meant != name && env.config_variable(&meant).is_none()).then(|| {
            Aside::MisspelledVariable {
                name: name.to_owned(),
                meant,
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_of_registries_in_other_spellings_are_noticed() {
        let variables = [
            "CARGO_REGISTRIES_A_INDEX",
            "CARGO_REGISTRIES_a_INDEX",
            "CARGO_REGISTRIES_my-reg_INDEX",
            "cargo_registries_b_token",
            "CARGO_REGISTRIES_C_OTHER",
            "CARGO_HOME",
        ];
        let env = Env::made_up("/", None, variables.map(|name| (name.into(), "x".into())));
        let names: Vec<String> = misspelled_variables(&env)
            .map(|aside| match aside {
                Aside::MisspelledVariable { name, meant } => format!("{name} {meant}"),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(
            names,
            [
                "CARGO_REGISTRIES_my-reg_INDEX CARGO_REGISTRIES_MY_REG_INDEX",
                "cargo_registries_b_token CARGO_REGISTRIES_B_TOKEN",
            ]
        );
    }
}

//! Which feed each registry's token was meant for: names and index URLs, no secret,
//! in the user's state folder.
//!
//! `cargo:token` keeps tokens by NAME, so a checkout that gives the same NAME to
//! another feed would be sent the token. Not for tokens themselves.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::cargo::display_path::shown;
use crate::cargo::index_url::is_same_destination;
use crate::system::atomic_write::{self, Change, WriteError};
use crate::system::env::Env;
use crate::system::files;

/// What is recorded for one home of cargo's.
#[derive(Debug, Clone, Default)]
pub struct Records {
    path: Option<PathBuf>,
    home: String,
    of_home: BTreeMap<String, String>,
    unread: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct File {
    version: u8,
    /// By cargo's home, then by registry: the index URL.
    homes: BTreeMap<String, BTreeMap<String, String>>,
}

impl Records {
    /// Reads them. A file that cannot be read holds nothing (see [`Records::unread`]).
    #[must_use]
    pub fn read(env: &Env) -> Self {
        let path = env
            .state_folder()
            .map(|folder| folder.join("registries.json"));
        let home = env
            .cargo_home()
            .map(|home| files::canonical(&home).unwrap_or(home))
            .map(|home| home.display().to_string())
            .unwrap_or_default();
        let (mut file, mut unread) = (File::default(), None);
        if let Some(path) = &path {
            match files::read_text(path) {
                Ok(text) => match parse(text.as_deref()) {
                    Some(read) => file = read,
                    None => {
                        unread = Some(format!("{} {NOT_OURS}", shown(path, env)));
                    }
                },
                Err(error) => {
                    unread = Some(format!("{} cannot be read: {error}", shown(path, env)));
                }
            }
        }
        Self {
            of_home: file.homes.remove(&home).unwrap_or_default(),
            unread,
            path,
            home,
        }
    }

    /// Why they could not be read, where they could not: then nobody knows which feed a
    /// token is for.
    #[must_use]
    pub fn unread(&self) -> Option<&str> {
        self.unread.as_deref()
    }

    /// The index that a registry's token was meant for.
    #[must_use]
    pub fn index_of(&self, registry: &str) -> Option<&str> {
        self.of_home.get(registry).map(String::as_str)
    }

    /// Every registry with the index that its token was meant for.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.of_home.iter();
        all.map(|(registry, index)| (registry.as_str(), index.as_str()))
    }

    /// The index that a registry's token was meant for, where it is another one.
    #[must_use]
    pub fn other_than(&self, registry: &str, index: &str) -> Option<&str> {
        self.index_of(registry)
            .filter(|recorded| !is_same_destination(recorded, index))
    }

    /// Records that a registry's token is meant for an index.
    pub fn remember(&self, registry: &str, index: &str, env: &Env) -> Result<(), WriteError> {
        self.write(registry, Some(index), env)
    }

    /// Forgets what a registry's token was meant for.
    pub fn forget(&self, registry: &str, env: &Env) -> Result<(), WriteError> {
        if self.index_of(registry).is_none() {
            return Ok(());
        }
        self.write(registry, None, env)
    }

    fn write(&self, registry: &str, index: Option<&str>, env: &Env) -> Result<(), WriteError> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        let done = atomic_write::retry(|| {
            let unreadable = |why: &str| WriteError::Io {
                doing: "reading it",
                path: path.clone(),
                error: std::io::Error::other(why),
            };
            let before = files::read_text(path).map_err(|error| unreadable(&error.to_string()))?;
            let Some(mut file) = parse(before.as_deref()) else {
                // Of another version, or of nobody's: it stays as it is.
                return Err(unreadable(NOT_OURS));
            };
            file.version = 1;
            let of_home = file.homes.entry(self.home.clone()).or_default();
            match index {
                Some(index) => {
                    of_home.insert(registry.to_owned(), index.to_owned());
                }
                None => {
                    of_home.remove(registry);
                }
            }
            let mut after = serde_json::to_string_pretty(&file).unwrap_or_default();
            after.push('\n');
            if before.as_deref() == Some(&after) {
                return Ok(Some(()));
            }
            let landed = Change {
                path: path.clone(),
                before,
                after: Some(after),
                within: None,
                private: true,
            }
            .land(env.locks().as_deref());
            match landed {
                Err(WriteError::Moved) => Ok(None),
                landed => landed.map(|_| Some(())),
            }
        })?;
        done.ok_or(WriteError::Moved)
    }
}

/// Said of a file of another version, or of somebody else's.
const NOT_OURS: &str = "is not what feedctl writes there";

/// What a text of ours holds: nothing where there is none.
fn parse(text: Option<&str>) -> Option<File> {
    match text.map(str::trim) {
        None | Some("") => Some(File::default()),
        Some(text) => serde_json::from_str(text)
            .ok()
            .filter(|file: &File| file.version <= 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_points_elsewhere_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = |name: &str| {
            let set = [
                ("CARGO_HOME", folder.path().join(name)),
                ("XDG_STATE_HOME", folder.path().join("state")),
            ]
            .map(|(name, value)| (name.into(), value.into()));
            Env::made_up(folder.path(), Some(folder.path().to_owned()), set)
        };
        let (mine, other) = (home("a"), home("b"));
        let index = "sparse+https://h/contoso/";
        Records::read(&mine)
            .remember("crates", index, &mine)
            .expect("written");
        let records = Records::read(&mine);
        assert_eq!(records.index_of("crates"), Some(index));
        assert_eq!(records.other_than("crates", index), None);
        assert_eq!(
            records.other_than("crates", "sparse+https://h/evil/"),
            Some(index)
        );
        assert_eq!(records.other_than("more", "sparse+https://h/evil/"), None);
        // One index to cargo, and two places.
        assert_eq!(
            records.other_than("crates", "sparse+https://h/contoso.git/"),
            Some(index)
        );
        assert_eq!(Records::read(&other).index_of("crates"), None);
        records.forget("crates", &mine).expect("written");
        assert_eq!(Records::read(&mine).index_of("crates"), None);
    }

    #[test]
    fn what_is_not_ours_is_neither_believed_nor_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let set = [("XDG_STATE_HOME".into(), folder.path().into())];
        let env = Env::made_up(folder.path(), Some(folder.path().join("home")), set);
        let records = Records::read(&env);
        let path = records.path.clone().expect("a state folder");
        records
            .remember("crates", "sparse+https://a.test/", &env)
            .expect("written");
        let text = files::read_text(&path).expect("read").expect("it is there");
        for other in [
            &text[..text.len() / 2],
            &text.replace("\"version\": 1", "\"version\": 2"),
        ] {
            #[expect(clippy::disallowed_methods, reason = "the test makes its files")]
            std::fs::write(&path, other).expect("written");
            let records = Records::read(&env);
            assert!(records.unread().is_some(), "{other}");
            assert!(
                records
                    .remember("crates", "sparse+https://b.test/", &env)
                    .is_err()
            );
            assert_eq!(
                files::read_text(&path).expect("read").as_deref(),
                Some(other)
            );
        }
        #[expect(clippy::disallowed_methods, reason = "the test makes its files")]
        std::fs::write(&path, "\n").expect("written");
        assert!(
            Records::read(&env).unread().is_none(),
            "an empty one holds nothing"
        );
    }
}

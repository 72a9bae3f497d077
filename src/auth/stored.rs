//! Tokens in cargo's own plain-text file: put in and taken out through the editing
//! core, so that the rest of the file stays as it was.
//!
//! Cargo itself writes that file anew, without comments; this is for feeds whose
//! tokens `cargo login` cannot store, and for taking one out.

use std::path::Path;

use crate::system::atomic_write::{self, Change, WriteError};
use crate::system::files::{self, ReadError};
use crate::text::token::Token;
use crate::toml::Document;
use crate::toml::edit::{self, Literal, Refusal};

/// Why the file was left as it was.
#[derive(Debug)]
pub enum NotStored {
    /// It cannot be read.
    Read(ReadError),
    /// It is no TOML, or something else stands where the token goes.
    Edit(Refusal),
    /// It cannot be written.
    Write(WriteError),
}

impl std::fmt::Display for NotStored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NotStored::Read(error) => write!(f, "it cannot be read: {error}"),
            NotStored::Edit(refusal) => write!(f, "{refusal}"),
            NotStored::Write(error) => write!(f, "it cannot be written: {error}"),
        }
    }
}

impl std::error::Error for NotStored {}

/// Puts the token of a registry into the file, for its owner alone.
pub fn put(
    path: &Path,
    registry: &str,
    token: &Token,
    locks: Option<&Path>,
) -> Result<(), NotStored> {
    let secret = Literal::Secret(token.clone());
    let change = edit::Change::set(&["registries", registry], "token", secret);
    land(path, &change, locks).map(|_| ())
}

/// The token of a registry that the file holds as a string.
#[must_use]
pub fn token_in(path: &Path, registry: &str) -> Option<Token> {
    let text = files::read_text(path).ok()??;
    let document = Document::parse(text).ok()?;
    document
        .string_at(&["registries", registry, "token"])
        .map(Token::new)
}

/// Takes the token of a registry out of the file; true where there was one.
pub fn take_out(path: &Path, registry: &str, locks: Option<&Path>) -> Result<bool, NotStored> {
    // Where nothing is to be taken out, a write that was broken off may have left it.
    atomic_write::sweep_beside(path, locks);
    let change = edit::Change::remove(&["registries", registry, "token"]);
    land(path, &change, locks)
}

fn land(path: &Path, change: &edit::Change, locks: Option<&Path>) -> Result<bool, NotStored> {
    let done = atomic_write::retry(|| {
        let before = files::read_text(path).map_err(NotStored::Read)?;
        let document = before
            .as_deref()
            .map(Document::parse)
            .transpose()
            .map_err(|error| NotStored::Edit(error.into()))?;
        let edited = edit::apply(document.as_ref(), std::slice::from_ref(change))
            .map_err(NotStored::Edit)?;
        let after = edited.document.text();
        if before.as_deref().unwrap_or_default() == after {
            return Ok(Some(false));
        }
        let landed = Change {
            path: path.to_owned(),
            // An emptied file stays: cargo makes it so too.
            after: Some(after.to_owned()),
            before,
            within: None,
            private: true,
        }
        .land(locks);
        match landed {
            Err(WriteError::Moved) => Ok(None),
            landed => landed.map(|_| Some(true)).map_err(NotStored::Write),
        }
    })?;
    done.ok_or(NotStored::Write(WriteError::Moved))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cargo empties the file and fills it again, and locks it meanwhile.
    #[cfg(unix)]
    #[test]
    fn what_cargo_is_about_to_write_is_waited_for() {
        use std::io::{Seek, Write};
        use std::time::Duration;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("credentials.toml");
        put(&path, "one", &Token::new("Basic abc"), None).expect("stored");
        let text = files::read_text(&path).expect("read").expect("a text");
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .open(&path)
            .expect("open");
        file.lock().expect("locked");
        file.set_len(0).expect("emptied");
        let cargo = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(300));
            file.rewind().expect("at its start");
            file.write_all(text.as_bytes()).expect("written");
        });
        put(&path, "two", &Token::new("Basic def"), None).expect("stored");
        cargo.join().expect("it ends");
        for (name, token) in [("one", "Basic abc"), ("two", "Basic def")] {
            let stored = token_in(&path, name).map(|token| token.expose().to_owned());
            assert_eq!(stored.as_deref(), Some(token), "{name}");
        }
    }

    #[test]
    fn a_token_goes_in_and_out_and_the_rest_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("cargo/credentials.toml");
        put(&path, "crates", &Token::new("Basic abc"), None).expect("stored");
        let text = files::read_text(&path).expect("read");
        assert_eq!(
            text.as_deref(),
            Some("[registries.crates]\ntoken = \"Basic abc\"\n")
        );
        let before = "# mine\n[registry]\ntoken = \"x\" # of crates.io\n";
        crate::system::atomic_write::Change {
            path: path.clone(),
            before: text,
            after: Some(before.to_owned()),
            within: None,
            private: false,
        }
        .land(None)
        .expect("written");
        put(&path, "crates", &Token::new("Basic abc"), None).expect("stored");
        put(&path, "crates", &Token::new("Basic def"), None).expect("stored anew");
        assert_eq!(
            files::read_text(&path).expect("read"),
            Some(format!(
                "{before}\n[registries.crates]\ntoken = \"Basic def\"\n"
            ))
        );
        assert!(take_out(&path, "crates", None).expect("taken out"));
        let left = folder
            .path()
            .join("cargo/.credentials.toml.0123456789abcdef.tmp");
        let file = std::fs::File::create(&left).expect("a file");
        let long_ago = std::time::SystemTime::now() - std::time::Duration::from_mins(10);
        file.set_modified(long_ago).expect("a time");
        assert!(!take_out(&path, "crates", None).expect("nothing to take"));
        assert!(!left.exists(), "what a killed one left may hold a token");
        assert_eq!(
            files::read_text(&path).expect("read"),
            Some(before.to_owned())
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_write_of_cargos_is_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("credentials.toml");
        put(&path, "a", &Token::new("x"), None).expect("stored");
        let held = std::fs::File::open(&path).expect("it is there");
        held.lock().expect("nobody else holds it");
        std::thread::scope(|scope| {
            let storing = scope.spawn(|| put(&path, "b", &Token::new("y"), None));
            std::thread::sleep(std::time::Duration::from_millis(100));
            assert!(token_in(&path, "b").is_none(), "the file is another's");
            drop(held);
            storing.join().expect("no panic").expect("stored");
        });
        assert!(token_in(&path, "a").is_some() && token_in(&path, "b").is_some());
    }

    #[cfg(unix)]
    #[test]
    fn it_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("credentials.toml");
        let mode = |path: &Path| path.metadata().expect("it").permissions().mode() & 0o777;
        put(&path, "a", &Token::new("x"), None).expect("stored");
        assert_eq!(mode(&path), 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("mode");
        put(&path, "b", &Token::new("y"), None).expect("stored");
        assert_eq!(mode(&path), 0o600);
    }
}

//! The package that cargo is asked with: outside of every checkout, for this user
//! alone, and gone afterwards.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::change::names;
use crate::document::edit::Literal;
use crate::env::Env;

/// A folder with a package that has one dependency.
pub(super) struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    /// Makes the package. `registry` is the one that the dependency is from, or
    /// `None` for crates.io.
    pub(super) fn new(env: &Env, registry: Option<&str>, dependency: &str) -> io::Result<Self> {
        let (folder, ()) = names::make_new(&env.scratch_folder(), ("feedctl-", ""), make_folder)?;
        *MADE.lock().unwrap_or_else(PoisonError::into_inner) = Some(folder.clone());
        let scratch = Self { folder };
        let from = registry.map_or_else(String::new, |name| {
            format!(", registry = {}", Literal::String(name.to_owned()).encode())
        });
        // An edition that every cargo knows; a workspace of its own, so that cargo
        // looks no further up.
        scratch.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"scratch\"\nversion = \"0.0.0\"\nedition = \"2018\"\n\n[workspace]\n\n[dependencies]\n{dependency} = {{ version = \"*\"{from} }}\n"
            ),
        )?;
        make_folder(&scratch.folder.join("src"))?;
        scratch.write("src/lib.rs", "")?;
        Ok(scratch)
    }

    pub(super) fn manifest(&self) -> PathBuf {
        self.folder.join("Cargo.toml")
    }

    fn write(&self, name: &str, text: &str) -> io::Result<()> {
        fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(self.folder.join(name))?
            .write_all(text.as_bytes())
    }
}

/// The package that is there now, for whoever breaks us off at the keyboard.
static MADE: Mutex<Option<PathBuf>> = Mutex::new(None);

impl Drop for Scratch {
    fn drop(&mut self) {
        take_away();
    }
}

/// Takes away the package that is there now, file by file.
#[expect(clippy::disallowed_methods, reason = "takes away what it made")]
pub(crate) fn take_away() {
    let made = MADE.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(folder) = made else {
        return;
    };
    for name in ["Cargo.toml", "Cargo.lock", "src/lib.rs"] {
        let _ = fs::remove_file(folder.join(name));
    }
    for name in ["src", ""] {
        let _ = fs::remove_dir(folder.join(name));
    }
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

/// The user's own folder for such things is nobody else's here.
#[cfg(not(unix))]
fn make_folder(folder: &Path) -> io::Result<()> {
    fs::DirBuilder::new().create(folder)
}

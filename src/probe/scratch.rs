//! The package that cargo is asked with: outside of every checkout, for this user
//! alone, and gone afterwards.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::system::atomic_write::names;
use crate::system::env::Env;
use crate::system::signals::{self, Undo};
use crate::toml::edit::Literal;

/// A folder with a package that has one dependency.
pub(super) struct Scratch {
    folder: PathBuf,
    _undo: Undo,
}

impl Scratch {
    /// Makes the package. `registry` is the one that the dependency is from, or
    /// `None` for crates.io.
    pub(super) fn new(env: &Env, registry: Option<&str>, dependency: &str) -> io::Result<Self> {
        let (folder, undo) = signals::undone_on_exit(|| {
            let base = env.scratch_folder();
            let (folder, ()) = names::make_new(&base, ("feedctl-", ""), make_folder)?;
            let made = folder.clone();
            io::Result::Ok((folder, move || take_away(&made)))
        })?;
        let scratch = Self {
            folder,
            _undo: undo,
        };
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

/// Takes away a package, file by file.
#[expect(clippy::disallowed_methods, reason = "takes away what it made")]
fn take_away(folder: &Path) {
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

//! Folders around a file: made where they are missing, taken away where nothing is left in
//! them, and made durable.
//!
//! Not for the file itself (see [`super::swap`]).

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::{WriteError, failed};
use crate::system::files;

/// The folders above a file that are not there, the nearest to it first.
pub(super) fn missing_folders(folder: &Path) -> Result<Vec<&Path>, WriteError> {
    let mut missing = Vec::new();
    for place in folder.ancestors() {
        match place.metadata() {
            Ok(metadata) if metadata.is_dir() => break,
            Ok(_) => return Err(WriteError::NotAFile("below a file")),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(WriteError::NotAFile("below a file"));
            }
            Err(error) if files::is_absent(&error) => missing.push(place),
            Err(error) => return Err(failed("looking at its folder", place)(error)),
        }
    }
    Ok(missing)
}

/// Makes the folders that are missing. Those above the file's own are made where it
/// lies among the user's own folders; a private one is its owner's alone. Elsewhere
/// than on unix those are private as they are. Inside is whether the disk confirmed it.
#[cfg_attr(
    not(unix),
    expect(unused_mut, unused_variables, reason = "there are no modes")
)]
pub(super) fn make_folders(
    missing: &[&Path],
    folder: &Path,
    private: bool,
    with_parents: bool,
) -> Result<io::Result<()>, WriteError> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    if private {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    let mut kept = Ok(());
    // Without its parents, the folder alone.
    let many = if with_parents { missing.len() } else { 1 };
    for place in missing.iter().take(many).rev() {
        match builder.create(place) {
            Ok(()) => kept = kept.and(place.parent().map_or(Ok(()), sync_folder)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && place.is_dir() => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(WriteError::NotAFile("below a file"));
            }
            Err(error) => return Err(failed("making its folder", folder)(error)),
        }
    }
    Ok(kept)
}

/// Removes a folder if nothing is in it. Fails only where the disk does not confirm it.
pub(super) fn remove_empty(folder: &Path) -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "the room that writes")]
    let removed = fs::remove_dir(folder);
    match (removed, folder.parent()) {
        (Ok(()), Some(parent)) => sync_folder(parent),
        _ => Ok(()),
    }
}

/// Makes a rename durable.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    synced(File::open(folder).and_then(|folder| folder.sync_all()))
}

/// What came of syncing a folder; where that cannot be done, the system sees to it.
pub(super) fn synced(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error)
            if !matches!(
                error.kind(),
                io::ErrorKind::Unsupported
                    | io::ErrorKind::InvalidInput
                    | io::ErrorKind::PermissionDenied
            ) =>
        {
            Err(error)
        }
        _ => Ok(()),
    }
}

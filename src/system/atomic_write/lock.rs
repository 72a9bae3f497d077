//! One writer at a time: the lock of a folder, or of a file that stands for it.
//!
//! Not for what is written meanwhile (see [`super::swap`]).

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use super::folders::synced;
use super::{WriteError, failed, gone_or, names};
use crate::system::files;

/// How long to wait for another feedctl that writes in the same folder.
const PATIENCE: Duration = Duration::from_secs(30);

/// What keeps others from writing in a folder, until it is dropped.
pub(super) struct Lock {
    file: File,
    /// False where the file system knows no locks.
    pub(super) holds: bool,
}

impl Lock {
    /// Makes what was done in the locked folder durable.
    pub(super) fn sync_folder(&self) -> io::Result<()> {
        // Elsewhere than on unix it is not the folder that is open.
        if cfg!(not(unix)) {
            return Ok(());
        }
        synced(self.file.sync_all())
    }
}

/// Locks the folder, so that two feedctl do not overwrite each other.
///
/// Folders cannot be locked on every system; there a file in the user's own
/// folder, named after the target, takes their place.
pub(super) fn lock(folder: &Path, target: &Path, locks: Option<&Path>) -> Result<Lock, WriteError> {
    let start = Instant::now();
    loop {
        let file = if cfg!(unix) {
            File::open(folder).map_err(|error| gone_or(error, "opening its folder", folder))?
        } else {
            lock_file(folder, target, locks)?
        };
        if !try_for_a_while(&file, folder, start)? {
            return Ok(Lock { file, holds: false });
        }
        match is_still(&file, folder) {
            Ok(true) => {
                return Ok(Lock { file, holds: true });
            }
            Ok(false) if start.elapsed() < PATIENCE => {}
            Ok(false) => return Err(WriteError::Locked),
            Err(error) => return Err(gone_or(error, "looking at its folder", folder)),
        }
    }
}

/// Waits for the lock; false where the file system knows none.
fn try_for_a_while(file: &File, path: &Path, start: Instant) -> Result<bool, WriteError> {
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                // The pause differs, so that many do not wake at once.
                let pause = 500 + u64::from(std::process::id() % 4000);
                std::thread::sleep(Duration::from_micros(pause));
            }
            Err(TryLockError::WouldBlock) => return Err(WriteError::Locked),
            // Some network file systems know no locks; the comparison of bytes
            // has to do there.
            Err(TryLockError::Error(error))
                if matches!(
                    error.kind(),
                    io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
                ) =>
            {
                return Ok(false);
            }
            Err(TryLockError::Error(error)) => return Err(failed("locking it", path)(error)),
        }
    }
}

/// Locks a file as cargo does while it writes credentials (`save_credentials`, in cargo's
/// `context`), until what is returned is dropped: so none of its half-written text is taken
/// for what the file holds. One that waits for us meanwhile writes to the file that we have
/// replaced; there is no way around that but to give up the whole write in one.
pub(super) fn lock_itself(file: &File, path: &Path) -> Result<File, WriteError> {
    let own = file.try_clone().map_err(failed("locking it", path))?;
    try_for_a_while(&own, path, Instant::now())?;
    Ok(own)
}

/// True while the locked folder still stands at its path.
#[cfg(unix)]
fn is_still(file: &File, folder: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (locked, here) = (file.metadata()?, folder.metadata()?);
    Ok((locked.dev(), locked.ino()) == (here.dev(), here.ino()))
}

#[cfg(not(unix))]
fn is_still(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

fn lock_file(folder: &Path, target: &Path, locks: Option<&Path>) -> Result<File, WriteError> {
    let Some(locks) = locks else {
        return Err(WriteError::Locked);
    };
    #[expect(clippy::disallowed_methods, reason = "the room that writes")]
    fs::create_dir_all(locks).map_err(failed("making the folder for locks", locks))?;
    let folder = files::canonical(folder).unwrap_or_else(|_| folder.to_path_buf());
    let place = folder.join(target.file_name().unwrap_or_default());
    // The same file must have the same lock in every process.
    let place = place.as_os_str().to_ascii_lowercase();
    let name = names::stable(place.as_encoded_bytes().iter().copied());
    let path = locks.join(name + ".lock");
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(failed("opening its lock", &path))
}

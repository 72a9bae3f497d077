//! A new file beside the old one, in whose place it is put at once, and what becomes of it
//! where that does not come about.
//!
//! Not for deciding whether it may be done (see [`super::Change::land`]).

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::folders::remove_empty;
use super::lock::{Lock, lock};
use super::{WriteError, failed, gone_or, names};
use crate::system::files;
use crate::system::signals::{self, Undo};

/// How long to try where another program keeps a file open, which on Windows is in our
/// way: a virus scanner, say, looks at each new file for a moment.
const MOMENT: Duration = Duration::from_secs(2);

/// Puts the text in the target's place. Inside is whether the disk confirmed it.
pub(super) fn replace(
    target: &Path,
    folder: &Path,
    text: &str,
    old: Option<&Metadata>,
    private: bool,
    lock: &Lock,
) -> Result<io::Result<()>, WriteError> {
    let ((new, mut file), undo) = new_sibling(target, folder, private)?;
    let written = fill(&mut file, &new, text, old, private).and_then(|()| match old {
        // A file for its owner alone gives nobody else access.
        Some(_) if !private => keep_attributes(target, &file),
        _ => Ok(()),
    });
    drop(file);
    written?;
    rename(&new, target, old)?;
    undo.cancel();
    Ok(lock.sync_folder())
}

/// `.config.toml.0123456789abcdef.tmp`: the start and the end of it.
fn scratch_name(target: &Path) -> (String, &'static str) {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    (format!(".{name}."), ".tmp")
}

/// How old a new file has to be to have been left behind. A lock does not tell of another
/// machine on a network's file system, nor of another user on Windows.
pub(super) const LEFT_BEHIND: Duration = Duration::from_mins(1);

/// Takes away what a feedctl of this user's that was killed has left beside the target.
pub(super) fn sweep(target: &Path, folder: &Path) {
    let (start, end) = scratch_name(target);
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = name
            .to_str()
            .and_then(|name| name.strip_prefix(&start)?.strip_suffix(end))
            .is_some_and(|random| {
                let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
                random.len() == 16 && random.bytes().all(is_hex)
            });
        // Links are not followed here.
        if is_ours && entry.metadata().is_ok_and(|file| is_left_behind(&file)) {
            unlink(&entry.path());
        }
    }
}

/// Takes away what a killed feedctl has left beside a file, which itself need not change.
/// It may hold a secret.
pub fn sweep_beside(path: &Path, locks: Option<&Path>) {
    if let Some(folder) = path.parent()
        && let Ok(lock) = lock(folder, path, locks)
        && lock.holds
    {
        sweep(path, folder);
    }
}

fn is_left_behind(file: &Metadata) -> bool {
    let age = file.modified().ok().and_then(|time| time.elapsed().ok());
    file.is_file() && is_of_this_user(file) && age.is_some_and(|age| age > LEFT_BEHIND)
}

#[cfg(unix)]
fn is_of_this_user(file: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(file) == rustix::process::geteuid().as_raw()
}

#[cfg(not(unix))]
fn is_of_this_user(_: &Metadata) -> bool {
    true
}

/// A new file beside the target, under a name that nobody can foresee. It may hold a
/// secret, so it does not stay where it is.
fn new_sibling(
    target: &Path,
    folder: &Path,
    private: bool,
) -> Result<((PathBuf, File), Undo), WriteError> {
    let (start, end) = scratch_name(target);
    signals::undone_on_exit(|| {
        let new = names::make_new(folder, (&start, end), |path| open_new(path, private))?;
        let path = new.0.clone();
        Ok((new, move || unlink(&path)))
    })
    .map_err(|error| gone_or(error, "making a file beside it", folder))
}

/// Opens a file that is not there yet; a private one is nobody else's from its
/// first moment.
#[cfg(unix)]
fn open_new(path: &Path, private: bool) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    if private {
        options.mode(0o600);
    }
    options.open(path)
}

/// The user's own folders are nobody else's here.
#[cfg(not(unix))]
fn open_new(path: &Path, _: bool) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

fn fill(
    file: &mut File,
    path: &Path,
    text: &str,
    old: Option<&Metadata>,
    private: bool,
) -> Result<(), WriteError> {
    if let Some(old) = old {
        let new = file.metadata().map_err(|_| WriteError::Owner)?;
        keep_owner(file, &new, old)?;
        if !(private && cfg!(unix)) && new.permissions() != old.permissions() {
            file.set_permissions(old.permissions())
                .map_err(failed("keeping its mode", path))?;
        }
    }
    file.write_all(text.as_bytes())
        .map_err(failed("writing the new text", path))?;
    file.sync_all()
        .map_err(failed("writing it to the disk", path))
}

#[cfg(unix)]
fn keep_owner(file: &File, new: &Metadata, old: &Metadata) -> Result<(), WriteError> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let owner = (new.uid() != old.uid()).then_some(old.uid());
    let group = (new.gid() != old.gid()).then_some(old.gid());
    if owner.is_none() && group.is_none() {
        return Ok(());
    }
    fchown(file, owner, group).map_err(|_| WriteError::Owner)
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata, _: &Metadata) -> Result<(), WriteError> {
    Ok(())
}

/// Gives the new file the access list and the attributes that somebody gave the old one.
/// What the system itself sets, such as labels, it sets on the new one too.
#[cfg(target_os = "linux")]
fn keep_attributes(old: &Path, new: &File) -> Result<(), WriteError> {
    use rustix::fs::{XattrFlags, fsetxattr, getxattr, listxattr};
    use rustix::io::Errno;
    let failed = |error: Errno| failed("keeping its attributes", old)(error.into());
    let mut names = vec![0; 64 << 10];
    let length = match listxattr(old, &mut names[..]) {
        Ok(length) => length,
        // The file system has none.
        Err(Errno::NOTSUP | Errno::NOSYS) => return Ok(()),
        Err(error) => return Err(failed(error)),
    };
    let is_somebodys =
        |name: &&[u8]| name.starts_with(b"user.") || *name == b"system.posix_acl_access";
    for name in names[..length]
        .split(|byte| *byte == 0)
        .filter(is_somebodys)
    {
        let mut value = vec![0; 64 << 10];
        let length = match getxattr(old, name, &mut value[..]) {
            Ok(length) => length,
            // It is gone, or not for us to read.
            Err(Errno::NODATA | Errno::ACCESS | Errno::PERM) => continue,
            Err(error) => return Err(failed(error)),
        };
        fsetxattr(new, name, &value[..length], XattrFlags::empty()).map_err(failed)?;
    }
    Ok(())
}

/// Other systems are not asked.
#[cfg(not(target_os = "linux"))]
fn keep_attributes(_: &Path, _: &File) -> Result<(), WriteError> {
    Ok(())
}

fn rename(from: &Path, to: &Path, old: Option<&Metadata>) -> Result<(), WriteError> {
    #[expect(clippy::disallowed_methods, reason = "the room that writes")]
    patiently(to, old, || fs::rename(from, to))?.map_err(|error| {
        // The file could be opened to be written, so it is not its protection.
        let denied = cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied;
        if denied {
            WriteError::InUse
        } else if files::is_absent(&error) {
            // Somebody took the new file, or the folder.
            WriteError::Moved
        } else {
            failed("putting the new file in its place", to)(error)
        }
    })
}

/// Does something to the target that was compared, if it still is what it was then: a disk
/// can take its time, and an editor knows no locks. Tries again for a moment where another
/// program may be in the way.
fn patiently(
    target: &Path,
    old: Option<&Metadata>,
    action: impl Fn() -> io::Result<()>,
) -> Result<io::Result<()>, WriteError> {
    let start = Instant::now();
    loop {
        if !is_as_it_was(target, old)? {
            return Err(WriteError::Moved);
        }
        match action() {
            Err(error)
                if cfg!(windows)
                    && (files::is_in_use(&error)
                        || error.kind() == io::ErrorKind::PermissionDenied)
                    && start.elapsed() < MOMENT =>
            {
                std::thread::sleep(Duration::from_millis(20));
            }
            done => return Ok(done),
        }
    }
}

fn unlink(path: &Path) {
    #[expect(clippy::disallowed_methods, reason = "the room that writes")]
    let _ = fs::remove_file(path);
}

/// True while the target is the file that was compared, or still absent.
fn is_as_it_was(target: &Path, old: Option<&Metadata>) -> Result<bool, WriteError> {
    match (target.symlink_metadata(), old) {
        (Ok(now), Some(old)) => Ok(is_same_state(&now, old)),
        (Err(error), _) if files::is_absent(&error) => Ok(old.is_none()),
        (Ok(_), None) => Ok(false),
        (Err(error), _) => Err(failed("looking at it once more", target)(error)),
    }
}

#[cfg(unix)]
fn is_same_state(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let state = |metadata: &Metadata| {
        (
            (metadata.dev(), metadata.ino(), metadata.len()),
            (metadata.mtime(), metadata.mtime_nsec()),
        )
    };
    state(one) == state(other)
}

#[cfg(not(unix))]
fn is_same_state(one: &Metadata, other: &Metadata) -> bool {
    one.len() == other.len() && one.modified().ok() == other.modified().ok()
}

/// Takes the target away. Inside is whether the disk confirmed it.
pub(super) fn remove(
    target: &Path,
    folder: &Path,
    old: Option<&Metadata>,
    lock: &Lock,
) -> Result<io::Result<()>, WriteError> {
    #[expect(clippy::disallowed_methods, reason = "the room that writes")]
    patiently(target, old, || fs::remove_file(target))?
        .map_err(failed("taking the file away", target))?;
    let mut kept = lock.sync_folder();
    if folder.file_name().is_some_and(|name| name == ".cargo") {
        kept = kept.and(remove_empty(folder));
    }
    Ok(kept)
}

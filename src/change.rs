//! A change of one file, and how it lands: at once or not at all.
//!
//! The only room that writes files, but for the scratch package that cargo is asked with
//! (see [`crate::online`]). It never decides what to write; it refuses
//! where the place is not what it was when the change was planned.

use std::fmt;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::files;

/// How long to wait for another feedctl that writes in the same folder.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long to try where another program keeps a file open, which on Windows is in our
/// way: a virus scanner, say, looks at each new file for a moment.
const MOMENT: Duration = Duration::from_secs(2);

/// New content for one file.
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    /// The file as the user names it; it may be a link.
    pub path: PathBuf,
    /// What it held when the change was planned; `None` where there was no file.
    pub before: Option<String>,
    /// What it is to hold; `None` takes the file away, and its folder when that is
    /// then an empty `.cargo`.
    pub after: Option<String>,
    /// The folder that the file must not lie outside of, links followed.
    pub within: Option<PathBuf>,
    /// Whether a new file is for its owner alone, and so is a folder made for it.
    pub private: bool,
}

/// The texts may hold secrets, so only their sizes are shown.
impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Change")
            .field("path", &self.path)
            .field("before", &self.before.as_ref().map(String::len))
            .field("after", &self.after.as_ref().map(String::len))
            .finish_non_exhaustive()
    }
}

/// How a change landed.
#[derive(Debug)]
pub enum Landed {
    /// It is on the disk.
    Durably,
    /// It is in its place, but the disk did not say that it keeps it there.
    NotConfirmed(io::Error),
}

/// Why a change did not land. The file is as it was.
#[derive(Debug)]
pub enum WriteError {
    /// The file is not what it was when the change was planned.
    Moved,
    /// The path is a link that leads out of the folder it must stay in.
    LinkOutside(PathBuf),
    /// The path is a link to nothing, or to itself.
    DanglingLink,
    /// The file has several names; replacing it would part them.
    HardLinks(u64),
    /// The path is a folder, a pipe, a device or the like.
    NotAFile(&'static str),
    /// The file may not be written.
    ReadOnly,
    /// The owner or group of the file could not be kept.
    Owner,
    /// Another program keeps the folder locked.
    Locked,
    /// Another program keeps the file open, and lets nobody replace it.
    InUse,
    /// The system refused to do something with a path.
    Io {
        /// What was being done.
        doing: &'static str,
        /// With which path.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Moved => f.write_str("it changed while this ran"),
            WriteError::LinkOutside(_) => f.write_str("it is a link that leads elsewhere"),
            WriteError::DanglingLink => f.write_str("it is a link that leads to nothing"),
            WriteError::HardLinks(links) => write!(f, "it is one file with {links} names"),
            WriteError::NotAFile(kind) => write!(f, "it is {kind}, not a file"),
            WriteError::ReadOnly => f.write_str("it is read-only"),
            WriteError::Owner => f.write_str("its owner and group could not be kept"),
            WriteError::Locked => f.write_str("another program keeps its folder locked"),
            WriteError::InUse => f.write_str("another program keeps it open"),
            WriteError::Io { doing, error, .. } => {
                write!(f, "{doing}: {}", files::system_words(error))
            }
        }
    }
}

impl std::error::Error for WriteError {}

fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |error| {
        if files::is_in_use(&error) {
            WriteError::InUse
        } else {
            WriteError::Io { doing, path, error }
        }
    }
}

impl Change {
    /// Fails where [`Change::land`] would for what the place is, without writing.
    pub fn check(&self) -> Result<(), WriteError> {
        let target = self.target()?;
        match target.symlink_metadata() {
            Ok(metadata) => may_replace(&target, &metadata),
            Err(error) if files::is_absent(&error) => check_folder(&target),
            Err(error) => Err(io("looking at it", &target)(error)),
        }
    }

    /// Writes the change, durably.
    ///
    /// `locks` is a folder of the user's for lock files, where folders themselves
    /// cannot be locked.
    pub fn land(&self, locks: Option<&Path>) -> Result<Landed, WriteError> {
        let target = self.target()?;
        let Some(folder) = target.parent() else {
            return Err(WriteError::NotAFile("a root"));
        };
        let missing = missing_folders(folder)?;
        let landed = make_folders(&missing, folder, self.private, self.within.is_none())
            .and_then(|kept| Ok(kept.and(self.land_locked(&target, folder, locks)?)));
        match landed {
            Ok(Ok(())) => Ok(Landed::Durably),
            Ok(Err(error)) => Ok(Landed::NotConfirmed(error)),
            Err(error) => {
                // Another may have put a file there by now; then they stay.
                for folder in missing {
                    let _ = remove_empty(folder);
                }
                Err(error)
            }
        }
    }

    /// Inside is whether the disk confirmed it.
    fn land_locked(
        &self,
        target: &Path,
        folder: &Path,
        locks: Option<&Path>,
    ) -> Result<io::Result<()>, WriteError> {
        let lock = lock(folder, target, locks)?;
        let metadata = match target.symlink_metadata() {
            Ok(metadata) => {
                may_replace(target, &metadata)?;
                Some(metadata)
            }
            Err(error) if files::is_absent(&error) => None,
            Err(error) => return Err(io("looking at it", target)(error)),
        };
        let now = files::read(target).map_err(|error| match error {
            files::ReadError::Io(error) => io("reading it again", target)(error),
            files::ReadError::NotAFile(kind) => WriteError::NotAFile(kind),
            files::ReadError::TooLarge | files::ReadError::NotUtf8(_) => WriteError::Moved,
        })?;
        if now.as_deref() != self.before.as_ref().map(String::as_bytes) {
            return Err(WriteError::Moved);
        }
        if lock.holds {
            sweep(target, folder);
        }
        let kept = match &self.after {
            Some(text) => replace(target, folder, text, metadata.as_ref(), self.private)?,
            None => remove(target, folder, metadata.as_ref())?,
        };
        drop(lock);
        Ok(kept)
    }

    /// The file behind the path: a link is followed and stays a link.
    fn target(&self) -> Result<PathBuf, WriteError> {
        let is_link = match self.path.symlink_metadata() {
            Ok(metadata) => metadata.is_symlink(),
            Err(error) if files::is_absent(&error) => false,
            Err(error) => return Err(io("looking at it", &self.path)(error)),
        };
        let target = if is_link {
            files::canonical(&self.path).map_err(|error| {
                if files::is_absent(&error) || files::is_circle(&error) {
                    WriteError::DanglingLink
                } else {
                    io("following the link", &self.path)(error)
                }
            })?
        } else {
            self.path.clone()
        };
        if let Some(within) = &self.within {
            let root = files::canonical(within).map_err(io("looking at its folder", within))?;
            let standing = nearest(&target)?;
            if !standing.starts_with(&root) {
                return Err(WriteError::LinkOutside(standing));
            }
        }
        Ok(target)
    }
}

fn may_replace(target: &Path, metadata: &Metadata) -> Result<(), WriteError> {
    if !metadata.is_file() {
        return Err(WriteError::NotAFile(files::kind(metadata)));
    }
    if metadata.permissions().readonly() {
        return Err(WriteError::ReadOnly);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if metadata.nlink() > 1 {
            return Err(WriteError::HardLinks(metadata.nlink()));
        }
    }
    // Renaming would get around the file's own protection; opening does not.
    match OpenOptions::new().write(true).open(target) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err(WriteError::ReadOnly),
        Err(error) => Err(io("opening it to write", target)(error)),
    }
}

fn check_folder(target: &Path) -> Result<(), WriteError> {
    let standing = target
        .ancestors()
        .skip(1)
        .find_map(|place| Some((place, place.metadata().ok()?)));
    match standing {
        Some((_, metadata)) if !metadata.is_dir() => Err(WriteError::NotAFile("below a file")),
        Some((place, metadata)) if metadata.permissions().readonly() => {
            Err(io("making a file in it", place)(
                io::ErrorKind::PermissionDenied.into(),
            ))
        }
        _ => Ok(()),
    }
}

/// Where a path leads, links followed: of one that is not there yet the nearest folder
/// that is.
fn nearest(path: &Path) -> Result<PathBuf, WriteError> {
    for place in path.ancestors() {
        match files::canonical(place) {
            Ok(place) => return Ok(place),
            Err(error) if files::is_absent(&error) => {}
            Err(error) => return Err(io("looking where it lies", place)(error)),
        }
    }
    Ok(PathBuf::new())
}

/// The folders above a file that are not there, the nearest to it first.
fn missing_folders(folder: &Path) -> Result<Vec<&Path>, WriteError> {
    let mut missing = Vec::new();
    for place in folder.ancestors() {
        match place.metadata() {
            Ok(metadata) if metadata.is_dir() => break,
            Ok(_) => return Err(WriteError::NotAFile("below a file")),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(WriteError::NotAFile("below a file"));
            }
            Err(error) if files::is_absent(&error) => missing.push(place),
            Err(error) => return Err(io("looking at its folder", place)(error)),
        }
    }
    Ok(missing)
}

/// Makes the folders that are missing. Those above the file's own are made where it
/// lies among the user's own folders; a private one is its owner's alone. Elsewhere
/// than on unix those are private as they are. Inside is whether the disk confirmed it.
#[cfg_attr(not(unix), expect(unused_variables, reason = "there are no modes"))]
fn make_folders(
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
            Err(error) => return Err(io("making its folder", folder)(error)),
        }
    }
    Ok(kept)
}

/// What keeps others from writing in a folder, until it is dropped.
struct Lock {
    _file: File,
    /// False where the file system knows no locks.
    holds: bool,
}

/// Locks the folder, so that two feedctl do not overwrite each other.
///
/// Folders cannot be locked on every system; there a file in the user's own
/// folder, named after the target, takes their place.
fn lock(folder: &Path, target: &Path, locks: Option<&Path>) -> Result<Lock, WriteError> {
    let start = Instant::now();
    loop {
        let file = if cfg!(unix) {
            File::open(folder).map_err(|error| gone_or(error, "opening its folder", folder))?
        } else {
            lock_file(folder, target, locks)?
        };
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                    // The pause differs, so that many do not wake at once.
                    let pause = RandomState::new().build_hasher().finish() % 4000;
                    std::thread::sleep(Duration::from_micros(500 + pause));
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
                    return Ok(Lock {
                        _file: file,
                        holds: false,
                    });
                }
                Err(TryLockError::Error(error)) => {
                    return Err(io("locking its folder", folder)(error));
                }
            }
        }
        match is_still(&file, folder) {
            Ok(true) => {
                return Ok(Lock {
                    _file: file,
                    holds: true,
                });
            }
            Ok(false) if start.elapsed() < PATIENCE => {}
            Ok(false) => return Err(WriteError::Locked),
            Err(error) => return Err(gone_or(error, "looking at its folder", folder)),
        }
    }
}

/// A folder that was there a moment ago and is gone was taken away by another.
fn gone_or(error: io::Error, doing: &'static str, path: &Path) -> WriteError {
    if files::is_absent(&error) {
        WriteError::Moved
    } else {
        io(doing, path)(error)
    }
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
    fs::create_dir_all(locks).map_err(io("making the folder for locks", locks))?;
    // The same file must have the same lock in every process: FNV, not a random hash.
    let folder = files::canonical(folder).unwrap_or_else(|_| folder.to_path_buf());
    let place = folder.join(target.file_name().unwrap_or_default());
    let hash = place
        .as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x100_0000_01b3)
        });
    let path = locks.join(format!("{hash:016x}.lock"));
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(io("opening its lock", &path))
}

/// Puts the text in the target's place. Inside is whether the disk confirmed it.
fn replace(
    target: &Path,
    folder: &Path,
    text: &str,
    old: Option<&Metadata>,
    private: bool,
) -> Result<io::Result<()>, WriteError> {
    let (mut file, scratch) = new_sibling(target, folder, private)?;
    let written = fill(&mut file, &scratch.0, text, old, private);
    drop(file);
    written?;
    rename(&scratch.0, target, old)?;
    Ok(sync_folder(folder))
}

/// The new files that are there now, for whoever breaks us off at the keyboard.
static SCRATCHES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn scratches() -> MutexGuard<'static, Vec<PathBuf>> {
    SCRATCHES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A new file until it is in its place; it may hold a secret, so it does not stay.
struct Scratch(PathBuf);

impl Scratch {
    fn new(path: PathBuf) -> Self {
        scratches().push(path.clone());
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Under its old name there is nothing once it is in its place.
        if forget(&self.0) {
            unlink(&self.0);
        }
    }
}

/// Strikes a file off the list; true where it was there.
fn forget(path: &Path) -> bool {
    let mut all = scratches();
    let before = all.len();
    all.retain(|known| known != path);
    all.len() < before
}

/// Takes away the new files that are not in their places yet.
pub(crate) fn take_away() {
    for path in std::mem::take(&mut *scratches()) {
        unlink(&path);
    }
}

/// `.config.toml.0123456789abcdef.tmp`: the start and the end of it.
fn scratch_name(target: &Path) -> (String, &'static str) {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    (format!(".{name}."), ".tmp")
}

/// How old a new file has to be to have been left behind. A lock does not tell of another
/// machine on a network's file system, nor of another user on Windows.
const LEFT_BEHIND: Duration = Duration::from_mins(1);

/// Takes away what a feedctl of this user's that was killed has left beside the target.
fn sweep(target: &Path, folder: &Path) {
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

/// A new file beside the target, under a name that nobody can foresee.
fn new_sibling(target: &Path, folder: &Path, private: bool) -> Result<(File, Scratch), WriteError> {
    let (start, end) = scratch_name(target);
    for _ in 0..16 {
        let random = RandomState::new().build_hasher().finish();
        let path = folder.join(format!("{start}{random:016x}{end}"));
        match open_new(&path, private) {
            Ok(file) => {
                return Ok((file, Scratch::new(path)));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(gone_or(error, "making a file beside it", folder)),
        }
    }
    Err(io("making a file beside it", folder)(
        io::ErrorKind::AlreadyExists.into(),
    ))
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
        keep_owner(file, old)?;
        if !(private && cfg!(unix)) {
            file.set_permissions(old.permissions())
                .map_err(io("keeping its mode", path))?;
        }
    }
    file.write_all(text.as_bytes())
        .map_err(io("writing the new text", path))?;
    file.sync_all().map_err(io("writing it to the disk", path))
}

#[cfg(unix)]
fn keep_owner(file: &File, old: &Metadata) -> Result<(), WriteError> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let new = file.metadata().map_err(|_| WriteError::Owner)?;
    let owner = (new.uid() != old.uid()).then_some(old.uid());
    let group = (new.gid() != old.gid()).then_some(old.gid());
    if owner.is_none() && group.is_none() {
        return Ok(());
    }
    fchown(file, owner, group).map_err(|_| WriteError::Owner)
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) -> Result<(), WriteError> {
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
            io("putting the new file in its place", to)(error)
        }
    })?;
    forget(from);
    Ok(())
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
        (Err(error), _) => Err(io("looking at it once more", target)(error)),
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
fn remove(
    target: &Path,
    folder: &Path,
    old: Option<&Metadata>,
) -> Result<io::Result<()>, WriteError> {
    #[expect(clippy::disallowed_methods, reason = "the room that writes")]
    patiently(target, old, || fs::remove_file(target))?
        .map_err(io("taking the file away", target))?;
    let mut kept = sync_folder(folder);
    if folder.file_name().is_some_and(|name| name == ".cargo") {
        kept = kept.and(remove_empty(folder));
    }
    Ok(kept)
}

/// Removes a folder if nothing is in it. Fails only where the disk does not confirm it.
fn remove_empty(folder: &Path) -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "the room that writes")]
    let removed = fs::remove_dir(folder);
    match (removed, folder.parent()) {
        (Ok(()), Some(parent)) => sync_folder(parent),
        _ => Ok(()),
    }
}

/// Makes a rename durable. Where folders cannot be synced the system sees to it.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn change(path: PathBuf, before: Option<&str>, after: Option<&str>) -> Change {
        Change {
            path,
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
            within: None,
            private: false,
        }
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_made_changed_and_taken_away() {
        let root = tempfile::tempdir().expect("a folder");
        let path = root.path().join(".cargo/config.toml");
        change(path.clone(), None, Some("a"))
            .land(None)
            .expect("made");
        assert_eq!(files::read_text(&path).expect("read"), Some("a".to_owned()));
        change(path.clone(), Some("a"), Some("b"))
            .land(None)
            .expect("changed");
        assert!(matches!(
            change(path.clone(), Some("a"), Some("c")).land(None),
            Err(WriteError::Moved)
        ));
        assert_eq!(names(&root.path().join(".cargo")), ["config.toml"]);
        change(path, Some("b"), None)
            .land(None)
            .expect("taken away");
        assert!(names(root.path()).is_empty());
    }

    #[test]
    fn what_a_killed_one_left_is_swept_and_nothing_else() {
        let root = tempfile::tempdir().expect("a folder");
        let path = root.path().join("config.toml");
        let left = ".config.toml.0123456789abcdef.tmp";
        let fresh = ".config.toml.fedcba9876543210.tmp";
        let others = [
            ".config.toml.0123456789abcdeg.tmp",
            ".config.toml.0123456789ABCDEF.tmp",
            ".config.toml.123.tmp",
            ".other.toml.0123456789abcdef.tmp",
            fresh,
        ];
        let make = |name: &str| {
            let file = File::create(root.path().join(name)).expect("a file");
            let long_ago = std::time::SystemTime::now() - 2 * LEFT_BEHIND;
            if name != fresh {
                file.set_modified(long_ago).expect("a time");
            }
        };
        others.iter().chain([&left]).for_each(|name| make(name));
        change(path.clone(), None, Some("a"))
            .land(None)
            .expect("made");
        let mut stay: Vec<&str> = others.to_vec();
        stay.push("config.toml");
        stay.sort_unstable();
        assert_eq!(names(root.path()), stay);
        make(left);
        change(path, Some("a"), None).land(None).expect("gone");
        stay.retain(|name| *name != "config.toml");
        assert_eq!(names(root.path()), stay);
    }

    #[test]
    fn one_write_leaves_the_new_file_of_another_alone() {
        let root = tempfile::tempdir().expect("a folder");
        std::thread::scope(|scope| {
            for name in ["a", "b", "c"] {
                let path = root.path().join(name).join("config.toml");
                scope.spawn(move || {
                    for number in 0..60 {
                        let before = (number > 0).then(|| number.to_string());
                        let after = (number + 1).to_string();
                        change(path.clone(), before.as_deref(), Some(&after))
                            .land(None)
                            .expect("written");
                    }
                });
            }
        });
    }

    #[test]
    fn a_failure_takes_the_folders_back_that_it_made() {
        let root = tempfile::tempdir().expect("a folder");
        // The new file beside it has a longer name than systems take.
        let long = "x".repeat(250);
        let failed = change(root.path().join("a/b/c").join(long), None, Some("a")).land(None);
        assert!(matches!(failed, Err(WriteError::Io { .. })), "{failed:?}");
        assert!(names(root.path()).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn mode_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let root = tempfile::tempdir().expect("a folder");
        let inside = root.path().join("in");
        change(inside.join("real"), None, Some("a"))
            .land(None)
            .expect("made");
        let real = inside.join("real");
        std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).expect("mode");
        let link = inside.join("link");
        symlink("real", &link).expect("a link");
        let mut there = change(link.clone(), Some("a"), Some("b"));
        there.within = Some(inside.clone());
        there.land(None).expect("through the link");
        assert!(link.symlink_metadata().expect("it").is_symlink());
        assert_eq!(
            real.metadata().expect("it").permissions().mode() & 0o777,
            0o640
        );

        change(root.path().join("out"), None, Some("x"))
            .land(None)
            .expect("made");
        symlink("../out", inside.join("leaves")).expect("a link");
        let mut leaves = change(inside.join("leaves"), Some("x"), Some("y"));
        leaves.within = Some(inside.clone());
        assert!(matches!(leaves.land(None), Err(WriteError::LinkOutside(_))));
        symlink("nowhere", inside.join("dangling")).expect("a link");
        assert!(matches!(
            change(inside.join("dangling"), None, Some("x")).check(),
            Err(WriteError::DanglingLink)
        ));
        symlink("loop", inside.join("loop")).expect("a link");
        assert!(matches!(
            change(inside.join("loop"), None, Some("x")).check(),
            Err(WriteError::DanglingLink)
        ));
        std::fs::hard_link(&real, inside.join("twin")).expect("a second name");
        assert!(matches!(
            change(real.clone(), Some("b"), Some("c")).check(),
            Err(WriteError::HardLinks(2))
        ));
        assert!(matches!(
            change(inside, None, Some("c")).check(),
            Err(WriteError::NotAFile("a folder"))
        ));
    }
}

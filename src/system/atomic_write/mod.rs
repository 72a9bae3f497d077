//! A change of one file, and how it lands: at once or not at all.
//!
//! The only room that writes files, but for the scratch package that cargo is asked with
//! (see [`crate::probe`]). It never decides what to write; it refuses
//! where the place is not what it was when the change was planned.

mod folders;
mod lock;
pub(crate) mod names;
mod swap;

use std::fmt;
use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

pub use swap::sweep_beside;

use crate::system::files::{self, ReadError};
use folders::{make_folders, missing_folders, remove_empty};
use lock::lock;
use swap::{remove, replace, sweep};

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

/// How often a write is tried anew because another one was faster: more often than any
/// crowd of programs gets in its way.
const TRIES: usize = 200;

/// Reads, plans and writes anew as long as another program was faster, which an attempt
/// says by `None`. Returns `None` where that does not end.
pub fn retry<T, E>(mut attempt: impl FnMut() -> Result<Option<T>, E>) -> Result<Option<T>, E> {
    (0..TRIES).find_map(|_| attempt().transpose()).transpose()
}

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> WriteError {
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
            Ok(metadata) => {
                may_replace(&target, &metadata, OpenOptions::new().write(true)).map(drop)
            }
            Err(error) if files::is_absent(&error) => check_folder(&target),
            Err(error) => Err(failed("looking at it", &target)(error)),
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
        // Cargo locks the file itself while it writes credentials.
        let mut own_lock = None;
        let (metadata, now) = match target.symlink_metadata() {
            Ok(metadata) => {
                let mut options = OpenOptions::new();
                let file = may_replace(target, &metadata, options.read(true).write(true))?;
                if self.private && cfg!(unix) {
                    own_lock = Some(lock::lock_itself(&file, target)?);
                }
                let now = files::read_opened(file).map_err(|error| match error {
                    ReadError::Io(error) => failed("reading it again", target)(error),
                    ReadError::NotAFile(kind) => WriteError::NotAFile(kind),
                    ReadError::TooLarge | ReadError::NotUtf8(_) => WriteError::Moved,
                })?;
                (Some(metadata), Some(now))
            }
            Err(error) if files::is_absent(&error) => (None, None),
            Err(error) => return Err(failed("looking at it", target)(error)),
        };
        if now.as_deref() != self.before.as_ref().map(String::as_bytes) {
            return Err(WriteError::Moved);
        }
        if lock.holds {
            sweep(target, folder);
        }
        let kept = match &self.after {
            Some(text) => replace(target, folder, text, metadata.as_ref(), self.private, &lock)?,
            None => remove(target, folder, metadata.as_ref(), &lock)?,
        };
        drop((own_lock, lock));
        Ok(kept)
    }

    /// The file behind the path: a link is followed and stays a link.
    fn target(&self) -> Result<PathBuf, WriteError> {
        let is_link = match self.path.symlink_metadata() {
            Ok(metadata) => metadata.is_symlink(),
            Err(error) if files::is_absent(&error) => false,
            Err(error) => return Err(failed("looking at it", &self.path)(error)),
        };
        let target = if is_link {
            files::canonical(&self.path).map_err(|error| {
                if files::is_absent(&error) || files::is_circle(&error) {
                    WriteError::DanglingLink
                } else {
                    failed("following the link", &self.path)(error)
                }
            })?
        } else {
            self.path.clone()
        };
        if let Some(within) = &self.within {
            let standing = nearest(&target)?;
            // What a path without links starts with has none either.
            if !(within.is_absolute() && standing.starts_with(within)) {
                let root =
                    files::canonical(within).map_err(failed("looking at its folder", within))?;
                if !standing.starts_with(&root) {
                    return Err(WriteError::LinkOutside(standing));
                }
            }
        }
        Ok(target)
    }
}

/// Opens a file that may be replaced; `options` say for what, and to write is part of it.
fn may_replace(
    target: &Path,
    metadata: &Metadata,
    options: &OpenOptions,
) -> Result<File, WriteError> {
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
    options.open(target).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => WriteError::ReadOnly,
        _ => failed("opening it to write", target)(error),
    })
}

fn check_folder(target: &Path) -> Result<(), WriteError> {
    let standing = target
        .ancestors()
        .skip(1)
        .find_map(|place| Some((place, place.metadata().ok()?)));
    match standing {
        Some((_, metadata)) if !metadata.is_dir() => Err(WriteError::NotAFile("below a file")),
        Some((place, metadata)) if metadata.permissions().readonly() => {
            Err(failed("making a file in it", place)(
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
            Err(error) => return Err(failed("looking where it lies", place)(error)),
        }
    }
    Ok(PathBuf::new())
}

/// A folder that was there a moment ago and is gone was taken away by another.
fn gone_or(error: io::Error, doing: &'static str, path: &Path) -> WriteError {
    if files::is_absent(&error) {
        WriteError::Moved
    } else {
        failed(doing, path)(error)
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};

    use super::swap::LEFT_BEHIND;
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

    #[cfg(target_os = "linux")]
    #[test]
    fn access_lists_and_attributes_stay() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        // Version 2; then tag, rights and whom: the owner, user 12345, the group, at most, others.
        let list: Vec<u8> = [
            [1, 6, 0xffff_ffff_u32],
            [2, 4, 12345],
            [4, 4, 0xffff_ffff],
            [0x10, 4, 0xffff_ffff],
            [0x20, 0, 0xffff_ffff],
        ]
        .into_iter()
        .fold(vec![2, 0, 0, 0], |mut bytes, [tag, rights, id]| {
            bytes.extend([tag.to_le_bytes()[0], 0, rights.to_le_bytes()[0], 0]);
            bytes.extend(id.to_le_bytes());
            bytes
        });
        let root = tempfile::tempdir().expect("a folder");
        for (name, value) in [
            ("user.note", b"mine".to_vec()),
            ("system.posix_acl_access", list),
        ] {
            for private in [false, true] {
                let new = root.path().join(format!("{name}-{private}"));
                let path = new.as_path();
                io::Write::write_all(&mut File::create(path).expect("a file"), b"a").expect("text");
                match setxattr(path, name, &value, XattrFlags::empty()) {
                    // A file system without them has none to lose.
                    Err(rustix::io::Errno::NOTSUP) => continue,
                    set => set.expect("set"),
                }
                let mut there = change(new.clone(), Some("a"), Some("b"));
                there.private = private;
                there.land(None).expect("written");
                let mut kept = vec![0; 1000];
                let length = getxattr(path, name, &mut kept[..]);
                let kept = length.ok().map(|length| &kept[..length]);
                assert_eq!(kept == Some(&value[..]), !private, "{name}: {kept:?}");
            }
        }
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

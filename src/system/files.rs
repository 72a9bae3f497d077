//! Reading files that others wrote: regular files only, up to a limit, without
//! ever waiting on a pipe or a device.
//!
//! Not for writing (see [`crate::system::atomic_write`]).

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The most bytes that are read from one file: 64 MiB, a thousand times what any
/// configuration needs.
pub const LIMIT: u64 = 64 << 20;

/// Why a file could not be read.
#[derive(Debug)]
pub enum ReadError {
    /// The path is a folder, a pipe, a device or the like.
    NotAFile(&'static str),
    /// The file is larger than [`LIMIT`].
    TooLarge,
    /// The bytes are not UTF-8; the offset of the first wrong one.
    NotUtf8(usize),
    /// The system refused.
    Io(io::Error),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::NotAFile(what) => write!(f, "it is {what}, not a file"),
            ReadError::TooLarge => write!(f, "it is larger than {} MiB", LIMIT >> 20),
            ReadError::NotUtf8(at) => write!(f, "byte {at} is not UTF-8"),
            ReadError::Io(error) => f.write_str(&system_words(error)),
        }
    }
}

impl std::error::Error for ReadError {}

/// A path that the system did not let us look at: nobody knows what is there.
#[derive(Debug)]
pub struct Unseen {
    /// The path.
    pub path: PathBuf,
    /// What the system said.
    pub error: io::Error,
}

/// A file that is there and could not be read to its end or understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadFile {
    /// The file.
    pub path: PathBuf,
    /// Why not; clean for output.
    pub reason: String,
}

impl Unseen {
    /// Notes a path, where the error leaves open what is there.
    pub fn note(path: PathBuf, error: io::Error, unseen: &mut Vec<Self>) {
        if !is_absent(&error) && !is_circle(&error) {
            unseen.push(Self { path, error });
        }
    }
}

/// The system's reason in a few words, without its number.
#[must_use]
pub fn system_words(error: &io::Error) -> String {
    if is_in_use(error) {
        return "another program keeps it open".to_owned();
    }
    let words = error.to_string();
    let words = words
        .split_once(" (os error")
        .map_or(words.as_str(), |(words, _)| words);
    // Windows speaks in whole sentences.
    let mut letters = words.trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// True for `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION` of Windows, which the
/// standard library has no names for.
#[must_use]
pub fn is_in_use(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// The bytes of a file, or `None` where there is none.
pub fn read(path: &Path) -> Result<Option<Vec<u8>>, ReadError> {
    let metadata = match path.metadata() {
        Ok(metadata) => metadata,
        Err(error) if is_absent(&error) => return Ok(None),
        Err(error) => return Err(ReadError::Io(error)),
    };
    if !metadata.is_file() {
        return Err(ReadError::NotAFile(kind(&metadata)));
    }
    // Between the look and the opening the file may have been exchanged.
    read_opened(open(path).map_err(ReadError::Io)?).map(Some)
}

/// The bytes of a file that is open.
pub fn read_opened(file: File) -> Result<Vec<u8>, ReadError> {
    let metadata = file.metadata().map_err(ReadError::Io)?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile(kind(&metadata)));
    }
    if metadata.len() > LIMIT {
        return Err(ReadError::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    file.take(LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(ReadError::Io)?;
    if bytes.len() as u64 > LIMIT {
        return Err(ReadError::TooLarge);
    }
    Ok(bytes)
}

/// The text of a file, or `None` where there is none.
pub fn read_text(path: &Path) -> Result<Option<String>, ReadError> {
    read(path)?
        .map(|bytes| {
            String::from_utf8(bytes)
                .map_err(|error| ReadError::NotUtf8(error.utf8_error().valid_up_to()))
        })
        .transpose()
}

/// True for two names of one file or folder that is there.
#[must_use]
pub fn is_same(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        match (one.metadata(), other.metadata()) {
            (Ok(one), Ok(other)) => (one.dev(), one.ino()) == (other.dev(), other.ino()),
            _ => false,
        }
    }
    #[cfg(not(unix))]
    {
        matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
    }
}

/// The path without links and `..`, in the form that people write.
pub fn canonical(path: &Path) -> io::Result<PathBuf> {
    let path = path.canonicalize()?;
    let plain = path
        .to_str()
        .filter(|_| cfg!(windows))
        .and_then(as_people_write);
    Ok(plain.map_or(path, PathBuf::from))
}

/// A path of Windows without the `\\?\` that the system puts in front. What would mean
/// something else without it has none.
fn as_people_write(path: &str) -> Option<String> {
    let rest = path.strip_prefix(r"\\?\")?;
    if let Some(share) = rest.strip_prefix(r"UNC\") {
        return Some(format!(r"\\{share}"));
    }
    (rest.as_bytes().get(1) == Some(&b':')).then(|| rest.to_owned())
}

/// A folder as the system names it to a program that runs there. Windows leaves links
/// and drives of the network as they are, and keeps whatever case somebody typed: here
/// it is that of the disk, so that two names of one folder are equal.
#[must_use]
pub fn entered(folder: &Path) -> PathBuf {
    if !cfg!(windows) {
        return canonical(folder).unwrap_or_else(|_| folder.to_owned());
    }
    let typed = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    match canonical(&typed) {
        Ok(stored) if is_same_but_for_case(&stored, &typed) => stored,
        _ => typed,
    }
}

fn is_same_but_for_case(one: &Path, other: &Path) -> bool {
    let lower = |path: &Path| path.to_str().map(str::to_lowercase);
    lower(one).is_some() && lower(one) == lower(other)
}

/// True for what Windows takes for a path on another machine or of a device: merely to
/// look whether it is there tells that machine who asks.
#[must_use]
pub fn is_elsewhere(path: &str) -> bool {
    let mut letters = path.chars();
    let slash = |letter: Option<char>| matches!(letter, Some('/' | '\\'));
    slash(letters.next()) && slash(letters.next())
}

/// True where nothing stands at a path: also below a file, which no folder is.
#[must_use]
pub fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// True for links that lead in a circle.
#[must_use]
pub fn is_circle(error: &io::Error) -> bool {
    #[cfg(unix)]
    let is = error.raw_os_error() == Some(libc::ELOOP);
    // `ERROR_CANT_RESOLVE_FILENAME`, which the standard library has no stable name for.
    #[cfg(not(unix))]
    let is = error.raw_os_error() == Some(1921);
    is
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // A pipe that took the file's place must not make us wait.
        options.custom_flags(libc::O_NONBLOCK);
    }
    options.open(path)
}

/// The word for what is at a path that is no file.
#[must_use]
pub fn kind(metadata: &std::fs::Metadata) -> &'static str {
    let file_type = metadata.file_type();
    if file_type.is_dir() {
        return "a folder";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if file_type.is_fifo() {
            return "a named pipe";
        }
        if file_type.is_socket() {
            return "a socket";
        }
        if file_type.is_char_device() || file_type.is_block_device() {
            return "a device";
        }
    }
    "no regular file"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_windows_are_shown_as_people_write_them() {
        for (path, plain) in [
            (r"\\?\C:\p", Some(r"C:\p")),
            (r"\\?\UNC\server\share\p", Some(r"\\server\share\p")),
            (r"\\?\Volume{1}\p", None),
            (r"C:\p", None),
        ] {
            assert_eq!(as_people_write(path).as_deref(), plain, "{path}");
        }
    }

    #[test]
    fn paths_of_other_machines_are_known() {
        for path in [
            "\\\\h\\s\\a.toml",
            "//h/s/a.toml",
            "\\\\.\\pipe\\a.toml",
            "/\\h/a.toml",
        ] {
            assert!(is_elsewhere(path), "{path}");
        }
        for path in ["a.toml", "/a.toml", "\\a.toml", "c:\\\\a.toml", "a//b.toml"] {
            assert!(!is_elsewhere(path), "{path}");
        }
    }

    #[test]
    fn what_is_no_file_is_refused_and_what_is_absent_is_none() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        assert!(matches!(
            read(folder.path()),
            Err(ReadError::NotAFile("a folder"))
        ));
        assert!(matches!(read(&folder.path().join("none")), Ok(None)));
        #[cfg(unix)]
        assert!(matches!(
            read(Path::new("/dev/null")),
            Err(ReadError::NotAFile("a device"))
        ));
    }
}

//! Names for files and folders that are made: such as nobody can foresee, and such as
//! every process finds alike.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};

/// Makes something in a folder under a new name: `start`, sixteen digits that nobody can
/// foresee, `end`. `make` must fail where the name is taken.
pub(crate) fn make_new<T>(
    folder: &Path,
    (start, end): (&str, &str),
    make: impl Fn(&Path) -> io::Result<T>,
) -> io::Result<(PathBuf, T)> {
    let mut tries = 0;
    loop {
        // The standard library has no other source of chance: each state has keys of its own.
        let random = RandomState::new().build_hasher().finish();
        let path = folder.join(format!("{start}{random:016x}{end}"));
        tries += 1;
        match make(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < 16 => {}
            done => return done.map(|new| (path, new)),
        }
    }
}

/// Sixteen digits that stand for `bytes` in every process and every build: FNV-1a, as the
/// hashes of the standard library promise neither.
pub(crate) fn stable(bytes: impl IntoIterator<Item = u8>) -> String {
    let hash = bytes
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_is_passed_over_and_other_failures_are_told() {
        let folder = Path::new("f");
        let tries = std::cell::Cell::new(0);
        let taken_twice = |path: &Path| {
            tries.set(tries.get() + 1);
            match tries.get() {
                1 | 2 => Err(io::ErrorKind::AlreadyExists.into()),
                _ => Ok(path.to_owned()),
            }
        };
        let (path, made) = make_new(folder, (".a.", ".tmp"), taken_twice).expect("made");
        assert_eq!(path, made);
        let name = path.file_name().and_then(|name| name.to_str());
        let digits = name.and_then(|name| name.strip_prefix(".a.")?.strip_suffix(".tmp"));
        assert_eq!(digits.map(str::len), Some(16));
        for kind in [io::ErrorKind::AlreadyExists, io::ErrorKind::NotFound] {
            let failed = make_new(folder, ("", ""), |_| io::Result::<()>::Err(kind.into()));
            assert_eq!(failed.map_err(|error| error.kind()), Err(kind));
        }
    }

    #[test]
    fn the_same_bytes_have_the_same_name_everywhere() {
        // Of the test vectors of FNV-1a.
        assert_eq!(stable(*b""), "cbf29ce484222325");
        assert_eq!(stable(*b"foobar"), "85944171f73967e8");
    }
}

//! Fresh tokens, kept until a minute before they run out: in the user's cache folder,
//! one file each, for their owner alone; never in a project.
//!
//! Not for tokens that somebody pasted: those are cargo's to keep.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::feeds::Minted;
use crate::system::atomic_write::{Change, WriteError, names};
use crate::system::env::Env;
use crate::system::files;
use crate::text::token::Token;

/// How many seconds before its end a token counts as run out, as with cargo.
const MARGIN: u64 = 60;

/// What a file holds.
#[derive(Serialize, Deserialize)]
struct Kept {
    version: u8,
    /// The index URL that it is for.
    index: String,
    /// Whose it is, in the words of the vendor's tool.
    account: String,
    /// In seconds since 1970.
    expires: u64,
    token: String,
}

/// What may be said of a file in the cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The file.
    pub path: PathBuf,
    /// The index URL that it is for.
    pub index: String,
    /// When its token runs out, in seconds since 1970.
    pub expires: u64,
    /// True where others than its owner can read it.
    pub is_exposed: bool,
}

/// The folder of the cache.
#[must_use]
pub fn folder(env: &Env) -> Option<PathBuf> {
    Some(env.cache_folder()?.join("tokens"))
}

/// The token for an index and an account, while it lasts.
pub(crate) fn get(index: &str, account: &str, now: u64, env: &Env) -> Option<Minted> {
    let path = file(&folder(env)?, index, account);
    let kept = read(&path)?;
    let is_it = kept.index == index && kept.account == account;
    (is_it && kept.expires > now + MARGIN).then(|| Minted {
        token: Token::new(kept.token),
        expires: Some(kept.expires),
    })
}

/// Keeps a token that says when it runs out.
pub(crate) fn put(
    index: &str,
    account: &str,
    minted: &Minted,
    now: u64,
    env: &Env,
) -> Result<(), WriteError> {
    let (Some(folder), Some(expires)) = (folder(env), minted.expires) else {
        return Ok(());
    };
    if expires <= now + MARGIN {
        return Ok(());
    }
    let path = file(&folder, index, account);
    let kept = Kept {
        version: 1,
        index: index.to_owned(),
        account: account.to_owned(),
        expires,
        token: minted.token.expose().to_owned(),
    };
    let before = files::read_text(&path).ok().flatten();
    Change {
        path,
        before,
        after: serde_json::to_string(&kept).ok(),
        within: None,
        private: true,
    }
    .land(env.locks().as_deref())
    .map(drop)
}

/// Takes out every token for an index; true where there was one.
#[must_use]
pub fn forget(index: &str, env: &Env) -> bool {
    let mut forgot = false;
    for (path, kept) in all(env) {
        if kept.index == index {
            let before = files::read_text(&path).ok().flatten();
            let change = Change {
                path,
                before,
                after: None,
                within: None,
                private: true,
            };
            forgot |= change.land(env.locks().as_deref()).is_ok();
        }
    }
    forgot
}

/// What is in the cache, without the tokens.
#[must_use]
pub fn look(env: &Env) -> Vec<Seen> {
    all(env)
        .map(|(path, kept)| Seen {
            is_exposed: is_exposed(&path),
            index: kept.index,
            expires: kept.expires,
            path,
        })
        .collect()
}

fn all(env: &Env) -> impl Iterator<Item = (PathBuf, Kept)> {
    let entries = folder(env).and_then(|folder| std::fs::read_dir(folder).ok());
    let mut paths: Vec<PathBuf> = entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    paths.sort();
    paths.into_iter().filter_map(|path| {
        let kept = read(&path)?;
        Some((path, kept))
    })
}

fn read(path: &Path) -> Option<Kept> {
    serde_json::from_str(&files::read_text(path).ok()??).ok()
}

/// What is in the file is compared, so that two of the same name do no harm.
fn file(folder: &Path, index: &str, account: &str) -> PathBuf {
    let name = names::stable(format!("{index}\n{account}").into_bytes());
    folder.join(name + ".json")
}

#[cfg(unix)]
fn is_exposed(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
}

/// Who may read a file is not told by its mode here.
#[cfg(not(unix))]
fn is_exposed(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_kept_until_a_minute_before_its_end_and_for_its_account() {
        let home = tempfile::tempdir().expect("a folder");
        let env = Env::made_up(home.path(), Some(home.path().to_owned()), []);
        let minted = Minted {
            token: Token::new("abc"),
            expires: Some(10_000),
        };
        put("i", "me", &minted, 100, &env).expect("kept");
        assert_eq!(get("i", "me", 9_939, &env), Some(minted.clone()));
        assert_eq!(get("i", "me", 9_940, &env), None);
        assert_eq!(get("i", "you", 100, &env), None);
        assert_eq!(get("j", "me", 100, &env), None);
        let seen = look(&env);
        assert_eq!(seen.len(), 1);
        assert!(!seen[0].is_exposed && seen[0].index == "i");
        put("i", "you", &minted, 100, &env).expect("kept");
        put("j", "me", &minted, 100, &env).expect("kept");
        assert!(forget("i", &env));
        assert!(!forget("i", &env));
        assert_eq!(look(&env).len(), 1);
        let short = Minted {
            expires: Some(150),
            ..minted.clone()
        };
        put("k", "me", &short, 100, &env).expect("nothing to keep");
        let endless = Minted {
            expires: None,
            ..minted
        };
        put("k", "me", &endless, 100, &env).expect("nothing to keep");
        assert_eq!(look(&env).len(), 1);
    }
}

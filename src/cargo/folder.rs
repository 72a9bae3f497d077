//! Which file cargo takes in one folder, and what lies beside it.
//!
//! Not for going from folder to folder (see [`super::discover()`]).

use std::path::{Path, PathBuf};

use super::Aside;
use super::aside::Asides;
use crate::system::files::{self, ReadError, Unseen};

/// The names of a file of cargo, without and with extension.
pub(super) struct Names(&'static str, &'static str);

pub(super) const CONFIG: Names = Names("config", "config.toml");
pub(super) const CREDENTIALS: Names = Names("credentials", "credentials.toml");

/// A file that cargo takes, and its text.
pub(super) struct Pick {
    pub(super) path: PathBuf,
    pub(super) text: Result<String, ReadError>,
}

/// The file that cargo takes in `folder`: the name without extension wins, even
/// where it is a folder.
pub(super) fn pick(
    folder: &Path,
    names: &Names,
    asides: &mut Asides,
    unseen: &mut Vec<Unseen>,
) -> Option<Pick> {
    let path = folder.join(names.0);
    let with_extension = folder.join(names.1);
    let text = match files::read_text(&path) {
        // Cargo opens the file to see whether it is there: what cannot be opened is not.
        Ok(None) => return pick_with_extension(with_extension, unseen),
        Err(ReadError::Io(error)) => {
            Unseen::note(path, error, unseen);
            return pick_with_extension(with_extension, unseen);
        }
        Ok(Some(text)) => Ok(text),
        Err(error) => Err(error),
    };
    if !with_extension.exists() {
        asides.notice(Aside::NoExtension { path: path.clone() });
    } else if !files::is_same(&path, &with_extension) {
        asides.notice(Aside::BothNames {
            read: path.clone(),
            unread: with_extension,
        });
    }
    Some(Pick { path, text })
}

fn pick_with_extension(path: PathBuf, unseen: &mut Vec<Unseen>) -> Option<Pick> {
    let text = match files::read_text(&path) {
        Ok(None) => return None,
        // Here cargo asks the system: what may not be asked for is not there.
        Err(ReadError::Io(error)) if !path.exists() => {
            Unseen::note(path, error, unseen);
            return None;
        }
        Ok(Some(text)) => Ok(text),
        Err(error) => Err(error),
    };
    Some(Pick { path, text })
}

/// Notices files in `folder` that cargo does not read though they look like it.
pub(super) fn look_beside(folder: &Path, is_home: bool, asides: &mut Vec<Aside>) {
    let Ok(entries) = folder.read_dir() else {
        return;
    };
    let all = [CONFIG.0, CONFIG.1, CREDENTIALS.0, CREDENTIALS.1];
    let mut like: Vec<(String, &'static str)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let meant = *all.iter().find(|meant| name.eq_ignore_ascii_case(meant))?;
            Some((name, meant))
        })
        .collect();
    // The system's order is no order.
    like.sort();
    for (name, meant) in &like {
        let is_credentials = *meant == CREDENTIALS.0 || *meant == CREDENTIALS.1;
        let path = folder.join(name);
        if is_credentials && !is_home {
            asides.push(Aside::UnreadCredentials { path });
        } else if name != meant {
            // Where the system does not tell cases apart, cargo finds the file.
            let found = like.iter().any(|(name, _)| name == meant);
            if found || !folder.join(meant).exists() {
                asides.push(Aside::Misnamed { path, meant });
            }
        }
    }
}

//! From a plan for one file to bytes on the disk: edit, patch, write.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use crate::cargo::display_path::{shown, shown_at};
use crate::cargo::masked::patch;
use crate::cargo::{Config, ConfigFile, Problem};
use crate::system::atomic_write::{Change, Landed, WriteError};
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::files::{self, ReadError};
use crate::system::terminal::Ui;
use crate::text::diff::Patch;
use crate::text::escape;
use crate::text::grammar::plural;
use crate::text::shell::Shell;
use crate::toml::edit::{self, Refusal};
use crate::toml::{Document, Position};

/// Again and again another program was faster.
pub(super) fn kept_changing() -> CliError {
    CliError::refused(
        "the file kept changing while this ran",
        "run this again when the other programs have ended",
    )
}

/// Asks before the write in a run with questions.
pub(super) fn ask_to_write(ui: &mut Ui) -> Result<(), CliError> {
    if ui.ask_yes("Write it?", true)? {
        return Ok(());
    }
    Err(CliError::refused(
        "not written, as answered",
        "run it again when you want it",
    ))
}

/// A file that is to change.
pub(super) struct Landing<'c> {
    pub(super) change: Change,
    pub(super) patch: Patch,
    /// The file as it was, if it was there.
    pub(super) before: Option<Cow<'c, Document>>,
    /// The file as it will be; for one that goes, empty.
    pub(super) after: Document,
    /// How many bytes of the file before are not in the file after.
    pub(super) cut: usize,
}

/// Why a file cannot be changed.
pub(super) enum Failure {
    Read(ReadError),
    Edit {
        refusal: Refusal,
        at: Option<Position>,
    },
    Write(WriteError),
}

impl Failure {
    /// True where the same may go well a moment later.
    pub(super) fn may_pass(&self) -> bool {
        matches!(self, Failure::Write(WriteError::Moved))
    }

    /// The reason in words, with the place in the file.
    pub(super) fn reason(&self, path: &Path, env: &Env) -> String {
        let file = shown(path, env);
        match self {
            Failure::Read(ReadError::NotUtf8(at)) => {
                format!("{file} is not UTF-8 (byte {at}), so cargo cannot read it either")
            }
            Failure::Read(error) => format!("{file} cannot be read: {error}"),
            Failure::Edit { refusal, at } => {
                let place = at.map_or(file, |at| shown_at(path, at, env));
                match refusal {
                    Refusal::Syntax(error) => format!("{place} is not TOML: {error}"),
                    other => format!("{place}: {other}"),
                }
            }
            Failure::Write(WriteError::LinkOutside(to)) => {
                let to = shown(to, env);
                if path.is_symlink() {
                    format!("{file} is a link to {to}, outside this repository")
                } else {
                    format!("{to} is outside this repository")
                }
            }
            Failure::Write(error) => format!("{file} cannot be written: {error}"),
        }
    }

    /// The error for the user.
    pub(super) fn into_error(self, path: &Path, env: &Env) -> CliError {
        let reason = self.reason(path, env);
        let next = match &self {
            Failure::Edit {
                refusal: Refusal::Unsound(_),
                ..
            } => "report it with that file".to_owned(),
            Failure::Edit { .. } | Failure::Read(ReadError::NotUtf8(_)) => {
                "mend that line and run this again".to_owned()
            }
            Failure::Write(WriteError::LinkOutside(to)) => {
                let word = Shell::native().quote(&to.display().to_string());
                format!("`--file {}` if you mean it", escape::line(&word))
            }
            Failure::Write(WriteError::HardLinks(_)) => {
                "part the names (copy the file over itself), or edit it by hand".to_owned()
            }
            Failure::Write(WriteError::Moved) => "run this again".to_owned(),
            Failure::Write(WriteError::InUse) => "close it there, then run this again".to_owned(),
            Failure::Write(WriteError::Locked) => {
                "wait for the other feedctl, then run this again".to_owned()
            }
            _ => "see to that, or name another file with `--file PATH`".to_owned(),
        };
        CliError::refused(reason, next)
    }
}

/// Edits a file as planned. `None` where nothing would change.
///
/// `config` is what the plan was made from; the file need not be in it.
/// `root` is the folder that paths in the patch start from; a file outside it
/// goes by its whole name.
pub(super) fn prepare<'c>(
    path: &Path,
    config: &'c Config,
    within: Option<&PathBuf>,
    changes: &[edit::Change],
    root: &Path,
) -> Result<Option<Landing<'c>>, Failure> {
    let place = Change {
        path: path.to_path_buf(),
        before: None,
        after: None,
        within: within.cloned(),
        private: false,
    };
    place.check().map_err(Failure::Write)?;
    let before = document(path, config)?;
    let edited = edit::apply(before.as_deref(), changes).map_err(|refusal| Failure::Edit {
        at: refusal
            .at()
            .zip(before.as_deref())
            .map(|(at, document)| document.position(at.start)),
        refusal,
    })?;
    if before.as_deref().map(Document::text) == Some(edited.document.text())
        || (before.is_none() && edited.document.text().is_empty())
    {
        return Ok(None);
    }
    let after = (!edited.ours_alone).then(|| edited.document.text().to_owned());
    let shown_change = patch(
        &name_in_patch(path, root),
        before.as_deref().map(Document::text),
        after.as_deref(),
    );
    Ok(Some(Landing {
        change: Change {
            before: before.as_deref().map(|document| document.text().to_owned()),
            after,
            ..place
        },
        patch: shown_change,
        before,
        after: edited.document,
        cut: edited.cut,
    }))
}

/// What a patch calls a file: its path below `root`, or all of it.
pub(super) fn name_in_patch(file: &Path, root: &Path) -> String {
    let name = file.strip_prefix(root).unwrap_or(file).to_string_lossy();
    let name = name.replace(std::path::MAIN_SEPARATOR, "/");
    name.trim_start_matches('/').to_owned()
}

/// The file as it was read for the plan. A file that the plan knows nothing of has to
/// be absent: what is there now the plan was not judged by.
fn document<'c>(path: &Path, config: &'c Config) -> Result<Option<Cow<'c, Document>>, Failure> {
    let read = config.file_at(path).map(|id| config.file(id));
    if let Some(document) = read.and_then(ConfigFile::document) {
        return Ok(Some(Cow::Borrowed(document)));
    }
    if let Some(error) = why_unread(path, config) {
        return Err(Failure::Read(ReadError::Io(error)));
    }
    let known = read.and_then(ConfigFile::text);
    match files::read_text(path).map_err(Failure::Read)? {
        None => Ok(None),
        // Broken, as it was: the edit says where.
        Some(text) if known == Some(text.as_str()) => Ok(Some(Cow::Owned(parse(&text)?))),
        Some(text) => {
            parse(&text)?;
            Err(Failure::Write(WriteError::Moved))
        }
    }
}

/// What the system said when the plan's reading of the file failed: even if it can be
/// read now, the plan was not judged by it.
fn why_unread(path: &Path, config: &Config) -> Option<io::Error> {
    let id = config.file_at(path)?;
    config.problems().iter().find_map(|problem| match problem {
        Problem::Unreadable {
            file,
            error: ReadError::Io(error),
        } if *file == id && !files::is_absent(error) => Some(
            error
                .raw_os_error()
                .map_or_else(|| error.kind().into(), io::Error::from_raw_os_error),
        ),
        _ => None,
    })
}

fn parse(text: &str) -> Result<Document, Failure> {
    Document::parse(text).map_err(|error| Failure::Edit {
        at: Some(Position::of(text, error.at.start)),
        refusal: Refusal::Syntax(error),
    })
}

impl Landing<'_> {
    /// Writes it. Returns the receipt.
    pub(super) fn land(&self, env: &Env) -> Result<String, Failure> {
        let landed = self.change.land(env.locks().as_deref());
        Ok(match landed.map_err(Failure::Write)? {
            Landed::Durably => self.receipt(env),
            Landed::NotConfirmed(error) => format!(
                "{} (the disk did not confirm it: {})",
                self.receipt(env),
                files::system_words(&error)
            ),
        })
    }

    /// `wrote FILE: 5 lines added, 1 taken out, 312 bytes as they were`.
    fn receipt(&self, env: &Env) -> String {
        let file = shown(&self.change.path, env);
        if self.change.after.is_none() {
            return format!("took away {file}: nothing but these lines was in it");
        }
        let before = self.change.before.as_deref().map_or(0, str::len);
        let mut done = Vec::new();
        if self.patch.added > 0 {
            done.push(format!("{} added", plural(self.patch.added, "line")));
        }
        if self.patch.removed > 0 {
            done.push(format!("{} taken out", plural(self.patch.removed, "line")));
        }
        if before > 0 {
            done.push(format!(
                "{} of {before} bytes as they were",
                before - self.cut
            ));
        }
        format!("wrote {file}: {}", done.join(", "))
    }
}

/// Said of a patch that is not shown as it is.
pub(super) const HIDDEN: &str =
    "parts of these lines are masked or escaped, so this patch does not apply as it is printed";

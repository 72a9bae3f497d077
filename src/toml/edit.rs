//! A planned change of one document, and the one way to carry it out: splicing
//! bytes into the text.
//!
//! The rules, which make an insertion and its removal exact inverses:
//! - only whole lines are added, except inside a one-line inline table;
//! - a new table is a block at the end with one empty line before it (none in an
//!   empty file), and it ends as the file did;
//! - into a header without entries go one empty line and then the key, so that
//!   removal can tell such a header from one that came with the key;
//! - what is added follows the spelling, the indentation and the line end of
//!   what stands there;
//! - a comment is the user's: where its statement goes, it stays on a line of its own.
//!
//! Not for deciding what to change.

use std::fmt;

pub use super::change::{Change, Refusal};
pub use super::literal::{Literal, encode_key};
use super::pass::{Kept, Pass, left_of};
use super::{Document, Span, compare, insert, remove, rename};

/// The outcome of a change.
#[derive(Debug, Clone)]
pub struct Edited {
    /// The new text with its statements.
    pub document: Document,
    /// True when what is left is what a file is that only ever held our lines:
    /// nothing. The file may then go.
    pub ours_alone: bool,
    /// How many bytes of the old text are not in the new one.
    pub cut: usize,
}

/// Carries out `changes` on a document; `None` stands for a file that is absent.
///
/// The result is parsed again: it holds the old statements and the planned ones,
/// and `toml_edit` reads it.
pub fn apply(document: Option<&Document>, changes: &[Change]) -> Result<Edited, Refusal> {
    proved(document, changes).map_err(|refusal| {
        if !matches!(refusal, Refusal::Syntax(_) | Refusal::Unsound(_)) {
            return refusal;
        }
        // A text that was no TOML before is told by its own fault and place.
        match (document.map(Document::tree), refusal) {
            (Some(Err(error)), _) => Refusal::Syntax(error),
            (_, Refusal::Syntax(error)) => Refusal::Unsound(error.reason),
            (_, refusal) => refusal,
        }
    })
}

fn proved(document: Option<&Document>, changes: &[Change]) -> Result<Edited, Refusal> {
    let spliced = splice(document, changes)?;
    if let Some(old) = document {
        let same = old.text() == spliced.text;
        // What is broken in a text that is only added to is found in the result.
        if same || spliced.cut > 0 {
            old.tree()?;
        }
        if same {
            return spliced.read();
        }
    }
    let edited = spliced.read()?;
    compare::check(document, &edited.document, changes)?;
    match toml_edit::Document::parse(edited.document.text()) {
        Ok(_) => Ok(edited),
        Err(error) => Err(Refusal::Unsound(error.message().to_owned())),
    }
}

/// The outcome of [`splice`].
#[derive(Clone, PartialEq, Eq)]
pub struct Spliced {
    /// The new text.
    pub text: String,
    /// As [`Edited::ours_alone`].
    pub ours_alone: bool,
    /// As [`Edited::cut`].
    pub cut: usize,
}

/// The text may hold a secret.
impl fmt::Debug for Spliced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Spliced")
            .field("length", &self.text.len())
            .field("ours_alone", &self.ours_alone)
            .field("cut", &self.cut)
            .finish()
    }
}

impl Spliced {
    fn read(self) -> Result<Edited, Refusal> {
        Ok(Edited {
            document: Document::parse(self.text)?,
            ours_alone: self.ours_alone,
            cut: self.cut,
        })
    }
}

/// As [`apply`], but does not read the new text again, so nothing is proved of it.
pub fn splice(document: Option<&Document>, changes: &[Change]) -> Result<Spliced, Refusal> {
    let mut between: Option<Document> = None;
    let mut text: Option<String> = None;
    let mut rest = changes;
    let length = document.map_or(0, |document| document.text().len());
    // What is left of the old text.
    let mut left = vec![Span {
        start: 0,
        end: length,
    }];
    while !rest.is_empty() {
        // Changes of different top tables do not meet, so one pass serves them all.
        let meets = |at: usize| {
            let mut earlier = rest[..at].iter().flat_map(Change::tops);
            earlier.any(|top| rest[at].tops().any(|own| own == top))
        };
        let batch = (1..rest.len()).find(|at| meets(*at)).unwrap_or(rest.len());
        let (now, later) = rest.split_at(batch);
        let (new, kept) = one_pass(between.as_ref().or(document), now)?;
        left = left_of(&left, &kept);
        if !later.is_empty() {
            between = Some(Document::parse(new.as_str())?);
        }
        text = Some(new);
        rest = later;
    }
    let text = text.unwrap_or_else(|| document.map_or("", Document::text).to_owned());
    // A file that was empty before us has no last newline; one that we made has.
    let ours_alone = text.is_empty() && document.is_some_and(|old| old.text().ends_with('\n'));
    let left: usize = left.iter().map(|span| span.end - span.start).sum();
    Ok(Spliced {
        text,
        ours_alone,
        cut: length - left,
    })
}

fn one_pass(
    document: Option<&Document>,
    changes: &[Change],
) -> Result<(String, Vec<Kept>), Refusal> {
    let mut pass = Pass::default();
    let empty = Document::parse("")?;
    let base = document.unwrap_or(&empty);
    for change in changes {
        match change {
            Change::Set {
                table,
                keys,
                inline_in_new_file,
            } => {
                let inline = *inline_in_new_file && document.is_none();
                insert::set(&mut pass, base, table, keys, inline)?;
            }
            Change::Remove { path } => remove::remove(&mut pass, base, path),
            Change::Rename { path, to } => rename::rename(&mut pass, base, path, to)?,
            Change::Replace { path, key, value } => {
                insert::replace_pair(&mut pass, base, path, key, value)?;
            }
            Change::Move {
                path,
                table,
                key,
                value,
            } => insert::move_pair(&mut pass, base, path, table, (key, value.as_ref()))?,
        }
    }
    Ok(pass.text(base.text(), document.is_none()))
}

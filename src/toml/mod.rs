//! One TOML file as text: where each statement stands, what it says, and how a
//! planned change is spliced into its bytes.
//!
//! What it promises:
//! - It takes the texts that `toml_edit` takes, and refuses those that it refuses.
//! - What a change does not name keeps its bytes: comments, blanks, order, spelling, line
//!   ends, a byte order mark. Nothing here prints a document back.
//! - A changed text is read again, here and by `toml_edit`, and says what it said before
//!   and what was planned; or the change is refused and there is no new text.
//! - To remove what was set in a table that came with it gives the old text back.
//! - What fails says so as a [`SyntaxError`] or an [`edit::Refusal`], neither of which
//!   quotes a value, so both can be shown.
//!
//! It knows nothing of feeds, of cargo's layers or of files on disk, and imports nothing
//! of this crate but the type of a secret. Start reading at [`Document`], then [`edit`].
//!
//! ```
//! use feedctl::toml::Document;
//! use feedctl::toml::edit::{Change, apply};
//!
//! let text = "[registries.ours] # mirrored\nindex = 'sparse+https://a.test/'\n";
//! let document = Document::parse(text)?;
//! let tree = document.tree()?;
//! let index = tree.str_at(&["registries", "ours", "index"]);
//! assert_eq!(index, Some("sparse+https://a.test/"));
//!
//! let more = Change::set(&["registries", "more"], "index", "sparse+https://b.test/");
//! let edited = apply(Some(&document), &[more])?.document;
//! assert_eq!(
//!     edited.text(),
//!     format!("{text}\n[registries.more]\nindex = \"sparse+https://b.test/\"\n"),
//! );
//!
//! let back = apply(Some(&edited), &[Change::remove(&["registries", "more"])])?;
//! assert_eq!(back.document.text(), text);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod change;
mod compare;
mod depth;
pub mod edit;
mod grow;
mod insert;
mod lines;
mod literal;
mod locate;
mod pass;
mod remove;
mod rename;
mod statements;
#[cfg(test)]
mod tests;
mod tree;

use std::fmt;
use std::sync::OnceLock;

pub use lines::Position;
pub(crate) use lines::line_starts;
pub use statements::{Key, Pair, Statement, Value};
pub use tree::{Entry, Item, Node, Table, texts};

/// A half-open range of byte offsets into the text of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just past the last byte.
    pub end: usize,
}

impl Span {
    /// The text that the span covers.
    #[must_use]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    fn to(self, other: Span) -> Span {
        Span {
            start: self.start,
            end: other.end,
        }
    }
}

/// Why a text is not a TOML document.
///
/// The reason never quotes the text, so it can be shown whatever the file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where reading stopped.
    pub at: Span,
    /// What was wrong there, without quoting it.
    pub reason: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for SyntaxError {}

/// The text of one file with its statements in order.
#[derive(Clone)]
pub struct Document {
    text: String,
    statements: Vec<Statement>,
    /// Where its lines begin; looked for once, as many places may be asked for.
    lines: OnceLock<Box<[usize]>>,
}

/// The text may hold a secret, so only its size is shown.
impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("length", &self.text.len())
            .field("statements", &self.statements.len())
            .finish_non_exhaustive()
    }
}

impl Document {
    /// Reads the statements of `text`.
    ///
    /// Only the grammar is checked here; [`Document::tree`] also finds keys that
    /// are defined twice.
    pub fn parse(text: impl Into<String>) -> Result<Self, SyntaxError> {
        let text = text.into();
        let statements = statements::read(&text)?;
        let lines = OnceLock::new();
        Ok(Self {
            text,
            statements,
            lines,
        })
    }

    /// The text as it was given.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The statements in the order of the file.
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// The first statement whose value lies deeper than we follow.
    #[must_use]
    pub fn too_deep(&self) -> Option<Span> {
        depth::too_deep(&self.statements, depth::DEPTH)
    }

    /// The values of the document as one table; fails where they lie too deep.
    pub fn tree(&self) -> Result<Table, SyntaxError> {
        if let Some(at) = self.too_deep() {
            return Err(SyntaxError {
                at,
                reason: "tables nest too deeply".to_owned(),
            });
        }
        tree::build(self)
    }

    /// The string at a path, where one is written there. Looks for this one path
    /// only, which costs less than [`Document::tree`].
    #[must_use]
    pub fn string_at(&self, path: &[&str]) -> Option<String> {
        let site = locate::find(self, path).ok()?.exact?;
        tree::string(&site.pair.value, &self.text)
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let starts = self.lines.get_or_init(|| line_starts(&self.text));
        Position::among(starts, &self.text, offset)
    }
}

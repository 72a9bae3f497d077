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
//! Not for deciding what to change (see [`crate::plan`]).

use std::fmt;

use super::lines::{ending_before, line_end};
use super::{Document, Span, SyntaxError};
use super::{compare, insert, remove, rename};
use crate::token::Token;

/// A value that can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// A string.
    String(String),
    /// A string that must not be shown.
    Secret(Token),
    /// An array of strings.
    List(Vec<String>),
    /// An array of strings, as its text.
    ListText(String),
    /// An integer.
    Integer(i64),
    /// A boolean.
    Boolean(bool),
    /// A table in braces.
    Table(Vec<(String, Literal)>),
}

impl Literal {
    /// The TOML 1.0 text of the value, on one line where it holds no line break.
    #[must_use]
    pub fn encode(&self) -> String {
        match self {
            Literal::String(text) => encode_string(text),
            Literal::Secret(token) => encode_string(token.expose()),
            Literal::List(items) => {
                let items: Vec<String> = items.iter().map(|item| encode_string(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Literal::ListText(text) => text.clone(),
            Literal::Integer(value) => value.to_string(),
            Literal::Boolean(value) => value.to_string(),
            Literal::Table(pairs) => {
                let pairs: Vec<String> = pairs
                    .iter()
                    .map(|(key, value)| format!("{} = {}", encode_key(key), value.encode()))
                    .collect();
                format!("{{ {} }}", pairs.join(", "))
            }
        }
    }
}

fn encode_string(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// The TOML text of one part of a key, quoted where it must be.
#[must_use]
pub fn encode_key(name: &str) -> String {
    toml_edit::Key::new(name).display_repr().into_owned()
}

/// One change of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Sets keys of one table, which is made where it is missing.
    Set {
        /// The path of the table.
        table: Vec<String>,
        /// The keys with their values, in order.
        keys: Vec<(String, Literal)>,
        /// In a new file: write `[parent]` and `name = { … }`, as vendors print
        /// it, instead of `[parent.name]`.
        inline_in_new_file: bool,
    },
    /// Removes a key, or a table with all that is in it.
    Remove {
        /// The path of the key or table.
        path: Vec<String>,
    },
    /// Writes another key or value in the place of a pair, in front of its comment.
    Replace {
        /// The path of the pair. Its value may be a table in braces.
        path: Vec<String>,
        /// The last part of its new path.
        key: String,
        /// The new value.
        value: Literal,
    },
    /// Takes a pair to another table as it is written, with its comments.
    Move {
        /// The path of the pair.
        path: Vec<String>,
        /// The path of the other table, which is made where it is missing.
        table: Vec<String>,
        /// Its key there.
        key: String,
        /// Another value for it.
        value: Option<Literal>,
    },
    /// Gives a key or a table another name, wherever it is mentioned.
    Rename {
        /// The path of the key or table.
        path: Vec<String>,
        /// The new last part of the path.
        to: String,
    },
}

impl Change {
    fn top(&self) -> Option<&String> {
        match self {
            Change::Set { table, .. } => table.first(),
            Change::Remove { path }
            | Change::Rename { path, .. }
            | Change::Replace { path, .. }
            | Change::Move { path, .. } => path.first(),
        }
    }

    /// The paths of the keys and tables that it changes.
    #[must_use]
    pub fn touched(&self) -> Vec<Vec<String>> {
        let below = |table: &[String], key: &String| [table, std::slice::from_ref(key)].concat();
        match self {
            Change::Set { table, keys, .. } => {
                keys.iter().map(|(key, _)| below(table, key)).collect()
            }
            Change::Remove { path }
            | Change::Rename { path, .. }
            | Change::Replace { path, .. } => {
                vec![path.clone()]
            }
            Change::Move {
                path, table, key, ..
            } => vec![path.clone(), below(table, key)],
        }
    }

    /// The top table that a pair is taken to.
    fn other_top(&self) -> Option<&String> {
        match self {
            Change::Move { table, .. } => table.first(),
            _ => None,
        }
    }
}

/// Why a change cannot be made. The text is then untouched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A key of that name is there already.
    KeyExists {
        /// Where it stands.
        at: Span,
        /// Its dotted path.
        key: String,
    },
    /// A comment inside of what is written anew would be lost.
    Comment {
        /// Where it stands.
        at: Span,
    },
    /// Something else stands where a table or a value must be.
    WrongType {
        /// Where it stands.
        at: Span,
        /// The dotted path of the key that is of the wrong kind.
        key: String,
        /// The kind it must be.
        wanted: &'static str,
        /// The kind it is.
        found: &'static str,
    },
    /// The text, before or after the change, is not TOML.
    Syntax(SyntaxError),
    /// The result does not say what the plan says: a fault of this program.
    Unsound(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::WrongType {
                key, wanted, found, ..
            } => write!(f, "`{key}` is {found}, where {wanted} must be"),
            Refusal::KeyExists { key, .. } => write!(f, "`{key}` is there already"),
            Refusal::Comment { .. } => f.write_str("this comment would be lost"),
            Refusal::Syntax(error) => write!(f, "{error}"),
            Refusal::Unsound(what) => write!(
                f,
                "the edited text would not say what was planned ({what}); please report this"
            ),
        }
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// Where in the text before the change the reason stands.
    #[must_use]
    pub fn at(&self) -> Option<Span> {
        match self {
            Refusal::WrongType { at, .. }
            | Refusal::KeyExists { at, .. }
            | Refusal::Comment { at } => Some(*at),
            Refusal::Syntax(error) => Some(error.at),
            Refusal::Unsound(_) => None,
        }
    }
}

impl From<SyntaxError> for Refusal {
    fn from(error: SyntaxError) -> Self {
        Refusal::Syntax(error)
    }
}

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
    let spliced = splice_text(document, changes)?;
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

/// Carries out `changes` without the checks of [`apply`].
pub fn splice(document: Option<&Document>, changes: &[Change]) -> Result<Edited, Refusal> {
    splice_text(document, changes)?.read()
}

/// The outcome of [`splice_text`].
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

/// As [`splice`], but does not read the new text again.
pub fn splice_text(document: Option<&Document>, changes: &[Change]) -> Result<Spliced, Refusal> {
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
        let tops = |change: &'_ Change| [change.top().cloned(), change.other_top().cloned()];
        let meets = |at: usize| {
            let own = tops(&rest[at]);
            let mut earlier = rest[..at].iter().flat_map(tops).flatten();
            earlier.any(|top| own.contains(&Some(top)))
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

/// A part of a text that a pass leaves as it is, and where it stands afterwards.
type Kept = (Span, usize);

/// Where what was left stands after one more pass.
fn left_of(left: &[Span], kept: &[Kept]) -> Vec<Span> {
    let mut still = Vec::with_capacity(left.len().max(kept.len()));
    for (old, new) in kept {
        // Both are in order.
        let first = left.partition_point(|span| span.end <= old.start);
        for span in left[first..].iter().take_while(|span| span.start < old.end) {
            let start = span.start.max(old.start);
            let end = span.end.min(old.end);
            still.push(Span {
                start: new + start - old.start,
                end: new + end - old.start,
            });
        }
    }
    still
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

/// What one pass over a text adds and takes out.
#[derive(Debug, Default)]
pub(super) struct Pass {
    splices: Vec<(Span, String)>,
    /// Tables for the end of the file: the lines of each, without line ends.
    blocks: Vec<Vec<String>>,
    /// True when the last line of the text, which has no line end, is taken out.
    cut_end: bool,
    /// The pair that another place gets with its comments.
    pub(super) moved: Option<Span>,
}

impl Pass {
    /// Puts `text` in the place of a span.
    pub(super) fn replace(&mut self, span: Span, text: impl Into<String>) {
        self.splices.push((span, text.into()));
    }

    /// Adds whole lines after the line that holds `offset`.
    pub(super) fn add_lines(&mut self, text: &str, offset: usize, lines: &[String]) {
        let at = line_end(text, offset);
        let ended = text[..at].ends_with('\n');
        let ending = ending_before(text, at);
        let mut added = String::new();
        for line in lines {
            if ended {
                added.push_str(line);
                added.push_str(ending);
            } else {
                added.push_str(ending);
                added.push_str(line);
            }
        }
        self.replace(Span { start: at, end: at }, added);
    }

    /// Adds a table at the end of the file.
    pub(super) fn add_block(&mut self, lines: Vec<String>) {
        self.blocks.push(lines);
    }

    /// Takes over what another pass over the same text cuts.
    pub(super) fn append(&mut self, other: Pass) {
        self.splices.extend(other.splices);
        self.cut_end |= other.cut_end;
    }

    /// Takes out whole lines.
    pub(super) fn cut_lines(&mut self, text: &str, span: Span) {
        self.cut_end |= span.end == text.len() && !text.ends_with('\n');
        self.replace(span, "");
    }

    /// The new text, and what it has of the old one.
    fn text(mut self, text: &str, absent: bool) -> (String, Vec<Kept>) {
        self.splices.sort_by_key(|(span, _)| (span.start, span.end));
        let mut out = String::with_capacity(text.len() + 256);
        let mut done = 0;
        let mut kept: Vec<Kept> = Vec::with_capacity(self.splices.len() + 1);
        let mut keep = |out: &mut String, start: usize, end: usize| {
            if start < end {
                kept.push((Span { start, end }, out.len()));
                out.push_str(&text[start..end]);
            }
        };
        for (span, added) in &self.splices {
            keep(&mut out, done, span.start);
            out.push_str(added);
            done = done.max(span.end);
        }
        keep(&mut out, done, text.len());
        if self.cut_end {
            out.truncate(super::lines::before_line_end(&out, out.len()));
            if let Some((span, at)) = kept.last_mut() {
                span.end = span.end.min(span.start + out.len().saturating_sub(*at));
            }
        }
        self.append_blocks(&mut out, text, absent);
        (out, kept)
    }

    fn append_blocks(&self, out: &mut String, text: &str, absent: bool) {
        let ending = ending_before(text, text.len());
        let ends_with_newline = absent || text.ends_with('\n');
        for lines in &self.blocks {
            if !out.trim_start_matches('\u{feff}').is_empty() {
                out.push_str(ending);
                if !ends_with_newline {
                    out.push_str(ending);
                }
            }
            out.push_str(&lines.join(ending));
            if ends_with_newline {
                out.push_str(ending);
            }
        }
    }
}

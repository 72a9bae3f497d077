//! What a check has to say, as data: how grave it is, where it is written, why it
//! is wrong and what to do.
//!
//! Texts are clean for output when they come here (see [`crate::text::escape`]). Not
//! for how a finding is shown (see [`crate::doctor::report`]).

use std::path::{Path, PathBuf};

use super::Check;
use crate::cargo::masked;
use crate::cargo::{ConfigFile, Definition};
use crate::text::escape;
use crate::toml::edit::Change;
use crate::toml::{Document, Position, Span};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It teaches.
    Info,
    /// It bites another command, or later.
    Warning,
    /// Cargo's own resolution of a registry or of crates.io fails, or silently
    /// does what the file does not say.
    Error,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The files of the checkout: the same on every machine.
    Files,
    /// This home, its variables, tokens and programs.
    Machine,
}

impl Subject {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Subject::Files => "files",
            Subject::Machine => "machine",
        }
    }
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// In a file.
    File(FileSpot),
    /// In a variable of this name.
    Variable(String),
    /// Something is missing on this machine.
    Machine,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSpot {
    /// The file.
    pub path: PathBuf,
    /// Line and column, where they are known.
    pub at: Option<Position>,
    /// The line as it may be shown.
    pub line: Option<String>,
    /// Which letters of that line are meant: the first, from 0, and how many.
    pub mark: Option<(usize, usize)>,
}

impl Spot {
    /// A file as a whole.
    #[must_use]
    pub fn of_file(path: &Path) -> Self {
        Spot::File(FileSpot {
            path: path.to_owned(),
            at: None,
            line: None,
            mark: None,
        })
    }

    /// A span of a document that is no file of the configuration.
    #[must_use]
    pub fn of_document(path: &Path, document: &Document, span: Span) -> Self {
        let at = document.position(span.start);
        let text = document.text();
        let start = text[..span.start.min(text.len())]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let rest = &text[start..];
        let line = beginning(rest);
        let masked = if path.ends_with("Cargo.toml") {
            masked::manifest_line(line)
        } else {
            masked::config_line(line)
        };
        Self::in_line(
            path,
            Some(at),
            (line, &masked),
            is_whole(line, rest),
            start,
            span,
        )
    }

    /// A span of a file of the configuration.
    #[must_use]
    pub fn of_config(file: &ConfigFile, span: Span) -> Self {
        let at = file.position(span.start);
        match (file.line_from(span.start), file.masked_line(span.start)) {
            (Some((start, rest)), Some(masked)) => {
                let (line, masked) = (beginning(rest), beginning(masked));
                let is_whole = is_whole(line, rest);
                Self::in_line(file.path(), at, (line, masked), is_whole, start, span)
            }
            _ => Spot::File(FileSpot {
                path: file.path().to_owned(),
                at: file
                    .line(span.start)
                    .map(|line| Position { line, column: 1 }),
                line: None,
                mark: None,
            }),
        }
    }

    /// The line, and what may be shown of it, are at the offset `start`.
    fn in_line(
        path: &Path,
        at: Option<Position>,
        (line, masked): (&str, &str),
        is_whole: bool,
        start: usize,
        span: Span,
    ) -> Self {
        let without_mark = |text| str::strip_prefix(text, '\u{feff}').unwrap_or(text);
        let skipped = line.len() - without_mark(line).len();
        let ends = ['\r', '\n'];
        let line = without_mark(line).trim_end_matches(ends);
        let masked = without_mark(masked).trim_end_matches(ends);
        let (mut line, mark) = marked(line, masked, span, start + skipped);
        if !is_whole && !line.ends_with('…') {
            line.push('…');
        }
        Spot::File(FileSpot {
            path: path.to_owned(),
            at,
            line: Some(line),
            mark,
        })
    }

    /// The file, where it is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Spot::File(spot) => Some(&spot.path),
            Spot::Variable(_) | Spot::Machine => None,
        }
    }
}

/// The longest line that is shown.
const LONGEST: usize = 160;

/// So many bytes of a line are looked at to show that much of it: thousands of findings may
/// stand in one line.
const LOOKED_AT: usize = 4 << 10;

/// The line at the beginning of a text. One that is longer ends before a word and a string
/// of which not all is seen: what they hold could not be judged.
fn beginning(text: &str) -> &str {
    let near = &text[..text.floor_char_boundary(LOOKED_AT)];
    if near.len() == text.len() || near.contains('\n') {
        return near.split('\n').next().unwrap_or_default();
    }
    let end = near.rfind([' ', '\t', '"', '\'']).unwrap_or_default();
    &near[..end]
}

/// True where `line` is all of the line at the beginning of `rest`.
fn is_whole(line: &str, rest: &str) -> bool {
    rest.len() == line.len() || rest[line.len()..].starts_with('\n')
}

/// The line as it may be shown, and the letters of a span within it, where they
/// are shown as they are.
fn marked(line: &str, masked: &str, span: Span, start: usize) -> (String, Option<(usize, usize)>) {
    let shown: Vec<String> = escape::parts(masked);
    let mut shown = shown.join(" ");
    let from = span.start.saturating_sub(start).min(line.len());
    let to = span.end.saturating_sub(start).clamp(from, line.len());
    let plain = |end: usize| {
        let head = line.get(..end)?.replace('\t', " ");
        shown.starts_with(&head).then(|| head.chars().count())
    };
    let mark = plain(from).map(|first| {
        let last = plain(to).unwrap_or_else(|| {
            // What is masked is marked as far as it is shown.
            shown.chars().count().min(first + 1)
        });
        (first, last.saturating_sub(first).max(1))
    });
    if shown.chars().count() > LONGEST {
        shown = shown.chars().take(LONGEST).chain(['…']).collect();
    }
    let mark = mark.filter(|(first, _)| *first < LONGEST);
    let mark = mark.map(|(first, count)| (first, count.min(LONGEST - first)));
    (shown, mark)
}

/// What follows from a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Consequence {
    /// In cargo's own words.
    Cargo(String),
    /// In ours.
    Plain(String),
}

/// What to do about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// A change of one file, which `--fix` makes when it is safe: nothing but what
    /// the file already says is made to work.
    Edit {
        /// Whether it may be made unasked.
        safe: bool,
        /// The file.
        file: PathBuf,
        /// The changes.
        changes: Vec<Change>,
        /// What it does, in words: `add the last slash`.
        does: String,
    },
    /// Something to type.
    Type(String),
    /// Something to do that no command does.
    Do(String),
}

impl Fix {
    /// What to do, in words.
    #[must_use]
    pub fn into_words(self) -> String {
        match self {
            Self::Do(words) | Self::Type(words) => words,
            Self::Edit { does, .. } => does,
        }
    }
}

/// Something that follows from one mistake and looks like another. A finding that
/// explains an effect takes the place of those that only report it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Nothing (usable) defines a registry or source of this name.
    Undefined(String),
    /// The index of this registry cannot be used.
    BadIndex(String),
    /// No credential provider is configured, for this registry or (`None`) for any.
    NoProvider(Option<String>),
    /// This program cannot be started.
    BadProvider(String),
    /// No token is found for this registry.
    NoToken(String),
    /// This source is not replaced as a file says.
    NotReplaced(String),
    /// A token is not asked for, for this registry or (`None`) for any.
    TokenIgnored(Option<String>),
    /// The token that is stored for this registry is out of date.
    StaleToken(String),
    /// A keychain is asked after `cargo:token`.
    KeychainLate,
}

/// Something that a check has found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The check.
    pub check: &'static Check,
    /// How grave it is.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// Where it is.
    pub spot: Spot,
    /// What is wrong: one sentence without a full stop.
    pub cause: String,
    /// What follows.
    pub consequence: Option<Consequence>,
    /// What to do.
    pub fix: Fix,
    /// The file that a secret was seen in; whether git keeps it is asked then.
    pub secret_in: Option<PathBuf>,
    pub(super) explains: Vec<Effect>,
    pub(super) effect: Option<Effect>,
}

impl Finding {
    /// A finding with the severity and subject of its check.
    #[must_use]
    pub fn new(check: &'static Check, spot: Spot, cause: impl Into<String>, fix: Fix) -> Self {
        Self {
            check,
            severity: check.severity,
            subject: check.subject,
            spot,
            cause: cause.into(),
            consequence: None,
            fix,
            secret_in: None,
            explains: Vec::new(),
            effect: None,
        }
    }

    /// With another severity.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// About something else.
    #[must_use]
    pub fn subject(mut self, subject: Subject) -> Self {
        self.subject = subject;
        self
    }

    /// What cargo says then.
    #[must_use]
    pub fn cargo(mut self, words: impl Into<String>) -> Self {
        self.consequence = Some(Consequence::Cargo(words.into()));
        self
    }

    /// What follows, in our words.
    #[must_use]
    pub fn so(mut self, words: impl Into<String>) -> Self {
        self.consequence = Some(Consequence::Plain(words.into()));
        self
    }

    /// A secret was seen in this file.
    #[must_use]
    pub fn secret_in(mut self, path: &Path) -> Self {
        self.secret_in = Some(path.to_owned());
        self
    }

    /// Takes the place of findings that only report this effect.
    #[must_use]
    pub fn explains(mut self, effect: Effect) -> Self {
        self.explains.push(effect);
        self
    }

    /// Reports an effect, which another finding may explain.
    #[must_use]
    pub fn effect(mut self, effect: Effect) -> Self {
        self.effect = Some(effect);
        self
    }
}

impl Effect {
    /// The explanations that cover this effect.
    pub(super) fn covered_by(&self) -> Vec<Effect> {
        let wider = match self {
            Effect::NoProvider(Some(_)) => Some(Effect::NoProvider(None)),
            Effect::TokenIgnored(Some(_)) => Some(Effect::TokenIgnored(None)),
            _ => None,
        };
        std::iter::once(self.clone()).chain(wider).collect()
    }
}

/// The span of a definition's key.
pub(super) fn key_span(definition: &Definition) -> Option<Span> {
    match definition {
        Definition::File { key, .. } => Some(*key),
        Definition::Variable(_) => None,
    }
}

/// The span of a definition's value.
pub(super) fn value_span(definition: &Definition) -> Option<Span> {
    match definition {
        Definition::File { value, .. } => Some(*value),
        Definition::Variable(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(text: &str, part: &str) -> FileSpot {
        let start = text.find(part).expect("it is there");
        let span = Span {
            start,
            end: start + part.len(),
        };
        let document = Document::parse(text).expect("it is TOML");
        match Spot::of_document(Path::new("f"), &document, span) {
            Spot::File(spot) => spot,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_line_is_shown_with_the_letters_that_are_meant() {
        let text = "\u{feff}[source.crates-io]\r\n\treplace-with = \"ä\" # x\r\n";
        let found = spot(text, "\"ä\"");
        assert_eq!(
            found.at,
            Some(Position {
                line: 2,
                column: 17
            })
        );
        assert_eq!(found.line.as_deref(), Some(" replace-with = \"ä\" # x"));
        assert_eq!(found.mark, Some((16, 3)));
        assert_eq!(spot(text, "source").mark, Some((1, 6)));
    }

    #[test]
    fn a_masked_value_is_not_measured() {
        let found = spot("token = \"Bearer abc\"\n", "\"Bearer abc\"");
        assert_eq!(found.line.as_deref(), Some("token = …"));
        assert_eq!(found.mark, Some((8, 1)));
    }

    #[test]
    fn of_a_line_without_end_the_beginning_is_looked_at() {
        let long = "s".repeat(LOOKED_AT);
        let found = spot(&format!("index = 'https://me:{long}@h/'\n"), "index");
        assert_eq!(found.line.as_deref(), Some("index = …"));
        assert_eq!(found.mark, Some((0, 5)));
        let list = "'a', ".repeat(LOOKED_AT);
        let found = spot(&format!("index = [{list}'b']\n"), "'b'");
        // A statement of which not all is seen is not TOML, and its value is masked.
        assert_eq!(found.line.as_deref(), Some("index = ['…"));
    }
}

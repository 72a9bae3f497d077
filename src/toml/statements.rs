//! The flat list of statements of a TOML text, each with all of its spans.
//!
//! For locating only: values are not decoded and keys defined twice are not
//! noticed here (see [`super::tree`]).

use std::borrow::Cow;

use toml_parser::decoder::Encoding;
use toml_parser::parser::{EventReceiver, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{ErrorSink, Expected, ParseError, Source};

use super::{Span, SyntaxError};

/// How deep values may nest; `toml_edit` and cargo stop at the same depth.
const DEPTH: u32 = 80;

/// One part of a dotted key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Where it is written, quotes included.
    pub span: Span,
    /// What it says where that differs from its bytes (quoted keys).
    decoded: Option<Box<str>>,
}

impl Key {
    /// What the key says.
    #[must_use]
    pub fn name<'t>(&'t self, text: &'t str) -> &'t str {
        self.decoded
            .as_deref()
            .unwrap_or_else(|| self.span.of(text))
    }
}

/// A key with its value, at the top of a file or inside an inline table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The parts of the key; never empty.
    pub path: Vec<Key>,
    /// The value.
    pub value: Value,
    /// The comma after it, inside an inline table.
    pub comma: Option<Span>,
}

impl Pair {
    /// From the first byte of the key to the last of the value.
    #[must_use]
    pub fn span(&self) -> Span {
        self.path
            .first()
            .map_or(self.value.span(), |key| key.span.to(self.value.span()))
    }
}

/// A value, with its bytes but not decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A string, number, boolean or date.
    Scalar {
        /// Where it is written, quotes included.
        span: Span,
        /// How a string is quoted; `None` for all else.
        encoding: Option<Encoding>,
    },
    /// An array.
    Array {
        /// From bracket to bracket.
        span: Span,
        /// What it holds.
        items: Vec<Value>,
    },
    /// An inline table.
    Inline {
        /// From brace to brace.
        span: Span,
        /// What it holds.
        pairs: Vec<Pair>,
    },
}

impl Value {
    /// Where the value is written.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Value::Scalar { span, .. } | Value::Array { span, .. } | Value::Inline { span, .. } => {
                *span
            }
        }
    }

    /// The words for this kind of value in a message, article included.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Value::Scalar { encoding: None, .. } => "a plain value",
            Value::Scalar { .. } => "a string",
            Value::Array { .. } => "an array",
            Value::Inline { .. } => "a table",
        }
    }
}

/// What stands on a line (or several) of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// `[a.b]` or `[[a.b]]`.
    Header {
        /// From bracket to bracket.
        span: Span,
        /// True for `[[a.b]]`.
        array: bool,
        /// The parts of the name; never empty.
        path: Vec<Key>,
    },
    /// `a.b = value`.
    Pair(Pair),
}

impl Statement {
    /// From the first byte of the statement to its last, comment excluded.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Statement::Header { span, .. } => *span,
            Statement::Pair(pair) => pair.span(),
        }
    }
}

/// Reads the statements of `text`.
pub(super) fn read(text: &str) -> Result<Vec<Statement>, SyntaxError> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut builder = Builder {
        source,
        list: Vec::new(),
        frames: Vec::new(),
        path: Vec::new(),
        header: None,
    };
    let mut first = FirstError(None);
    let mut checked = ValidateWhitespace::new(&mut builder, source);
    let mut guarded = RecursionGuard::new(&mut checked, DEPTH);
    parse_document(&tokens, &mut guarded, &mut first);
    match first.0 {
        Some(error) => Err(syntax_error(&error, text.len())),
        None => Ok(builder.list),
    }
}

/// The first error in the order in which the parser met them.
pub(super) struct FirstError(pub(super) Option<ParseError>);

impl ErrorSink for FirstError {
    fn report_error(&mut self, error: ParseError) {
        self.0.get_or_insert(error);
    }
}

/// Rebuilds a parser's error from its place and its reason alone.
pub(super) fn syntax_error(error: &ParseError, end: usize) -> SyntaxError {
    let at = error
        .unexpected()
        .or(error.context())
        .map_or(Span { start: end, end }, |span| Span {
            start: span.start(),
            end: span.end(),
        });
    let mut reason = error.description().to_owned();
    let wanted: Vec<Cow<'static, str>> = error
        .expected()
        .unwrap_or_default()
        .iter()
        .filter_map(|expected| match expected {
            Expected::Literal("\n") => Some(Cow::Borrowed("a new line")),
            Expected::Literal(literal) => Some(Cow::Owned(format!("`{literal}`"))),
            Expected::Description(words) => Some(Cow::Borrowed(*words)),
            _ => None,
        })
        .collect();
    if !wanted.is_empty() {
        reason.push_str(", expected ");
        reason.push_str(&wanted.join(" or "));
    }
    SyntaxError { at, reason }
}

/// True for a key that needs neither quotes nor a closer look.
fn is_bare(key: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !key.is_empty() && key.bytes().all(is_plain)
}

/// How many parts a key may have to cargo's parser, whose limit is `toml_edit`'s.
const PARTS: usize = 80;

fn span(span: toml_parser::Span) -> Span {
    Span {
        start: span.start(),
        end: span.end(),
    }
}

enum Frame {
    Array {
        start: usize,
        items: Vec<Value>,
    },
    Inline {
        start: usize,
        pairs: Vec<Pair>,
        path: Vec<Key>,
    },
}

/// Turns the parser's events into statements.
///
/// After an error the events may come in any order; what was built is then
/// thrown away, so unexpected events are passed over.
struct Builder<'t> {
    source: Source<'t>,
    list: Vec<Statement>,
    frames: Vec<Frame>,
    path: Vec<Key>,
    header: Option<(usize, bool)>,
}

impl Builder<'_> {
    fn value(&mut self, value: Value) {
        match self.frames.last_mut() {
            None => {
                let path = std::mem::take(&mut self.path);
                if !path.is_empty() {
                    self.list.push(Statement::Pair(Pair {
                        path,
                        value,
                        comma: None,
                    }));
                }
            }
            Some(Frame::Array { items, .. }) => items.push(value),
            Some(Frame::Inline { pairs, path, .. }) => {
                let path = std::mem::take(path);
                if !path.is_empty() {
                    let comma = None;
                    pairs.push(Pair { path, value, comma });
                }
            }
        }
    }

    fn open_header(&mut self, start: usize, array: bool) {
        self.path.clear();
        self.header = Some((start, array));
    }

    fn close_header(&mut self, end: usize) {
        if let Some((start, array)) = self.header.take() {
            let path = std::mem::take(&mut self.path);
            if !path.is_empty() {
                self.list.push(Statement::Header {
                    span: Span { start, end },
                    array,
                    path,
                });
            }
        }
    }
}

impl EventReceiver for Builder<'_> {
    fn std_table_open(&mut self, at: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.open_header(at.start(), false);
    }

    fn std_table_close(&mut self, at: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.close_header(at.end());
    }

    fn array_table_open(&mut self, at: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.open_header(at.start(), true);
    }

    fn array_table_close(&mut self, at: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.close_header(at.end());
    }

    fn inline_table_open(&mut self, at: toml_parser::Span, _: &mut dyn ErrorSink) -> bool {
        self.frames.push(Frame::Inline {
            start: at.start(),
            pairs: Vec::new(),
            path: Vec::new(),
        });
        true
    }

    fn inline_table_close(&mut self, at: toml_parser::Span, _: &mut dyn ErrorSink) {
        if let Some(Frame::Inline { start, pairs, .. }) = self.frames.pop() {
            let span = Span {
                start,
                end: at.end(),
            };
            self.value(Value::Inline { span, pairs });
        }
    }

    fn array_open(&mut self, at: toml_parser::Span, _: &mut dyn ErrorSink) -> bool {
        self.frames.push(Frame::Array {
            start: at.start(),
            items: Vec::new(),
        });
        true
    }

    fn array_close(&mut self, at: toml_parser::Span, _: &mut dyn ErrorSink) {
        if let Some(Frame::Array { start, items }) = self.frames.pop() {
            let span = Span {
                start,
                end: at.end(),
            };
            self.value(Value::Array { span, items });
        }
    }

    fn simple_key(
        &mut self,
        at: toml_parser::Span,
        encoding: Option<Encoding>,
        errors: &mut dyn ErrorSink,
    ) {
        let decoded = match self.source.get(at) {
            Some(raw) if encoding.is_some() || !is_bare(raw.as_str()) => {
                let raw = toml_parser::Raw::new_unchecked(raw.as_str(), encoding, at);
                let mut name = Cow::Borrowed("");
                raw.decode_key(&mut name, errors);
                encoding.map(|_| name.into_owned().into_boxed_str())
            }
            _ => None,
        };
        let key = Key {
            span: span(at),
            decoded,
        };
        let count = if let Some(Frame::Inline { path, .. }) = self.frames.last_mut() {
            path.push(key);
            path.len()
        } else {
            self.path.push(key);
            self.path.len()
        };
        if count > PARTS {
            errors.report_error(ParseError::new("a key of too many parts").with_unexpected(at));
        }
    }

    fn scalar(&mut self, at: toml_parser::Span, encoding: Option<Encoding>, _: &mut dyn ErrorSink) {
        self.value(Value::Scalar {
            span: span(at),
            encoding,
        });
    }

    fn value_sep(&mut self, at: toml_parser::Span, _: &mut dyn ErrorSink) {
        if let Some(Frame::Inline { pairs, .. }) = self.frames.last_mut()
            && let Some(pair) = pairs.last_mut()
        {
            pair.comma = Some(span(at));
        }
    }
}

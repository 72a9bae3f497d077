//! Lines of a text: where one begins and ends, how it ends, and the position of
//! an offset.
//!
//! A line ends at `\n`; a `\r` before it belongs to the line end. TOML knows no
//! other line ends.

use std::fmt;

use super::Span;

/// So many bytes of a line are counted by characters, and what follows by bytes: a column
/// so far out is looked for by no person, and thousands of them may stand in one line.
const FAR: usize = 16 << 10;

/// Line and column, both from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1. A byte order mark does not count.
    pub column: usize,
}

impl Position {
    /// The position of `offset` in `text`.
    #[must_use]
    pub fn of(text: &str, offset: usize) -> Self {
        let offset = text.floor_char_boundary(offset);
        let before = text[..offset].bytes();
        let line = 1 + before.filter(|byte| *byte == b'\n').count();
        Self::in_line(line, &text[line_start(text, offset)..offset])
    }

    /// The same, where the starts of the lines are known.
    pub(crate) fn among(starts: &[usize], text: &str, offset: usize) -> Self {
        let offset = text.floor_char_boundary(offset);
        let line = starts.partition_point(|start| *start <= offset).max(1);
        let start = starts.get(line - 1).copied().unwrap_or_default();
        Self::in_line(line, text.get(start..offset).unwrap_or_default())
    }

    /// The position behind the beginning of a line.
    fn in_line(line: usize, before: &str) -> Self {
        let before = before.trim_start_matches('\u{feff}');
        let near = &before[..before.floor_char_boundary(FAR)];
        let column = 1 + near.chars().count() + (before.len() - near.len());
        Self { line, column }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The offsets at which lines begin.
pub(crate) fn line_starts(text: &str) -> Box<[usize]> {
    let after = |(at, byte): (usize, u8)| (byte == b'\n').then_some(at + 1);
    std::iter::once(0)
        .chain(text.bytes().enumerate().filter_map(after))
        .collect()
}

/// Offset of the first byte of the line that holds `offset`.
pub(super) fn line_start(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |newline| newline + 1)
}

/// Offset just past the line end of the line that holds `offset`.
pub(super) fn line_end(text: &str, offset: usize) -> usize {
    text.as_bytes()[offset..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(text.len(), |newline| offset + newline + 1)
}

/// Where the line end before `offset` begins, when `offset` starts a line.
pub(super) fn before_line_end(text: &str, offset: usize) -> usize {
    let before = &text[..offset];
    let before = before.strip_suffix('\n').unwrap_or(before);
    before.strip_suffix('\r').unwrap_or(before).len()
}

/// The line end before `offset`: the one to use for a line that is added there.
pub(super) fn ending_before(text: &str, offset: usize) -> &'static str {
    match text.as_bytes()[..offset]
        .iter()
        .rposition(|byte| *byte == b'\n')
    {
        Some(newline) if text[..newline].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The blanks at the start of the line that holds `offset`.
pub(super) fn indent(text: &str, offset: usize) -> &str {
    let line = text[line_start(text, offset)..offset].trim_start_matches('\u{feff}');
    let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
    &line[..blanks]
}

/// True when nothing but blanks stands between the start of the line and `offset`.
pub(super) fn starts_line(text: &str, offset: usize) -> bool {
    text[line_start(text, offset)..offset]
        .trim_start_matches('\u{feff}')
        .bytes()
        .all(|byte| byte == b' ' || byte == b'\t')
}

/// True when nothing but blanks and a comment follow `offset` on its line.
pub(super) fn ends_line(text: &str, offset: usize) -> bool {
    let rest = text[offset..].trim_start_matches([' ', '\t']);
    rest.is_empty() || rest.starts_with(['#', '\n']) || rest.starts_with("\r\n")
}

/// The comments in a part of a text that begins and ends with whole tokens.
pub(super) fn comments(text: &str, part: Span) -> Vec<Span> {
    if !part.of(text).contains('#') {
        return Vec::new();
    }
    let tokens = toml_parser::Source::new(part.of(text)).lex();
    let comments = tokens.filter(|token| token.kind() == toml_parser::lexer::TokenKind::Comment);
    comments
        .map(|token| Span {
            start: part.start + token.span().start(),
            end: part.start + token.span().end(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_not_the_mark() {
        let text = "\u{feff}ab\r\nä = 'x'\n";
        let at = |needle: &str| Position::of(text, text.find(needle).unwrap_or(text.len()));
        assert_eq!(at("ab"), Position { line: 1, column: 1 });
        assert_eq!(at("="), Position { line: 2, column: 3 });
        assert_eq!(
            Position::of(text, text.len()),
            Position { line: 3, column: 1 }
        );
        let starts = line_starts(text);
        for offset in 0..=text.len() + 1 {
            let known = Position::among(&starts, text, offset);
            assert_eq!(known, Position::of(text, offset), "{offset}");
        }
    }

    #[test]
    fn line_ends_are_those_of_the_line_before() {
        let text = "a\r\nb\nc";
        assert_eq!(ending_before(text, 0), "\n");
        assert_eq!(ending_before(text, 3), "\r\n");
        assert_eq!(ending_before(text, text.len()), "\n");
        assert_eq!(before_line_end(text, 3), 1);
    }
}

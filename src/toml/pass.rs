//! One pass over a text: what it adds and takes out, gathered first and spliced in at once.
//!
//! Not for deciding what that is (see [`super::insert`], [`super::remove`],
//! [`super::rename`]).

use super::Span;
use super::lines::{before_line_end, ending_before, line_end};

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
    pub(super) fn text(mut self, text: &str, absent: bool) -> (String, Vec<Kept>) {
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
            out.truncate(before_line_end(&out, out.len()));
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

/// A part of a text that a pass leaves as it is, and where it stands afterwards.
pub(super) type Kept = (Span, usize);

/// Where what was left stands after one more pass.
pub(super) fn left_of(left: &[Span], kept: &[Kept]) -> Vec<Span> {
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

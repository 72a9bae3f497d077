//! A change of a text as a patch that `git apply` takes.
//!
//! Lines that would have to be shown masked or escaped are left out of the
//! context where a patch can do without them. Not for colour (see [`crate::system::terminal`]).

use std::fmt::Write as _;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::text::escape;

/// Lines of context around a change.
const CONTEXT: usize = 3;

/// A patch, with what had to be hidden in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// The text of the patch.
    pub text: String,
    /// Whether a line is shown otherwise than it is, so that the patch does not apply.
    pub hidden: bool,
    /// Lines added.
    pub added: usize,
    /// Lines taken out.
    pub removed: usize,
}

/// A text as its lines, with its secrets masked; only some are wanted.
pub type Mask = fn(&str, Range<usize>) -> Vec<String>;

/// The lines of a text, each with what may be shown of it.
struct Side<'t> {
    lines: Vec<&'t str>,
    masked: Vec<String>,
}

/// The patch from `before` to `after`; `None` stands for no file. `path` uses `/`, and `mask`
/// says what may be shown of a text.
#[must_use]
pub fn patch(path: &str, before: Option<&str>, after: Option<&str>, mask: Mask) -> Patch {
    let (before_text, after_text) = (before.unwrap_or_default(), after.unwrap_or_default());
    let mut old = Side::of(before_text);
    let mut new = Side::of(after_text);
    let mut shown = Patch {
        text: String::new(),
        hidden: false,
        added: 0,
        removed: 0,
    };
    let name = |side: &str, text: Option<&str>| match text {
        Some(_) if must_be_quoted(path) => quoted(side, path),
        // A name with blanks ends at a tab.
        Some(_) if path.contains(' ') => format!("{side}/{path}\t"),
        Some(_) => format!("{side}/{path}"),
        None => "/dev/null".to_owned(),
    };
    let changes: Vec<DiffOp> = capture_diff_slices(Algorithm::Myers, &old.lines, &new.lines)
        .into_iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .collect();
    if let (Some(first), Some(last)) = (changes.first(), changes.last()) {
        let around = |start: usize, end: usize| start.saturating_sub(CONTEXT)..end + CONTEXT;
        old.masked = mask(
            before_text,
            around(first.old_range().start, last.old_range().end),
        );
        new.masked = mask(
            after_text,
            around(first.new_range().start, last.new_range().end),
        );
    }
    let mut hunks = Vec::new();
    let mut rest = changes.as_slice();
    while let Some(first) = rest.first() {
        let mut count = 1;
        let mut end = first.old_range().end;
        while let Some(next) = rest.get(count)
            && next.old_range().start <= end + 2 * CONTEXT
        {
            end = next.old_range().end;
            count += 1;
        }
        let (hunk, later) = rest.split_at(count);
        hunks.extend(shown.hunk(&old, &new, hunk));
        rest = later;
    }
    let lines = std::mem::take(&mut shown.text);
    let _ = writeln!(shown.text, "--- {}", name("a", before));
    let _ = writeln!(shown.text, "+++ {}", name("b", after));
    let mut lines = lines.as_str();
    for hunk in hunks {
        // What is masked must not be applied, so it has no header that could be.
        let _ = if shown.hidden {
            writeln!(shown.text, "@@ masked, line {} @@", hunk.from + 1)
        } else {
            writeln!(shown.text, "@@ -{} +{} @@", hunk.old, hunk.new)
        };
        let (of_hunk, later) = lines.split_at(hunk.length);
        shown.text.push_str(of_hunk);
        lines = later;
    }
    shown
}

/// True for a path that has to be written in git's quotes, or that would steer whoever reads
/// the patch on a terminal or in a log.
fn must_be_quoted(path: &str) -> bool {
    path.contains(['"', '\\']) || escape::plain(path) != path
}

/// A path in quotes as git writes it, so that the patch still finds its file.
fn quoted(side: &str, path: &str) -> String {
    let mut out = format!("\"{side}/");
    for (at, byte) in path.bytes().enumerate() {
        let ends_mark = byte == b'#' && path[..at].ends_with('#');
        match byte {
            b'"' | b'\\' => {
                out.push('\\');
                out.push(char::from(byte));
            }
            b' '..=b'~' if !ends_mark => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "\\{byte:03o}");
            }
        }
    }
    out.push('"');
    out
}

/// Where a hunk stands, and the bytes of its lines.
struct Hunk {
    from: usize,
    old: String,
    new: String,
    length: usize,
}

impl<'t> Side<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            lines: text.split_inclusive('\n').collect(),
            masked: Vec::new(),
        }
    }

    /// A line without its end, as it may be shown, and whether it is shown as it is.
    fn shown(&self, at: usize) -> (String, bool) {
        let (body, _) = split_end(self.lines[at]);
        let masked = self.masked.get(at).map_or("", String::as_str);
        let shown = foreign_line(split_end(masked).0);
        let is_plain = shown == body;
        (shown, is_plain)
    }

    fn is_plain(&self, at: usize) -> bool {
        self.shown(at).1
    }
}

impl Patch {
    fn hunk(&mut self, old: &Side<'_>, new: &Side<'_>, ops: &[DiffOp]) -> Option<Hunk> {
        let (first, last) = (ops.first()?, ops.last()?);
        let (from, to) = (first.old_range().start, last.old_range().end);
        let before = (0..from)
            .rev()
            .take(CONTEXT)
            .take_while(|at| old.is_plain(*at))
            .count();
        let after = (to..old.lines.len())
            .take(CONTEXT)
            .take_while(|at| old.is_plain(*at))
            .count();
        // Without a line behind it a hunk would be taken for the file's end.
        let after = after.max(usize::from(to < old.lines.len()));
        let (old_from, new_from) = (from - before, first.new_range().start - before);
        let old_count = to + after - old_from;
        let new_count = last.new_range().end + after - new_from;
        let start = self.text.len();
        let mut at = old_from;
        for op in ops {
            for line in at..op.old_range().start {
                self.line(' ', old, line);
            }
            for line in op.old_range() {
                self.removed += 1;
                self.line('-', old, line);
            }
            for line in op.new_range() {
                self.added += 1;
                self.line('+', new, line);
            }
            at = op.old_range().end;
        }
        for line in at..to + after {
            self.line(' ', old, line);
        }
        Some(Hunk {
            from: old_from,
            old: range(old_from, old_count),
            new: range(new_from, new_count),
            length: self.text.len() - start,
        })
    }

    fn line(&mut self, mark: char, side: &Side<'_>, at: usize) {
        let (shown, is_plain) = side.shown(at);
        self.hidden |= !is_plain;
        let _ = write!(self.text, "{mark}{shown}");
        match split_end(side.lines[at]).1 {
            "" => self.text.push_str("\n\\ No newline at end of file\n"),
            end => self.text.push_str(end),
        }
    }
}

fn split_end(line: &str) -> (&str, &str) {
    let body = line.trim_end_matches('\n');
    let body = body.strip_suffix('\r').unwrap_or(body);
    line.split_at(body.len())
}

/// A tab is no danger within a line, and a byte order mark starts many files.
fn foreign_line(body: &str) -> String {
    let (mark, body) = match body.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", body),
    };
    format!("{mark}{}", escape::parts(body).join("\t"))
}

fn range(from: usize, count: usize) -> String {
    match count {
        0 => format!("{from},0"),
        1 => (from + 1).to_string(),
        _ => format!("{},{count}", from + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patch(path: &str, before: Option<&str>, after: Option<&str>) -> Patch {
        super::patch(path, before, after, crate::cargo::masked::config)
    }

    #[test]
    fn a_new_file_is_a_patch_from_nothing() {
        let patch = patch(".cargo/config.toml", None, Some("[net]\nretry = 1\n"));
        assert_eq!(
            patch.text,
            "--- /dev/null\n+++ b/.cargo/config.toml\n@@ -0,0 +1,2 @@\n+[net]\n+retry = 1\n"
        );
        assert_eq!((patch.added, patch.removed, patch.hidden), (2, 0, false));
    }

    #[test]
    fn line_ends_are_kept_and_their_lack_is_said() {
        let patch = patch(
            "a b",
            Some("jobs=1\r\nretry=2"),
            Some("jobs=1\r\nretry=2\r\n\r\n[a]"),
        );
        assert_eq!(
            patch.text,
            "--- a/a b\t\n+++ b/a b\t\n@@ -1,2 +1,4 @@\n jobs=1\r\n-retry=2\n\\ No newline at end of file\n+retry=2\r\n+\r\n+[a]\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn secrets_stay_out_of_the_context() {
        let before = "a = 1\ntoken = 'x'\n[b]\nindex = 'y'\n";
        let after = "a = 1\ntoken = 'x'\n[b]\nindex = 'y'\nreplace-with = 'z'\n";
        let patch = patch("c", Some(before), Some(after));
        assert!(!patch.text.contains("token"), "{}", patch.text);
        assert!(!patch.hidden);
    }
}

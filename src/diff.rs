//! A change of a text as a patch that `git apply` takes.
//!
//! Lines that would have to be shown masked or escaped are left out of the
//! context where a patch can do without them. Not for colour (see [`crate::ui`]).

use std::fmt::Write as _;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::foreign;

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

/// How a line is shown, in the parts between its tabs.
type Show = fn(&str) -> Vec<String>;

/// The patch from `before` to `after`, of a config; `None` stands for no file. `path`
/// uses `/`.
#[must_use]
pub fn patch(path: &str, before: Option<&str>, after: Option<&str>) -> Patch {
    patch_shown(path, before, after, foreign::config_line_parts)
}

/// The same of a `Cargo.toml`, whose keys are anybody's names.
#[must_use]
pub fn patch_of_manifest(path: &str, before: &str, after: &str) -> Patch {
    patch_shown(
        path,
        Some(before),
        Some(after),
        foreign::manifest_line_parts,
    )
}

fn patch_shown(path: &str, before: Option<&str>, after: Option<&str>, show: Show) -> Patch {
    let old: Vec<&str> = before.unwrap_or_default().split_inclusive('\n').collect();
    let new: Vec<&str> = after.unwrap_or_default().split_inclusive('\n').collect();
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
    let _ = writeln!(shown.text, "--- {}", name("a", before));
    let _ = writeln!(shown.text, "+++ {}", name("b", after));
    let changes: Vec<DiffOp> = capture_diff_slices(Algorithm::Myers, &old, &new)
        .into_iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .collect();
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
        shown.hunk(&old, &new, hunk, show);
        rest = later;
    }
    shown
}

/// True for a path that has to be written in git's quotes, or that would steer whoever reads
/// the patch on a terminal or in a log.
fn must_be_quoted(path: &str) -> bool {
    path.contains(['"', '\\']) || foreign::line(path) != path
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

impl Patch {
    fn hunk(&mut self, old: &[&str], new: &[&str], ops: &[DiffOp], show: Show) {
        let (Some(first), Some(last)) = (ops.first(), ops.last()) else {
            return;
        };
        let (from, to) = (first.old_range().start, last.old_range().end);
        let before = old[..from]
            .iter()
            .rev()
            .take(CONTEXT)
            .take_while(|line| is_plain(line, show))
            .count();
        let after = old[to..]
            .iter()
            .take(CONTEXT)
            .take_while(|line| is_plain(line, show))
            .count();
        // Without a line behind it a hunk would be taken for the file's end.
        let after = after.max(usize::from(to < old.len()));
        let (old_from, new_from) = (from - before, first.new_range().start - before);
        let old_count = to + after - old_from;
        let new_count = last.new_range().end + after - new_from;
        let _ = writeln!(
            self.text,
            "@@ -{} +{} @@",
            range(old_from, old_count),
            range(new_from, new_count)
        );
        let mut at = old_from;
        for op in ops {
            for line in &old[at..op.old_range().start] {
                self.line(' ', line, show);
            }
            for line in &old[op.old_range()] {
                self.removed += 1;
                self.line('-', line, show);
            }
            for line in &new[op.new_range()] {
                self.added += 1;
                self.line('+', line, show);
            }
            at = op.old_range().end;
        }
        for line in &old[at..to + after] {
            self.line(' ', line, show);
        }
    }

    fn line(&mut self, mark: char, line: &str, show: Show) {
        let (body, end) = split_end(line);
        let shown = foreign_line(body, show);
        self.hidden |= shown != body;
        let _ = write!(self.text, "{mark}{shown}");
        match end {
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
fn foreign_line(body: &str, show: Show) -> String {
    let (mark, body) = match body.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", body),
    };
    format!("{mark}{}", show(body).join("\t"))
}

fn is_plain(line: &str, show: Show) -> bool {
    let (body, _) = split_end(line);
    foreign_line(body, show) == body
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
        let patch = patch("a b", Some("x\r\ny"), Some("x\r\ny\r\n\r\n[a]"));
        assert_eq!(
            patch.text,
            "--- a/a b\t\n+++ b/a b\t\n@@ -1,2 +1,4 @@\n x\r\n-y\n\\ No newline at end of file\n+y\r\n+\r\n+[a]\n\\ No newline at end of file\n"
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

//! An array with one more string at its end, its comments and its form kept.
//!
//! Gives the text of the value; putting it in is [`super::edit`]'s.

use super::locate;
use super::{Document, Span, Value};

impl Document {
    /// The text of the array at `path` with `item` (already TOML) at its end; `None`
    /// where no array is written there.
    #[must_use]
    pub fn list_with(&self, path: &[&str], item: &str) -> Option<String> {
        let site = locate::find(self, path).ok()?.exact?;
        let Value::Array { span, items } = &site.pair.value else {
            return None;
        };
        let written = span.of(self.text());
        let end = items.last().map(|item| {
            let at = item.span();
            Span {
                start: at.start - span.start,
                end: at.end - span.start,
            }
        });
        Some(grown(written, end, item))
    }
}

/// `end` is the span of the last item within `written`.
fn grown(written: &str, end: Option<Span>, item: &str) -> String {
    let Some(end) = end else {
        return format!("[{item}{}", &written[1..]);
    };
    let (head, tail) = written.split_at(end.end);
    if !written.contains('\n') {
        return format!("{head}, {item}{tail}");
    }
    let comma = comma(tail);
    let (to_comma, rest) = tail.split_at(comma.unwrap_or(0));
    let line = rest.find('\n').map_or(rest.len(), |at| {
        if rest[..at].ends_with('\r') {
            at - 1
        } else {
            at
        }
    });
    // The closing bracket may stand on the same line.
    let Some(ending) = line_end(&rest[line..]) else {
        return format!("{head}, {item}{tail}");
    };
    let start = written[..end.start].rfind('\n').map_or(0, |at| at + 1);
    let indent: String = written[start..]
        .chars()
        .take_while(|letter| matches!(letter, ' ' | '\t'))
        .collect();
    let (after, behind) = rest.split_at(line);
    let (added, closing) = match comma {
        Some(_) => ("", ","),
        None => (",", ""),
    };
    format!("{head}{added}{to_comma}{after}{ending}{indent}{item}{closing}{behind}")
}

fn line_end(text: &str) -> Option<&'static str> {
    if text.starts_with("\r\n") {
        Some("\r\n")
    } else {
        text.starts_with('\n').then_some("\n")
    }
}

/// Where the comma behind the last item ends, comments passed over.
fn comma(tail: &str) -> Option<usize> {
    let mut in_comment = false;
    for (at, letter) in tail.char_indices() {
        match letter {
            '\n' => in_comment = false,
            _ if in_comment => {}
            '#' => in_comment = true,
            ',' => return Some(at + 1),
            ']' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_more_is_written_as_the_others_are() {
        for (before, after) in [
            ("[]", "[\"x\"]"),
            ("[ ]", "[\"x\" ]"),
            ("[\"a\"]", "[\"a\", \"x\"]"),
            ("[ \"a\", ]", "[ \"a\", \"x\", ]"),
            ("[\n  \"a\",\n]", "[\n  \"a\",\n  \"x\",\n]"),
            ("[\n  \"a\"\n]", "[\n  \"a\",\n  \"x\"\n]"),
            (
                "[\r\n\t\"a\", # first\r\n\t# more\r\n]",
                "[\r\n\t\"a\", # first\r\n\t\"x\",\r\n\t# more\r\n]",
            ),
            (
                "[\n  \"a\" # no, comma\n  ,\n]",
                "[\n  \"a\" # no, comma\n  ,\n  \"x\",\n]",
            ),
            ("[\"a\",\n \"b\"]", "[\"a\",\n \"b\", \"x\"]"),
        ] {
            let text = format!("# c\nk = {before} # d\n");
            let document = Document::parse(text).expect("TOML");
            let grown = document.list_with(&["k"], "\"x\"").expect("an array");
            assert_eq!(grown, after, "{before}");
            let whole = Document::parse(format!("k = {grown}\n")).expect("TOML still");
            assert!(whole.tree().is_ok());
        }
        let document = Document::parse("k = 1\n").expect("TOML");
        assert_eq!(document.list_with(&["k"], "\"x\""), None);
        assert_eq!(document.list_with(&["j"], "\"x\""), None);
    }
}

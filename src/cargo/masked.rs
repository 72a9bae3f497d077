//! The text of a configuration file as it may be shown, line by line, with what may be
//! a secret masked: by the key that a value stands under, not by how it looks.
//!
//! A value keeps its lines, so that the lines of the masked text are those of the file.
//! Not for escaping (see [`crate::text::escape`]), nor for values apart from their file.

use std::ops::Range;

use super::keys::{self, Holds};
use super::provider_words;
use crate::text::diff::{self, Patch};
use crate::text::escape::{self, MASK};
use crate::toml::{Document, Key, Pair, Span, Statement, Value};

/// A part of a TOML text that is more than punctuation.
#[derive(Debug)]
pub enum Piece<'p> {
    /// A key, or the part of a header.
    Key,
    /// A string, number, switch or date.
    Value {
        /// Its key, from the top.
        path: &'p [&'p str],
        /// The first one and the last one of those before it in its array.
        after: Option<(Span, Span)>,
    },
    /// A comment, with its `#`.
    Comment,
}

/// The text with its secrets masked, as its lines. Those outside of `wanted` are empty.
#[must_use]
pub fn config(text: &str, wanted: Range<usize>) -> Vec<String> {
    lines(text, wanted, keys::holds)
}

/// The same of a `Cargo.toml`, whose keys are anybody's names.
#[must_use]
pub fn manifest(text: &str, wanted: Range<usize>) -> Vec<String> {
    lines(text, wanted, of_manifest)
}

/// The patch of a file of the configuration (see [`diff::patch`]).
#[must_use]
pub fn patch(path: &str, before: Option<&str>, after: Option<&str>) -> Patch {
    diff::patch(path, before, after, config)
}

/// The patch of a `Cargo.toml`.
#[must_use]
pub fn patch_of_manifest(path: &str, before: &str, after: &str) -> Patch {
    diff::patch(path, Some(before), Some(after), manifest)
}

/// A line of a file of the configuration, apart from the others.
#[must_use]
pub fn config_line(text: &str) -> String {
    line(text, keys::holds)
}

/// A line of a `Cargo.toml`, apart from the others.
#[must_use]
pub fn manifest_line(text: &str) -> String {
    line(text, of_manifest)
}

fn of_manifest(path: &[&str]) -> Holds {
    match path.last().copied() {
        Some("token" | "password" | "secret" | "secret-key") => Holds::Secret,
        Some("rev" | "path" | "checksum") => Holds::Plain,
        _ => Holds::Text,
    }
}

fn lines(text: &str, wanted: Range<usize>, holds: fn(&[&str]) -> Holds) -> Vec<String> {
    let only_wanted = |text: &str, shown: &dyn Fn(&str) -> String| {
        let numbered = text.split('\n').enumerate();
        numbered
            .map(|(at, line)| {
                if wanted.contains(&at) {
                    shown(line)
                } else {
                    String::new()
                }
            })
            .collect()
    };
    match Document::parse(text) {
        Ok(document) => {
            let start = |line: usize| {
                let mut ends = text.match_indices('\n').map(|(at, _)| at + 1);
                match line.checked_sub(1) {
                    None => 0,
                    Some(before) => ends.nth(before).unwrap_or(text.len()),
                }
            };
            let bytes = start(wanted.start)..start(wanted.end);
            only_wanted(&mask(&document, bytes, holds), &str::to_owned)
        }
        Err(_) => only_wanted(text, &|one| line(one, holds)),
    }
}

/// A line of a file that is not TOML: what it says alone, or no more than cargo's own
/// words.
fn line(text: &str, holds: fn(&[&str]) -> Holds) -> String {
    // Alone it is no end of a line.
    let (text, end) = text
        .strip_suffix('\r')
        .map_or((text, ""), |text| (text, "\r"));
    let shown = match Document::parse(text) {
        Ok(document) => mask(&document, 0..text.len(), holds),
        Err(_) => broken(text),
    };
    shown + end
}

fn broken(text: &str) -> String {
    let is_punctuation = |letter: char| letter.is_ascii_punctuation() && !"-_".contains(letter);
    let mut at = 0;
    for word in
        text.split_inclusive(|letter: char| letter.is_whitespace() || is_punctuation(letter))
    {
        let core =
            word.trim_end_matches(|letter: char| letter.is_whitespace() || is_punctuation(letter));
        if !core.is_empty() && !keys::is_part(core) {
            break;
        }
        at += word.len();
    }
    match text[at..].trim() {
        "" => text.to_owned(),
        _ => format!("{}{MASK}", &text[..at]),
    }
}

/// Masks what has a byte in `wanted`.
fn mask(document: &Document, wanted: Range<usize>, holds: fn(&[&str]) -> Holds) -> String {
    let text = document.text();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    pieces(document, &mut |span, piece| {
        out.push_str(&text[at..span.start]);
        at = span.end;
        let written = span.of(text);
        if span.end < wanted.start || wanted.end < span.start {
            out.push_str(written);
            return;
        }
        match piece {
            Piece::Key => out.push_str(&escape::url_text(written)),
            Piece::Comment => out.push_str(&comment(written, holds)),
            Piece::Value { path, after } => {
                let said = |span: Span| unquoted(span.of(text));
                let after = after.map(|(first, last)| (said(first), said(last)));
                out.push_str(&value(written, holds(path), after));
            }
        }
    });
    out.push_str(&text[at..]);
    out
}

/// A value that is written like this.
fn value(written: &str, holds: Holds, after: Option<(&str, &str)>) -> String {
    let (start, inner, end) = quotes(written);
    let shown = |shown: &str| format!("{start}{shown}{end}");
    match holds {
        Holds::Plain => written.to_owned(),
        // Without quotes it is a number, a switch or a date.
        Holds::Text | Holds::Url | Holds::Program | Holds::Programs
            if inner.len() == written.len() =>
        {
            escape::without_tokens(written).into_owned()
        }
        Holds::Secret => all_masked(written),
        _ if inner.contains('\n') => all_masked(written),
        Holds::Text => shown(&escape::url_text(inner)),
        Holds::Url => shown(&escape::address_text(inner)),
        Holds::Program if let Some((program, last)) = after => {
            shown(&provider_words::argument(program, last, inner).unwrap_or(MASK.to_owned()))
        }
        Holds::Program | Holds::Programs => shown(&provider_words::text(inner.split_whitespace())),
    }
}

/// Nothing of it but how many lines it has.
fn all_masked(written: &str) -> String {
    let masked: Vec<&str> = written
        .split('\n')
        .map(|line| if line.ends_with('\r') { "…\r" } else { MASK })
        .collect();
    masked.join("\n")
}

/// What stands between the quotes; all of what has none.
fn unquoted(written: &str) -> &str {
    quotes(written).1
}

/// The same between its quotes, of which the last may be missing.
fn quotes(written: &str) -> (&str, &str, &str) {
    for quote in ["\"\"\"", "'''", "\"", "'"] {
        if let Some(rest) = written.strip_prefix(quote) {
            return match rest.strip_suffix(quote) {
                Some(inner) => (&written[..quote.len()], inner, &rest[inner.len()..]),
                None => (&written[..quote.len()], rest, ""),
            };
        }
    }
    ("", written, "")
}

/// A comment may hold a line that was commented out, with its secret, or a secret that
/// somebody noted.
fn comment(text: &str, holds: fn(&[&str]) -> Holds) -> String {
    let body = text.trim_start_matches('#');
    let marks = &text[..text.len() - body.len()];
    if body.contains('=')
        && let Ok(document) = Document::parse(body)
    {
        return format!("{marks}{}", mask(&document, 0..body.len(), holds));
    }
    format!("{marks}{}", escape::remark(body))
}

/// Goes through the pieces of a text in their order.
pub fn pieces(document: &Document, visit: &mut dyn FnMut(Span, &Piece<'_>)) {
    let text = document.text();
    let mut walk = Walk { text, at: 0, visit };
    let mut header: Vec<&str> = Vec::new();
    for statement in document.statements() {
        match statement {
            Statement::Header { path, span, .. } => {
                walk.keys(path);
                walk.gap(span.end);
                header = path.iter().map(|key| key.name(text)).collect();
            }
            Statement::Pair(pair) => walk.pair(pair, &header),
        }
    }
    walk.gap(text.len());
}

struct Walk<'t, 'v> {
    text: &'t str,
    at: usize,
    visit: &'v mut dyn FnMut(Span, &Piece<'_>),
}

impl<'t> Walk<'t, '_> {
    /// What lies between two pieces is punctuation and comments.
    fn gap(&mut self, end: usize) {
        while let Some(from) = self.text[self.at..end].find('#') {
            let start = self.at + from;
            let rest = &self.text[start..end];
            let rest = rest.split('\n').next().unwrap_or_default();
            let length = rest.strip_suffix('\r').unwrap_or(rest).len();
            self.visit(
                Span {
                    start,
                    end: start + length,
                },
                &Piece::Comment,
            );
        }
        self.at = end;
    }

    fn visit(&mut self, span: Span, piece: &Piece<'_>) {
        (self.visit)(span, piece);
        self.at = span.end;
    }

    fn keys(&mut self, path: &[Key]) {
        for key in path {
            self.gap(key.span.start);
            self.visit(key.span, &Piece::Key);
        }
    }

    fn pair<'p>(&mut self, pair: &'p Pair, above: &[&'p str])
    where
        't: 'p,
    {
        self.keys(&pair.path);
        let mut path = above.to_vec();
        path.extend(pair.path.iter().map(|key| key.name(self.text)));
        self.value(&pair.value, &path, None);
    }

    fn value<'p>(&mut self, value: &'p Value, path: &[&'p str], after: Option<(Span, Span)>)
    where
        't: 'p,
    {
        self.gap(value.span().start);
        match value {
            Value::Scalar { span, .. } => self.visit(*span, &Piece::Value { path, after }),
            Value::Array { items, span } => {
                let mut after = None;
                for item in items {
                    self.value(item, path, after);
                    let first = after.map_or(item.span(), |(first, _)| first);
                    after = Some((first, item.span()));
                }
                self.gap(span.end);
            }
            Value::Inline { pairs, span } => {
                for pair in pairs {
                    self.pair(pair, path);
                }
                self.gap(span.end);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        config(text, 0..usize::MAX).join("\n")
    }

    #[test]
    fn values_are_shown_by_their_key() {
        for (text, wanted) in [
            (
                "[registries.a]\nindex = \"sparse+https://a:b@h/\" # x\ntoken = \"Bearer abc\"\n",
                "[registries.a]\nindex = \"sparse+https://…@h/\" # x\ntoken = …\n",
            ),
            (
                "registries.a = { index = 'x', token = 'y' }",
                "registries.a = { index = 'x', token = … }",
            ),
            (
                "[registry]\ntoken = \"\"\"\r\nabc\"\"\"\r\ndefault = 'a'\r\n",
                "[registry]\ntoken = …\r\n…\r\ndefault = 'a'\r\n",
            ),
            ("PASSWORD = \"p # q\"", "PASSWORD = …"),
            (
                "[registries.a]\ncredential-provider = [\n  'corp', # 'x'\n  '--token', 's3cr3t',\n]",
                "[registries.a]\ncredential-provider = [\n  'corp', # 'x'\n  '…', '…',\n]",
            ),
            (
                "[registry]\nglobal-credential-providers = ['cargo:token', 'a --b c']",
                "[registry]\nglobal-credential-providers = ['cargo:token', 'a …']",
            ),
            (
                "credential-alias.a = ['cargo:token-from-stdout', 'sh', '-c', 'echo s3cr3t']",
                "credential-alias.a = ['cargo:token-from-stdout', 'sh', '…', '…']",
            ),
            (
                "[http]\nuser-agent = 'shipyard s3cr3t'",
                "[http]\nuser-agent = …",
            ),
            ("[http]\nproxy = 's3cr3t@h:1'", "[http]\nproxy = '…@h:1'"),
            (
                "[patch.'https://me:s3cr3t@h/']\na = { git = 'https://me:s3cr3t@h/', rev = '9fceb02d0ae598e95dc970b74767f19372d61af8' }",
                "[patch.'https://…@h/']\na = { git = 'https://…@h/', rev = '9fceb02d0ae598e95dc970b74767f19372d61af8' }",
            ),
            (
                "[build]\nrustflags = [\"-C\", \"a=b\"]\njobs = 2",
                "[build]\nrustflags = [\"-C\", \"a=b\"]\njobs = 2",
            ),
            (
                "[env]\nA = 's3cr3t'\nB = { value = 1 }",
                "[env]\nA = …\nB = { value = … }",
            ),
            ("", ""),
        ] {
            assert_eq!(shown(text), wanted);
        }
    }

    #[test]
    fn lines_that_are_not_wanted_are_empty() {
        let text = "token = 'a'\nregistry.token = \"\"\"\nb\n\"\"\"\ntoken = 'c'\n";
        assert_eq!(config(text, 2..5), ["", "", "…", "…", "token = …", ""]);
        assert_eq!(config("token\ntoken = 'a'", 1..2), ["", "token = …"]);
    }

    #[test]
    fn comments_keep_their_words_and_lose_their_secrets() {
        for (text, wanted) in [
            ("# token = \"x\"", "# token = …"),
            ("a.index = 'b' # token = 'b'", "a.index = 'b' # token = …"),
            ("# PAT: hunter2 of Jo", "# PAT: …"),
            ("# PAT=hunter2", "# PAT=…"),
            (
                "# export CARGO_REGISTRIES_A_TOKEN=hunter2",
                "# export CARGO_REGISTRIES_A_TOKEN=…",
            ),
            ("# Authorization: Basic hunter2", "# Authorization: …"),
            (
                "# see https://me:s3cr3t@h/ for it",
                "# see https://…@h/ for it",
            ),
            (
                "# our feed, ask ops for a token",
                "# our feed, ask ops for a token",
            ),
        ] {
            assert_eq!(shown(text), wanted);
        }
    }

    #[test]
    fn of_lines_that_are_no_toml_only_words_of_cargo_are_shown() {
        for (text, wanted) in [
            ("[a]\ns3cr3t\nindex = 'x'", "[a]\n…\nindex = 'x'"),
            (
                "<<<<<<< HEAD\ntoken = 'x'\r\n=======",
                "<<<<<<< …\ntoken = …\r\n=======",
            ),
            ("index: 's3cr3t'", "index: '…"),
            (
                "[registries.a\ntoken = 's3cr3t'",
                "[registries.…\ntoken = …",
            ),
            (
                "replace-with = \"\"\"\ntoken = s3cr3t",
                "replace-with = …\n…",
            ),
        ] {
            assert_eq!(shown(text), wanted);
        }
    }
}

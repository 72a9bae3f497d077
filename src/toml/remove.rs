//! Taking out a key or a table: the exact inverse of what [`super::insert`] adds.
//!
//! Lines go whole, but for their comments; a header goes with its last key when the
//! key stood on the very next line, as it does where the header was added for it.

use super::lines::{
    before_line_end, comments, ending_before, ends_line, indent, line_end, line_start, starts_line,
};
use super::locate::{Section, sections};
use super::pass::Pass;
use super::{Document, Key, Pair, Span, Statement, Value};

/// Takes out everything at and below `path`.
pub(super) fn remove(pass: &mut Pass, document: &Document, path: &[String]) {
    let text = document.text();
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    for section in sections(document) {
        let own: &[Key] = match section.header {
            Some(Statement::Header { path, .. }) => path,
            _ => &[],
        };
        let shared = own
            .iter()
            .zip(&names)
            .take_while(|(key, name)| key.name(text) == **name)
            .count();
        if shared < own.len().min(names.len()) {
            continue;
        }
        if own.len() >= names.len() {
            cut_section(pass, text, section);
        } else {
            cut_pairs(pass, text, section, &names[own.len()..]);
        }
    }
}

/// The line or lines of a span, line end included, byte order mark excluded.
fn whole_lines(text: &str, span: Span) -> Span {
    let start = line_start(text, span.start);
    let mark = if start == 0 && text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        start
    };
    Span {
        start: mark,
        end: line_end(text, span.end),
    }
}

/// The empty line just before a line, or nothing.
fn empty_line_before(text: &str, start: usize) -> usize {
    let end_of_last = before_line_end(text, start);
    if end_of_last < start && line_start(text, end_of_last) == end_of_last {
        end_of_last
    } else {
        start
    }
}

/// Takes out the lines of a statement. Its comments stay, each on a line of its own.
pub(super) fn cut_statement(pass: &mut Pass, text: &str, statement: Span) {
    let lines = whole_lines(text, statement);
    let comments = comments(text, lines);
    let last = comments.last().filter(|_| pass.moved != Some(statement));
    let Some(last) = last else {
        pass.cut_lines(text, lines);
        return;
    };
    let mut start = statement.start;
    for (at, comment) in comments.iter().enumerate() {
        let before = match at {
            0 => String::new(),
            _ => format!(
                "{}{}",
                ending_before(text, lines.end),
                indent(text, statement.start)
            ),
        };
        let end = comment.start;
        pass.replace(Span { start, end }, before);
        start = comment.end;
    }
    if last.end < statement.end {
        let end = before_line_end(text, lines.end);
        pass.replace(Span { start, end }, "");
    }
}

/// Takes out a header with its keys; comments among them stay.
fn cut_section(pass: &mut Pass, text: &str, section: Section<'_>) {
    if let Some(header) = section.header {
        cut_header(pass, text, header);
    }
    for pair in section.pairs() {
        cut_statement(pass, text, pair.span());
    }
}

fn cut_header(pass: &mut Pass, text: &str, header: &Statement) {
    let mut lines = whole_lines(text, header.span());
    if !comments(text, lines).is_empty() {
        cut_statement(pass, text, header.span());
        return;
    }
    lines.start = empty_line_before(text, lines.start);
    pass.cut_lines(text, lines);
}

/// Takes out those pairs of a section that stand at or below `rest`, and the
/// header where nothing else is left of what came with it.
fn cut_pairs(pass: &mut Pass, text: &str, section: Section<'_>, rest: &[&str]) {
    let mut kept = 0;
    let mut first_cut: Option<Span> = None;
    for pair in section.pairs() {
        match reach(pair, rest, text) {
            Reach::Other => kept += 1,
            Reach::Whole => {
                first_cut.get_or_insert(whole_lines(text, pair.span()));
                cut_statement(pass, text, pair.span());
            }
            Reach::Inside => {
                if cut_inside(pass, text, pair, &rest[pair.path.len()..]) {
                    first_cut.get_or_insert(whole_lines(text, pair.span()));
                    cut_statement(pass, text, pair.span());
                } else {
                    kept += 1;
                }
            }
        }
    }
    if let (Some(header), Some(first), 0) = (section.header, first_cut, kept) {
        let after_header = line_end(text, header.span().end);
        if after_header == first.start {
            cut_header(pass, text, header);
        } else if line_end(text, after_header) == first.start
            && before_line_end(text, first.start) == after_header
        {
            // The empty line says that the header stood here without keys.
            pass.cut_lines(
                text,
                Span {
                    start: after_header,
                    end: first.start,
                },
            );
        }
    }
}

enum Reach {
    /// The pair is something else.
    Other,
    /// All of the pair is at or below the path.
    Whole,
    /// What is to go lies inside the pair's value.
    Inside,
}

fn reach(pair: &Pair, rest: &[&str], text: &str) -> Reach {
    let same = pair
        .path
        .iter()
        .zip(rest)
        .all(|(key, name)| key.name(text) == *name);
    if !same {
        Reach::Other
    } else if pair.path.len() >= rest.len() {
        Reach::Whole
    } else if matches!(pair.value, Value::Inline { .. }) {
        Reach::Inside
    } else {
        Reach::Other
    }
}

/// Takes pairs out of an inline table. True when the table was made for them, so
/// that it has to go as a whole; nothing is cut then.
fn cut_inside(pass: &mut Pass, text: &str, outer: &Pair, rest: &[&str]) -> bool {
    let Value::Inline { span, pairs } = &outer.value else {
        return false;
    };
    let mut nested = Pass::default();
    let goes: Vec<bool> = pairs
        .iter()
        .map(|pair| match reach(pair, rest, text) {
            Reach::Other => false,
            Reach::Whole => true,
            Reach::Inside => cut_inside(&mut nested, text, pair, &rest[pair.path.len()..]),
        })
        .collect();
    let made_for_them = text[span.start + 1..].starts_with([' ', '\t', '\r', '\n']);
    if goes.iter().all(|goes| *goes) && !goes.is_empty() && made_for_them {
        return true;
    }
    pass.append(nested);
    let mut commas: Vec<Option<Span>> = pairs.iter().map(|pair| pair.comma).collect();
    for at in (0..pairs.len()).rev().filter(|at| goes[*at]) {
        let next_stays = goes.get(at + 1).is_some_and(|goes| !goes);
        cut_from_braces(pass, text, pairs, at, &mut commas, next_stays);
    }
    false
}

/// Takes one pair out of braces together with the comma that came with it.
fn cut_from_braces(
    pass: &mut Pass,
    text: &str,
    pairs: &[Pair],
    at: usize,
    commas: &mut [Option<Span>],
    next_stays: bool,
) {
    let span = pairs[at].span();
    let end = commas[at].map_or(span.end, |comma| comma.end);
    let alone = starts_line(text, span.start) && ends_line(text, end);
    let before = at.checked_sub(1);
    if alone && before.is_none_or(|before| commas[before].is_some()) {
        cut_statement(pass, text, Span { end, ..span });
        if let (None, Some(before)) = (commas[at], before)
            && let Some(comma) = commas[before].take()
        {
            pass.replace(comma, "");
        }
        return;
    }
    let cut = match (before, commas[at]) {
        (Some(before), Some(comma)) => Span {
            start: commas[before].map_or(span.start, |comma| comma.end),
            end: comma.end,
        },
        (Some(before), None) => {
            commas[before] = None;
            Span {
                start: pairs[before].span().end,
                end: span.end,
            }
        }
        (None, Some(comma)) if next_stays => {
            let blanks =
                text[comma.end..].len() - text[comma.end..].trim_start_matches([' ', '\t']).len();
            Span {
                start: span.start,
                end: comma.end + blanks,
            }
        }
        (None, _) => Span {
            start: span.start,
            end,
        },
    };
    let ending = ending_before(text, cut.end);
    let kept = comments(text, cut).into_iter();
    let kept = kept.map(|comment| format!("{}{ending}", comment.of(text)));
    pass.replace(cut, kept.collect::<String>());
}

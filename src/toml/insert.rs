//! Setting keys: where a new key or table goes and in which spelling.
//!
//! The spelling is that of the last sibling: `[a.name]`, `name = { … }` or
//! `a.name.key = …`. Not for taking out (see [`super::remove`]).

use super::change::Refusal;
use super::lines::{comments, ends_line, indent, line_end, starts_line};
use super::literal::{Literal, encode_key};
use super::locate::{
    Section, Site, dotted, find, must_be_free, sections, sibling_must_be_free, wrong_type,
};
use super::pass::Pass;
use super::{Document, Pair, Span, Statement, Value, remove, tree};

/// Sets `keys` of `table`.
pub(super) fn set(
    pass: &mut Pass,
    document: &Document,
    table: &[String],
    keys: &[(String, Literal)],
    inline_in_new_file: bool,
) -> Result<(), Refusal> {
    let path: Vec<&str> = table.iter().map(String::as_str).collect();
    let place = find(document, &path)?;
    let mut missing = Vec::new();
    // Where the table is not, its keys need not be looked for.
    let is_there = place.exact.is_some() || place.as_table().is_some();
    for (key, literal) in keys {
        if !is_there || !replace(pass, document, &path, key, literal)? {
            missing.push((encode_key(key), literal.encode()));
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let text = document.text();
    if let Some(site) = place.exact {
        let Value::Inline { span, pairs } = &site.pair.value else {
            let found = site.pair.value.kind();
            return Err(wrong_type(site.pair.value.span(), &path, "a table", found));
        };
        into_braces(pass, text, *span, pairs, &equations(&missing));
    } else if let Some(section) = place.header {
        into_section(pass, text, section, &equations(&missing));
    } else if let Some(site) = place.dotted {
        let prefix = spelled_prefix(text, site.pair, site.depth);
        let lines: Vec<String> = equations(&missing)
            .iter()
            .map(|equation| format!("{prefix}.{equation}"))
            .collect();
        after_site(pass, text, site, &lines);
    } else {
        create(pass, document, &path, &missing, inline_in_new_file)?;
    }
    Ok(())
}

/// Replaces the value of a key that exists; false where it does not.
fn replace(
    pass: &mut Pass,
    document: &Document,
    table: &[&str],
    key: &str,
    literal: &Literal,
) -> Result<bool, Refusal> {
    let mut path = table.to_vec();
    path.push(key);
    let found = find(document, &path)?;
    if let Some(site) = found.exact {
        let value = &site.pair.value;
        if matches!(value, Value::Inline { .. }) {
            return Err(wrong_type(value.span(), &path, "a value", "a table"));
        }
        // A value that is none would vanish with what is wrong with it.
        tree::check(value, document.text())?;
        let text = document.text();
        if value.span().of(text) != literal.encode() {
            let new = literal.encode();
            without_comment_lost(text, value.span(), &new)?;
            pass.replace(value.span(), new);
        }
        return Ok(true);
    }
    match found.as_table() {
        Some(at) => Err(wrong_type(at, &path, "a value", "a table")),
        None => Ok(false),
    }
}

/// Fails where a comment in a value is not in the new value.
fn without_comment_lost(text: &str, value: Span, new: &str) -> Result<(), Refusal> {
    let lost = comments(text, value)
        .into_iter()
        .find(|comment| !new.contains(comment.of(text)));
    lost.map_or(Ok(()), |at| Err(Refusal::Comment { at }))
}

/// The pair at a path, with what it stands in.
fn pair_at<'d>(document: &'d Document, path: &[&str]) -> Result<Site<'d>, Refusal> {
    find(document, path)?
        .exact
        .ok_or_else(|| Refusal::Unsound(format!("no key `{}`", dotted(path))))
}

/// Writes another key or value in the place of a pair.
pub(super) fn replace_pair(
    pass: &mut Pass,
    document: &Document,
    path: &[String],
    key: &str,
    literal: &Literal,
) -> Result<(), Refusal> {
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    let pair = pair_at(document, &names)?.pair;
    sibling_must_be_free(document, &names, key)?;
    let (text, value) = (document.text(), pair.value.span());
    let new = literal.encode();
    without_comment_lost(text, value, &new)?;
    if let Some(last) = pair.path.last()
        && last.name(text) != key
    {
        pass.replace(last.span, encode_key(key));
    }
    if value.of(text) != new {
        pass.replace(value, new);
    }
    Ok(())
}

/// Takes a pair to another table, with the comment behind it where it had a line of its
/// own and has one again.
pub(super) fn move_pair(
    pass: &mut Pass,
    document: &Document,
    path: &[String],
    table: &[String],
    (key, other): (&str, Option<&Literal>),
) -> Result<(), Refusal> {
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    let site = pair_at(document, &names)?;
    let (text, span) = (document.text(), site.pair.span());
    if let Value::Inline { span, .. } = site.pair.value {
        return Err(wrong_type(span, &names, "a value", "a table"));
    }
    let to: Vec<&str> = table.iter().map(String::as_str).collect();
    let place = find(document, &to)?;
    let in_braces = place.exact.is_some() || place.dotted.is_some_and(|site| site.inside.is_some());
    let mut target = to.clone();
    target.push(key);
    must_be_free(document, &target)?;
    let written = site.pair.value.span();
    let mut value = other.map_or_else(|| written.of(text).to_owned(), Literal::encode);
    without_comment_lost(text, written, &value)?;
    let is_line = site.inside.is_none() && starts_line(text, span.start);
    if !is_line || in_braces {
        let key = [(key.to_owned(), Literal::ListText(value))];
        remove::remove(pass, document, path);
        return set(pass, document, table, &key, false);
    }
    let behind = Span {
        start: span.end,
        end: line_end(text, span.end),
    };
    if let Some(comment) = comments(text, behind).first() {
        // With the blanks in front of it.
        value.push_str(&text[span.end..comment.end]);
    }
    let key = [(key.to_owned(), Literal::ListText(value))];
    pass.moved = Some(span);
    remove::remove(pass, document, path);
    pass.moved = None;
    set(pass, document, table, &key, false)
}

fn equations(keys: &[(String, String)]) -> Vec<String> {
    keys.iter()
        .map(|(key, value)| format!("{key} = {value}"))
        .collect()
}

/// The parts of a pair's key up to `depth`, as they are spelled there.
fn spelled_prefix<'t>(text: &'t str, pair: &Pair, depth: usize) -> &'t str {
    match (pair.path.first(), pair.path.get(depth.saturating_sub(1))) {
        (Some(first), Some(last)) => Span {
            start: first.span.start,
            end: last.span.end,
        }
        .of(text),
        _ => "",
    }
}

/// Adds keys to the section of a header.
fn into_section(pass: &mut Pass, text: &str, section: Section<'_>, equations: &[String]) {
    if let Some(last) = section.pairs().next_back() {
        let blanks = indent(text, last.span().start);
        let lines: Vec<String> = equations
            .iter()
            .map(|equation| format!("{blanks}{equation}"))
            .collect();
        pass.add_lines(text, last.span().end, &lines);
    } else if let Some(header) = section.header {
        let blanks = indent(text, header.span().start);
        let mut lines = vec![String::new()];
        lines.extend(
            equations
                .iter()
                .map(|equation| format!("{blanks}{equation}")),
        );
        pass.add_lines(text, header.span().end, &lines);
    }
}

/// Adds pairs after another one, on lines or within the same braces.
fn after_site(pass: &mut Pass, text: &str, site: Site<'_>, added: &[String]) {
    if let Some(Value::Inline { span, pairs }) = site.inside {
        into_braces(pass, text, *span, pairs, added);
    } else {
        let blanks = indent(text, site.pair.span().start);
        let lines: Vec<String> = added.iter().map(|line| format!("{blanks}{line}")).collect();
        pass.add_lines(text, site.pair.span().end, &lines);
    }
}

/// Adds pairs to an inline table.
fn into_braces(pass: &mut Pass, text: &str, braces: Span, pairs: &[Pair], added: &[String]) {
    let Some(last) = pairs.last() else {
        let at = braces.start + 1;
        pass.replace(Span { start: at, end: at }, added.join(", "));
        return;
    };
    let several_lines = braces.of(text).contains('\n');
    let own_line = starts_line(text, last.span().start);
    let blanks = indent(text, last.span().start);
    let lines: Vec<String> = added
        .iter()
        .map(|pair| format!("{blanks}{pair},"))
        .collect();
    match last.comma {
        Some(comma) if several_lines && own_line && ends_line(text, comma.end) => {
            pass.add_lines(text, comma.end, &lines);
        }
        Some(comma) => {
            let at = comma.end;
            let added = format!(" {},", added.join(", "));
            pass.replace(Span { start: at, end: at }, added);
        }
        None if several_lines && own_line => {
            // Before the last pair, so that no comma has to be added behind it.
            let before = super::lines::line_start(text, last.span().start);
            let ending = super::lines::ending_before(text, before);
            let added = lines.join(ending) + ending;
            let span = Span {
                start: before,
                end: before,
            };
            pass.replace(span, added);
        }
        None => {
            let at = last.span().end;
            let added = format!(", {}", added.join(", "));
            pass.replace(Span { start: at, end: at }, added);
        }
    }
}

/// How the siblings of a table that is to be made are spelled.
enum Spelling<'d> {
    /// `[parent.name]`, with the blanks before the header and before its keys.
    Header(&'d str, &'d str),
    /// `name = { … }` after a pair.
    Inline(Site<'d>),
    /// `name.key = …` after a pair.
    Dotted(Site<'d>),
}

fn create(
    pass: &mut Pass,
    document: &Document,
    path: &[&str],
    keys: &[(String, String)],
    inline_in_new_file: bool,
) -> Result<(), Refusal> {
    let Some((name, parent)) = path.split_last() else {
        return Ok(());
    };
    let text = document.text();
    let body = format!("{{ {} }}", equations(keys).join(", "));
    let entry = format!("{} = {body}", encode_key(name));
    if inline_in_new_file && !parent.is_empty() {
        pass.add_block(vec![header(parent), entry]);
        return Ok(());
    }
    if parent.is_empty() {
        pass.add_block(block(path, keys, "", ""));
        return Ok(());
    }
    let found = find(document, parent)?;
    if let Some(site) = found.exact {
        let Value::Inline { span, pairs } = &site.pair.value else {
            let found = site.pair.value.kind();
            return Err(wrong_type(site.pair.value.span(), parent, "a table", found));
        };
        into_braces(pass, text, *span, pairs, &[entry]);
        return Ok(());
    }
    match spelling(document, parent) {
        Some(Spelling::Header(blanks, key_blanks)) => {
            pass.add_block(block(path, keys, blanks, key_blanks));
        }
        Some(Spelling::Inline(site)) => {
            let line = prefixed(text, site, &entry);
            after_site(pass, text, site, &[line]);
        }
        Some(Spelling::Dotted(site)) => {
            let name = encode_key(name);
            let lines: Vec<String> = equations(keys)
                .iter()
                .map(|equation| prefixed(text, site, &format!("{name}.{equation}")))
                .collect();
            after_site(pass, text, site, &lines);
        }
        None => match found.header {
            Some(section) => into_section(pass, text, section, &[entry]),
            None => match inline_ancestor(document, parent)? {
                Some((
                    Pair {
                        value: Value::Inline { span, pairs },
                        ..
                    },
                    below,
                )) => {
                    let nested = below.iter().rev().fold(entry, |inner, part| {
                        format!("{} = {{ {inner} }}", encode_key(part))
                    });
                    into_braces(pass, text, *span, pairs, &[nested]);
                }
                _ => pass.add_block(block(path, keys, "", "")),
            },
        },
    }
    Ok(())
}

/// The nearest ancestor written with braces, and the path below it to `parent`.
fn inline_ancestor<'d, 'p>(
    document: &'d Document,
    parent: &'p [&'p str],
) -> Result<Option<(&'d Pair, &'p [&'p str])>, Refusal> {
    for depth in (1..parent.len()).rev() {
        let found = find(document, &parent[..depth])?;
        if let Some(Site { pair, .. }) = found.exact
            && matches!(pair.value, Value::Inline { .. })
        {
            return Ok(Some((pair, &parent[depth..])));
        }
    }
    Ok(None)
}

fn prefixed(text: &str, site: Site<'_>, rest: &str) -> String {
    if site.depth == 0 {
        rest.to_owned()
    } else {
        format!("{}.{rest}", spelled_prefix(text, site.pair, site.depth))
    }
}

fn header(path: &[&str]) -> String {
    let parts: Vec<String> = path.iter().map(|part| encode_key(part)).collect();
    format!("[{}]", parts.join("."))
}

fn block(path: &[&str], keys: &[(String, String)], blanks: &str, key_blanks: &str) -> Vec<String> {
    let mut lines = vec![format!("{blanks}{}", header(path))];
    lines.extend(
        equations(keys)
            .iter()
            .map(|equation| format!("{key_blanks}{equation}")),
    );
    lines
}

/// The spelling of the last table below `parent`.
fn spelling<'d>(document: &'d Document, parent: &[&str]) -> Option<Spelling<'d>> {
    let text = document.text();
    let mut last = None;
    for section in sections(document) {
        let own = match section.header {
            Some(Statement::Header { path, .. }) => path.as_slice(),
            _ => &[],
        };
        let shared = own
            .iter()
            .zip(parent)
            .take_while(|(key, part)| key.name(text) == **part)
            .count();
        if shared < own.len().min(parent.len()) {
            continue;
        }
        if own.len() > parent.len() {
            if let Some(header) = section.header {
                let blanks = indent(text, header.span().start);
                let key_blanks = section
                    .pairs()
                    .next()
                    .map_or(blanks, |pair| indent(text, pair.span().start));
                last = Some(Spelling::Header(blanks, key_blanks));
            }
            continue;
        }
        let rest = &parent[own.len()..];
        for pair in section.pairs() {
            let same = pair.path.len() > rest.len()
                && pair
                    .path
                    .iter()
                    .zip(rest)
                    .all(|(key, part)| key.name(text) == *part);
            if !same {
                continue;
            }
            let site = Site {
                pair,
                inside: None,
                depth: rest.len(),
            };
            if pair.path.len() > rest.len() + 1 {
                last = Some(Spelling::Dotted(site));
            } else if matches!(pair.value, Value::Inline { .. }) {
                last = Some(Spelling::Inline(site));
            }
        }
    }
    last
}

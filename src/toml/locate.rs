//! Where a path is written in a document: its header, its pair, its dotted keys.
//!
//! Not for changing what is there (see [`super::edit`]).

use super::change::Refusal;
use super::literal::encode_key;
use super::{Document, Pair, Span, Statement, Value};

/// The part of a file that one header opens, or the part before the first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section<'d> {
    pub(super) header: Option<&'d Statement>,
    pub(super) pairs: &'d [Statement],
}

impl<'d> Section<'d> {
    /// The pairs in order.
    pub(super) fn pairs(&self) -> impl DoubleEndedIterator<Item = &'d Pair> {
        self.pairs.iter().filter_map(|statement| match statement {
            Statement::Pair(pair) => Some(pair),
            Statement::Header { .. } => None,
        })
    }
}

/// The sections of a document in order; the part before the first header is one.
pub(super) fn sections(document: &Document) -> impl Iterator<Item = Section<'_>> {
    let mut rest = document.statements();
    let mut first = true;
    std::iter::from_fn(move || {
        let header = match rest.first() {
            Some(header @ Statement::Header { .. }) if !first => {
                rest = &rest[1..];
                Some(header)
            }
            None if !first => return None,
            _ => None,
        };
        first = false;
        let end = rest
            .iter()
            .position(|statement| matches!(statement, Statement::Header { .. }))
            .unwrap_or(rest.len());
        let (pairs, later) = rest.split_at(end);
        rest = later;
        Some(Section { header, pairs })
    })
}

/// Where a path is written in a document.
#[derive(Debug, Default)]
pub(super) struct Found<'d> {
    /// `[path]`.
    pub(super) header: Option<Section<'d>>,
    /// `path = value`, whatever the value is.
    pub(super) exact: Option<Site<'d>>,
    /// The last `path.more = value`.
    pub(super) dotted: Option<Site<'d>>,
    /// `[path.more]`, by the place of its first header.
    pub(super) below: Option<Span>,
}

/// A pair, with what it stands in and how much of its key names the path.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site<'d> {
    pub(super) pair: &'d Pair,
    /// The inline table that holds the pair; `None` for a pair on its own line.
    pub(super) inside: Option<&'d Value>,
    /// How many parts of the pair's key belong to the path.
    pub(super) depth: usize,
}

/// Looks for everything that is written at a path.
///
/// Fails where something on the way to it is no table.
pub(super) fn find<'d>(document: &'d Document, path: &[&str]) -> Result<Found<'d>, Refusal> {
    let text = document.text();
    let mut found = Found::default();
    for section in sections(document) {
        if let Some(Statement::Header {
            span,
            array,
            path: keys,
        }) = section.header
        {
            let shared = keys
                .iter()
                .zip(path)
                .take_while(|(key, part)| key.name(text) == **part)
                .count();
            if shared < keys.len().min(path.len()) {
                continue;
            }
            if *array && keys.len() <= path.len() {
                return Err(wrong_type(
                    *span,
                    &path[..keys.len()],
                    "a table",
                    "an array",
                ));
            }
            if keys.len() > path.len() {
                found.below.get_or_insert(*span);
                continue;
            }
            let rest = &path[keys.len()..];
            if rest.is_empty() {
                found.header = Some(section);
            } else {
                for pair in section.pairs() {
                    found.see(pair, None, rest, path, text)?;
                }
            }
        } else {
            for pair in section.pairs() {
                found.see(pair, None, path, path, text)?;
            }
        }
    }
    Ok(found)
}

impl<'d> Found<'d> {
    fn see(
        &mut self,
        pair: &'d Pair,
        inside: Option<&'d Value>,
        rest: &[&str],
        whole: &[&str],
        text: &'d str,
    ) -> Result<(), Refusal> {
        let depth = pair.path.len().min(rest.len());
        let same = pair
            .path
            .iter()
            .zip(rest)
            .all(|(key, part)| key.name(text) == *part);
        if !same {
            return Ok(());
        }
        let site = Site {
            pair,
            inside,
            depth,
        };
        if pair.path.len() > rest.len() {
            self.dotted = Some(site);
        } else if pair.path.len() == rest.len() {
            self.exact = Some(site);
        } else if let Value::Inline { pairs, .. } = &pair.value {
            for inner in pairs {
                self.see(inner, Some(&pair.value), &rest[depth..], whole, text)?;
            }
        } else {
            let known = whole.len() - rest.len() + depth;
            let found = pair.value.kind();
            return Err(wrong_type(
                pair.value.span(),
                &whole[..known],
                "a table",
                found,
            ));
        }
        Ok(())
    }

    /// The place that makes this path a table, if any does.
    pub(super) fn as_table(&self) -> Option<Span> {
        let header = self.header.and_then(|section| section.header);
        header
            .map(Statement::span)
            .or(self.below)
            .or(self.dotted.map(|site| site.pair.span()))
    }
}

/// Fails where something is called `name` beside that of `path`.
pub(super) fn sibling_must_be_free(
    document: &Document,
    path: &[&str],
    name: &str,
) -> Result<(), Refusal> {
    match path.split_last() {
        Some((last, above)) if *last != name => must_be_free(document, &[above, &[name]].concat()),
        _ => Ok(()),
    }
}

/// Fails where a key or a table stands at a path.
pub(super) fn must_be_free(document: &Document, path: &[&str]) -> Result<(), Refusal> {
    let found = find(document, path)?;
    let exact = found.exact.map(|site| site.pair.span());
    exact.or(found.as_table()).map_or(Ok(()), |at| {
        Err(Refusal::KeyExists {
            at,
            key: dotted(path),
        })
    })
}

/// A path as it is written.
pub(super) fn dotted(path: &[&str]) -> String {
    let parts: Vec<String> = path.iter().map(|part| encode_key(part)).collect();
    parts.join(".")
}

pub(super) fn wrong_type(
    at: Span,
    path: &[&str],
    wanted: &'static str,
    found: &'static str,
) -> Refusal {
    Refusal::WrongType {
        at,
        key: dotted(path),
        wanted,
        found,
    }
}

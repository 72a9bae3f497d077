//! The proof after an edit: the new statements are the old ones and the plan,
//! nothing more and nothing less, in the same order.

use super::change::{Change, Refusal};
use super::literal::Literal;
use super::locate::dotted;
use super::{Document, Pair, Statement, Value};

/// What a document says at one place, apart from blanks and comments.
#[derive(Debug, PartialEq, Eq)]
struct Fact<'d> {
    path: Vec<&'d str>,
    /// The bytes of the value; for a table that is only opened, none.
    value: Option<&'d str>,
}

/// Fails unless `new` says what `old` said, changed as planned.
pub(super) fn check(
    old: Option<&Document>,
    new: &Document,
    changes: &[Change],
) -> Result<(), Refusal> {
    let before = old.map_or(&[][..], Document::statements);
    let after = new.statements();
    let old_text = old.map_or("", Document::text);
    let same = |a: &Statement, b: &Statement| a.span().of(old_text) == b.span().of(new.text());
    // What is the same at both ends needs no closer look.
    let head = before
        .iter()
        .zip(after)
        .take_while(|(a, b)| same(a, b))
        .count();
    let tail = before[head..]
        .iter()
        .rev()
        .zip(after[head..].iter().rev())
        .take_while(|(a, b)| same(a, b))
        .count();
    // A pair means something only under its header, so that has to be the same too.
    let header = |statements: &'_ [Statement], text: &'_ str| {
        last_header(statements).map(|header| header.span().of(text).to_owned())
    };
    let under_the_same = header(&before[..before.len() - tail], old_text)
        == header(&after[..after.len() - tail], new.text());
    let tail = if under_the_same {
        tail
    } else {
        tail - before[before.len() - tail..]
            .iter()
            .position(|statement| matches!(statement, Statement::Header { .. }))
            .unwrap_or(tail)
    };
    let section = path_of(last_header(&before[..head]), old_text);
    let mut old_facts = facts(&before[head..before.len() - tail], section, old_text);
    rename(&mut old_facts, changes);
    let section = path_of(last_header(&after[..head]), new.text());
    let new_facts = facts(&after[head..after.len() - tail], section, new.text());
    walk(&old_facts, &new_facts, changes)
}

fn last_header(statements: &[Statement]) -> Option<&Statement> {
    statements
        .iter()
        .rev()
        .find(|statement| matches!(statement, Statement::Header { .. }))
}

fn path_of<'d>(header: Option<&'d Statement>, text: &'d str) -> Vec<&'d str> {
    match header {
        Some(Statement::Header { path, .. }) => path.iter().map(|key| key.name(text)).collect(),
        _ => Vec::new(),
    }
}

/// `section` is the path of the header that the first statements stand under.
fn facts<'d>(
    statements: &'d [Statement],
    mut section: Vec<&'d str>,
    text: &'d str,
) -> Vec<Fact<'d>> {
    let mut facts = Vec::with_capacity(statements.len());
    for statement in statements {
        match statement {
            Statement::Header { .. } => {
                section = path_of(Some(statement), text);
                facts.push(Fact {
                    path: section.clone(),
                    value: None,
                });
            }
            Statement::Pair(pair) => add(&mut facts, &section, pair, text),
        }
    }
    facts
}

fn add<'d>(facts: &mut Vec<Fact<'d>>, above: &[&'d str], pair: &'d Pair, text: &'d str) {
    let mut path = above.to_vec();
    path.extend(pair.path.iter().map(|key| key.name(text)));
    if let Value::Inline { pairs, .. } = &pair.value {
        for inner in pairs {
            add(facts, &path, inner, text);
        }
        facts.push(Fact { path, value: None });
    } else {
        facts.push(Fact {
            path,
            value: Some(pair.value.span().of(text)),
        });
    }
}

/// Gives the old facts the names that the plan gives them.
fn rename<'d>(facts: &mut [Fact<'d>], changes: &'d [Change]) {
    for change in changes {
        let Change::Rename { path, to } = change else {
            continue;
        };
        for fact in &mut *facts {
            let at = path.len().saturating_sub(1);
            if fact.path.len() > at && path.iter().zip(&fact.path).all(|(a, b)| a == b) {
                fact.path[at] = to;
            }
        }
    }
}

/// The planned value at a path, if the plan sets one there.
fn planned(changes: &[Change], old: &[Fact<'_>], path: &[&str]) -> Option<String> {
    let (key, above) = path.split_last()?;
    changes.iter().rev().find_map(|change| match change {
        Change::Replace {
            path: target,
            key: name,
            value,
        } => {
            let (_, parent) = target.split_last()?;
            let rest = path.strip_prefix(as_parts(parent).as_slice())?;
            let inner = rest.strip_prefix(&[name.as_str()])?;
            value_in(value, inner)
        }
        Change::Move {
            path: target,
            table,
            key: name,
            value,
        } if *key == name && as_parts(table) == above => {
            if let Some(value) = value {
                return Some(value.encode());
            }
            let target = as_parts(target);
            let moved = old.iter().find(|fact| fact.path == target);
            moved.and_then(|fact| fact.value).map(str::to_owned)
        }
        Change::Set { table, keys, .. }
            if table.iter().map(String::as_str).eq(above.iter().copied()) =>
        {
            keys.iter()
                .find(|(name, _)| name == key)
                .map(|(_, literal)| literal.encode())
        }
        _ => None,
    })
}

fn as_parts(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}

/// What a value says at a path within it.
fn value_in(value: &Literal, path: &[&str]) -> Option<String> {
    match (value, path) {
        (Literal::Table(pairs), [first, rest @ ..]) => {
            let (_, value) = pairs.iter().find(|(key, _)| key == first)?;
            value_in(value, rest)
        }
        (Literal::Table(_), []) | (_, [_, ..]) => None,
        (value, []) => Some(value.encode()),
    }
}

/// True where the plan may open or close a table: on the way to what it touches.
fn on_the_way(changes: &[Change], path: &[&str]) -> bool {
    let is_on = |target: &[String]| {
        path.len() <= target.len() && path.iter().zip(target).all(|(a, b)| a == b)
    };
    changes.iter().any(|change| match change {
        Change::Set { table, .. } => is_on(table),
        Change::Remove { path } => is_on(path),
        Change::Move { path, table, .. } => is_on(path) || is_on(table),
        Change::Replace { path, key, value } => {
            let mut new = path.clone();
            if let (Literal::Table(_), Some(last)) = (value, new.last_mut()) {
                last.clone_from(key);
                return is_on(&new);
            }
            false
        }
        Change::Rename { .. } => false,
    })
}

fn removed(changes: &[Change], path: &[&str]) -> bool {
    changes.iter().any(|change| match change {
        Change::Remove { path: target }
        | Change::Replace { path: target, .. }
        | Change::Move { path: target, .. } => {
            path.len() >= target.len() && target.iter().zip(path).all(|(a, b)| a == b)
        }
        Change::Set { .. } | Change::Rename { .. } => false,
    })
}

fn walk(old: &[Fact<'_>], new: &[Fact<'_>], changes: &[Change]) -> Result<(), Refusal> {
    let all = old;
    let mut old = old.iter().peekable();
    for fact in new {
        // What the plan takes out may stand before what stays.
        while let Some(before) = old.peek()
            && *before != fact
            && goes(before, changes)
        {
            old.next();
        }
        if old.peek() == Some(&fact) {
            old.next();
            continue;
        }
        let allowed = match fact.value {
            Some(value) => {
                let set = planned(changes, all, &fact.path).is_some_and(|planned| planned == value);
                // A changed value stands where the old one stood.
                if set && old.peek().is_some_and(|before| before.path == fact.path) {
                    old.next();
                }
                set
            }
            None => on_the_way(changes, &fact.path),
        };
        if !allowed {
            return Err(unsound("more", &fact.path));
        }
    }
    match old.find(|fact| !goes(fact, changes)) {
        Some(lost) => Err(unsound("less", &lost.path)),
        None => Ok(()),
    }
}

/// True for what the plan takes out, and for tables that may close with it.
fn goes(fact: &Fact<'_>, changes: &[Change]) -> bool {
    removed(changes, &fact.path) || (fact.value.is_none() && on_the_way(changes, &fact.path))
}

fn unsound(what: &str, path: &[&str]) -> Refusal {
    Refusal::Unsound(format!("{what} at `{}`", dotted(path)))
}

//! What cargo accepts in no file at all.
//!
//! Not for the meaning of any key.

use super::key::push_part;
use super::{FileId, Problem};
use crate::toml::{Item, Node, Table};

/// Adds a problem for each float, date and time.
pub(super) fn unsupported(tree: &Table, file: FileId, problems: &mut Vec<Problem>) {
    table(tree, None, &mut |trail, item| {
        problems.push(Problem::Unsupported {
            file,
            key: trail.written(),
            kind: item.node.kind(),
            at: item.span,
        });
    });
}

/// The way to a value, linked so that nothing is written down before it is needed.
struct Trail<'t> {
    before: Option<&'t Trail<'t>>,
    step: Step<'t>,
}

#[derive(Clone, Copy)]
enum Step<'t> {
    Key(&'t str),
    Index(usize),
}

impl Trail<'_> {
    fn written(&self) -> String {
        let mut steps = Vec::new();
        let mut trail = Some(self);
        while let Some(here) = trail {
            steps.push(here.step);
            trail = here.before;
        }
        let mut key = String::new();
        for step in steps.into_iter().rev() {
            match step {
                Step::Key(part) => {
                    if !key.is_empty() {
                        key.push('.');
                    }
                    push_part(&mut key, part);
                }
                Step::Index(index) => {
                    key.push('[');
                    key.push_str(&index.to_string());
                    key.push(']');
                }
            }
        }
        key
    }
}

fn table(table: &Table, before: Option<&Trail<'_>>, found: &mut dyn FnMut(&Trail<'_>, &Item)) {
    for (key, entry) in table.iter() {
        let step = Step::Key(key);
        item(&entry.item, &Trail { before, step }, found);
    }
}

fn item(here: &Item, trail: &Trail<'_>, found: &mut dyn FnMut(&Trail<'_>, &Item)) {
    match &here.node {
        Node::Float | Node::Datetime => found(trail, here),
        Node::List(items) => {
            for (index, child) in items.iter().enumerate() {
                let step = Step::Index(index);
                let before = Some(trail);
                item(child, &Trail { before, step }, found);
            }
        }
        Node::Table(child) => table(child, Some(trail), found),
        Node::String(_) | Node::Integer(_) | Node::Boolean(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toml::Document;

    #[test]
    fn floats_and_dates_are_found_wherever_they_are() {
        let text = "a = 1.5\n[b.'c d']\ne = [1, [2, {f = 1979-05-27}]]\n[[g]]\nh = 07:32:00\n";
        let document = Document::parse(text).expect("the text is TOML");
        let tree = document.tree().expect("no key stands twice");
        let mut problems = Vec::new();
        unsupported(&tree, FileId(0), &mut problems);
        let found: Vec<String> = problems
            .iter()
            .map(|problem| match problem {
                Problem::Unsupported { key, kind, at, .. } => {
                    format!("{key} {kind} {}", at.of(text))
                }
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(
            found,
            [
                "a float 1.5",
                "b.\"c d\".e[1][1].f datetime 1979-05-27",
                "g[0].h datetime 07:32:00",
            ]
        );
    }
}

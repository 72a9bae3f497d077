//! How deep values lie in each other: a tree that is as deep as a text can make it
//! would exhaust the stack when it is walked, or only let go.

use super::Span;
use super::statements::{Pair, Statement, Value};

/// How deep tables may lie in each other: far more than any key of cargo has, far
/// less than the stack bears.
pub(super) const DEPTH: usize = 256;

/// The first statement whose value would lie deeper than `limit`.
pub(super) fn too_deep(statements: &[Statement], limit: usize) -> Option<Span> {
    let mut section = 0;
    statements.iter().find_map(|statement| {
        let depth = match statement {
            Statement::Header { path, .. } => {
                section = path.len();
                section
            }
            Statement::Pair(pair) => section + pair_depth(pair),
        };
        (depth > limit).then(|| statement.span())
    })
}

/// Values nest as deep as the parser allows, which is little; keys do not.
fn pair_depth(pair: &Pair) -> usize {
    pair.path.len() + value_depth(&pair.value)
}

fn value_depth(value: &Value) -> usize {
    match value {
        Value::Scalar { .. } => 0,
        Value::Array { items, .. } => 1 + items.iter().map(value_depth).max().unwrap_or(0),
        Value::Inline { pairs, .. } => pairs.iter().map(pair_depth).max().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Document;
    use super::*;

    #[test]
    fn depth_is_counted_over_header_key_and_value() {
        for (text, depth) in [
            ("", 0),
            ("a = 1", 1),
            ("[a.b]\nc.d = 1", 4),
            ("[a.b.c]", 3),
            ("a = {b.c = [1, {d = 1}]}", 5),
        ] {
            let document = Document::parse(text).expect("the text is TOML");
            assert_eq!(too_deep(document.statements(), depth), None, "{text}");
            if depth > 0 {
                assert!(
                    too_deep(document.statements(), depth - 1).is_some(),
                    "{text}"
                );
            }
        }
    }
}

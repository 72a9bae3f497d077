//! One value with everything about it as text.

use super::{line, rows};
use crate::commands::show::shown::{Entry, Shadowed};
use crate::commands::show::values::Value;

/// A value with everything about it.
pub(super) fn value(entry: &Entry, indent: &str, out: &mut String) {
    let key = &entry.key;
    if let Some(fault) = &entry.fault {
        line(out, &format!("{indent}{key}: cargo fails: {fault}"));
    } else {
        match &entry.value {
            None if entry.remarks.is_empty() => line(out, &format!("{indent}{key}: not set")),
            None => line(out, &format!("{indent}{key}:")),
            Some(Value::List(items)) if items.iter().any(|item| item.from.is_some()) => {
                line(out, &format!("{indent}{key} ="));
                let elements: Vec<(String, String)> = items
                    .iter()
                    .map(|item| {
                        let from = item.from.as_ref();
                        let from = from.map(|from| format!("from {from}"));
                        (format!("{indent}{}", item.value), from.unwrap_or_default())
                    })
                    .collect();
                rows(out, &elements);
                shadows(&entry.shadows, indent, out);
                remarks(entry, indent, out);
                return;
            }
            Some(hidden @ (Value::Hidden(_) | Value::Other { .. })) => {
                line(out, &format!("{indent}{key}: {hidden}"));
            }
            Some(value) => line(out, &format!("{indent}{key} = {value}")),
        }
    }
    if let Some(from) = &entry.from {
        line(out, &format!("{indent}  from {from}"));
    }
    shadows(&entry.shadows, indent, out);
    remarks(entry, indent, out);
}

fn shadows(shadows: &[Shadowed], indent: &str, out: &mut String) {
    for shadowed in shadows {
        let value = shadowed.value.as_ref();
        let value = value.map(|value| format!(": {value}"));
        let text = format!(
            "{indent}  shadows {}{}",
            shadowed.from,
            value.unwrap_or_default()
        );
        line(out, &text);
    }
}

fn remarks(entry: &Entry, indent: &str, out: &mut String) {
    for remark in &entry.remarks {
        line(out, &format!("{indent}  {remark}"));
    }
}

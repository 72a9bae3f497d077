//! Made-up spellings: one value or one table written in any way that TOML knows.

use std::fmt::Write as _;

use super::trees::{Dice, Value};

const WORDS: [&str; 9] = [
    "v",
    "a b",
    "x # y",
    "",
    "ü\t",
    "q\"q'",
    "b\\s",
    "cargo:token",
    "sparse+https://h/i/",
];

pub(super) fn secret(dice: &mut Dice) -> String {
    format!("'{}'", "s".repeat(dice.below(9)))
}

pub(super) fn list(dice: &mut Dice) -> String {
    let items: Vec<String> = (0..dice.below(4))
        .map(|_| match dice.below(12) {
            0 => format!("[{}]", scalar(dice)),
            1 => format!("{{ k = {}, 'j k' = 1 }}", scalar(dice)),
            _ => scalar(dice),
        })
        .collect();
    let (open, between) = if dice.chance(20) {
        ("[ # c\n", ",\n")
    } else {
        ("[", ", ")
    };
    format!("{open}{}]", items.join(between))
}

pub(super) fn scalar(dice: &mut Dice) -> String {
    match dice.below(10) {
        0 => dice.pick(&["1", "-7", "0x1F", "1_000", "0b11"]).to_owned(),
        1 => dice.pick(&["true", "false"]).to_owned(),
        _ => string(dice),
    }
}

fn string(dice: &mut Dice) -> String {
    let word = dice.pick(&WORDS);
    match dice.below(5) {
        0 if !word.contains('\'') => format!("'{word}'"),
        1 if !word.contains('\'') => format!("'''\n{word}'''"),
        2 => format!("\"\"\"{}\"\"\"", basic(word)),
        3 => {
            word.chars().fold("\"".to_owned(), |mut text, letter| {
                let _ = write!(text, "\\u{:04x}", u32::from(letter));
                text
            }) + "\""
        }
        _ => format!("\"{}\"", basic(word)),
    }
}

fn basic(word: &str) -> String {
    word.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\t', "\\t")
}

fn written(dice: &mut Dice, key: &str) -> String {
    let bare = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    match dice.below(6) {
        0 if !key.contains('\'') => format!("'{key}'"),
        1 => format!("\"{}\"", basic(key)),
        _ if bare => key.to_owned(),
        _ => format!("\"{}\"", basic(key)),
    }
}

fn joined(dice: &mut Dice, path: &[String]) -> String {
    let parts: Vec<String> = path.iter().map(|part| written(dice, part)).collect();
    parts.join(dice.pick(&[".", ".", " . "]))
}

/// Writes a table below its header: pairs first, then tables with headers.
pub(super) fn body(
    dice: &mut Dice,
    table: &[(String, Value)],
    path: &mut Vec<String>,
    text: &mut String,
) {
    let mut sections = Vec::new();
    for (key, value) in table {
        match value {
            Value::Plain(value) => {
                let comment = dice.pick(&["", "", " # c"]);
                let _ = writeln!(text, "{} = {value}{comment}", written(dice, key));
            }
            Value::Table(inner) => match dice.below(4) {
                0 => {
                    let _ = writeln!(text, "{} = {}", written(dice, key), inline(dice, inner));
                }
                1 if !inner.is_empty() => dotted(dice, &mut vec![key.clone()], inner, text),
                _ => sections.push((key, inner)),
            },
        }
    }
    for (key, inner) in sections {
        path.push(key.clone());
        // A header that only has tables below it may be left out.
        let needed = inner.is_empty() || inner.iter().any(|(_, v)| matches!(v, Value::Plain(_)));
        if needed || dice.chance(60) {
            let _ = writeln!(text, "\n[{}]", joined(dice, path));
            body(dice, inner, path, text);
        } else {
            for (key, inner) in inner {
                let Value::Table(inner) = inner else { continue };
                path.push(key.clone());
                let _ = writeln!(text, "[{}]", joined(dice, path));
                body(dice, inner, path, text);
                path.pop();
            }
        }
        path.pop();
    }
}

fn dotted(dice: &mut Dice, path: &mut Vec<String>, table: &[(String, Value)], text: &mut String) {
    for (key, value) in table {
        path.push(key.clone());
        match value {
            Value::Plain(value) => {
                let _ = writeln!(text, "{} = {value}", joined(dice, path));
            }
            Value::Table(inner) if inner.is_empty() || dice.chance(50) => {
                let inner = inline(dice, inner);
                let _ = writeln!(text, "{} = {inner}", joined(dice, path));
            }
            Value::Table(inner) => dotted(dice, path, inner, text),
        }
        path.pop();
    }
}

fn inline(dice: &mut Dice, table: &[(String, Value)]) -> String {
    let pairs: Vec<String> = table
        .iter()
        .map(|(key, value)| {
            let value = match value {
                Value::Plain(value) => value.clone(),
                Value::Table(inner) => inline(dice, inner),
            };
            format!("{} = {value}", written(dice, key))
        })
        .collect();
    let (open, close) = dice.pick(&[("{ ", " }"), ("{", "}"), ("{\n", ",\n}")]);
    if pairs.is_empty() {
        return "{}".to_owned();
    }
    format!("{open}{}{close}", pairs.join(", "))
}

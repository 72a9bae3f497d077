//! Values without tables around them: as cargo prints them, and as we have them.

use feedctl::cargo::{Config, Definition, MergedNode, MergedTable, MergedValue, View};

/// A value with the place that defines it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Leaf {
    pub(crate) key: Vec<String>,
    pub(crate) value: Printed,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Printed {
    Scalar(String, String),
    /// The elements, each with its place.
    List(Vec<(String, String)>),
}

/// Reads what `cargo config get --show-origin` printed.
pub(crate) fn printed(stdout: &str) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    let mut lines = stdout.lines();
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            continue;
        }
        if let Some(key) = line.strip_suffix(" = [") {
            let mut elements = Vec::new();
            for line in lines.by_ref().take_while(|line| *line != "]") {
                let (value, place) = line.rsplit_once(", # ").expect("an element has a place");
                elements.push((plain(value.trim_start()), place.to_owned()));
            }
            leaves.push(Leaf {
                key: parts(key),
                value: Printed::List(elements),
            });
            continue;
        }
        let (pair, place) = line.rsplit_once(" # ").expect("a value has a place");
        let document: toml_edit::DocumentMut = pair.parse().expect("cargo prints TOML");
        let mut key = Vec::new();
        let mut item = document.as_item();
        while let Some(table) = item.as_table_like() {
            let (name, inner) = table.iter().next().expect("one value is printed");
            key.push(name.to_owned());
            item = inner;
        }
        let value = item.as_value().expect("a value is printed");
        leaves.push(Leaf {
            key,
            value: Printed::Scalar(plain(&value.to_string()), place.to_owned()),
        });
    }
    leaves.sort_by(|one, other| one.key.cmp(&other.key));
    leaves
}

fn parts(key: &str) -> Vec<String> {
    let keys = toml_edit::Key::parse(key).expect("cargo prints a key");
    keys.iter().map(|key| key.get().to_owned()).collect()
}

/// One spelling for each value.
fn plain(value: &str) -> String {
    let value: toml_edit::Value = value.trim().parse().expect("cargo prints values");
    of_toml(&value)
}

fn of_toml(value: &toml_edit::Value) -> String {
    match value {
        toml_edit::Value::String(text) => format!("{:?}", text.value()),
        toml_edit::Value::Integer(value) => value.value().to_string(),
        toml_edit::Value::Boolean(value) => value.value().to_string(),
        toml_edit::Value::Array(items) => {
            format!(
                "[{}]",
                items.iter().map(of_toml).collect::<Vec<_>>().join(", ")
            )
        }
        toml_edit::Value::InlineTable(table) => {
            let mut pairs: Vec<String> = table
                .iter()
                .map(|(key, value)| format!("{key:?}: {}", of_toml(value)))
                .collect();
            pairs.sort();
            format!("{{{}}}", pairs.join(", "))
        }
        other => panic!("cargo has no such values: {other}"),
    }
}

/// What we see, in the same form. Lists that cargo merges at random come apart.
pub(crate) fn ours(view: &View<'_>) -> (Vec<Leaf>, Vec<Leaf>) {
    let mut all = (Vec::new(), Vec::new());
    collect(view.root(), &mut Vec::new(), view.config(), &mut all);
    all.0.sort_by(|one, other| one.key.cmp(&other.key));
    all
}

fn collect(
    table: &MergedTable<'_>,
    key: &mut Vec<String>,
    config: &Config,
    all: &mut (Vec<Leaf>, Vec<Leaf>),
) {
    for (name, value) in table.iter() {
        key.push(name.to_owned());
        let value_of = |value: &MergedValue<'_>| (text(value), place(value.definition(), config));
        let printed = match value.node() {
            MergedNode::Table(inner) => {
                collect(inner, key, config, all);
                None
            }
            MergedNode::List(items) => Some(Printed::List(items.iter().map(value_of).collect())),
            _ => {
                let (text, place) = value_of(value);
                Some(Printed::Scalar(text, place))
            }
        };
        if let Some(printed) = printed {
            let into = if value.ambiguous() {
                &mut all.1
            } else {
                &mut all.0
            };
            into.push(Leaf {
                key: key.clone(),
                value: printed,
            });
        }
        key.pop();
    }
}

pub(crate) fn place(definition: &Definition, config: &Config) -> String {
    match definition {
        Definition::File { file, .. } => config.file(*file).path().display().to_string(),
        Definition::Variable(name) => format!("environment variable `{name}`"),
    }
}

fn text(value: &MergedValue<'_>) -> String {
    match value.node() {
        MergedNode::String(text) => format!("{text:?}"),
        MergedNode::Integer(value) => value.to_string(),
        MergedNode::Boolean(value) => value.to_string(),
        MergedNode::Secret(secret, "string") => masked(secret.shape().length),
        MergedNode::Secret(secret, _) => format!("a plain secret of {}", secret.shape().length),
        MergedNode::Unsupported(kind) => format!("a {kind}"),
        MergedNode::List(items) => {
            format!(
                "[{}]",
                items.iter().map(text).collect::<Vec<_>>().join(", ")
            )
        }
        MergedNode::Table(table) => {
            let mut pairs: Vec<String> = table
                .iter()
                .map(|(key, value)| format!("{key:?}: {}", text(value)))
                .collect();
            pairs.sort();
            format!("{{{}}}", pairs.join(", "))
        }
    }
}

/// What stands for a secret on both sides; the generator makes these.
pub(crate) fn masked(length: usize) -> String {
    format!("{:?}", "s".repeat(length))
}

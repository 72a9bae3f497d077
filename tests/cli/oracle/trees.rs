//! Made-up configurations: four folders, files that include each other, and every
//! spelling of a table.
//!
//! What a file means is not known here; cargo says it.

use std::fmt::Write as _;

use super::spelling::{body, list, scalar, secret};

/// A small generator of numbers (splitmix64): the same seed, the same tree.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = limit as u64;
        usize::try_from(self.next() % limit).expect("it is below a usize")
    }

    /// True `percent` times in a hundred.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

pub(super) enum Value {
    /// A value as it is written.
    Plain(String),
    Table(Vec<(String, Value)>),
}

const TOP: [&str; 6] = [
    "registries",
    "registry",
    "source",
    "credential-alias",
    "zeta",
    "om ega",
];
const NAMES: [&str; 6] = ["r", "my-reg", "a.b", "sp ace", "token", "ä\"q"];
const KEYS: [&str; 8] = [
    "index",
    "token",
    "credential-provider",
    "replace-with",
    "global-credential-providers",
    "Index",
    "secret-key",
    "x",
];

/// Files of one tree, as path and text.
pub(crate) struct Tree {
    pub(crate) files: Vec<(String, String)>,
    includes: usize,
}

impl Tree {
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let mut tree = Self {
            files: Vec::new(),
            includes: 0,
        };
        for folder in ["p/a/b/.cargo", "p/a/.cargo", "p/.cargo", "cargo"] {
            let names: &[&str] = match dice.below(12) {
                0 => &[],
                1 => &["config"],
                2 => &["config", "config.toml"],
                3 => &["config.toml", "Config.toml"],
                _ => &["config.toml"],
            };
            for name in names {
                tree.file(&mut dice, folder, name, 0);
            }
        }
        tree
    }

    fn file(&mut self, dice: &mut Dice, folder: &str, name: &str, depth: usize) {
        let table = table(dice, 0, &TOP, 4);
        let mut text = String::new();
        if dice.chance(3) {
            text.push('\u{feff}');
        }
        if depth < 3 && dice.chance(30) {
            self.include(dice, folder, depth, &mut text);
        }
        body(dice, &table, &mut Vec::new(), &mut text);
        if dice.chance(1) {
            text.push_str("\nbroken =\n");
        }
        if dice.chance(10) {
            text = text.replace('\n', "\r\n");
        }
        self.files.push((format!("{folder}/{name}"), text));
    }

    fn include(&mut self, dice: &mut Dice, folder: &str, depth: usize, text: &mut String) {
        let mut entries = Vec::new();
        for _ in 0..=dice.below(3) {
            self.includes += 1;
            let name = format!("i{}.toml", self.includes);
            let sub = dice.pick(&["", "", "sub/", "sub/../", "./"]);
            let optional = dice.chance(30);
            let exists = !dice.chance(if optional { 40 } else { 1 });
            if exists {
                let below = format!(
                    "{folder}/{}",
                    sub.trim_end_matches("../").trim_end_matches("./")
                );
                let below = if sub.ends_with("../") {
                    folder
                } else {
                    below.trim_end_matches('/')
                };
                self.file(dice, below, &name, depth + 1);
                if sub == "sub/../" {
                    self.files
                        .push((format!("{folder}/sub/empty"), String::new()));
                }
            }
            entries.push(match (optional, dice.chance(40)) {
                (true, _) => format!("{{ path = '{sub}{name}', optional = true }}"),
                (false, true) => format!("{{ path = \"{sub}{name}\", optional = false }}"),
                (false, false) => format!("'{sub}{name}'"),
            });
        }
        if dice.chance(2) {
            entries.push(entries[0].clone());
        }
        if dice.chance(2) {
            let bad = [
                "1",
                "'a'",
                "{}",
                "{ path = 'a.toml', optional = 1 }",
                "'*.toml'",
            ];
            entries.push(dice.pick(&bad).to_owned());
        }
        let _ = writeln!(text, "include = [\n  {},\n]", entries.join(",\n  "));
    }
}

fn table(dice: &mut Dice, depth: usize, keys: &[&str], most: usize) -> Vec<(String, Value)> {
    let mut table: Vec<(String, Value)> = Vec::new();
    for _ in 0..dice.below(most + 1) {
        let key = dice.pick(keys);
        if table.iter().any(|(known, _)| known == key) {
            continue;
        }
        let value = value(dice, depth, key);
        table.push((key.to_owned(), value));
    }
    table
}

/// Mostly what cargo would want under that key; now and then something else.
fn value(dice: &mut Dice, depth: usize, key: &str) -> Value {
    if dice.chance(1) {
        return match dice.below(4) {
            0 => Value::Plain(dice.pick(&["1.5", "1979-05-27"]).to_owned()),
            1 => Value::Plain("[]".to_owned()),
            2 => Value::Table(Vec::new()),
            _ => Value::Plain("'sssss'".to_owned()),
        };
    }
    match (depth, key) {
        (0, "zeta") => Value::Plain(scalar(dice)),
        (0, "registry") => Value::Table(table(dice, 2, &KEYS, 5)),
        (0, "credential-alias") => {
            let mut aliases = table(dice, 3, &NAMES, 3);
            for (_, value) in &mut aliases {
                *value = Value::Plain(list(dice));
            }
            Value::Table(aliases)
        }
        // Only where keys are names may one be called `token`.
        (0, "registries" | "source") => Value::Table(table(dice, 1, &NAMES, 4)),
        (0, _) => Value::Table(table(dice, 1, &NAMES[..4], 4)),
        (1, _) => Value::Table(table(dice, 2, &KEYS, 4)),
        (_, "global-credential-providers") => Value::Plain(list(dice)),
        (_, "credential-provider") if dice.chance(97) => Value::Plain(list(dice)),
        (_, "token" | "secret-key") => Value::Plain(secret(dice)),
        (2, "x") => Value::Table(table(dice, 3, &["y", "x", "z"], 3)),
        _ => Value::Plain(scalar(dice)),
    }
}

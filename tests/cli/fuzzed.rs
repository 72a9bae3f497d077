//! The rooms that `fuzz` hands to libFuzzer, over its seeds and some thousands of
//! mutations of them, the same each time. Not for finding much: `fuzz/run` does that.

#[expect(unreachable_pub, reason = "a library to the fuzzer")]
#[path = "../../fuzz/src/editor.rs"]
mod editor;
#[expect(unreachable_pub, reason = "a library to the fuzzer")]
#[path = "../../fuzz/src/said.rs"]
mod said;
#[expect(unreachable_pub, reason = "a library to the fuzzer")]
#[path = "../../fuzz/src/tree.rs"]
mod tree;
#[expect(unreachable_pub, reason = "a library to the fuzzer")]
#[path = "../../fuzz/src/urls.rs"]
mod urls;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::oracle::trees::Dice;

/// The seeds of a target, by name.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(target);
    let mut seeds: Vec<(String, Vec<u8>)> = std::fs::read_dir(&folder)
        .expect("there are seeds")
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read(&path).expect("a seed"))
        })
        .collect();
    seeds.sort();
    assert!(seeds.len() > 10, "{target} has seeds");
    seeds
}

/// Cuts, doubles, exchanges and joins, as a fuzzer does.
fn mutated(dice: &mut Dice, seeds: &[(String, Vec<u8>)]) -> Vec<u8> {
    let any = |dice: &mut Dice| seeds[dice.below(seeds.len())].1.clone();
    let mut data = any(dice);
    for _ in 0..=dice.below(4) {
        let at = dice.below(data.len() + 1);
        let end = (at + dice.below(12)).min(data.len());
        match dice.below(6) {
            0 => drop(data.drain(at..end)),
            1 => {
                let part = data[at..end].to_vec();
                data.splice(at..at, part);
            }
            2 => {
                let letters = b"\"'[]{}=.,#\\\n\r\t -_aZ0/:@%\xc3\xa4\x00\xff";
                data.insert(at, dice.pick(letters));
            }
            3 => {
                let other = any(dice);
                let from = dice.below(other.len() + 1);
                let to = (from + dice.below(60)).min(other.len());
                data.splice(at..end, other[from..to].iter().copied());
            }
            4 if at < data.len() => data[at] ^= 1 << dice.below(8),
            _ => data.truncate(at),
        }
    }
    data
}

fn tried(target: &str, mutations: usize, run: impl Fn(&[u8])) {
    let seeds = seeds(target);
    let attempt = |what: &str, data: &[u8]| {
        let kept = catch_unwind(AssertUnwindSafe(|| run(data))).is_ok();
        assert!(kept, "{target}, {what}: {}", data.escape_ascii());
    };
    for (name, data) in &seeds {
        attempt(name, data);
    }
    for number in 0..mutations {
        let mut dice = Dice::new(number as u64);
        attempt(&format!("mutation {number}"), &mutated(&mut dice, &seeds));
    }
}

#[test]
fn the_editor_keeps_its_promises() {
    tried("editor", 6000, editor::run);
}

#[test]
fn urls_mean_what_they_say_and_hide_what_they_must() {
    tried("urls", 6000, urls::run);
}

#[test]
fn whatever_cargo_says_becomes_one_cause() {
    tried("said", 6000, said::run);
}

#[test]
fn doctor_looks_at_any_checkout() {
    tried("view", 400, |data| tree::Tree::of_bytes(data).look());
}

#[test]
fn any_checkout_is_connected_and_as_it_was() {
    tried("whole", 200, |data| {
        tree::Tree::of_bytes(data).story(|_| ());
    });
}

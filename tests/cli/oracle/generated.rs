//! Made-up trees: value and place of every leaf, and whether cargo loads at all.

use std::sync::atomic::{AtomicUsize, Ordering};

use feedctl::cargo::{MergedValue, View, discover};

use super::leaves::{Leaf, Printed, ours, printed};
use super::trees::Tree;
use crate::support::Sandbox;

const TREES: usize = 1000;
const FOLDER: &str = "p/a/b";

#[test]
fn every_leaf_is_what_cargo_says_and_we_fail_where_cargo_fails() {
    let next = AtomicUsize::new(0);
    let counts = [const { AtomicUsize::new(0) }; 4];
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= TREES {
                        break;
                    }
                    let found = compare(seed as u64);
                    for (count, found) in counts.iter().zip(found) {
                        count.fetch_add(found, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let [loaded, failed, leaves, random] = counts.map(AtomicUsize::into_inner);
    // The generator must keep making what the test is about.
    assert!(loaded > TREES / 2, "only {loaded} trees load");
    assert!(failed > TREES / 20, "only {failed} trees fail");
    assert!(leaves > 5 * TREES, "only {leaves} leaves");
    assert!(random > TREES / 20, "only {random} lists left to chance");
}

fn compare(seed: u64) -> [usize; 4] {
    let tree = Tree::new(seed);
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.path(FOLDER)).expect("a new folder");
    for (path, text) in &tree.files {
        sandbox.write(path, text);
    }
    let story = || {
        let files: Vec<String> = tree
            .files
            .iter()
            .map(|(path, text)| format!("==== {path}\n{text}"))
            .collect();
        format!("seed {seed}\n{}", files.join("\n"))
    };
    let env = sandbox.env(FOLDER);
    let config = discover(&env);
    let view = View::new(&config, &env);
    let cargo = sandbox.config_get(FOLDER, None);
    let problems: Vec<_> = view.problems().collect();
    assert_eq!(
        cargo.ok,
        problems.is_empty(),
        "{}\ncargo: {}\nwe: {problems:?}",
        story(),
        cargo.stderr
    );
    if !cargo.ok {
        return [0, 1, 0, 0];
    }
    let (ours, random) = ours(&view);
    let mut theirs = printed(&cargo.stdout);
    for leaf in &random {
        let at = theirs.iter().position(|other| other.key == leaf.key);
        let at = at.unwrap_or_else(|| panic!("{leaf:?} is not cargo's\n{}", story()));
        let joined = theirs.remove(at);
        assert!(
            ends_with(&joined, leaf),
            "cargo {joined:?}\nours {leaf:?}\n{}",
            story()
        );
    }
    if ours != theirs {
        let only = |one: &[Leaf], other: &[Leaf]| -> Vec<Leaf> {
            let differs = |leaf: &&Leaf| !other.contains(leaf);
            one.iter().filter(differs).cloned().collect()
        };
        panic!(
            "only ours {:#?}\nonly cargo's {:#?}\n{}",
            only(&ours, &theirs),
            only(&theirs, &ours),
            story()
        );
    }
    [1, 0, ours.len(), random.len()]
}

/// Cargo's list is the nearest, or what is joined in some order around it.
fn ends_with(joined: &Leaf, nearest: &Leaf) -> bool {
    match (&joined.value, &nearest.value) {
        (Printed::List(joined), Printed::List(nearest)) => {
            nearest.iter().all(|element| joined.contains(element))
        }
        _ => false,
    }
}

/// Asked for a key, cargo cuts it at every dot; asked for all, it quotes.
#[test]
fn keys_that_need_quotes_are_keys_of_their_own() {
    let sandbox = Sandbox::with(&[(
        "p/.cargo/config.toml",
        "[registries.'a.b']\nindex = 'one'\n['registries.a.b']\nindex = 'two'\n[registries.a]\nb.index = 'three'\n",
    )]);
    let env = sandbox.env("p");
    let config = discover(&env);
    let view = View::new(&config, &env);
    for (path, expected) in [
        (&["registries", "a.b", "index"][..], "one"),
        (&["registries.a.b", "index"], "two"),
        (&["registries", "a", "b", "index"], "three"),
    ] {
        let found = view.at(path).and_then(MergedValue::text);
        assert_eq!(found, Some(expected));
    }
    let run = sandbox.config_get("p", Some("registries.a.b.index"));
    assert!(run.stdout.contains("\"three\""), "{run:?}");
    let run = sandbox.config_get("p", None);
    assert!(
        run.stdout.contains("registries.\"a.b\".index = \"one\""),
        "{run:?}"
    );
    assert!(
        run.stdout.contains("\"registries.a.b\".index = \"two\""),
        "{run:?}"
    );
}

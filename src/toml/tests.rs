//! Edits tried on texts of every kind: by hand where the outcome has to be read,
//! by properties where only the promises count.

use proptest::prelude::*;

use super::Span;
use super::edit::{Change, Literal, Refusal, apply};
use super::{Document, Position};

const URL: &str = "sparse+https://feed.test/i/";

fn set(table: &[&str], key: &str, value: &str) -> Change {
    Change::Set {
        table: table.iter().map(|part| (*part).to_owned()).collect(),
        keys: vec![(key.to_owned(), Literal::String(value.to_owned()))],
        inline_in_new_file: table.first() == Some(&"registries"),
    }
}

fn connect(name: &str) -> Vec<Change> {
    vec![
        set(&["registries", name], "index", URL),
        set(&["source", "crates-io"], "replace-with", name),
    ]
}

fn disconnect(name: &str) -> Vec<Change> {
    let path = |parts: &[&str]| Change::Remove {
        path: parts.iter().map(|part| (*part).to_owned()).collect(),
    };
    vec![
        path(&["registries", name]),
        path(&["source", "crates-io", "replace-with"]),
    ]
}

fn document(text: &str) -> Document {
    Document::parse(text).expect("the text is TOML")
}

fn edited(text: Option<&str>, changes: &[Change]) -> Result<(String, bool), Refusal> {
    let document = text.map(document);
    apply(document.as_ref(), changes)
        .map(|edited| (edited.document.text().to_owned(), edited.ours_alone))
}

/// Connects, compares with what was written by hand, and goes back.
fn there_and_back(before: &str, after: &str) {
    let after = after.replace("URL", URL);
    let there = edited(Some(before), &connect("crates")).expect("it can be added");
    assert_eq!(there.0, after);
    let again = edited(Some(&after), &connect("crates")).expect("it is there");
    assert_eq!(again.0, after, "a second run changes nothing");
    let back = edited(Some(&after), &disconnect("crates")).expect("it can go");
    assert_eq!(back.0, before, "going back");
    assert!(!back.1, "the file was there before");
}

#[test]
fn an_absent_file_gets_the_vendors_form_and_goes_again() {
    let there = edited(None, &connect("crates")).expect("it can be made");
    assert_eq!(
        there.0,
        format!(
            "[registries]\ncrates = {{ index = \"{URL}\" }}\n\n\
             [source.crates-io]\nreplace-with = \"crates\"\n"
        )
    );
    let back = edited(Some(&there.0), &disconnect("crates")).expect("it can go");
    assert_eq!(back, (String::new(), true));
}

#[test]
fn an_empty_file_stays() {
    there_and_back(
        "",
        "[registries.crates]\nindex = \"URL\"\n\n[source.crates-io]\nreplace-with = \"crates\"",
    );
    there_and_back(
        "\u{feff}",
        "\u{feff}[registries.crates]\nindex = \"URL\"\n\n[source.crates-io]\nreplace-with = \"crates\"",
    );
    there_and_back(
        "\n",
        "\n\n[registries.crates]\nindex = \"URL\"\n\n[source.crates-io]\nreplace-with = \"crates\"\n",
    );
}

#[test]
fn blocks_end_as_the_file_did() {
    there_and_back(
        "[build]\njobs = 1\n",
        "[build]\njobs = 1\n\n[registries.crates]\nindex = \"URL\"\n\n[source.crates-io]\nreplace-with = \"crates\"\n",
    );
    there_and_back(
        "[build]\r\njobs = 1 # one",
        "[build]\r\njobs = 1 # one\r\n\r\n[registries.crates]\r\nindex = \"URL\"\r\n\r\n[source.crates-io]\r\nreplace-with = \"crates\"",
    );
    there_and_back(
        "# only words\n\n\n",
        "# only words\n\n\n\n[registries.crates]\nindex = \"URL\"\n\n[source.crates-io]\nreplace-with = \"crates\"\n",
    );
}

#[test]
fn siblings_set_the_spelling() {
    // Inline, with something behind it.
    there_and_back(
        "[registries]\nold = { index = \"x\" } # note\n# tail\n\n[source.crates-io]\nregistry = \"r\"\n",
        "[registries]\nold = { index = \"x\" } # note\ncrates = { index = \"URL\" }\n# tail\n\n[source.crates-io]\nregistry = \"r\"\nreplace-with = \"crates\"\n",
    );
    // Headers, indented.
    there_and_back(
        "[registries]\n\n  [ registries . old ]\n    index = \"x\"\n",
        "[registries]\n\n  [ registries . old ]\n    index = \"x\"\n\n  [registries.crates]\n    index = \"URL\"\n\n[source.crates-io]\nreplace-with = \"crates\"\n",
    );
    // Dotted keys, the prefix mentioned twice and with odd blanks.
    there_and_back(
        "registries . old.index = 'x'\nregistries . old.token = 'y'\nsource.\"crates-io\".registry = 'z'\n[net]\n",
        "registries . old.index = 'x'\nregistries . old.token = 'y'\nregistries.crates.index = \"URL\"\nsource.\"crates-io\".registry = 'z'\nsource.\"crates-io\".replace-with = \"crates\"\n[net]\n",
    );
    there_and_back(
        "[registries]\nold.index = 'x'\n[source]\ncrates-io = { registry = 'z' }",
        "[registries]\nold.index = 'x'\ncrates.index = \"URL\"\n[source]\ncrates-io = { registry = 'z', replace-with = \"crates\" }",
    );
}

#[test]
fn braces_keep_their_blanks_and_commas() {
    there_and_back(
        "registries = {}\nsource = { crates-io = { } }\n",
        "registries = {crates = { index = \"URL\" }}\nsource = { crates-io = {replace-with = \"crates\" } }\n",
    );
    there_and_back(
        "registries = { old = { index = 'x' } , }\nsource = {crates-io={registry='z'}}\n",
        "registries = { old = { index = 'x' } , crates = { index = \"URL\" }, }\nsource = {crates-io={registry='z', replace-with = \"crates\"}}\n",
    );
    there_and_back(
        "registries = {\n  old = { index = 'x' }, # o\n  new = { index = 'y' } # n\n}\nsource = {\n\tcrates-io = {\n\t\tregistry = 'z', # z\n\t},\n}\n",
        "registries = {\n  old = { index = 'x' }, # o\n  crates = { index = \"URL\" },\n  new = { index = 'y' } # n\n}\nsource = {\n\tcrates-io = {\n\t\tregistry = 'z', # z\n\t\treplace-with = \"crates\",\n\t},\n}\n",
    );
}

#[test]
fn headers_without_keys_get_an_empty_line() {
    there_and_back(
        "[registries]\n[source.crates-io]\n# replace-with = \"old\"",
        "[registries]\n\ncrates = { index = \"URL\" }\n[source.crates-io]\n\nreplace-with = \"crates\"\n# replace-with = \"old\"",
    );
    there_and_back(
        "[source.crates-io] # here",
        "[source.crates-io] # here\n\nreplace-with = \"crates\"\n\n[registries.crates]\nindex = \"URL\"",
    );
}

#[test]
fn tables_below_arrays_and_quoted_names_are_found() {
    there_and_back(
        "[[bin]]\nname = 'a'\n[source.crates-io.'x']\n[\"registries\".'old']\nindex='x'\n[[bin]]\n",
        "[[bin]]\nname = 'a'\n[source.crates-io.'x']\n[\"registries\".'old']\nindex='x'\n[[bin]]\n\n[registries.crates]\nindex = \"URL\"\n\n[source.crates-io]\nreplace-with = \"crates\"\n",
    );
}

#[test]
fn two_feeds_do_not_touch_each_other() {
    let (x, _) = edited(None, &connect("x")).expect("x");
    let second = [set(
        &["registries", "y"],
        "index",
        "sparse+https://other.test/",
    )];
    let (xy, _) = edited(Some(&x), &second).expect("y");
    let (y, _) = edited(Some(&xy), &disconnect("x")).expect("without x");
    assert_eq!(
        y,
        "[registries]\ny = { index = \"sparse+https://other.test/\" }\n"
    );
}

#[test]
fn hand_written_tables_go_with_all_their_keys() {
    let text = "[registries.crates]\n# ours\nindex = 'x'\n\ntoken = 'y'\n\n[registries.crates.more]\nz = 1\n[net]\n";
    let (after, _) = edited(Some(text), &disconnect("crates")).expect("it can go");
    assert_eq!(after, "# ours\n\n[net]\n");
}

#[test]
fn wrong_types_are_refused_with_their_place() {
    for (text, place, found) in [
        ("registries = 3\n", "1:14", "a plain value"),
        ("[registries]\ncrates = \"x\"\n", "2:10", "a string"),
        ("a = 1\n[[registries]]\nx = 1\n", "2:1", "an array"),
        ("[[registries.crates]]\n", "1:1", "an array"),
        ("registries.crates = []\n", "1:21", "an array"),
        ("source = { crates-io = 'x' }\n", "1:24", "a string"),
        ("[registries.crates.index]\n", "1:1", "a table"),
        ("registries.crates.index.x = 1\n", "1:1", "a table"),
        ("[registries]\ncrates = { index = {} }\n", "2:20", "a table"),
    ] {
        let document = document(text);
        match apply(Some(&document), &connect("crates")) {
            Err(Refusal::WrongType { at, found: is, .. }) => {
                assert_eq!(document.position(at.start).to_string(), place, "{text}");
                assert_eq!(is, found, "{text}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn keys_defined_twice_are_refused() {
    let text = "[net]\nretry = 1\nretry = 2\n";
    let refused = apply(Some(&document(text)), &connect("crates"));
    assert!(matches!(refused, Err(Refusal::Syntax(_))), "{refused:?}");
}

#[test]
fn a_value_is_exchanged_in_its_place() {
    let text = "[registries.crates] # a\nindex   =   'x'   # b\n";
    let (after, _) =
        edited(Some(text), &[set(&["registries", "crates"], "index", URL)]).expect("it can be set");
    assert_eq!(
        after,
        format!("[registries.crates] # a\nindex   =   \"{URL}\"   # b\n")
    );
}

/// Pieces that, joined, make texts of every shape; most of them are TOML.
fn piece() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        Just("old"),
        Just("'old'"),
        Just("\"o\\u006Cd\""),
        Just("other"),
        Just("my-feed"),
        Just("\"a b\"")
    ];
    let top = prop_oneof![
        Just("registries"),
        Just("source"),
        Just("\"registries\""),
        Just("build"),
        Just("registry"),
        Just("net")
    ];
    let value = prop_oneof![
        Just("'x'"),
        Just("1"),
        Just("true"),
        Just("{}"),
        Just("{ }"),
        Just("{ index = 'x' }"),
        Just("{index='x', token = 'y'}"),
        Just("{ index = 'x', }"),
        Just("{\n  index = 'x', # c\n}"),
        Just("{\n\tindex = 'x' # c\n}"),
        Just("['a', 'b']"),
        Just("[\n  'a', # a\n]"),
        Just("'''\n[registries]\n'''"),
        Just("{ a.b = 1, a.c = 2 }"),
        Just("{ old = { index = 'x' } }"),
        Just("{ old.index = 'x' , new.index = 'y' }")
    ];
    let dot = prop_oneof![Just("."), Just(" . "), Just("\t.")];
    let eq = prop_oneof![Just(" = "), Just("="), Just("\t=\t")];
    let blanks = prop_oneof![Just(""), Just(""), Just("  "), Just("\t")];
    let tail = prop_oneof![Just(""), Just(""), Just(" # c"), Just("   "), Just("#")];
    prop_oneof![
        Just("\n".to_owned()),
        Just("# words\n".to_owned()),
        Just("  \t\n".to_owned()),
        Just("[source.crates-io]\n".to_owned()),
        Just("[source]\n".to_owned()),
        Just("[registries]\n".to_owned()),
        Just("crates-io.registry = 'x'\n".to_owned()),
        Just("registry = 'x'\n".to_owned()),
        (blanks.clone(), top.clone(), tail.clone()).prop_map(|(b, t, c)| format!("{b}[{t}]{c}\n")),
        (
            blanks.clone(),
            top.clone(),
            dot.clone(),
            name.clone(),
            tail.clone()
        )
            .prop_map(|(b, t, d, n, c)| format!("{b}[ {t}{d}{n} ]{c}\n")),
        (top.clone(), name.clone()).prop_map(|(t, n)| format!("[[{t}.{n}]]\n")),
        (
            blanks.clone(),
            name.clone(),
            eq.clone(),
            value.clone(),
            tail.clone()
        )
            .prop_map(|(b, n, e, v, c)| format!("{b}{n}{e}{v}{c}\n")),
        (
            blanks.clone(),
            top.clone(),
            eq.clone(),
            value.clone(),
            tail.clone()
        )
            .prop_map(|(b, t, e, v, c)| format!("{b}{t}{e}{v}{c}\n")),
        (blanks, top, dot, name, eq, value, tail)
            .prop_map(|(b, t, d, n, e, v, c)| format!("{b}{t}{d}{n}{e}{v}{c}\n")),
    ]
}

fn text() -> impl Strategy<Value = String> {
    (
        prop::collection::vec(piece(), 0..9),
        any::<bool>(),
        0..3_u8,
        any::<bool>(),
    )
        .prop_map(|(pieces, mark, ends, last)| {
            let mut text = if mark {
                "\u{feff}".to_owned()
            } else {
                String::new()
            };
            for (at, piece) in pieces.iter().enumerate() {
                // Line ends: one kind, the other, or mixed.
                if ends == 1 || (ends == 2 && at % 2 == 0) {
                    text.push_str(&piece.replace('\n', "\r\n"));
                } else {
                    text.push_str(piece);
                }
            }
            if last {
                text.truncate(text.trim_end_matches(['\r', '\n']).len());
            }
            text
        })
}

/// Every byte of `short` is in `long`, in order, as the promise has it.
fn is_kept(short: &str, long: &str) -> bool {
    let mut rest = long.bytes();
    short.bytes().all(|byte| rest.any(|other| other == byte))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn going_there_and_back_gives_the_same_bytes(text in text()) {
        let Ok(before) = Document::parse(text.clone()) else { return Ok(()) };
        if before.tree().is_err() {
            prop_assert!(apply(Some(&before), &connect("crates")).is_err());
            return Ok(());
        }
        match apply(Some(&before), &connect("crates")) {
            Err(Refusal::WrongType { at, .. }) => prop_assert!(at.end <= text.len()),
            Err(other) => prop_assert!(false, "{:?}\n{}", other, text),
            Ok(there) => {
                let after = there.document.text();
                prop_assert!(is_kept(&text, after));
                let again = apply(Some(&there.document), &connect("crates")).expect("it is there");
                prop_assert_eq!(again.document.text(), after);
                let had_replacement = before.tree().is_ok_and(|tree| {
                    tree.at(&["source", "crates-io", "replace-with"]).is_some()
                });
                if !had_replacement {
                    let back = apply(Some(&there.document), &disconnect("crates"));
                    let back = back.expect("it can go");
                    prop_assert_eq!(back.document.text(), text.as_str(), "by way of\n{}", after);
                    prop_assert!(!back.ours_alone || text.is_empty());
                }
                // A second feed, and the first one gone.
                let second = [set(&["registries", "second"], "index", "sparse+https://s.test/")];
                let both = apply(Some(&there.document), &second).expect("a second one");
                let left = apply(Some(&both.document), &disconnect("crates")).expect("one left");
                let tree = left.document.tree().expect("TOML");
                prop_assert!(tree.at(&["registries", "second", "index"]).is_some());
                prop_assert!(tree.at(&["registries", "crates"]).is_none());
            }
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC*|[\\[\\]{}=\\.,'\"\r\n#a-c \\\\]*") {
        let ours = Document::parse(text.clone()).and_then(|document| document.tree());
        let theirs = text.parse::<toml_edit::DocumentMut>();
        prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{:?} {:?}", ours, theirs.map(|d| d.to_string()));
        if let Ok(document) = Document::parse(text) {
            let _ = apply(Some(&document), &connect("crates"));
            let _ = apply(Some(&document), &disconnect("a"));
        }
    }

    #[test]
    fn the_tree_agrees_with_toml_edit(text in text()) {
        let ours = Document::parse(text.clone()).and_then(|document| document.tree());
        prop_assert_eq!(ours.is_ok(), text.parse::<toml_edit::DocumentMut>().is_ok());
    }
}

fn comments(text: &str) -> Vec<&str> {
    let all = super::lines::comments(
        text,
        Span {
            start: 0,
            end: text.len(),
        },
    );
    let mut all: Vec<&str> = all.into_iter().map(|comment| comment.of(text)).collect();
    all.sort_unstable();
    all
}

fn path(parts: &[&str]) -> Vec<String> {
    parts.iter().map(|part| (*part).to_owned()).collect()
}

/// Every kind of change on what [`text`] makes, names that are there among them.
fn change() -> impl Strategy<Value = Change> {
    let name = || {
        prop_oneof![
            Just("old"),
            Just("other"),
            Just("index"),
            Just("a"),
            Just("new")
        ]
    };
    let top = || {
        prop_oneof![
            Just("registries"),
            Just("source"),
            Just("build"),
            Just("registry")
        ]
    };
    let below = |depth: usize| {
        (top(), name(), name(), 1..=depth)
            .prop_map(|(top, one, two, length)| path(&[top, one, two][..length]))
    };
    let parts = || below(3);
    // No plan makes a deeper table.
    let table = || below(2);
    let value = prop_oneof![
        Just(Literal::String("s".to_owned())),
        Just(Literal::List(vec!["s".to_owned()])),
        Just(Literal::Table(vec![("k".to_owned(), Literal::Integer(1))])),
    ];
    prop_oneof![
        (parts(), name()).prop_map(|(path, to)| Change::Rename {
            path,
            to: to.to_owned()
        }),
        parts().prop_map(|path| Change::Remove { path }),
        (parts(), name(), value).prop_map(|(path, key, value)| Change::Replace {
            path,
            key: key.to_owned(),
            value
        }),
        (parts(), table(), name()).prop_map(|(path, table, key)| Change::Move {
            path,
            table,
            key: key.to_owned(),
            value: None
        }),
        (table(), name()).prop_map(|(table, key)| Change::Set {
            table,
            keys: vec![(key.to_owned(), Literal::Boolean(true))],
            inline_in_new_file: false
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn every_change_keeps_the_comments_or_is_refused(
        text in text(),
        changes in proptest::collection::vec(change(), 1..4),
    ) {
        let Ok(before) = Document::parse(text.clone()) else { return Ok(()) };
        if before.tree().is_err() {
            return Ok(());
        }
        let edited = apply(Some(&before), &changes);
        // What several changes make of one another, the proof may refuse.
        if let (Err(Refusal::Unsound(what)), 1) = (&edited, changes.len()) {
            prop_assert!(what.starts_with("no key"), "{}: {:?}\n{}", what, changes, text);
        }
        if let Ok(edited) = edited {
            let after = edited.document.text();
            prop_assert_eq!(comments(&text), comments(after), "{:?}\n{}\n{}", changes, text, after);
            prop_assert!(edited.cut <= text.len());
            prop_assert!(text.len() - edited.cut <= after.len());
        }
    }
}

#[test]
fn a_statement_takes_its_comments_along() {
    let list = |table: &[&str]| Change::Move {
        path: path(table),
        table: path(&["registry"]),
        key: "list".to_owned(),
        value: None,
    };
    let wrap = Change::Replace {
        path: path(&["registries", "crates"]),
        key: "crates".to_owned(),
        value: Literal::Table(vec![("index".to_owned(), Literal::String("u".to_owned()))]),
    };
    for (text, change, wanted) in [
        (
            "[net]\nretry = 1\nlist = [\n  'a', # a\n]  # B\n",
            list(&["net", "list"]),
            "[net]\nretry = 1\n\n[registry]\nlist = [\n  'a', # a\n]  # B\n",
        ),
        (
            "list = ['a'] # B\n[registry]\nx = 1 # x\n",
            list(&["list"]),
            "[registry]\nx = 1 # x\nlist = ['a'] # B\n",
        ),
        (
            "[registries]\ncrates = 'u' # main\nother = 1\n",
            wrap,
            "[registries]\ncrates = { index = \"u\" } # main\nother = 1\n",
        ),
        (
            "[net]\n  x = [\n    1, # one\n  ] # list\ny = 1\n",
            Change::Remove {
                path: path(&["net", "x"]),
            },
            "[net]\n  # one\n  # list\ny = 1\n",
        ),
        (
            "[net] # n\nx = 1 # x",
            Change::Remove {
                path: path(&["net"]),
            },
            "# n\n# x",
        ),
    ] {
        let (after, _) = edited(Some(text), &[change]).expect("it can be made");
        assert_eq!(after, wanted);
    }
}

#[test]
fn nothing_is_renamed_or_moved_onto_what_is_there() {
    let rename = |to: &str| Change::Rename {
        path: path(&["registries", "a"]),
        to: to.to_owned(),
    };
    let moved = Change::Move {
        path: path(&["registries", "a"]),
        table: path(&["source"]),
        key: "c".to_owned(),
        value: None,
    };
    for (text, change, place) in [
        (
            "[registries.a]\nx = 1\n[registries.b]\n",
            rename("b"),
            "3:1",
        ),
        ("[registries]\na = 1\nb = 2\n", rename("b"), "3:1"),
        ("registries = { a = 1, b.c = 2 }\n", rename("b"), "1:23"),
        (
            "[registries]\na = 1\n[registries.b.c]\n",
            rename("b"),
            "3:1",
        ),
        ("[registries]\na = 1\n[source]\nc = 1\n", moved, "4:1"),
    ] {
        let document = document(text);
        match apply(Some(&document), &[change]) {
            Err(Refusal::KeyExists { at, .. }) => {
                assert_eq!(document.position(at.start).to_string(), place, "{text}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
    let text = "[registries]\na = 1\n";
    let none = Change::Rename {
        path: Vec::new(),
        to: "x".to_owned(),
    };
    let (after, _) = edited(Some(text), &[rename("a"), none]).expect("nothing to do");
    assert_eq!(after, text);
}

#[test]
fn bytes_are_counted_once_however_often_they_change() {
    let text = "[registries.a]\nindex = 'old'\n";
    let to = |value: &str| set(&["registries", "a"], "index", value);
    for (changes, cut) in [
        (vec![to("long")], 5),
        (vec![to("long"), to("longer still"), to("x")], 5),
        (
            vec![
                to("long"),
                Change::Remove {
                    path: path(&["registries", "a"]),
                },
            ],
            text.len(),
        ),
        (
            vec![
                Change::Remove {
                    path: path(&["registries", "a"]),
                },
                to("long"),
            ],
            text.len(),
        ),
    ] {
        let edited = apply(Some(&document(text)), &changes).expect("it can be made");
        assert_eq!(edited.cut, cut, "{changes:?}");
    }
}

#[test]
fn a_broken_text_is_refused_with_its_own_place() {
    for (text, place) in [
        ("a = 'x'\nb = \"\"\"\nopen", "3:5"),
        ("[net]\nretry = 1\nretry = 2\n", "3:1"),
        ("source.crates-io.replace-with = 0xzz", "1:35"),
        ("a = '''", "1:8"),
        ("source.crates-io.replace-with =", "1:32"),
        (
            "[registries.crates]\nindex = \"sparse+https://feed.test/i/\"\n[source.crates-io]\nreplace-with = \"crates\"\nx = 1\nx = 1\n",
            "6:1",
        ),
    ] {
        let error = match Document::parse(text) {
            Err(error) => error,
            Ok(document) => match apply(Some(&document), &connect("crates")) {
                Err(Refusal::Syntax(error)) => error,
                other => panic!("{text}: {other:?}"),
            },
        };
        let at = Position::of(text, error.at.start);
        assert_eq!(at.to_string(), place, "{text}");
    }
}

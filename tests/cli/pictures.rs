//! The pictures of a terminal in the README are what feedctl prints.
//!
//! `FEEDCTL_WRITE_REFERENCE=1` draws them anew. Colours and width are chosen here;
//! every letter is feedctl's own.

use std::path::Path;

use anstyle::RgbColor;
use anstyle_svg::{Term, WIN10_CONSOLE};

use crate::support::Sandbox;

/// As wide as a window that leaves room beside it.
const COLUMNS: usize = 104;

/// Light on dark, whatever the page around it is.
fn terminal() -> Term {
    let color = |red, green, blue| RgbColor(red, green, blue).into();
    // The bright half of its colours in the place of the dark one, for contrast.
    let mut palette = WIN10_CONSOLE;
    palette.0.copy_within(8.., 0);
    Term::new()
        .palette(palette)
        .fg_color(color(0xd8, 0xdc, 0xe2))
        .bg_color(color(0x1c, 0x21, 0x28))
        .min_width_px(COLUMNS * 84 / 10)
}

/// Lines broken where a terminal would, escapes not counted.
fn broken(text: &str) -> String {
    let mut made = String::new();
    let mut column = 0;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{1b}' => {
                made.push(letter);
                for letter in letters.by_ref() {
                    made.push(letter);
                    if letter == 'm' {
                        break;
                    }
                }
                continue;
            }
            '\n' => column = 0,
            _ if column == COLUMNS => {
                made.push('\n');
                column = 1;
            }
            _ => column += 1,
        }
        made.push(letter);
    }
    made
}

/// What stands on a terminal after a command is the picture of that name.
fn is_drawn(name: &str, sandbox: &Sandbox, words: &[&str]) {
    let run = sandbox.feedctl(&[words, &["--color", "always"]].concat());
    let typed = format!("\u{1b}[1m$ feedctl {}\u{1b}[0m\n", words.join(" "));
    let seen = format!("{typed}{}{}", run.stdout, run.stderr);
    assert!(seen.contains("\u{1b}[3"), "there are colours: {run}");
    assert!(!seen.contains("[ROOT]"), "no folder of this machine: {run}");
    let picture = terminal().render_svg(broken(&seen).trim_end());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/{name}.svg"));
    if std::env::var_os("FEEDCTL_WRITE_REFERENCE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        std::fs::write(&path, &picture).expect("the picture can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written.replace("\r\n", "\n") == picture,
        "{name}: run the tests with FEEDCTL_WRITE_REFERENCE=1 and look at the picture"
    );
    let readme = include_str!("../../README.md");
    assert!(
        readme.contains(&format!("(docs/{name}.svg)")),
        "{name} is shown"
    );
}

#[test]
fn the_reference_picture_of_connect_is_what_it_prints() {
    let sandbox = Sandbox::project();
    sandbox.write(
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
    );
    sandbox.write(
        "p/.cargo/config.toml",
        "[net]\nretry = 3 # the office WLAN\n",
    );
    let words = "connect --org contoso --project Platform --feed crates";
    let words: Vec<&str> = words.split(' ').collect();
    is_drawn("connect", &sandbox, &words);
}

#[test]
fn the_reference_picture_of_doctor_is_what_it_prints() {
    let sandbox = Sandbox::project();
    sandbox.write(
        "p/.cargo/config.toml",
        "[registries]\nRustTools = { index = \"sparse+https://pkgs.dev.azure.com/contoso/SqlDev/_packaging/RustTools/Cargo/index/\" }\n\n[source.crates-io]\nreplace-with = \"SqlDev\"\n\n[registry]\nglobal-credential-provider = [\"cargo:token\"]\n",
    );
    is_drawn("doctor", &sandbox, &["doctor"]);
}

#[test]
fn lines_break_where_a_terminal_breaks_them() {
    let long = "x".repeat(COLUMNS);
    assert_eq!(broken(&format!("{long}\n")), format!("{long}\n"));
    let red = format!("\u{1b}[31m{long}y\u{1b}[0m");
    assert_eq!(broken(&red), format!("\u{1b}[31m{long}\ny\u{1b}[0m"));
}

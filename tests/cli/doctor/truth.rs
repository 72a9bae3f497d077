//! Slips of the pen, made at random: doctor finds an error where cargo fails, and
//! none where cargo does well.
//!
//! A good configuration gets one slip: a letter, a key, a type, a line. What was
//! meant is known, so cargo is asked for that.

use std::fmt::Write as _;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use feedctl::doctor::checks::Severity;
use feedctl::doctor::run;

use super::probe::{probe, resolved};
use crate::feed_server::{FeedOptions, FeedServer};
use crate::oracle::trees::Dice;
use crate::support::Sandbox;

const SLIPS: usize = 160;
const TOKEN: &str = "Basic UEFUOmE=";

struct Feeds {
    open: FeedServer,
    login: FeedServer,
}

fn feeds() -> &'static Feeds {
    static FEEDS: OnceLock<Feeds> = OnceLock::new();
    FEEDS.get_or_init(|| Feeds {
        open: FeedServer::start(
            FeedOptions::three_crates().with_index_path("/contoso/_packaging/open/Cargo/index/"),
        ),
        login: FeedServer::start(
            FeedOptions::three_crates()
                .with_index_path("/contoso/Platform/_packaging/crates/Cargo/index/")
                .with_login(TOKEN),
        ),
    })
}

#[test]
fn an_error_is_a_failure_and_quiet_is_success() {
    let slips = std::env::var("FEEDCTL_SLIPS")
        .ok()
        .and_then(|number| number.parse().ok())
        .unwrap_or(SLIPS);
    let first: usize = std::env::var("FEEDCTL_FIRST_SLIP")
        .ok()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0);
    let next = AtomicUsize::new(first);
    let failures = AtomicUsize::new(0);
    let wrong = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + slips {
                        break;
                    }
                    match judge(seed as u64) {
                        Ok(failed) => {
                            failures.fetch_add(usize::from(failed), Ordering::Relaxed);
                        }
                        Err(story) => wrong.lock().expect("no panic holds it").push(story),
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("no panic holds it");
    assert!(
        wrong.is_empty(),
        "{} of {slips}\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
    let failures = failures.into_inner();
    // The generator must keep making what the test is about.
    assert!(
        failures > slips / 5 && failures < slips,
        "{failures} of {slips} fail"
    );
}

/// A configuration with one slip, and what was meant by it.
struct Made {
    files: Vec<(&'static str, String)>,
    meant: Vec<&'static str>,
}

/// True where cargo fails and doctor says so; an error where they do not agree.
fn judge(seed: u64) -> Result<bool, String> {
    let made = make(&mut Dice::new(seed));
    let sandbox = Sandbox::project();
    for (path, text) in &made.files {
        sandbox.write(path, text);
    }
    let findings = run::machine(&sandbox.env("p")).findings;
    let has_error = findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    let mut said = String::new();
    let mut failed = false;
    for name in &made.meant {
        let run = probe(&sandbox, "p", name);
        if !resolved(&run) {
            failed = true;
            said = format!("{name}: {run}");
            break;
        }
    }
    if failed == has_error {
        return Ok(failed);
    }
    let files: Vec<String> = made
        .files
        .iter()
        .map(|(path, text)| format!("==== {path}\n{text}"))
        .collect();
    let found: Vec<String> = findings
        .iter()
        .map(|finding| {
            format!(
                "{}[{}] {}",
                finding.severity.word(),
                finding.check.code,
                finding.cause
            )
        })
        .collect();
    Err(format!(
        "seed {seed}: cargo {}, doctor says {found:?}\n{}\n{said}",
        if failed { "fails" } else { "does well" },
        files.join("\n")
    ))
}

fn make(dice: &mut Dice) -> Made {
    let (open, login) = (feeds().open.index_url(), feeds().login.index_url());
    let name = dice.pick(&["crates", "my_feed", "contoso"]);
    let wants_login = dice.chance(60);
    let index = if wants_login { &login } else { &open };
    let mut project = String::new();
    if dice.chance(40) {
        project.push_str("[net]\nretry = 0\n\n[alias]\nlint = \"clippy\"\n\n");
    }
    match dice.below(3) {
        0 => write!(project, "[registries.{name}]\nindex = \"{index}\"\n"),
        1 => writeln!(project, "[registries]\n{name} = {{ index = \"{index}\" }}"),
        _ => writeln!(project, "registries.{name}.index = \"{index}\""),
    }
    .expect("text can be written to");
    // Dotted keys at the top have to come before any header.
    if project.starts_with("[net]") && project.contains("registries.") && !project.contains("[reg")
    {
        let (noise, dotted) = project.split_at(project.find("registries.").unwrap_or(0));
        project = format!("{dotted}\n{noise}");
    }
    let mut meant = vec![name];
    if dice.chance(60) {
        let line = match dice.below(2) {
            0 => format!("\n[source.crates-io]\nreplace-with = \"{name}\"\n"),
            _ => format!("\n[source]\ncrates-io = {{ replace-with = \"{name}\" }}\n"),
        };
        project.push_str(&line);
        meant.push("crates-io");
    }
    let own_provider = wants_login && dice.chance(25);
    if own_provider && project.contains(&format!("[registries.{name}]\n")) {
        project = project.replacen(
            &format!("[registries.{name}]\n"),
            &format!("[registries.{name}]\ncredential-provider = \"cargo:token\"\n"),
            1,
        );
    }
    let mut files = vec![("p/.cargo/config.toml", project)];
    if wants_login {
        files.push((
            "cargo/config.toml",
            "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n".to_owned(),
        ));
        files.push((
            "cargo/credentials.toml",
            format!("[registries.{name}]\ntoken = \"{TOKEN}\"\n"),
        ));
    }
    let victim = usize::from(wants_login && dice.chance(30));
    let text = &mut files[victim].1;
    *text = slip(dice, text);
    Made { files, meant }
}

/// One slip of the pen.
fn slip(dice: &mut Dice, text: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let filled: Vec<usize> = (0..lines.len())
        .filter(|at| !lines[*at].trim().is_empty())
        .collect();
    let at = dice.pick(&filled);
    let line = lines[at];
    let new = match dice.below(12) {
        0 => return text.to_owned(),
        // Without its header a key belongs to the table before.
        1 if line.starts_with('[') && lines[at..].len() > 1 => String::new(),
        1 => line.replacen(" = ", "=", 1),
        2 => format!("{line}{line}"),
        3 => line.replacen("/\"", "\"", 1),
        4 => line.replacen("sparse+", "", 1),
        5 => line.replacen("sparse+http:", "sparse:http:", 1),
        6 => line.replacen("http://", "http://me:secret@", 1),
        7 => wrong_type(dice, line),
        8 if line.starts_with('[') => format!("# {line}"),
        _ => typo(dice, line),
    };
    let mut out = String::new();
    for (number, line) in lines.iter().enumerate() {
        out.push_str(if number == at { &new } else { line });
    }
    out
}

fn wrong_type(dice: &mut Dice, line: &str) -> String {
    let Some((key, value)) = line.trim_end().rsplit_once("= ") else {
        return line.replacen('[', "[[", 1).replacen(']', "]]", 1);
    };
    let (value, rest) = match value.split_once(" }") {
        Some((value, _)) => (value, " }"),
        None => (value, ""),
    };
    let value = match dice.below(5) {
        0 => "3".to_owned(),
        1 => "true".to_owned(),
        2 => format!("[{value}]"),
        3 => value.trim_matches(['[', ']']).to_owned(),
        _ => "\"\"".to_owned(),
    };
    format!("{key}= {value}{rest}\n")
}

/// Changes a word that is no part of a URL.
fn typo(dice: &mut Dice, line: &str) -> String {
    let words = [
        "registries",
        "registry",
        "source",
        "crates-io",
        "replace-with",
        "index",
        "credential-provider",
        "global-credential-providers",
        "cargo:token",
        "crates",
        "my_feed",
        "contoso",
        "net",
        "retry",
    ];
    let before_url = line.find("://").unwrap_or(line.len());
    // A registry's own name is what it is called; only uses of it can be wrong.
    let defines = line.contains("registries") || line.contains("index");
    let here: Vec<(usize, &str)> = words
        .iter()
        .filter(|word| !defines || !["crates", "my_feed", "contoso"].contains(word))
        .filter_map(|word| Some((line[..before_url].find(word)?, *word)))
        .collect();
    if here.is_empty() {
        return line.to_owned();
    }
    let (start, word) = dice.pick(&here);
    let mut letters: Vec<char> = word.chars().collect();
    let at = dice.below(letters.len());
    match dice.below(6) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 if at + 1 < letters.len() => letters.swap(at, at + 1),
        3 => letters[at] = letters[at].to_ascii_uppercase(),
        4 => {
            for letter in &mut letters {
                *letter = match *letter {
                    '-' => '_',
                    '_' => '-',
                    other => other,
                };
            }
        }
        _ => letters.push('s'),
    }
    let new: String = letters.into_iter().collect();
    format!("{}{new}{}", &line[..start], &line[start + word.len()..])
}

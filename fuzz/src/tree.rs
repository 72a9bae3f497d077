//! Whole checkouts with their homes: doctor looks at any of them, and connecting and
//! disconnecting keeps its promises there.
//!
//! A text stands for the files: a line `#### N` begins the N-th of [`FILES`].

use std::cell::RefCell;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::rc::Rc;

use clap::Parser as _;
use feedctl::cargo;
use feedctl::cargo::index_url::Canonical;
use feedctl::cli::Cli;
use feedctl::commands;
use feedctl::doctor::run;
use feedctl::system::env::Env;
use feedctl::system::terminal::{Ui, Voice};

use super::urls::is_clean;

/// The files that a text can make, below its scratch folder.
pub const FILES: [&str; 12] = [
    "p/.cargo/config.toml",
    "cargo/config.toml",
    "p/a/.cargo/config.toml",
    "p/.cargo/i.toml",
    "p/.cargo/config",
    "cargo/credentials.toml",
    "p/Cargo.toml",
    "p/a/Cargo.toml",
    "p/Cargo.lock",
    "p/.git/config",
    "p/rust-toolchain.toml",
    "cargo/i.toml",
];

/// The feed that is connected.
pub const NAME: &str = "crates";
/// Its index.
pub const INDEX: &str =
    "sparse+https://pkgs.dev.azure.com/contoso/Platform/_packaging/crates/Cargo/index/";

/// A scratch folder with the files of one text.
pub struct Tree {
    root: PathBuf,
    _folder: tempfile::TempDir,
}

impl Tree {
    /// Writes the files.
    #[must_use]
    pub fn of_bytes(data: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let root = folder.path().canonicalize().expect("it is there");
        for name in ["p/.git", "p/a", "cargo", "home"] {
            fs::create_dir_all(root.join(name)).expect("a new folder");
        }
        let mut file: Option<(&str, Vec<u8>)> = None;
        let mut files = Vec::new();
        for line in data.split_inclusive(|byte| *byte == b'\n') {
            let number = std::str::from_utf8(line)
                .ok()
                .and_then(|line| line.strip_prefix("#### "))
                .and_then(|number| number.trim_end().parse::<usize>().ok());
            if let Some(path) = number.and_then(|number| FILES.get(number)) {
                files.extend(file.replace((path, Vec::new())));
            } else if let Some((_, text)) = &mut file {
                text.extend_from_slice(line);
            }
        }
        files.extend(file);
        for (path, mut text) in files {
            // The line end before the next mark belongs to the mark, unless it is asked for.
            if text.ends_with(b"\\\n") {
                text.truncate(text.len() - 2);
            }
            let path = root.join(path);
            let parent = path.parent().expect("a file lies in a folder");
            fs::create_dir_all(parent).expect("a new folder");
            fs::write(path, text).expect("a new file");
        }
        Self {
            root,
            _folder: folder,
        }
    }

    /// A path below the scratch folder.
    #[must_use]
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// What a process in `p` would be started with.
    #[must_use]
    pub fn env(&self) -> Env {
        let home = self.path("home");
        let variables: [(OsString, OsString); 2] = [
            ("CARGO_HOME".into(), self.path("cargo").into()),
            ("HOME".into(), home.clone().into()),
        ];
        Env::made_up(self.path("p"), Some(home), variables)
    }

    /// Doctor looks, twice, and says the same; what it says can be shown.
    pub fn look(&self) {
        for look in [run::machine, run::files] {
            let told = |found: run::Examined| -> Vec<String> {
                found
                    .findings
                    .into_iter()
                    .map(|finding| {
                        is_clean(&finding.cause);
                        let next = finding.fix.clone().into_words();
                        assert!(!next.trim().is_empty(), "{}", finding.check.code);
                        format!(
                            "{} {:?} {}",
                            finding.check.code, finding.spot, finding.cause
                        )
                    })
                    .collect()
            };
            let once = told(look(&self.env()));
            assert_eq!(once, told(look(&self.env())), "it says the same twice");
        }
    }

    /// Connects, connects again, looks, and disconnects. `judge` is asked once the feed
    /// is connected.
    pub fn story(&self, judge: impl Fn(&Tree)) {
        let connect = [
            "connect",
            "--org",
            "contoso",
            "--project",
            "Platform",
            "--feed",
            "crates",
            "--no-login",
            "--credential-provider",
            "none",
        ];
        let before = self.files();
        let broken = self.errors();
        let said = self.feedctl(&connect);
        let after = self.files();
        if said.code != 0 {
            assert!(
                matches!(said.code, 2 | 3),
                "exit {}\n{}",
                said.code,
                said.err
            );
            assert!(said.err.contains("error"), "{}", said.err);
            assert!(before == after, "a refusal touches nothing\n{}", said.err);
            return;
        }
        let again = self.feedctl(&connect);
        assert_eq!(again.code, 0, "{}", again.err);
        assert!(self.files() == after, "a second run writes nothing");
        if self.has_another_name() {
            return;
        }
        if broken.is_empty() {
            judge(self);
            let mut errors = self.errors();
            // Who has a feed meets what is wrong with its sign-in.
            let of_sign_in = ["token-", "credentials-", "provider-", "alias-", "keychain-"];
            errors.retain(|code| !of_sign_in.iter().any(|start| code.starts_with(start)));
            assert!(errors.is_empty(), "connect breaks it: {errors:?}");
        }
        let changed: Vec<&PathBuf> = after
            .iter()
            .filter(|file| !before.contains(file))
            .map(|(path, _)| path)
            .collect();
        let back = self.feedctl(&["disconnect", NAME]);
        assert!(
            matches!(back.code, 0 | 3),
            "exit {}\n{}",
            back.code,
            back.err
        );
        // What was there before may go too, and connect has said so.
        let warned = said.err.contains("disconnect") && said.err.contains("also");
        let was_ours = before
            .iter()
            .any(|(_, text)| contains(text, NAME.as_bytes()) || contains(text, b"\\u"));
        if back.code == 0 && !warned && !was_ours {
            assert!(self.files() == before, "{changed:?} are not as they were");
        }
    }

    /// True where the feed went by another name before, which is then kept.
    fn has_another_name(&self) -> bool {
        let env = self.env();
        let config = cargo::discover(&env);
        let view = cargo::View::new(&config, &env);
        let index = Canonical::of(INDEX);
        view.registries().iter().any(|registry| {
            let found = registry.index.as_ref().ok().and_then(Option::as_ref);
            registry.name != NAME && found.is_some_and(|found| index.is(found.value))
        })
    }

    /// The codes of the errors that doctor finds.
    fn errors(&self) -> Vec<&'static str> {
        run::machine(&self.env())
            .findings
            .iter()
            .filter(|finding| finding.severity == feedctl::doctor::checks::Severity::Error)
            .map(|finding| finding.check.code)
            .collect()
    }

    /// Runs a command here and hears it out.
    fn feedctl(&self, words: &[&str]) -> Heard {
        let (out, err) = (Heap::default(), Heap::default());
        let voice = Voice {
            no_input: true,
            ..Voice::default()
        };
        let mut ui = Ui::scripted(Box::new(out.clone()), Box::new(err.clone()), voice, None);
        let words = std::iter::once("feedctl").chain(words.iter().copied());
        let cli = Cli::try_parse_from(words).expect("the words are right");
        let code = commands::run_with(&cli, self.env(), &mut ui);
        drop(ui);
        for line in err.text().lines() {
            for part in line.split('\t') {
                is_clean(part);
            }
        }
        Heard {
            code,
            err: err.text(),
        }
    }

    /// Every file of the project and of cargo's home with its bytes, without what cargo
    /// itself keeps there.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.path("p"), self.path("cargo")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a folder").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path
                    .extension()
                    .is_some_and(|kind| kind == "toml" || kind == "lock")
                    || path.file_name().is_some_and(|name| name == "config")
                {
                    let text = fs::read(&path).expect("a file");
                    files.push((path, text));
                }
            }
        }
        files.sort();
        files
    }
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

struct Heard {
    code: u8,
    err: String,
}

/// What was said, for two owners.
#[derive(Clone, Default)]
struct Heap(Rc<RefCell<Vec<u8>>>);

impl Heap {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.borrow()).into_owned()
    }
}

impl Write for Heap {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

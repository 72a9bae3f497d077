//! A case of a check: files, what doctor finds in them, and what cargo does.

use std::sync::OnceLock;

use feedctl::doctor::checks::{Finding, Fix, Severity, Spot, Subject};
use feedctl::doctor::run;
use feedctl::toml::Document;
use feedctl::toml::edit;
use toml_parser::lexer::TokenKind;

use super::probe::{asked_crates_io, cargo, probe, resolved};
use crate::feed_server::{FeedOptions, FeedServer};
use crate::support::Sandbox;

/// The token that the feed takes.
const TOKEN: &str = "Basic UEFUOmE=";

/// What no finding may show.
const SECRET: &str = "Sw0rdf1sh";

/// Secrets in the files of cases; nothing that is found shows one.
const SECRETS: [&str; 2] = ["hunter2", "s3cr3t"];

/// A case.
///
/// In texts `{open}` is the URL of an index that everybody may read, `{feed}` that
/// of one that wants `{token}`, `{azure}` that of one more whose path is like Azure's;
/// all end with a slash, and `{…-without-slash}` does not. `{open-host}` is the host and
/// port of the first. `{root}` is the sandbox.
pub(crate) struct Case {
    /// What is the case, in words.
    pub(crate) name: &'static str,
    /// Which of the known mistakes it shows, by number.
    pub(crate) mistakes: &'static [u8],
    /// Files by their paths in the sandbox: `p` is the project and a git work tree,
    /// `cargo` is cargo's home, `home` the user's.
    pub(crate) files: &'static [(&'static str, &'static str)],
    /// Files and folders that everybody may write, where there are modes.
    pub(crate) writable: &'static [&'static str],
    /// Variables.
    pub(crate) variables: &'static [(&'static str, &'static str)],
    /// The folder in which both are run.
    pub(crate) folder: &'static str,
    /// Everything that doctor finds, as `code severity place`.
    pub(crate) finds: &'static [&'static str],
    /// What doctor finds with `--files`, where that is not what it finds about
    /// files without.
    pub(crate) finds_in_files: Option<&'static [&'static str]>,
    /// What cargo does.
    pub(crate) cargo: Cargo,
    /// Whether cargo resolves when every safe fix is made, where all that was
    /// found is mended by safe fixes.
    pub(crate) mended: bool,
    /// Whether this machine is one on which the case can be tried.
    pub(crate) possible: fn() -> bool,
}

impl Case {
    /// A project without any configuration.
    pub(crate) const NEW: Case = Case {
        name: "",
        mistakes: &[],
        files: &[],
        writable: &[],
        variables: &[],
        folder: "p",
        finds: &[],
        finds_in_files: None,
        cargo: Cargo::Cannot("nothing to ask"),
        mended: true,
        possible: || true,
    };
}

/// What cargo does.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cargo {
    /// It resolves each of these registries, or `crates-io`.
    Resolves(&'static [&'static str]),
    /// It fails to resolve this registry, and says this.
    Fails(&'static str, &'static str),
    /// It fails to sign in to this registry, and says this. Files do not show that
    /// the registry wants a sign-in, so a warning is enough.
    FailsToSignIn(&'static str, &'static str),
    /// Now and then it fails to resolve this registry.
    FailsByChance(&'static str),
    /// It never comes back from this registry.
    Hangs(&'static str),
    /// It asks crates.io itself, although a file says otherwise.
    AsksCratesIo,
    /// Another command does well (true) or fails, and says this.
    Runs(&'static [&'static str], bool, &'static str),
    /// It cannot tell; why.
    Cannot(&'static str),
}

/// The feeds that all cases share.
struct Feeds {
    open: FeedServer,
    login: FeedServer,
    azure: FeedServer,
}

fn feeds() -> &'static Feeds {
    static FEEDS: OnceLock<Feeds> = OnceLock::new();
    FEEDS.get_or_init(|| Feeds {
        open: FeedServer::start(FeedOptions::three_crates().with_index_path("/open/index/")),
        login: FeedServer::start(
            FeedOptions::three_crates()
                .with_index_path("/private/index/")
                .with_login(TOKEN),
        ),
        azure: FeedServer::start(
            FeedOptions::three_crates()
                .with_index_path("/contoso/Platform/_packaging/crates/Cargo/index/")
                .with_login(TOKEN),
        ),
    })
}

fn filled(text: &str, sandbox: &Sandbox) -> String {
    let url = |server: &FeedServer| server.index_url().replacen("sparse+", "", 1);
    let open = url(&feeds().open);
    let feed = url(&feeds().login);
    let azure = url(&feeds().azure);
    text.replace("{open}", &open)
        .replace("{open-without-slash}", open.trim_end_matches('/'))
        .replace("{open-host}", open.split('/').nth(2).unwrap_or_default())
        .replace("{feed}", &feed)
        .replace("{feed-without-slash}", feed.trim_end_matches('/'))
        .replace("{azure}", &azure)
        .replace("{azure-without-slash}", azure.trim_end_matches('/'))
        .replace("{token}", TOKEN)
        .replace("{root}", &sandbox.path("").display().to_string())
}

/// A sandbox with the files of a case.
pub(super) fn set_up(case: &Case) -> Sandbox {
    let mut sandbox = Sandbox::project();
    for (path, text) in case.files {
        sandbox.write(path, filled(text, &sandbox));
    }
    #[cfg(unix)]
    for path in case.writable {
        use std::os::unix::fs::PermissionsExt;
        let everybody = std::fs::Permissions::from_mode(0o777);
        std::fs::set_permissions(sandbox.path(path), everybody).expect("the mode can be set");
    }
    for (name, value) in case.variables {
        let value = filled(value, &sandbox);
        if *name == "CARGO_HOME" {
            sandbox.set_cargo_home(value);
        } else {
            sandbox.set(name, &value);
        }
    }
    sandbox
}

/// Runs a case: doctor, cargo, and doctor's safe fixes.
pub(super) fn run(code: &str, case: &Case) {
    if !(case.possible)() {
        return;
    }
    let what = format!("{code}: {}", case.name);
    let sandbox = set_up(case);
    let env = sandbox.env(case.folder);
    let mut found = run::machine(&env).findings;
    found.retain(|finding| is_meant(finding, code));
    let lines = shown(&found, &sandbox);
    assert_eq!(lines, case.finds, "{what}\n{found:#?}");
    let all = format!("{found:?}");
    assert!(!all.contains(SECRET), "{what}: a secret is shown");

    let mut in_files = run::files(&env).findings;
    in_files.retain(|finding| is_meant(finding, code));
    let in_files = shown(&in_files, &sandbox);
    let about_files = || {
        let about_files = found
            .iter()
            .filter(|finding| finding.subject == Subject::Files);
        shown(&about_files.cloned().collect::<Vec<_>>(), &sandbox)
    };
    let of_files: Vec<String> = case.finds_in_files.map_or_else(about_files, |list| {
        list.iter().map(|line| (*line).to_owned()).collect()
    });
    assert_eq!(in_files, of_files, "{what}, --files");

    let everything = format!("{found:?}");
    let shows_none = SECRETS.iter().all(|secret| !everything.contains(secret));
    assert!(shows_none, "{what}: a secret is shown");

    agree(&found, case, &what);
    ask_cargo(case.cargo, case, &sandbox, &what);
    mend(&found, code, case, &sandbox, &what);
}

/// Notices go with many mistakes and are told in their own cases only.
fn is_meant(finding: &Finding, code: &str) -> bool {
    let own = finding.check.code;
    own == code || !["runs-program", "publish-needs-registry"].contains(&own)
}

/// `code severity place` for each.
fn shown(found: &[Finding], sandbox: &Sandbox) -> Vec<String> {
    let root = sandbox.path("");
    found
        .iter()
        .map(|finding| {
            let place = match &finding.spot {
                Spot::File(spot) => {
                    let path = spot.path.strip_prefix(&root).unwrap_or(&spot.path);
                    match spot.at {
                        Some(at) => format!("{}:{at}", path.display()),
                        None => path.display().to_string(),
                    }
                }
                Spot::Variable(name) => format!("variable {name}"),
                Spot::Machine => "machine".to_owned(),
            };
            format!("{} {} {place}", finding.check.code, finding.severity.word())
        })
        .collect()
}

/// An error means that cargo fails, and quiet that it does not.
fn agree(found: &[Finding], case: &Case, what: &str) {
    let has_error = found
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    let agrees = match case.cargo {
        Cargo::Resolves(_) => !has_error,
        Cargo::Runs(_, ok, _) => !has_error || !ok,
        Cargo::Fails(..) | Cargo::FailsByChance(_) | Cargo::Hangs(_) | Cargo::AsksCratesIo => {
            has_error
        }
        Cargo::FailsToSignIn(..) => !found.is_empty(),
        Cargo::Cannot(_) => true,
    };
    assert!(agrees, "{what}: {:?} beside {:?}", case.cargo, case.finds);
}

fn ask_cargo(question: Cargo, case: &Case, sandbox: &Sandbox, what: &str) {
    match question {
        Cargo::Resolves(registries) => {
            for registry in registries {
                let run = probe(sandbox, case.folder, registry);
                assert!(resolved(&run), "{what}: {registry}\n{run}");
            }
        }
        Cargo::Fails(registry, words) | Cargo::FailsToSignIn(registry, words) => {
            let run = probe(sandbox, case.folder, registry);
            let failed = !run.ok && !run.hung && !resolved(&run);
            assert!(failed && run.stderr.contains(words), "{what}\n{run}");
        }
        Cargo::FailsByChance(registry) => {
            let failed = (0..40).any(|_| {
                let run = probe(sandbox, case.folder, registry);
                !run.ok && !resolved(&run)
            });
            assert!(failed, "{what}: it never failed");
        }
        Cargo::Hangs(registry) => {
            let run = probe(sandbox, case.folder, registry);
            assert!(run.hung, "{what}\n{run}");
        }
        Cargo::AsksCratesIo => {
            let run = probe(sandbox, case.folder, "crates-io");
            assert!(asked_crates_io(&run), "{what}\n{run}");
        }
        Cargo::Runs(arguments, ok, words) => {
            let run = cargo(sandbox, case.folder, arguments);
            assert!(run.ok == ok && run.stderr.contains(words), "{what}\n{run}");
        }
        Cargo::Cannot(why) => assert!(!why.is_empty(), "{what}"),
    }
}

/// The comments of a text, sorted.
fn comments(text: &str) -> Vec<&str> {
    let tokens = toml_parser::Source::new(text).lex();
    let comments = tokens.filter(|token| token.kind() == TokenKind::Comment);
    let mut found: Vec<&str> = comments
        .map(|token| &text[token.span().start()..token.span().end()])
        .collect();
    found.sort_unstable();
    found
}

/// Makes every safe fix: what it was for is gone, nothing new is found, and where
/// nothing is left cargo resolves.
fn mend(found: &[Finding], code: &str, case: &Case, sandbox: &Sandbox, what: &str) {
    let mut mended = Vec::new();
    for finding in found {
        let Fix::Edit {
            safe: true,
            file,
            changes,
            ..
        } = &finding.fix
        else {
            continue;
        };
        let text = std::fs::read_to_string(file).ok();
        let document = text.map(|text| Document::parse(text).expect("TOML before the fix"));
        let edited = edit::apply(document.as_ref(), changes)
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        let before = document.as_ref().map_or("", Document::text);
        let after = comments(edited.document.text());
        assert_eq!(comments(before), after, "{what}: a comment is lost");
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
        std::fs::write(file, edited.document.text()).expect("the fixed file");
        mended.push(finding.check.code);
    }
    if mended.is_empty() {
        return;
    }
    let mut left = run::machine(&sandbox.env(case.folder)).findings;
    left.retain(|finding| is_meant(finding, code));
    let codes: Vec<&str> = left.iter().map(|finding| finding.check.code).collect();
    for finding in &left {
        let before = found
            .iter()
            .filter(|old| old.check.code == finding.check.code && !is_safe(old))
            .count();
        assert!(before > 0, "{what}: after the fix {codes:?}\n{left:#?}");
    }
    if !left.is_empty() || !case.mended {
        return;
    }
    match case.cargo {
        Cargo::Fails(registry, _)
        | Cargo::FailsToSignIn(registry, _)
        | Cargo::Hangs(registry)
        | Cargo::FailsByChance(registry) => {
            let run = probe(sandbox, case.folder, registry);
            assert!(resolved(&run), "{what}, mended\n{run}");
        }
        Cargo::AsksCratesIo => {
            let run = probe(sandbox, case.folder, "crates-io");
            assert!(resolved(&run), "{what}, mended\n{run}");
        }
        Cargo::Resolves(_) | Cargo::Runs(..) | Cargo::Cannot(_) => {}
    }
}

fn is_safe(finding: &Finding) -> bool {
    matches!(finding.fix, Fix::Edit { safe: true, .. })
}

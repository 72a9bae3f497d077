//! `feedctl doctor`: look, judge, show, and mend where that was asked for.

mod everywhere;
mod mend;
mod online;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::Outcome;
use crate::cargo::masked::patch;
use crate::cli::{DoctorArgs, Global};
use crate::commands::landing;
use crate::doctor::checks::{Check, Finding, Fix, Severity, reference};
use crate::doctor::report::{self, Count, Report, Tried};
use crate::doctor::run::{self, Examined};
use crate::project::facts::Roots;
use crate::project::git::{self, Kept};
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::files;
use crate::system::terminal::{Format, Ui};
use crate::text::diff::Patch;
use crate::toml::Document;
use crate::toml::edit;

/// How many findings show what their edit would change.
const PREVIEWS: usize = 40;

pub(super) fn run(
    args: &DoctorArgs,
    global: &Global,
    env: &Env,
    ui: &mut Ui,
) -> anyhow::Result<Outcome> {
    if let Some(check) = args.explain {
        explain(check, ui);
        return Ok(Outcome::Done);
    }
    let selection = Selection {
        only: &args.only,
        ignore: &args.ignore,
    };
    if let Some(folder) = &args.recursive {
        let found = everywhere::run(&env.cwd().join(folder), &selection, args.strict, env, ui)?;
        return Ok(outcome(found, args.strict));
    }
    let of_findings = matches!(ui.format(), Format::Sarif | Format::Github | Format::Azure);
    let files_only = args.files || (of_findings && !args.online);
    let look = || selection.of(look(env, files_only));
    let root = root(env);
    let mut examined = look();
    let mended = if args.fix {
        let task = mend::Task {
            look: &look,
            root: &root,
            dry_run: args.dry_run,
            yes: global.yes,
            env,
        };
        let (mended, now) = mend::run(&task, examined, ui)?;
        examined = now;
        Some(mended)
    } else {
        None
    };
    let online = if args.online {
        Some(online::run(args, &mut examined, env, ui)?)
    } else {
        None
    };
    let not_asked = online
        .as_ref()
        .and_then(|online| online.not_asked.as_deref());
    let shown = Shown {
        examined: &examined,
        tried: online.as_ref().map(|online| online.tried.as_slice()),
        not_asked,
        root: &root,
        env,
    };
    shown.print(files_only, mended, ui);
    if let Some(why) = not_asked {
        ui.warn(&format!("cargo was not asked: {why}"));
        // Nobody may build on an answer that was not given.
        return Ok(Outcome::Found);
    }
    Ok(outcome(Count::of(&examined.findings), args.strict))
}

fn explain(check: &Check, ui: &mut Ui) {
    let text = if ui.json() {
        report::explained(check)
    } else {
        reference::explain(check)
    };
    ui.data(&text);
}

fn outcome(count: Count, strict: bool) -> Outcome {
    if count.errors > 0 || (strict && count.warnings > 0) {
        Outcome::Found
    } else {
        Outcome::Done
    }
}

/// The folder that CI systems and patches count paths from.
fn root(env: &Env) -> PathBuf {
    Roots::around(env.cwd(), env)
        .tree
        .unwrap_or_else(|| env.cwd().to_owned())
}

fn look(env: &Env, files_only: bool) -> Examined {
    let mut examined = if files_only {
        run::files(env)
    } else {
        run::machine(env)
    };
    ask_git(&mut examined.findings, &root(env));
    examined
}

/// Says of each file that holds a secret whether git keeps it. Git is asked only
/// now that a secret was seen.
fn ask_git(findings: &mut [Finding], root: &Path) {
    let files: BTreeSet<&PathBuf> = findings
        .iter()
        .filter_map(|it| it.secret_in.as_ref())
        .collect();
    if files.is_empty() {
        return;
    }
    let kept = git::kept(root, files.into_iter().cloned().collect());
    for finding in findings {
        let kept = finding.secret_in.as_ref().and_then(|path| kept.get(path));
        finding.cause.push_str(match kept {
            Some(Kept::Tracked) => "; git tracks this file",
            Some(Kept::Untracked) => "; the next `git add` would take this file in",
            Some(Kept::Ignored) | None => "",
        });
    }
}

/// Which findings count.
#[derive(Clone, Copy)]
struct Selection<'a> {
    only: &'a [&'static Check],
    ignore: &'a [&'static Check],
}

impl Selection<'_> {
    fn of(&self, mut examined: Examined) -> Examined {
        let is_in =
            |list: &[&'static Check], code: &str| list.iter().any(|check| check.code == code);
        examined.findings.retain(|finding| {
            let code = finding.check.code;
            (self.only.is_empty() || is_in(self.only, code)) && !is_in(self.ignore, code)
        });
        examined
    }
}

/// What was found, on its way out.
struct Shown<'a> {
    examined: &'a Examined,
    tried: Option<&'a [Tried]>,
    not_asked: Option<&'a str>,
    root: &'a Path,
    env: &'a Env,
}

impl Shown<'_> {
    fn print(&self, files_only: bool, mended: Option<mend::Mended>, ui: &mut Ui) {
        let severe = |finding: &&Finding| finding.severity == Severity::Error;
        let errors: Vec<Finding>;
        let findings = if ui.quiet() && ui.format() == Format::Human {
            errors = self
                .examined
                .findings
                .iter()
                .filter(severe)
                .cloned()
                .collect();
            &errors
        } else {
            &self.examined.findings
        };
        let previews = match (&mended, ui.format()) {
            // What `--fix` shows is not shown twice.
            (Some(_), Format::Human) => Vec::new(),
            _ => previews(findings, self.root),
        };
        let report = Report {
            findings,
            previews: &previews,
            tried: self.tried,
            not_asked: self.not_asked,
            files: self.examined.files.len(),
            feeds: self.examined.feeds,
            root: self.root,
            env: self.env,
        };
        match ui.format() {
            Format::Human => {
                if mended
                    .as_ref()
                    .is_some_and(|mended| !mended.files.is_empty())
                {
                    ui.data("\n");
                }
                let chains = self.tried.filter(|_| !ui.quiet());
                for tried in chains.unwrap_or_default() {
                    ui.data(&format!("{}\n", report::chain(tried)));
                }
                let text = report::human(&report, ui.colors_data());
                ui.data(&text);
                if !ui.quiet() {
                    let summary = report::summary(&report);
                    let gap = if findings.is_empty() { "" } else { "\n" };
                    ui.data(&format!("{gap}{summary}\n"));
                }
            }
            Format::Json => {
                let (fixed, written) = mended.map_or((None, None), |mended| {
                    (Some(mended.files), Some(mended.written))
                });
                ui.data(&report::doctored(&report, files_only, fixed, written));
            }
            Format::Sarif => ui.data(&report::sarif(&report)),
            Format::Github => ui.data(&report::github(&report)),
            Format::Azure => ui.data(&report::azure(&report)),
        }
    }
}

/// What the edits of the first findings would change.
fn previews(findings: &[Finding], root: &Path) -> Vec<Option<Patch>> {
    let mut documents: HashMap<&Path, Option<Document>> = HashMap::new();
    findings
        .iter()
        .take(PREVIEWS)
        .map(|finding| {
            let Fix::Edit { file, changes, .. } = &finding.fix else {
                return None;
            };
            let document = documents.entry(file).or_insert_with(|| {
                let text = files::read_text(file).ok()??;
                Document::parse(text).ok()
            });
            let edited = edit::apply(document.as_ref(), changes).ok()?;
            let before = document.as_ref().map(Document::text);
            Some(patch(
                &landing::name_in_patch(file, root),
                before,
                Some(edited.document.text()),
            ))
        })
        .collect()
}

/// A folder that was named and is none.
fn no_folder(folder: &Path, env: &Env) -> CliError {
    CliError::usage(
        format!(
            "`{}` is no folder",
            crate::cargo::display_path::shown(folder, env)
        ),
        "`--recursive` with a folder that exists",
    )
}

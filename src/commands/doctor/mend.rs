//! `doctor --fix`: makes the safe fixes, looks again, and takes all back where the
//! second look is worse.
//!
//! One mistake can hide another, so it goes on until nothing safe is left. Not for
//! deciding what is safe (see [`crate::doctor::checks`]).

use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use super::super::landing::{self, Failure, HIDDEN, Landing};
use crate::cargo;
use crate::cargo::display_path::shown;
use crate::doctor::checks::{Finding, Fix};
use crate::doctor::report::{Count, FixedFile};
use crate::doctor::run::Examined;
use crate::system::atomic_write::{Change, WriteError};
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::toml::edit;

/// How often it looks again.
const ROUNDS: usize = 6;

/// How many findings of one file are mended between two looks: the file is read anew for each.
const AT_ONCE: usize = 50;

/// What is to be mended, and how.
pub(super) struct Task<'a> {
    pub(super) look: &'a dyn Fn() -> Examined,
    pub(super) root: &'a Path,
    pub(super) dry_run: bool,
    pub(super) yes: bool,
    pub(super) env: &'a Env,
}

/// What was done.
#[derive(Debug, Default)]
pub(super) struct Mended {
    pub(super) files: Vec<FixedFile>,
    pub(super) written: bool,
}

/// A file as it was before and as it is now.
struct Written {
    path: PathBuf,
    within: Option<PathBuf>,
    before: Option<String>,
    now: Option<String>,
}

/// Mends. Returns what was done and what is found now.
pub(super) fn run(
    task: &Task<'_>,
    first: Examined,
    ui: &mut Ui,
) -> Result<(Mended, Examined), CliError> {
    let before = Count::of(&first.findings);
    let mut now = first;
    let mut mended = Mended::default();
    let mut written: Vec<Written> = Vec::new();
    for round in 0..ROUNDS {
        if let Some(error) = unseen(&now) {
            return Err(take_back(&written, error, task.env, ui));
        }
        let plans = plans(&now.findings);
        if plans.is_empty() {
            break;
        }
        let configs: Vec<cargo::Config> = plans
            .iter()
            .map(|plan| cargo::load_file(plan.file))
            .collect();
        let mut landings = Vec::new();
        for (plan, config) in plans.iter().zip(&configs) {
            if let Some(landing) = prepare(task, plan, config, ui) {
                landings.push(landing);
            }
        }
        if landings.is_empty() {
            // Another may have mended it since the last look.
            now = (task.look)();
            if let Some(error) = unseen(&now) {
                return Err(take_back(&written, error, task.env, ui));
            }
            break;
        }
        show(task, &landings, ui);
        if (task.dry_run || round + 1 == ROUNDS) && plans.iter().any(|plan| plan.has_more) {
            ui.note("there is more to mend in one file than is done at once: run it again");
        }
        if task.dry_run {
            mended.files.extend(fixed(&landings, task.env));
            ui.say("nothing was written");
            break;
        }
        if round == 0 && ui.can_ask() && !task.yes && !ui.ask_yes("Write it?", true)? {
            ui.say("nothing was written");
            return Ok((Mended::default(), now));
        }
        for landing in &landings {
            match landing.land(task.env) {
                Ok(receipt) => {
                    ui.say(&receipt);
                    mended.files.extend(fixed([landing], task.env));
                }
                // Another was faster, perhaps with the same: the next look tells.
                Err(failure) if failure.may_pass() && round + 1 < ROUNDS => continue,
                Err(failure) => {
                    let error = failure.into_error(&landing.change.path, task.env);
                    return Err(take_back(&written, error, task.env, ui));
                }
            }
            remember(&mut written, landing);
        }
        drop(landings);
        now = (task.look)();
        if is_worse(Count::of(&now.findings), before) {
            let error = CliError::refused(
                "the mended files would be worse than they were",
                "report this with the files; `feedctl doctor` shows what to do by hand",
            );
            return Err(take_back(&written, error, task.env, ui));
        }
    }
    mended.written = !written.is_empty();
    if mended.files.is_empty() {
        ui.say("nothing that `--fix` could mend safely");
    }
    Ok((mended, now))
}

/// What could not be looked at may be wrong too, or be what the rest hangs on.
fn unseen(now: &Examined) -> Option<CliError> {
    let why = now.unseen.as_ref()?;
    Some(CliError::refused(why, "see to that and run this again"))
}

/// The safe changes of one file.
struct Plan<'f> {
    file: &'f Path,
    steps: Vec<&'f [edit::Change]>,
    /// Whether there are more, for another time.
    has_more: bool,
}

fn plans(findings: &[Finding]) -> Vec<Plan<'_>> {
    let mut plans: IndexMap<&Path, Plan<'_>> = IndexMap::new();
    for finding in findings {
        let Fix::Edit {
            safe: true,
            file,
            changes,
            ..
        } = &finding.fix
        else {
            continue;
        };
        let plan = plans.entry(file).or_insert_with(|| Plan {
            file,
            steps: Vec::new(),
            has_more: false,
        });
        // Two findings may want the same change. What else touches a key that is changed
        // already is looked at again afterwards.
        if plan.steps.iter().any(|step| meet(step, changes)) {
            continue;
        }
        if plan.steps.len() < AT_ONCE {
            plan.steps.push(changes);
        } else {
            plan.has_more = true;
        }
    }
    plans.into_values().collect()
}

/// True where two steps touch one key.
fn meet(one: &[edit::Change], other: &[edit::Change]) -> bool {
    let touched = |step: &[edit::Change]| -> Vec<Vec<String>> {
        step.iter().flat_map(edit::Change::touched).collect()
    };
    let other = touched(other);
    touched(one).iter().any(|one| {
        let mut other = other.iter();
        other.any(|other| one.iter().zip(other).all(|(a, b)| a == b))
    })
}

/// The file with all its changes; where they do not go together, with as many as do.
fn prepare<'c>(
    task: &Task<'_>,
    plan: &Plan<'_>,
    config: &'c cargo::Config,
    ui: &mut Ui,
) -> Option<Landing<'c>> {
    let within = within(task, plan.file);
    let attempt = |steps: &[&[edit::Change]]| -> Result<Option<Landing<'c>>, Failure> {
        landing::prepare(
            plan.file,
            config,
            within.as_ref(),
            &steps.concat(),
            task.root,
        )
    };
    let failure = match attempt(&plan.steps) {
        Ok(landing) => return landing,
        Err(failure) => failure,
    };
    if matches!(failure, Failure::Write(WriteError::LinkOutside(_))) {
        let steps = plan.steps.concat();
        if let Ok(Some(landing)) = landing::prepare(plan.file, config, None, &steps, task.root) {
            ui.side_patch(&landing.patch.text);
        }
        ui.warn(&format!(
            "not written: {}",
            failure.reason(plan.file, task.env)
        ));
        return None;
    }
    let mut good: Vec<&[edit::Change]> = Vec::new();
    for step in &plan.steps {
        good.push(step);
        if attempt(&good).is_err() {
            good.pop();
        }
    }
    if good.len() < plan.steps.len() {
        ui.warn(&format!(
            "not all of it can be mended by `--fix`: {}",
            failure.reason(plan.file, task.env)
        ));
    }
    attempt(&good).ok().flatten()
}

/// The folder that a file must not lie outside of: whatever a file of the checkout
/// includes, by whatever way, stays in the checkout.
fn within(task: &Task<'_>, file: &Path) -> Option<PathBuf> {
    let config = cargo::discover(task.env);
    let is_of_checkout = |path: &Path| path.starts_with(task.root);
    let id = config.file_at(file);
    let is_home = id.is_some_and(|id| config.is_of_home(id));
    let is_led_to = id.is_some_and(|id| {
        let mut chain = config.chain(id);
        chain.any(|id| is_of_checkout(config.file(id).path()))
    });
    (!is_home && (is_led_to || is_of_checkout(file))).then(|| task.root.to_owned())
}

fn fixed<'l, 'c: 'l>(
    landings: impl IntoIterator<Item = &'l Landing<'c>>,
    env: &Env,
) -> Vec<FixedFile> {
    landings
        .into_iter()
        .map(|landing| FixedFile {
            path: shown(&landing.change.path, env),
            patch: landing.patch.text.clone(),
        })
        .collect()
}

fn show(task: &Task<'_>, landings: &[Landing<'_>], ui: &mut Ui) {
    for landing in landings {
        if landing.change.path.starts_with(task.root) {
            ui.patch(&landing.patch.text, task.dry_run);
        } else {
            ui.side_patch(&landing.patch.text);
        }
        if landing.patch.hidden {
            ui.note(HIDDEN);
        }
    }
}

fn remember(written: &mut Vec<Written>, landing: &Landing<'_>) {
    let change = &landing.change;
    match written.iter_mut().find(|known| known.path == change.path) {
        Some(known) => known.now.clone_from(&change.after),
        None => written.push(Written {
            path: change.path.clone(),
            within: change.within.clone(),
            before: change.before.clone(),
            now: change.after.clone(),
        }),
    }
}

/// Gives every file its old bytes back, as far as that can be done. Returns the error
/// for which it is done, with what became of it.
fn take_back(written: &[Written], error: CliError, env: &Env, ui: &mut Ui) -> CliError {
    if written.is_empty() {
        return error;
    }
    let mut stay = Vec::new();
    for file in written.iter().rev() {
        let change = Change {
            path: file.path.clone(),
            before: file.now.clone(),
            after: file.before.clone(),
            within: file.within.clone(),
            private: false,
        };
        match change.land(env.locks().as_deref()) {
            Ok(_) => ui.say(&format!(
                "gave {} its old text back",
                shown(&file.path, env)
            )),
            Err(error) => stay.push(format!(
                "{} stays as mended: {error}",
                shown(&file.path, env)
            )),
        }
    }
    if stay.is_empty() {
        return CliError {
            message: format!("{}, so all of it was taken back", error.message),
            ..error
        };
    }
    CliError::refused(
        format!("{}; {}", error.message, stay.join("; ")),
        "`git diff` shows what changed",
    )
    .after_writing()
}

fn is_worse(now: Count, before: Count) -> bool {
    (now.errors, now.warnings) > (before.errors, before.warnings)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make and read files")]
mod tests {
    use super::*;
    use crate::doctor::checks::{Check, Severity, Spot, Subject, Text};
    use crate::system::terminal::Voice;
    use crate::toml::edit::Literal;

    static CHECK: Check = Check {
        code: "made-up",
        title: "it is made up",
        severity: Severity::Warning,
        subject: Subject::Files,
        text: Text {
            what: "",
            why: "",
            example: "",
            fix: "",
        },
        find: |_, _| {},
    };

    fn finding(file: &Path, severity: Severity) -> Finding {
        let fix = Fix::Edit {
            safe: true,
            file: file.to_owned(),
            changes: vec![edit::Change::set(&["net"], "retry", Literal::Integer(3))],
            does: "try thrice".to_owned(),
        };
        Finding::new(&CHECK, Spot::of_file(file), "it is", fix).severity(severity)
    }

    fn mend(after: Severity) -> (Result<(Mended, Examined), CliError>, String) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("config.toml");
        std::fs::write(&file, "[net]\nretry = 2 # twice\n").expect("a file");
        let env = Env::made_up(folder.path(), None, []);
        let found = |severity: Severity, fixable: bool| {
            let mut found = finding(&file, severity);
            if !fixable {
                found.fix = Fix::Do("nothing".to_owned());
            }
            Examined {
                findings: vec![found],
                ..Examined::default()
            }
        };
        let task = Task {
            look: &|| found(after, false),
            root: folder.path(),
            dry_run: false,
            yes: true,
            env: &env,
        };
        let sink = || Box::new(std::io::sink());
        let mut ui = Ui::scripted(sink(), sink(), Voice::default(), None);
        let done = run(&task, found(Severity::Warning, true), &mut ui);
        let text = std::fs::read_to_string(&file).expect("it is there");
        (done, text)
    }

    #[test]
    fn what_a_second_look_finds_worse_is_taken_back() {
        let (done, text) = mend(Severity::Error);
        let error = done.expect_err("it is refused");
        assert!(error.message.contains("taken back"), "{error}");
        assert_eq!(text, "[net]\nretry = 2 # twice\n");
    }

    #[test]
    fn what_a_second_look_finds_no_worse_stays() {
        let (done, text) = mend(Severity::Info);
        let (mended, now) = done.expect("it is done");
        assert!(mended.written);
        assert_eq!(now.findings.len(), 1);
        assert_eq!(text, "[net]\nretry = 3 # twice\n");
    }

    #[test]
    fn of_two_findings_about_one_key_one_is_mended_at_a_time() {
        let set = |key, value| edit::Change::set(&["net"], key, Literal::Integer(value));
        let remove = edit::Change::remove(&["net"]);
        let file = Path::new("config.toml");
        let finding = |change: &edit::Change| {
            let mut found = finding(file, Severity::Warning);
            found.fix = Fix::Edit {
                safe: true,
                file: file.to_owned(),
                changes: vec![change.clone()],
                does: String::new(),
            };
            found
        };
        for (first, second, both) in [
            (set("retry", 3), set("retry", 4), false),
            (set("retry", 3), set("retry", 3), false),
            (set("retry", 3), remove.clone(), false),
            (remove, set("retry", 3), false),
            (set("retry", 3), set("git", 4), true),
        ] {
            let findings = [finding(&first), finding(&second)];
            let plans = plans(&findings);
            let steps: Vec<&[edit::Change]> =
                plans.iter().flat_map(|plan| plan.steps.clone()).collect();
            assert_eq!(
                steps.len(),
                if both { 2 } else { 1 },
                "{first:?} {second:?}"
            );
            assert_eq!(steps[0], std::slice::from_ref(&first));
        }
    }
}

//! `doctor --recursive DIR`: every checkout below a folder, in parallel.
//!
//! Files only, so that the answer is the same everywhere. Follows no link.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;

use super::{Selection, ask_git, no_folder};
use crate::cargo::display_path::shown;
use crate::doctor::checks::Finding;
use crate::doctor::report::{self, Count, Report};
use crate::doctor::run::{self, Examined};
use crate::project::checkouts::{self, Checkout};
use crate::project::git;
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::terminal::{Format, Ui};
use crate::text::grammar::plural;

/// What was found in one place.
struct Place {
    folder: PathBuf,
    examined: Examined,
}

pub(super) fn run(
    folder: &Path,
    selection: &Selection<'_>,
    strict: bool,
    env: &Env,
    ui: &mut Ui,
) -> Result<Count, CliError> {
    if !folder.is_dir() {
        return Err(no_folder(folder, env));
    }
    let folder = crate::system::files::canonical(folder).unwrap_or_else(|_| folder.to_owned());
    let starts = checkouts::find(&folder, git::work_tree(&folder, env.home()));
    let mut places = judge_all(&starts, selection, env, ui);
    places.sort_by(|a, b| a.folder.cmp(&b.folder));
    let all: Vec<&Finding> = places
        .iter()
        .flat_map(|place| &place.examined.findings)
        .collect();
    let count = Count::of(all.iter().copied());
    print(&folder, &places, count, strict, env, ui);
    Ok(count)
}

fn judge_all(starts: &[Checkout], selection: &Selection<'_>, env: &Env, ui: &mut Ui) -> Vec<Place> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let (sender, done) = mpsc::channel();
    let mut places = Vec::with_capacity(starts.len());
    let work = |sender: Sender<Place>| {
        while let Some(start) = starts.get(next.fetch_add(1, Ordering::Relaxed)) {
            let examined = selection.of(judge(start, env));
            let folder = start.root.clone();
            if sender.send(Place { folder, examined }).is_err() {
                break;
            }
        }
    };
    thread::scope(|scope| {
        let mut started = 0;
        for _ in 0..threads.min(starts.len()) {
            let sender = sender.clone();
            let worker = thread::Builder::new().spawn_scoped(scope, || work(sender));
            started += usize::from(worker.is_ok());
        }
        if started == 0 {
            // The system has no thread to spare.
            work(sender);
        } else {
            drop(sender);
        }
        for place in done {
            places.push(place);
            if places.len() % 256 == 0 {
                ui.progress(&format!("{} of {}", places.len(), starts.len()));
            }
        }
    });
    if places.len() >= 256 {
        ui.progress("");
    }
    places
}

fn judge(start: &Checkout, env: &Env) -> Examined {
    let mut all: Option<Examined> = None;
    for folder in &start.starts {
        let mut examined = run::checkout(folder, &start.root, env);
        match &mut all {
            None => all = Some(examined),
            Some(all) => {
                // A file above two folders is judged from both.
                examined.findings.retain(|finding| {
                    !all.findings.iter().any(|known| {
                        known.check.code == finding.check.code && known.spot == finding.spot
                    })
                });
                all.findings.append(&mut examined.findings);
                all.feeds = all.feeds.max(examined.feeds);
                for file in examined.files {
                    if !all.files.contains(&file) {
                        all.files.push(file);
                    }
                }
            }
        }
    }
    let mut all = all.unwrap_or_default();
    if all
        .findings
        .iter()
        .any(|finding| finding.secret_in.is_some())
    {
        ask_git(&mut all.findings, &start.root);
    }
    all
}

fn print(folder: &Path, places: &[Place], count: Count, strict: bool, env: &Env, ui: &mut Ui) {
    let report_of = |place: &Place, render: &mut dyn FnMut(&Report<'_>)| {
        render(&Report {
            findings: &place.examined.findings,
            tried: None,
            not_asked: None,
            previews: &[],
            files: place.examined.files.len(),
            feeds: place.examined.feeds,
            root: folder,
            env,
        });
    };
    match ui.format() {
        Format::Human => {
            let colors = ui.colors_data();
            for place in places {
                report_of(place, &mut |report| {
                    let text = report::human(report, colors);
                    if !text.is_empty() {
                        ui.data(&format!("{text}\n"));
                    }
                });
            }
            ui.data(&format!(
                "{}\n",
                summary(folder, places, count, strict, env)
            ));
        }
        Format::Json => {
            for place in places {
                let name = shown(&place.folder, env);
                report_of(place, &mut |report| {
                    ui.data(&report::checkout(report, name.clone()));
                });
            }
            ui.data(&report::total(places.len(), files_of(places), count));
        }
        format @ (Format::Sarif | Format::Github | Format::Azure) => {
            let findings: Vec<Finding> = places
                .iter()
                .flat_map(|place| place.examined.findings.iter().cloned())
                .collect();
            let report = Report {
                findings: &findings,
                tried: None,
                not_asked: None,
                previews: &[],
                files: 0,
                feeds: 0,
                root: folder,
                env,
            };
            ui.data(&match format {
                Format::Sarif => report::sarif(&report),
                Format::Github => report::github(&report),
                _ => report::azure(&report),
            });
        }
    }
}

fn summary(folder: &Path, places: &[Place], count: Count, strict: bool, env: &Env) -> String {
    let files = files_of(places);
    let bad = places
        .iter()
        .filter(|place| {
            let count = Count::of(&place.examined.findings);
            count.errors > 0 || (strict && count.warnings > 0)
        })
        .count();
    let whole = format!(
        "{} below {}, {} of configuration",
        plural(places.len(), "checkout"),
        shown(folder, env),
        plural(files, "file")
    );
    let words = report::counted(count);
    if words.is_empty() {
        return format!("all is well: {whole}");
    }
    let place = if bad == 0 {
        String::new()
    } else {
        format!(" ({} to mend)", plural(bad, "checkout"))
    };
    format!("{words}{place} in {whole}; `feedctl -C CHECKOUT doctor --fix` mends one")
}

fn files_of(places: &[Place]) -> usize {
    places.iter().map(|place| place.examined.files.len()).sum()
}

//! What can be wrong with the configuration, one check a file.
//!
//! A check is a pure function from [`Facts`] to [`Finding`]s, with the text that
//! `doctor --explain` and the reference page (`src/checks/README.md`) show. Checks
//! know nothing of each other; where one mistake looks like two, the finding that
//! explains an [`Effect`] takes the place of the one that reports it. Not for
//! showing findings (see [`crate::doctor::report`]), nor for gathering what they look at
//! (see [`crate::project::facts`]).

mod facts;
mod files;
mod finding;
mod indexes;
mod keepers;
mod misspelled;
mod name_uses;
pub(crate) mod online;
mod phrase;
mod providers;
pub mod reference;
mod registries;
mod sources;
mod surroundings;
mod tokens;
mod vendors;

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};

pub use crate::system::env::System;

pub use facts::{Facts, KnownToken, SignIn, TokenHome};
pub use finding::{Consequence, Effect, FileSpot, Finding, Fix, Severity, Spot, Subject};
pub use keepers::{Keeper, KeeperKind, all_keepers, keepers};

/// Why the sign-in task of a pipeline could not read a file of cargo's, if so.
#[must_use]
pub(crate) fn unreadable_for_pipeline(file: &crate::cargo::ConfigFile) -> Option<String> {
    vendors::pipeline_cannot_read_config::unreadable(file)
}

/// A check.
pub struct Check {
    /// Its name, for ever: kebab-case, after the bad thing.
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// The gravest that it can be.
    pub severity: Severity,
    /// What it is usually about.
    pub subject: Subject,
    /// The text of `--explain`.
    pub text: Text,
    /// Looks.
    pub find: fn(&Facts<'_>, &mut Vec<Finding>),
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

/// What a check teaches.
#[derive(Debug)]
pub struct Text {
    /// What is wrong.
    pub what: &'static str,
    /// Why it matters: what cargo does.
    pub why: &'static str,
    /// A file (or a line for a shell) that shows it.
    pub example: &'static str,
    /// How it is mended.
    pub fix: &'static str,
}

/// Checks of one kind.
#[derive(Debug)]
pub struct Group {
    /// The heading in the reference page.
    pub title: &'static str,
    /// Its checks, sorted by code.
    pub checks: &'static [&'static Check],
}

/// All groups.
pub const GROUPS: &[&Group] = &[
    &files::GROUP,
    &registries::GROUP,
    &providers::GROUP,
    &tokens::GROUP,
    &sources::GROUP,
    &vendors::GROUP,
    &surroundings::GROUP,
];

/// All groups, those whose causes only show online among them.
pub fn groups() -> impl Iterator<Item = &'static Group> {
    GROUPS.iter().copied().chain([&online::GROUP])
}

/// Every check.
pub fn all() -> impl Iterator<Item = &'static Check> {
    GROUPS.iter().flat_map(|group| group.checks.iter().copied())
}

/// The check of that code, those that only show online among them.
#[must_use]
pub fn named(code: &str) -> Option<&'static Check> {
    groups()
        .flat_map(|group| group.checks.iter().copied())
        .find(|check| check.code == code)
}

/// Everything that is wrong, in the order of the files and lines.
#[must_use]
pub fn run(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for check in all() {
        (check.find)(facts, &mut found);
    }
    if facts.around.files_only {
        found.retain(|finding| finding.subject == Subject::Files);
    }
    // Until cargo can load the files, hints say little.
    if facts.view.problems().next().is_some() {
        found.retain(|finding| finding.severity > Severity::Info);
    }
    let mut found = without_effects(found);
    sort(&mut found, facts);
    found
}

/// One mistake, one finding: what another finding explains goes.
fn without_effects(found: Vec<Finding>) -> Vec<Finding> {
    // Which finding explains an effect, and whether there is a second one.
    let mut explained: HashMap<Effect, (usize, bool)> = HashMap::new();
    for (at, finding) in found.iter().enumerate() {
        for effect in &finding.explains {
            explained
                .entry(effect.clone())
                .and_modify(|(first, more)| *more |= *first != at)
                .or_insert((at, false));
        }
    }
    let is_explained = |at: usize, effect: &Effect| {
        effect.covered_by().iter().any(|cover| {
            explained
                .get(cover)
                .is_some_and(|(first, more)| *first != at || *more)
        })
    };
    found
        .into_iter()
        .enumerate()
        .filter(|(at, finding)| {
            let effect = finding.effect.as_ref();
            !effect.is_some_and(|effect| is_explained(*at, effect))
        })
        .map(|(_, finding)| finding)
        .collect()
}

/// Files in the order of their precedence, others by name, then what is in no file.
fn sort(found: &mut [Finding], facts: &Facts<'_>) {
    let config = facts.config();
    let ranks: HashMap<&Path, usize> = config
        .precedence()
        .into_iter()
        .enumerate()
        .map(|(rank, file)| (config.file(file).path(), rank))
        .collect();
    found.sort_by_cached_key(|finding| match &finding.spot {
        Spot::File(spot) => {
            let rank = ranks.get(spot.path.as_path()).copied();
            let at = spot.at.map(|at| (at.line, at.column));
            (
                u8::from(rank.is_none()),
                rank,
                spot.path.clone(),
                at,
                String::new(),
                finding.check.code,
            )
        }
        Spot::Variable(name) => (
            2,
            None,
            PathBuf::new(),
            None,
            name.clone(),
            finding.check.code,
        ),
        Spot::Machine => (
            3,
            None,
            PathBuf::new(),
            None,
            String::new(),
            finding.check.code,
        ),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_kebab_case_sorted_within_their_group_and_used_once() {
        let mut codes: Vec<&str> = Vec::new();
        for group in groups() {
            let of_group: Vec<&str> = group.checks.iter().map(|check| check.code).collect();
            assert!(of_group.is_sorted(), "{of_group:?}");
            codes.extend(of_group);
        }
        for code in &codes {
            let kebab = |letter: char| letter.is_ascii_lowercase() || letter == '-';
            assert!(code.chars().all(kebab) && !code.contains("--"), "{code}");
        }
        codes.sort_unstable();
        let count = codes.len();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }

    #[test]
    fn every_check_has_its_text() {
        for check in groups().flat_map(|group| group.checks) {
            let Text {
                what,
                why,
                example,
                fix,
            } = check.text;
            for text in [check.title, what, why, example, fix] {
                assert!(!text.trim().is_empty(), "{}", check.code);
            }
            assert!(!check.title.ends_with('.'), "{}", check.code);
        }
    }
}

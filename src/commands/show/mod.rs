//! `feedctl show`: what cargo sees here, every value with the place it comes from.
//!
//! [`Shown`] is the whole answer, gathered from the view; [`human`] writes it for
//! people, and JSON is the answer itself. Judges nothing (see [`crate::doctor::checks`]).

mod chain;
mod feeds;
mod files;
mod human;
mod keys;
mod leaves;
mod seen;
mod shown;
mod special;
mod values;

use super::{Outcome, results};
use crate::cargo::display_path;
use crate::cargo::{self, View, dotted};
use crate::cli::ShowArgs;
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::text::escape;
use crate::text::shell::Shell;
use crate::text::suggest::nearest;
use seen::{Seen, key_in_words};
use shown::{Answer, Entry, Everything, Keyed, Named, Shown};

/// The names of crates.io, cargo's and the one that people know.
const CRATES_IO: [&str; 2] = ["crates-io", "crates.io"];

pub(super) fn run(args: &ShowArgs, env: &Env, ui: &mut Ui) -> Result<Outcome, CliError> {
    let config = cargo::discover(env);
    let view = View::new(&config, env);
    let seen = Seen::new(&view, env);
    let answer = match args.what.as_deref() {
        None => Answer::Everything(Box::new(everything(&seen))),
        Some(what) => one(what, &seen)?,
    };
    let shown = Shown::new(answer);
    if ui.json() {
        ui.data(&results::text(&shown));
    } else {
        ui.data(&human::text(&shown.answer));
    }
    let problems = view.problems().count() + config.credentials().problems().len();
    if problems > 0 {
        let problems = crate::text::grammar::plural(problems, "problem");
        ui.warn(&format!(
            "{problems} in these files: cargo cannot load them as they are"
        ));
        ui.next("`feedctl doctor`");
    } else if args.what.is_none() && seen.registries.is_empty() {
        ui.next("`feedctl connect` writes a feed");
    }
    Ok(Outcome::Done)
}

fn everything(seen: &Seen<'_>) -> Everything {
    let (crates_io, replacing) = seen.chain();
    let common = seen.common(replacing);
    Everything {
        feeds: seen
            .registries
            .iter()
            .map(|registry| seen.feed(registry, &common))
            .collect(),
        global_credential_providers: common.global_providers(),
        faults: seen.fault_of("registries").into_iter().collect(),
        crates_io,
        cargo_home: seen
            .view
            .config()
            .cargo_home()
            .map(|home| display_path::shown(home, seen.env)),
        files: seen.files(),
        not_read: seen.not_read(),
        variables: seen.variables(),
    }
}

/// What a name or a key stands for; a name comes first.
fn one(what: &str, seen: &Seen<'_>) -> Result<Answer, CliError> {
    let is_name = CRATES_IO.contains(&what)
        || seen.registries.iter().any(|registry| registry.name == what)
        || seen.names("source").any(|name| name == what);
    if is_name {
        return Ok(Answer::Name(Box::new(name(what, seen))));
    }
    let Some(parts) = keys::parts(what) else {
        return Err(unknown(what, &[], seen));
    };
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let mut values = seen.below(&parts);
    if values.is_empty() {
        if !may_be_set(&parts, seen) {
            return Err(unknown(what, &parts, seen));
        }
        values.push(unset(&parts, seen));
    }
    Ok(Answer::Key(Keyed {
        key: key_in_words(&parts),
        values,
    }))
}

fn name(what: &str, seen: &Seen<'_>) -> Named {
    let (chain, replacing) = seen.chain();
    let is_crates_io = CRATES_IO.contains(&what);
    let what = if is_crates_io { CRATES_IO[0] } else { what };
    let passes = chain.steps.iter().any(|step| step.to == escape::url(what));
    let common = seen.common(replacing);
    let registry = seen.registries.iter().find(|known| known.name == what);
    let feed = match registry {
        _ if is_crates_io => Some(seen.crates_io(&common)),
        registry => registry.map(|registry| seen.feed(registry, &common)),
    };
    let is_global = feed
        .as_ref()
        .is_some_and(|feed| feed.credential_providers.which == "global");
    let mut values = seen.below(&["registries", what]);
    values.extend(seen.below(&["source", what]));
    Named {
        name: escape::url(what),
        feed,
        values,
        global_credential_providers: is_global.then(|| common.global_providers()),
        crates_io: (is_crates_io || passes).then_some(chain),
    }
}

/// True for a key that cargo would read: its names are known here.
fn may_be_set(parts: &[&str], seen: &Seen<'_>) -> bool {
    let name = match parts {
        [table, name, ..] if keys::NAMED.contains(table) => Some((*table, *name)),
        _ => None,
    };
    let is_known = name.is_none_or(|(table, name)| {
        name == CRATES_IO[0] || seen.names(table).any(|known| known == name)
    });
    is_known && keys::is_read(parts)
}

fn unset(parts: &[&str], seen: &Seen<'_>) -> Entry {
    let mut entry = seen.entry(parts);
    if parts == ["include"] {
        let why =
            "cargo takes it out of each file before it merges them; `feedctl show` lists the files";
        entry.remarks.push(why.to_owned());
    }
    entry
}

fn unknown(what: &str, parts: &[&str], seen: &Seen<'_>) -> CliError {
    let named = match parts {
        [table, name, ..] if keys::NAMED.contains(table) => Some((*table, *name)),
        _ => None,
    };
    let strange = named.filter(|(table, name)| {
        *name != CRATES_IO[0] && !seen.names(table).any(|known| known == *name)
    });
    let (message, near) = match strange {
        Some((table, name)) => (
            format!("nothing in `[{table}]` is called `{}`", escape::url(name)),
            meant_name(parts, seen),
        ),
        None if parts.len() > 1 => (
            format!(
                "cargo knows no key `{}`, and no file has it",
                escape::url(what)
            ),
            meant_key(what, parts),
        ),
        None => (
            format!(
                "`{}` is no registry, no source and no key here",
                escape::url(what)
            ),
            meant(what, seen),
        ),
    };
    let next = match near {
        Some(near) => {
            let near = Shell::native().quote(&escape::url(&near));
            format!("did you mean `feedctl show {near}`?")
        }
        None => "`feedctl show` without a name shows what there is".to_owned(),
    };
    CliError::usage(message, next)
}

/// The key with the name in it that was meant.
fn meant_name(parts: &[&str], seen: &Seen<'_>) -> Option<String> {
    let [table, name, rest @ ..] = parts else {
        return None;
    };
    // A shell may have taken the quotes of a name with dots in it.
    for end in (2..=parts.len()).rev() {
        let whole = parts[1..end].join(".");
        if seen.names(table).any(|known| known == whole) {
            let path = [&[*table, whole.as_str()], &parts[end..]].concat();
            return Some(dotted(&path));
        }
    }
    let near = nearest(name, seen.names(table))?;
    Some(dotted(&[&[*table, near], rest].concat()))
}

/// The key that was meant, among those that cargo knows there.
fn meant_key(what: &str, parts: &[&str]) -> Option<String> {
    let known: Vec<String> = keys::KNOWN
        .iter()
        .map(|known| keys::spelled(known, parts))
        .collect();
    nearest(what, known.iter().map(String::as_str)).map(str::to_owned)
}

/// The name or the table that was meant.
fn meant(what: &str, seen: &Seen<'_>) -> Option<String> {
    let names = seen.names("registries").chain(seen.names("source"));
    let tops = keys::tops().map(|top| -> &str { top });
    nearest(what, names.chain([CRATES_IO[0]]).chain(tops)).map(str::to_owned)
}

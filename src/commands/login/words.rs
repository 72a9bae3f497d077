//! What `login` says when all is done: whether the feed takes the token, and what comes
//! next.
//!
//! Not for storing or trying the token.

use super::is_of_token;
use super::subject::Subject;
use crate::commands::{Outcome, results};
use crate::doctor::report::{Report, Tried, human};
use crate::feeds::Publish;
use crate::setup::guide;
use crate::system::env::Env;
use crate::system::terminal::Ui;
use crate::text::escape;
use crate::text::shell::Shell;

/// What was done.
pub(super) struct Done {
    /// Who keeps the token, or gets it.
    pub(super) keeper: String,
    /// What the pasted text was taken for; `None` where nothing was asked.
    pub(super) took: Option<String>,
}

/// Says whether the feed takes the token, and what to type next.
pub(super) fn finish(
    subject: &Subject<'_>,
    done: &Done,
    (tried, is_back): (Option<&Tried>, bool),
    env: &Env,
    ui: &mut Ui,
) -> Outcome {
    // What cargo gets from another place says nothing about this feed.
    let skipped = tried.and_then(|tried| tried.skipped.as_deref());
    let tried = tried.filter(|tried| tried.skipped.is_none());
    let failed = tried.filter(|tried| !tried.reads);
    let status = match (&done.took, tried) {
        (_, Some(tried)) if tried.reads => "ready",
        (_, Some(tried)) if tried.conclusive => "refused",
        (Some(_), _) => "stored",
        (None, _) => "not tried",
    };
    if ui.json() {
        let notes = ui.notes().to_vec();
        ui.data(&results::text(&results::LoggedIn {
            version: results::VERSION,
            command: "login",
            status,
            registry: &subject.name,
            index: &escape::url(subject.index),
            credential_provider: &done.keeper,
            took_it_for: done.took.as_deref(),
            answer: tried.map(|tried| tried.answer.as_str()),
            code: failed
                .and_then(|tried| tried.finding.as_ref())
                .map(|finding| finding.check.code),
            notes: &notes,
        }));
    }
    let kept = if done.took.is_some() {
        "the token is stored; "
    } else {
        ""
    };
    match (tried, failed) {
        (_, Some(failed)) => {
            let findings: Vec<_> = failed.finding.iter().cloned().collect();
            let report = Report {
                findings: &findings,
                previews: &[],
                tried: None,
                not_asked: None,
                files: 0,
                feeds: 0,
                root: env.cwd(),
                env,
            };
            ui.insist(human(&report, ui.colors_talk()).trim_end());
            if failed.conclusive {
                ui.say(&match &done.took {
                    Some(_) if is_back => {
                        "the feed does not take it, so the token that was there before is back"
                            .to_owned()
                    }
                    Some(_) if is_of_token(failed) => format!("{kept}the feed does not take it"),
                    Some(_) => format!("{kept}cargo fails before it can tell"),
                    None => "not signed in".to_owned(),
                });
                return Outcome::Found;
            }
            ui.say(&format!("{kept}the feed could not be tried"));
            ui.next("`feedctl doctor --online` tries it, once the feed can be reached");
            return Outcome::Done;
        }
        (Some(tried), None) => ui.say(&tried.answer),
        (None, None) => ui.say(&format!("{kept}{}", skipped.unwrap_or("it was not tried"))),
    }
    let shell = Shell::native();
    let publish = match subject
        .feed
        .as_ref()
        .map(|feed| feed.publish(subject.replaces))
    {
        Some(Publish::Elsewhere(where_to)) => where_to.to_owned(),
        _ => format!(
            "publish: `{}`",
            escape::line(&guide::publish_line(&subject.name, shell))
        ),
    };
    ui.say(&format!("ready: `cargo build` · {publish}"));
    ui.say(&format!(
        "for the pull request: `{}`",
        escape::line(&shell.command(["feedctl", "snippet", "team", &subject.name]))
    ));
    Outcome::Done
}

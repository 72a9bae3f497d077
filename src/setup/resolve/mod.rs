//! Which feed is meant: from flags, a URL, the git remote, and feeds that are
//! known here, with questions for what is still missing.
//!
//! Flags beat everything; a remote only proposes. It reads nothing itself: what
//! it may look at is handed to it, and it speaks through [`Ui`] alone.

mod given;
mod remotes;
mod request;
mod scope;

use url::Url;

pub use given::{Given, Scope, given};
pub use remotes::{Proposal, proposals};
pub use request::FeedRequest;

use crate::feeds::providers;
use crate::feeds::{Feed, Optional, Param, Provider, Values, Verdict};
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::text::escape;
use crate::text::grammar::with_article;
use crate::text::shell::Shell;

/// What may be looked at beside the command line. Each is asked for only when it
/// is needed.
pub struct Around<'a> {
    /// What the git remotes propose.
    pub remotes: &'a dyn Fn() -> Vec<Proposal>,
    /// Feeds that the repository's own files speak of.
    pub here: &'a dyn Fn() -> Vec<Feed>,
    /// Feeds that the user's files speak of too, for questions.
    pub elsewhere: &'a dyn Fn() -> Vec<Feed>,
}

/// The feed, with whether a question led to it.
#[derive(Debug)]
pub struct Chosen {
    /// The feed.
    pub feed: Feed,
    /// Whether anything was asked.
    pub asked: bool,
}

/// Finds the feed or says what is missing.
pub fn feed(given: Given, around: &Around<'_>, ui: &mut Ui) -> Result<Chosen, CliError> {
    let mut work = Work::start(given, around, ui)?;
    work.fill_from_here(around, ui);
    work.fill_from_remote(ui);
    work.settle_server(ui)?;
    work.ask_for_missing(around, ui)?;
    work.settle_scope(ui)?;
    work.finish(ui)
}

struct Work {
    given: Given,
    provider: &'static Provider,
    values: Values,
    base: Option<Url>,
    proposal: Option<Proposal>,
    /// The part (project) was named by a flag, a URL or a known feed.
    part_settled: bool,
    asked: bool,
}

impl Work {
    fn start(given: Given, around: &Around<'_>, ui: &mut Ui) -> Result<Self, CliError> {
        let needs_remote = given.needs_remote();
        let proposals = if needs_remote {
            (around.remotes)()
        } else {
            Vec::new()
        };
        let provider = given.provider(around, &proposals, ui)?;
        let values = given.values.clone();
        let part_settled = provider
            .names
            .scope
            .as_ref()
            .is_some_and(|scope| values.get(scope.part).is_some());
        let given_asked = given.asked;
        let proposal = proposals
            .into_iter()
            .find(|proposal| proposal.provider == provider);
        Ok(Self {
            base: given.base.clone(),
            given,
            provider,
            values,
            proposal,
            part_settled,
            asked: given_asked,
        })
    }

    fn is_missing(&self, param: &Param) -> bool {
        let needed = match param.optional {
            Optional::No => true,
            Optional::WithBase => self.base.is_none(),
            Optional::Yes => false,
        };
        needed && self.values.get(param.key).is_none()
    }

    fn missing(&self) -> Option<&'static Param> {
        self.provider
            .names
            .params
            .iter()
            .find(|param| self.is_missing(param))
    }

    /// A single feed that the repository speaks of and that fits what was given.
    fn fill_from_here(&mut self, around: &Around<'_>, ui: &mut Ui) {
        let needs_server = self.provider.is_self_hosted() && self.base.is_none();
        if (self.missing().is_none() && !needs_server) || self.given.is_complete_url() {
            return;
        }
        let fits = |feed: &Feed| {
            feed.provider == self.provider
                && (self.base.is_none() || self.base == feed.base)
                && self.values.iter().all(|(key, value)| {
                    feed.get(key)
                        .is_some_and(|has| has.eq_ignore_ascii_case(value))
                })
        };
        let known = (around.here)();
        let mut fitting = known.iter().filter(|feed| fits(feed));
        if let (Some(feed), None) = (fitting.next(), fitting.next()) {
            ui.note(&format!(
                "{}: from what this repository's files already name",
                feed.in_words()
            ));
            self.values.fill_from(&feed.values);
            self.base = self.base.take().or_else(|| feed.base.clone());
            self.part_settled = true;
        }
    }

    /// Organization and project of the remote, together.
    fn fill_from_remote(&mut self, ui: &mut Ui) {
        let Some(proposal) = &self.proposal else {
            return;
        };
        let Some(scope) = &self.provider.names.scope else {
            return;
        };
        if proposal.guess || proposal.base.is_some() || self.values.get(scope.whole_key).is_some() {
            return;
        }
        let Some(whole) = proposal.values.get(scope.whole_key) else {
            return;
        };
        self.values.set(scope.whole_key, whole);
        let whole_word = self.word(scope.whole_key);
        let remote = format!("from git remote `{}`", escape::line(&proposal.remote));
        let part = proposal.values.get(scope.part).filter(|_| {
            self.values.get(scope.part).is_none() && self.given.scope != Some(given::Scope::Whole)
        });
        match part {
            Some(part) => {
                self.values.set(scope.part, part);
                let whole = escape::line(whole);
                let text = format!(
                    "{whole_word} `{whole}`, {} `{}`: {remote}",
                    self.word(scope.part),
                    escape::line(part)
                );
                let hint = if ui.can_ask() || self.given.scope.is_some() {
                    String::new()
                } else {
                    format!(
                        "; `--scope {}` if the feed belongs to all of {whole}",
                        scope.whole
                    )
                };
                ui.note(&format!("{text}{hint}"));
            }
            None => ui.note(&format!("{whole_word} `{}`: {remote}", escape::line(whole))),
        }
    }

    fn word(&self, key: &str) -> &'static str {
        self.provider.param(key).map_or("name", |param| param.word)
    }

    /// The server, where the provider has no host of its own.
    fn settle_server(&mut self, ui: &mut Ui) -> Result<(), CliError> {
        let Some(example) = self.provider.urls.server.filter(|_| self.base.is_none()) else {
            return Ok(());
        };
        let allow_http = self.given.allow_http;
        let read = |text: &str| given::base_url(text, allow_http);
        if !ui.can_ask() {
            return Err(CliError::usage(
                format!("no server: {} has no host of its own", self.provider.name),
                format!(
                    "`--base-url {example}`, or paste the feed's URL: `feedctl connect URL --provider {}`",
                    self.provider.id
                ),
            ));
        }
        let check = |answer: &str| read(answer).map(|_| ()).map_err(|error| error.message);
        let answer = ui.ask_text(&format!("Server ({example})"), &[], &check)?;
        self.asked = true;
        self.base = Some(read(&answer)?);
        Ok(())
    }

    fn ask_for_missing(&mut self, around: &Around<'_>, ui: &mut Ui) -> Result<(), CliError> {
        while let Some(param) = self.missing() {
            if !ui.can_ask() {
                return Err(self.nothing_given(param));
            }
            let offers = self.offers(param.key, around);
            let own_server = self.base.is_some();
            let check = |answer: &str| match param.check(answer, own_server) {
                Verdict::Bad(why) => Err(why),
                Verdict::Good | Verdict::Odd(_) => Ok(()),
            };
            // What a parameter's value may carry is taken apart after the answer.
            let tidy_check = |answer: &str| {
                let mut values = Values::default();
                values.set(param.key, answer);
                (self.provider.names.tidy)(&mut values);
                check(values.get(param.key).unwrap_or_default())
            };
            let answer = ui.ask_text(&capitalized(param.word), &offers, &tidy_check)?;
            self.asked = true;
            self.values.set(param.key, answer);
            (self.provider.names.tidy)(&mut self.values);
        }
        Ok(())
    }

    /// Values to offer for a parameter: the remote's, then those of known feeds.
    fn offers(&self, key: &str, around: &Around<'_>) -> Vec<String> {
        let mut offers = Vec::new();
        if let Some(proposal) = &self.proposal
            && let Some(value) = proposal.values.get(key)
        {
            offers.push(value.to_owned());
        }
        for feed in (around.here)().into_iter().chain((around.elsewhere)()) {
            if feed.provider == self.provider
                && let Some(value) = feed.get(key)
                && !offers.iter().any(|offer| offer == value)
            {
                offers.push(value.to_owned());
            }
        }
        offers
    }

    fn nothing_given(&self, param: &Param) -> CliError {
        let suggested = self
            .proposal
            .as_ref()
            .and_then(|proposal| Some((proposal, proposal.values.get(param.key)?)));
        match suggested {
            Some((proposal, value)) => {
                let mut words = Vec::new();
                if let Some(base) = &proposal.base {
                    words.extend(["--base-url".to_owned(), base.to_string()]);
                }
                for (key, value) in proposal.values.iter() {
                    words.extend([format!("--{key}"), value.to_owned()]);
                }
                let line = Shell::native().command(words.iter().map(String::as_str));
                CliError::usage(
                    format!(
                        "no {}: git remote `{}` may mean `{}`, but {} has to be given",
                        param.word,
                        escape::line(&proposal.remote),
                        escape::line(value),
                        with_article(param.word)
                    ),
                    format!("`{}` if that is right", escape::line(&line)),
                )
            }
            None => CliError::usage(
                format!(
                    "no {}: no flag gave one{}",
                    param.word,
                    self.nor_a_remote(param)
                ),
                format!(
                    "`--{} {}`, or paste the feed's URL: `feedctl connect URL`",
                    param.key, param.value
                ),
            ),
        }
    }

    /// Remotes can name the whole, and nothing else that has to be given.
    fn nor_a_remote(&self, param: &Param) -> &'static str {
        match &self.provider.names.scope {
            Some(scope) if scope.whole_key == param.key => " and no git remote names one",
            _ => "",
        }
    }

    fn finish(mut self, ui: &mut Ui) -> Result<Chosen, CliError> {
        (self.provider.names.tidy)(&mut self.values);
        for (key, value) in self.values.iter() {
            if !self.provider.knows(key) {
                return Err(CliError::usage(
                    format!("`--{key}` means nothing to {}", self.provider.name),
                    "leave it out, or name another host with `--provider` (`feedctl providers` lists what each knows)",
                ));
            }
            let Some(param) = self.provider.param(key) else {
                continue;
            };
            match param.check(value, self.base.is_some()) {
                Verdict::Good => {}
                Verdict::Odd(why) => ui.warn(&format!(
                    "{} `{}`: {why}; going on, since services are known to hold such names",
                    param.word,
                    escape::line(value)
                )),
                Verdict::Bad(why) => {
                    return Err(CliError::usage(
                        format!("{} `{}`: {why}", param.word, escape::line(value)),
                        format!("`--{key}` with the name as {} has it", self.provider.name),
                    ));
                }
            }
        }
        let feed = Feed {
            provider: self.provider,
            values: self.values,
            base: self.base,
        };
        let host = feed.index_url();
        let host = host.host_str().unwrap_or_default();
        if host.split('.').any(|label| label.starts_with("xn--")) {
            ui.warn(&format!(
                "`{}` stands for a host with letters beyond ASCII, some of which look like others: make sure that it is yours before you sign in",
                escape::line(host)
            ));
        }
        // A server that is one of the vendor's own hosts makes no index of theirs.
        if let Some(base) = &feed.base
            && let Some((vendor, fault)) = providers::fault_of_index(&feed.index())
        {
            return Err(CliError::usage(
                format!(
                    "`{}` is no server of your own but a host of {}: the index {}",
                    escape::url(base.as_str()),
                    vendor.name,
                    fault.words
                ),
                "leave out `--base-url`",
            ));
        }
        if let Some(unconfirmed) = feed.unconfirmed() {
            ui.note(unconfirmed);
        }
        Ok(Chosen {
            feed,
            asked: self.asked,
        })
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

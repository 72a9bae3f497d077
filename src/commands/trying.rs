//! Trying a registry with cargo, and asking before that whether the checkout may
//! make cargo run what it chooses.

use crate::cargo::index_url;
use crate::cargo::{self, Registry};
use crate::doctor::checks::online::feed as causes;
use crate::doctor::checks::{
    Facts, Finding, Fix, Keeper, KeeperKind, Severity, Spot, Subject, keepers,
};
use crate::doctor::report::Tried;
use crate::doctor::trust::{self, Astray, Danger};
use crate::feeds::Feed;
use crate::probe::{
    Asked, Cargo, NONE, Said, Sent, Served, ServedConfig, Verdict, WITNESS, decode,
};
use crate::project::facts;
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::text::escape;
use crate::text::secret::Shape;
use crate::text::shell::Shell;

/// Fails where a layer could not be judged that cargo may read here. `--trust-repo` does
/// not cover it: nobody can trust what nobody has read.
pub(super) fn all_judged(facts: &Facts<'_>) -> Result<(), CliError> {
    match why_unjudged(facts) {
        None => Ok(()),
        Some(why) => Err(CliError::refused(
            why,
            "see to that file, or run this in another folder (`-C DIR`)",
        )),
    }
}

/// What could not be judged, in one line.
pub(super) fn why_unjudged(facts: &Facts<'_>) -> Option<String> {
    let unjudged = trust::unjudged(facts);
    let (first, others) = unjudged.split_first()?;
    let more = match others.len() {
        0 => String::new(),
        several => format!(" (and {several} more)"),
    };
    Some(format!(
        "{}{more}, so what cargo would run here, and where it would send a token, is unknown",
        first.words
    ))
}

/// Fails where the files are no longer those that were judged. Asked just before cargo
/// is started: a person may have thought for long in between.
pub(super) fn still_as_judged(facts: &Facts<'_>) -> Result<(), CliError> {
    let config = cargo::discover(facts.env);
    let (toolchain, _) = facts::toolchain_here(facts.env);
    if facts.config().reads_as(&config) && facts.around.toolchain_here == toolchain {
        return Ok(());
    }
    Err(CliError::refused(
        "cargo's configuration here changed while this ran, so what it would run is unknown",
        "run this again",
    ))
}

/// What `--trust-repo` answers: whether the checkout may choose what cargo runs.
pub(super) fn confirm_trust(
    facts: &Facts<'_>,
    trusted: bool,
    again: &str,
    ui: &mut Ui,
) -> Result<(), CliError> {
    let dangers = trust::dangers(facts);
    if dangers.is_empty() || trusted {
        return Ok(());
    }
    let refused = |dangers: &[Danger]| {
        // The name in it may be anything that a file calls a registry.
        let again = escape::line(again);
        let first = dangers.first();
        let (what, place) = first.map_or(("", ""), |first| (&first.what, &first.place));
        let more = match dangers.len() {
            0 | 1 => String::new(),
            several => format!(" and {} more", several - 1),
        };
        CliError::refused(
            format!(
                "files of this checkout would have a say in where your token goes: {what} ({place}){more}"
            ),
            format!("read what they name; then `{again} --trust-repo`"),
        )
    };
    if dangers.len() > 1 || ui.can_ask() {
        ui.warn("files of this checkout choose what cargo runs, what its traffic goes through, or where a token goes:");
        for danger in &dangers {
            ui.say(&format!("  {} ({})", danger.what, danger.place));
        }
    }
    if !ui.can_ask() || !ui.ask_yes("Do you trust this checkout with that?", false)? {
        return Err(refused(&dangers));
    }
    Ok(())
}

/// Why a token must not leave, and the way on.
pub(super) fn lost(astray: &Astray) -> CliError {
    match astray {
        Astray::Elsewhere {
            name,
            here,
            meant,
            recorded,
        } => CliError::refused(
            format!(
                "`{name}` is {here} here, and your token under that name is for {meant}: cargo could send it to the other"
            ),
            if *recorded {
                let logout = Shell::native().command(["feedctl", "logout", name]);
                format!(
                    "connect this feed under another name (`--name`); if the other is past: `{}`",
                    escape::line(&logout)
                )
            } else {
                "connect this feed under another name (`--name`)".to_owned()
            },
        ),
        Astray::LookAlike {
            index,
            host,
            place,
            vendor,
        } => {
            let connect =
                Shell::native().command(["feedctl", "connect", index, "--provider", "generic"]);
            CliError::refused(
                format!("`{host}` ({place}) looks like a host of {vendor} and is none of theirs"),
                format!(
                    "do not sign in there; if you know whose host it is: `{}`",
                    escape::line(&connect)
                ),
            )
        }
    }
}

/// Finds the cargo to ask.
pub(super) fn find_cargo<'e>(facts: &Facts<'e>) -> Result<Cargo<'e>, CliError> {
    Cargo::find(facts.env, facts.around.foreign_root.as_deref()).map_err(|none| {
        CliError::refused(
            none.to_string(),
            "install Rust from its site, or add cargo's folder to PATH",
        )
    })
}

/// A registry that is to be tried.
#[derive(Clone, Copy)]
pub(super) struct Trial<'t, 'f> {
    pub(super) cargo: &'t Cargo<'t>,
    pub(super) facts: &'t Facts<'f>,
    /// What the files show.
    pub(super) offline: &'t [Finding],
}

impl Trial<'_, '_> {
    /// Tries one registry, and crates.io where that registry stands in for it.
    pub(super) fn of(&self, registry: &Registry<'_>, replaces: bool) -> Result<Tried, CliError> {
        let facts = self.facts;
        let name = registry.name.as_ref();
        let feed = facts.feed(registry);
        let Ok(Some(index)) = &registry.index else {
            return Ok(Tried {
                skipped: Some("not tried: it has no index".to_owned()),
                ..blank(name, None)
            });
        };
        let mut tried = blank(name, feed);
        tried.defined = facts.show(&index.definition);
        tried.host = escape::url(index.value);
        if !index_url::is_sparse(index.value) {
            return Ok(Tried {
                skipped: Some("a git index: not tried".to_owned()),
                ..tried
            });
        }
        let spot = facts.at_value(&index.definition);
        let (said, served) = self.ask(Some(name), NONE, feed, name)?;
        let kept = keepers(facts, name).unwrap_or_default();
        let sent = self.sent(name, &kept, &said);
        tried.keeper = self.keeper_in_words(&kept, &sent);
        tried.token = token_in_words(&sent);
        let asked = Asked {
            registry: name,
            index: index.value,
            dependency: NONE,
            feed,
            spot: &spot,
            sent: &sent,
            offline: self.offline,
        };
        judge(&said, &served, &asked, &mut tried);
        if !tried.reads {
            return Ok(tried);
        }
        if let Served::Config(served) = served {
            tried.also = of_served(name, index.value, &served, feed);
        }
        if replaces {
            self.witness(&asked, &mut tried)?;
        }
        Ok(tried)
    }

    /// Tries crates.io, where something that is no registry stands in for it. Cargo
    /// signs in there as to the registry of the same index, if there is one.
    pub(super) fn of_crates_io(
        &self,
        by: &str,
        twin: Option<&Registry<'_>>,
    ) -> Result<Tried, CliError> {
        let mut tried = blank("crates-io", None);
        tried.defined = format!("replaced by the source `{}`", escape::line(by));
        let feed = twin.and_then(|twin| self.facts.feed(twin));
        let name = twin.map_or("crates-io", |twin| twin.name.as_ref());
        let (said, served) = self.ask(None, NONE, feed, name)?;
        let sent = match twin {
            Some(twin) => {
                let kept = keepers(self.facts, &twin.name).unwrap_or_default();
                self.sent(&twin.name, &kept, &said)
            }
            None => Sent::default(),
        };
        let asked = Asked {
            registry: name,
            index: "",
            dependency: NONE,
            feed,
            spot: &Spot::Machine,
            sent: &sent,
            offline: self.offline,
        };
        judge(&said, &served, &asked, &mut tried);
        Ok(tried)
    }

    /// Asks the feed for a crate that every mirror of crates.io has.
    fn witness(&self, asked: &Asked<'_>, tried: &mut Tried) -> Result<(), CliError> {
        let (said, served) = self.ask(None, WITNESS, asked.feed, asked.registry)?;
        if said.ok {
            tried.answer = format!("cargo reads the index, and `{WITNESS}` of crates.io is there");
            return Ok(());
        }
        let missing = said.text.contains("no matching package")
            || said.text.contains("failed to select a version");
        if !missing {
            let asked = Asked {
                dependency: WITNESS,
                ..*asked
            };
            judge(&said, &served, &asked, tried);
            return Ok(());
        }
        let name = escape::line(asked.registry);
        tried.reads = false;
        tried.answer = format!("cargo reads the index, and `{WITNESS}` is not in it");
        tried.finding = Some(
            Finding::new(
                &causes::UPSTREAM_MISSING,
                asked.spot.clone(),
                format!("`{name}` stands in for crates.io and does not have `{WITNESS}`: its crates.io upstream looks off"),
                Fix::Do("switch the crates.io upstream on at the feed, or reconnect with `--no-replace-crates-io`".to_owned()),
            )
            .severity(Severity::Error)
            .cargo(format!("no matching package named `{WITNESS}` found")),
        );
        Ok(())
    }

    fn ask(
        &self,
        registry: Option<&str>,
        dependency: &str,
        feed: Option<&Feed>,
        token_of: &str,
    ) -> Result<(Said, Served), CliError> {
        still_as_judged(self.facts)?;
        self.cargo
            .ask(registry, dependency, feed, token_of)
            .map_err(|error| {
                CliError::refused(
                    format!(
                        "cargo cannot be asked, with a scratch package in {}: {}",
                        crate::cargo::display_path::shown(&self.facts.env.scratch_folder(), self.facts.env),
                        crate::system::files::system_words(&error)
                    ),
                    "make sure that `cargo --version` runs, and that files can be made in that folder",
                )
            })
    }

    /// What cargo sent: it says which credential provider it asked last.
    fn sent(&self, name: &str, kept: &[Keeper], said: &Said) -> Sent {
        let last = said.asked_last();
        let at = kept.iter().position(|keeper| {
            last.as_deref()
                .is_some_and(|last| last == keeper.program || last == keeper.written)
        });
        let Some(at) = at else {
            return Sent::default();
        };
        let keeper = &kept[at];
        let behind = kept[at + 1..]
            .iter()
            .find(|keeper| !matches!(keeper.kind, KeeperKind::Elsewhere | KeeperKind::Unusable));
        let token = (keeper.kind == KeeperKind::File)
            .then(|| self.facts.token(name))
            .flatten();
        Sent {
            keeper: Some(keeper.written.clone()),
            place: token
                .as_ref()
                .map(|token| self.facts.show(&token.definition)),
            shape: token.map(|token| token.shape),
            behind: behind.map(|keeper| keeper.written.clone()),
        }
    }

    fn keeper_in_words(&self, kept: &[Keeper], sent: &Sent) -> String {
        let keeper = match &sent.keeper {
            Some(written) => kept.iter().find(|keeper| keeper.written == *written),
            None => kept.first(),
        };
        keeper.map_or_else(
            || "none configured".to_owned(),
            |keeper| {
                format!(
                    "{} ({})",
                    keeper.shown(&keeper.written),
                    self.facts.show(&keeper.definition)
                )
            },
        )
    }
}

fn judge(said: &Said, served: &Served, asked: &Asked<'_>, tried: &mut Tried) {
    match decode(said, served, asked) {
        Verdict::Reads => {
            tried.reads = true;
            "cargo reads the index".clone_into(&mut tried.answer);
        }
        Verdict::Elsewhere(place) => {
            tried.skipped = Some(format!("not tried: cargo looks in {place} instead"));
        }
        Verdict::Explained(at) => {
            tried.reads = false;
            tried.answer = said.answer();
            tried.explained = Some(at);
        }
        Verdict::Fails {
            finding,
            conclusive,
        } => {
            tried.reads = false;
            tried.answer = said.answer();
            tried.finding = Some(*finding);
            tried.conclusive = conclusive;
        }
    }
}

fn blank(name: &str, feed: Option<&Feed>) -> Tried {
    Tried {
        registry: name.to_owned(),
        feed: feed.map(Feed::in_words),
        conclusive: true,
        ..Tried::default()
    }
}

fn token_in_words(sent: &Sent) -> String {
    match (&sent.place, &sent.shape, &sent.keeper) {
        (Some(place), Some(shape), _) => format!("{} ({place})", shape_in_words(shape)),
        (_, _, Some(keeper)) if keeper != "cargo:token" => {
            format!("from {}", escape::line(keeper))
        }
        (_, _, Some(_)) => "none".to_owned(),
        (_, _, None) => "not asked for".to_owned(),
    }
}

fn shape_in_words(shape: &Shape) -> String {
    let scheme = shape
        .scheme
        .map_or("no scheme", crate::text::secret::Scheme::word);
    format!("{} characters, {scheme}", shape.length)
}

/// What the feed's own config.json shows.
fn of_served(name: &str, index: &str, served: &ServedConfig, feed: Option<&Feed>) -> Vec<Finding> {
    let mut found = Vec::new();
    let shown = escape::line(name);
    let own = index_url::host(index);
    if let Some(host) = served.download_host()
        && own.as_deref().is_some_and(|own| own != host)
    {
        let of_vendor = feed.is_some_and(|feed| {
            url::Url::parse(&served.dl).is_ok_and(|url| feed.provider.owns(&url))
        });
        if !of_vendor {
            let sends = if served.auth_required {
                "cargo sends the token there too"
            } else {
                "a firewall has to let it through"
            };
            found.push(
                Finding::new(
                    &causes::DOWNLOAD_ON_OTHER_HOST,
                    Spot::Machine,
                    format!(
                        "`{shown}` has its crates on another host: `{}`",
                        escape::line(&host)
                    ),
                    Fix::Do("nothing, if that host belongs to the feed's vendor".to_owned()),
                )
                .subject(Subject::Machine)
                .so(sends),
            );
        }
    }
    if served.api.is_none() {
        let word = Shell::native().command(["feedctl", "login", name]);
        found.push(
            Finding::new(
                &causes::API_MISSING,
                Spot::Machine,
                format!("`{shown}` has no API: `cargo login` and `cargo publish` refuse it"),
                Fix::Do(format!(
                    "`{}` stores a token all the same",
                    escape::line(&word)
                )),
            )
            .subject(Subject::Machine),
        );
    }
    found
}

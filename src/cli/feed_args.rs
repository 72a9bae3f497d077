//! The flags that say which feed: one for each parameter that a provider knows, made
//! from the providers' rows.
//!
//! Not for what the values mean (see [`crate::setup::resolve`]).

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, ValueHint};
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};

use crate::feeds::providers;
use crate::feeds::{Param, Provider, Switch, Values};
use crate::setup::resolve::{FeedRequest, Scope};
use crate::text::suggest;

/// A flag with the providers that know it.
struct Flag {
    param: &'static Param,
    providers: Vec<&'static Provider>,
}

/// Each flag once, in the order of the rows.
fn flags() -> Vec<Flag> {
    let mut flags: Vec<Flag> = Vec::new();
    for provider in providers::ALL {
        for param in provider.names.params.iter().filter(|param| param.is_flag) {
            match flags.iter_mut().find(|flag| flag.param.key == param.key) {
                Some(flag) => flag.providers.push(provider),
                None => flags.push(Flag {
                    param,
                    providers: vec![provider],
                }),
            }
        }
    }
    flags
}

impl Flag {
    /// False where one vendor alone has it, and not the first: `-h` is to fit on a screen.
    fn is_common(&self) -> bool {
        self.providers.len() > 1 || self.providers.contains(&providers::ALL[0])
    }

    /// `Cloudsmith, Sonatype Nexus: the repository; JFrog Artifactory: the repository key`.
    fn help(&self) -> String {
        let mut words: Vec<(String, Vec<&str>)> = Vec::new();
        for provider in &self.providers {
            let param = provider.param(self.param.key).unwrap_or(self.param);
            let word = format!("{}{}", param.word, param.note);
            match words.iter_mut().find(|(known, _)| *known == word) {
                Some((_, names)) => names.push(provider.name),
                None => words.push((word, vec![provider.name])),
            }
        }
        let words: Vec<String> = words
            .into_iter()
            .map(|(word, names)| format!("{}: the {word}", names.join(", ")))
            .collect();
        words.join("; ")
    }
}

/// The words for what a feed belongs to.
fn scopes() -> impl Iterator<Item = &'static str> {
    providers::ALL
        .iter()
        .filter_map(|provider| provider.names.scope.as_ref())
        .flat_map(|scope| [scope.whole, scope.part])
}

fn scope_help() -> String {
    let help: Vec<String> = providers::ALL
        .iter()
        .filter_map(|provider| {
            let scope = provider.names.scope.as_ref()?;
            Some(format!(
                "{}: whether the feed belongs to the `{}` or to a `{}`",
                provider.name, scope.whole, scope.part
            ))
        })
        .collect();
    help.join("; ")
}

impl Args for FeedRequest {
    fn augment_args(command: Command) -> Command {
        let option = |key| Arg::new(key).long(key);
        // `-h` leaves them to `--help`.
        let rare = |key| option(key).hide_short_help(true);
        let flags = flags();
        let flags = flags.iter().map(|flag| {
            option(flag.param.key)
                .value_name(flag.param.value)
                .help(flag.help())
                .hide_short_help(!flag.is_common())
        });
        let switches = switches().map(|(switch, provider)| {
            rare(switch.key)
                .action(ArgAction::SetTrue)
                .help(format!("{}: {}", provider.name, switch.help))
        });
        command
            .next_help_heading("Which feed")
            .arg(
                option("provider")
                    .value_name("PROVIDER")
                    .help("Who hosts it; `feedctl providers` lists them")
                    .value_parser(ValueParser::new(provider))
                    .add(ArgValueCandidates::new(provider_names)),
            )
            .args(flags)
            .arg(
                rare("scope")
                    .value_name("SCOPE")
                    .help(scope_help())
                    .value_parser(ValueParser::new(scope))
                    .add(ArgValueCandidates::new(scope_words)),
            )
            .args(switches)
            .arg(
                rare("base-url")
                    .value_name("URL")
                    .value_hint(ValueHint::Url)
                    .help("The server of the feed, where it is not the provider's own"),
            )
            .arg(
                rare("allow-http")
                    .action(ArgAction::SetTrue)
                    .help("Allow plain http to a server that is not this machine"),
            )
            .next_help_heading(None)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

fn switches() -> impl Iterator<Item = (&'static Switch, &'static Provider)> {
    providers::ALL.iter().flat_map(|provider| {
        provider
            .names
            .switches
            .iter()
            .map(move |one| (one, *provider))
    })
}

impl FromArgMatches for FeedRequest {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let text = |key: &str| matches.get_one::<String>(key).cloned();
        let mut values: Values = flags()
            .iter()
            .filter_map(|flag| Some((flag.param.key, text(flag.param.key)?)))
            .collect();
        for (switch, _) in switches() {
            if matches.get_flag(switch.key) {
                values.set(switch.key, "yes");
            }
        }
        Ok(Self {
            provider: matches.get_one::<&'static Provider>("provider").copied(),
            values,
            scope: matches.get_one::<Scope>("scope").copied(),
            base_url: text("base-url"),
            allow_http: matches.get_flag("allow-http"),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn provider(name: &str) -> Result<&'static Provider, String> {
    providers::named(name).ok_or_else(|| {
        let ids = || providers::ALL.iter().map(|provider| provider.id);
        let all = providers::ALL.iter().flat_map(|provider| {
            std::iter::once(provider.id).chain(provider.aliases.iter().copied())
        });
        let known = ids().collect::<Vec<_>>().join(", ");
        match suggest::nearest(name, all) {
            Some(near) => format!("did you mean `{near}`? known are {known}"),
            None => format!("known are {known}"),
        }
    })
}

fn scope(word: &str) -> Result<Scope, String> {
    Scope::from_word(word).ok_or_else(|| {
        let known: Vec<&str> = scopes().collect();
        format!("known are {}", known.join(", "))
    })
}

fn scope_words() -> Vec<CompletionCandidate> {
    scopes().map(CompletionCandidate::new).collect()
}

fn provider_names() -> Vec<CompletionCandidate> {
    providers::ALL
        .iter()
        .map(|provider| CompletionCandidate::new(provider.id).help(Some(provider.name.into())))
        .collect()
}

//! What the command line says of the feed: flags and a pasted URL, checked.

use url::Url;

use super::request::FeedRequest;
use super::{Around, Proposal};
use crate::cargo::index_url::is_loopback;
use crate::feeds::providers;
use crate::feeds::url::{Location, NoLocation};
use crate::feeds::{Hint, Provider, Values};
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::text::escape;

/// What a feed belongs to, without a vendor's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The whole.
    Whole,
    /// A part.
    Part,
}

impl Scope {
    /// What a vendor's word for a scope means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let mut scopes = providers::ALL
            .iter()
            .filter_map(|provider| provider.names.scope.as_ref());
        scopes.find_map(|scope| match word {
            _ if word == scope.whole => Some(Self::Whole),
            _ if word == scope.part => Some(Self::Part),
            _ => None,
        })
    }
}

/// What was given.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a thing that was said"
)]
pub struct Given {
    provider: Option<&'static Provider>,
    pub(super) values: Values,
    pub(super) base: Option<Url>,
    pub(super) scope: Option<Scope>,
    /// A page's URL names a project for feeds of the organization too.
    pub(super) scope_unsure: bool,
    from_url: bool,
    /// A secret stood in the URL.
    pub burnt: bool,
    /// Whether plain http to another machine is allowed.
    pub(super) allow_http: bool,
    /// Whether anything was asked.
    pub(super) asked: bool,
}

/// Reads flags and URL; asks whose a URL is where several could be meant.
pub fn given(url: Option<&str>, args: &FeedRequest, ui: &mut Ui) -> Result<Given, CliError> {
    let mut given = Given {
        provider: args.provider,
        values: args.values.clone(),
        base: None,
        scope: args.scope,
        scope_unsure: false,
        from_url: false,
        burnt: false,
        allow_http: args.allow_http,
        asked: false,
    };
    if let Some(text) = url {
        given.read_url(text, ui)?;
    }
    if let Some(text) = &args.base_url {
        given.base = Some(base_url(text, args.allow_http)?);
    }
    Ok(given)
}

impl Given {
    /// Whether a URL said it all.
    pub(super) fn is_complete_url(&self) -> bool {
        self.from_url
    }

    /// A remote can say nothing where a URL said it all, or where a flag named the
    /// part that the feed belongs to.
    pub(super) fn needs_remote(&self) -> bool {
        !self.from_url
            && self.fitting().iter().any(|provider| {
                provider
                    .names
                    .scope
                    .as_ref()
                    .is_some_and(|scope| self.values.get(scope.part).is_none())
            })
    }

    /// The providers that know all the words.
    fn knowing(&self) -> Vec<&'static Provider> {
        providers::ALL
            .iter()
            .copied()
            .filter(|provider| {
                self.provider.is_none_or(|named| named == *provider)
                    && self.values.iter().all(|(key, _)| provider.knows(key))
            })
            .collect()
    }

    /// The providers that the flags leave open. Who has no host of its own is meant
    /// only where a server is given.
    fn fitting(&self) -> Vec<&'static Provider> {
        let knowing = self.knowing();
        let reachable: Vec<&'static Provider> = knowing
            .iter()
            .copied()
            .filter(|provider| {
                self.provider.is_some() || self.base.is_some() || !provider.is_self_hosted()
            })
            .collect();
        // Words that only such a provider has mean it all the same.
        if reachable.is_empty() {
            knowing
        } else {
            reachable
        }
    }

    fn read_url(&mut self, text: &str, ui: &mut Ui) -> Result<(), CliError> {
        let location = Location::of_pasted(text).map_err(|why| {
            let next = match why {
                NoLocation::NotAUrl => {
                    "give names with flags: `feedctl connect --org NAME --feed NAME`"
                }
                NoLocation::Scheme | NoLocation::Odd => "copy the URL anew from the feed's page",
            };
            CliError::usage(format!("`{}`: {why}", escape::url(text)), next)
        })?;
        if location.password {
            return Err(CliError::usage(
                "the URL holds a password, which is now in the shell's history",
                "revoke it at the vendor, then give the URL without what stands before `@`",
            ));
        }
        if location.user.is_some() {
            return Err(CliError::usage(
                "the URL has a user part",
                "give it without what stands before `@`",
            ));
        }
        // Whoever types the whole URL and this word means that host.
        let insists = self
            .provider
            .is_some_and(|provider| provider.urls.takes_any);
        match providers::look_alike(&location.host) {
            Some(vendor) if insists => ui.warn(&format!(
                "`{}` looks like a host of {} and is none of theirs: whoever has it gets your token",
                escape::line(&location.host),
                vendor.name
            )),
            _ => no_look_alike(&location.host, text)?,
        }
        if self.provider.is_none() && providers::recognise(&location).is_none() && ui.can_ask() {
            self.ask_whose(&location, ui)?;
        }
        let hint = Hint {
            named: true,
            insists,
        };
        let found = match self.provider {
            Some(provider) => provider
                .urls
                .recognise(&location, hint)
                .map(|found| (provider, found)),
            None => providers::recognise(&location),
        };
        let Some((provider, found)) = found else {
            return Err(self.unknown_url(&location, text));
        };
        refuse_plain_http(&location.scheme, found.base.as_ref(), self.allow_http)?;
        self.provider = Some(provider);
        self.values.fill_from(&found.values);
        self.base = found.base;
        self.scope_unsure = found.scope_unsure;
        self.burnt = found.burnt;
        self.from_url = true;
        Ok(())
    }

    /// Lets a person choose among those whose index it could be.
    fn ask_whose(&mut self, location: &Location, ui: &mut Ui) -> Result<(), CliError> {
        let possible = providers::possible(location);
        if possible.is_empty() {
            return Ok(());
        }
        let names: Vec<String> = possible.iter().map(|one| one.name.to_owned()).collect();
        let choice = ui.ask_choice("Whose feed is it", &names)?;
        self.provider = possible.get(choice).copied();
        self.asked = true;
        Ok(())
    }

    fn unknown_url(&self, location: &Location, text: &str) -> CliError {
        let host = escape::line(&location.host);
        let possible = providers::possible(location);
        match (self.provider, possible.as_slice()) {
            (None, [first, ..]) => {
                let ids: Vec<String> = possible
                    .iter()
                    .map(|provider| format!("`--provider {}`", provider.id))
                    .collect();
                let what = if first.urls.takes_any {
                    "any other sparse index"
                } else {
                    "a server of your own"
                };
                CliError::usage(
                    format!("`{host}` is no host of a vendor that feedctl knows"),
                    format!("if it is {what}, add {}", ids.join(" or ")),
                )
            }
            _ => CliError::usage(
                format!(
                    "`{}` is no feed's URL that feedctl knows",
                    escape::url(text)
                ),
                format!(
                    "paste the index URL of the feed, or give `--provider` ({}) and names",
                    all()
                ),
            ),
        }
    }

    /// The provider: as given, by what the repository's files name, by the remote,
    /// by the words that were used, else the first.
    pub(super) fn provider(
        &self,
        around: &Around<'_>,
        proposals: &[Proposal],
        ui: &mut Ui,
    ) -> Result<&'static Provider, CliError> {
        if let Some(provider) = self.provider {
            return Ok(provider);
        }
        let fitting = self.fitting();
        if self.values.is_empty() && self.base.is_none() {
            let known = (around.here)();
            let first = known.first().map(|feed| feed.provider);
            if let Some(only) = first.filter(|first| known.iter().all(|f| f.provider == *first)) {
                return Ok(only);
            }
            if let Some(proposal) = proposals.first() {
                return Ok(proposal.provider);
            }
        }
        match fitting.as_slice() {
            [only] => Ok(only),
            [] => Err(CliError::usage(
                "these flags belong to different vendors",
                format!(
                    "use the words of one, or name it with `--provider` ({})",
                    all()
                ),
            )),
            [first, ..] if *first == providers::ALL[0] => {
                ui.note(&format!(
                    "taking {}; `--provider` names another host (`feedctl providers` lists them)",
                    first.name
                ));
                Ok(first)
            }
            several if ui.can_ask() => {
                let names: Vec<String> = several.iter().map(|p| p.name.to_owned()).collect();
                let choice = ui.ask_choice("Who hosts the feed", &names)?;
                Ok(several[choice.min(several.len() - 1)])
            }
            _ => {
                // Those on servers of their own use them too.
                let knowing: Vec<&str> = self.knowing().iter().map(|one| one.id).collect();
                Err(CliError::usage(
                    "several vendors use these words",
                    format!("name one with `--provider` ({})", knowing.join(", ")),
                ))
            }
        }
    }
}

fn all() -> String {
    let ids: Vec<&str> = providers::ALL.iter().map(|provider| provider.id).collect();
    ids.join(", ")
}

/// Reads what `--base-url` says.
pub(super) fn base_url(text: &str, allow_http: bool) -> Result<Url, CliError> {
    let wrong = |why: &str| {
        CliError::usage(
            format!("`--base-url {}`: {why}", escape::url(text)),
            "give it as `--base-url https://HOST/PATH`",
        )
    };
    let url = Url::parse(text.trim()).map_err(|_| wrong("it is no URL"))?;
    if !matches!(url.scheme(), "https" | "http") || url.host_str().is_none_or(str::is_empty) {
        return Err(wrong("it starts with neither `https://` nor `http://`"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong(
            "it has a user part, which config files must not hold",
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("it has a query, which no index has"));
    }
    refuse_plain_http(url.scheme(), Some(&url), allow_http)?;
    no_look_alike(url.host_str().unwrap_or_default(), text)?;
    Ok(url)
}

/// Refuses a host that could be taken for a vendor's and is none of theirs.
fn no_look_alike(host: &str, text: &str) -> Result<(), CliError> {
    let Some(vendor) = providers::look_alike(host) else {
        return Ok(());
    };
    Err(CliError::usage(
        format!(
            "`{}` looks like a URL of {}, and its host is none of theirs",
            escape::url(text),
            vendor.name
        ),
        "copy it anew from the feed's page; if you know whose host it is, give the whole index URL with `--provider generic`",
    ))
}

fn refuse_plain_http(scheme: &str, base: Option<&Url>, allow_http: bool) -> Result<(), CliError> {
    match base {
        Some(base) if scheme == "http" && !is_loopback(base) && !allow_http => {
            Err(CliError::usage(
                format!(
                    "plain http to `{}` would send your token readable to all on the way",
                    escape::line(base.host_str().unwrap_or_default())
                ),
                "use `https://`, or add `--allow-http` if you must",
            ))
        }
        _ => Ok(()),
    }
}

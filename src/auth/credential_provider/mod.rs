//! feedctl as cargo's credential provider: `feedctl --cargo-plugin`, as cargo starts
//! it for `credential-provider = "feedctl"`.
//!
//! It gives tokens that nobody has to paste: of a pipeline's job, of the vendor's own
//! tool. It stores none but fresh ones that run out (see [`cache`]). For an index
//! that is not the vendor's it passes, so that cargo asks the next one. Cargo's
//! protocol is spoken by the `cargo-credential` crate.

mod mint;
mod whose;

use std::process::ExitCode;

use cargo_credential::{
    Action, CacheControl, Credential, CredentialResponse, Error, RegistryInfo, Secret,
};
use time::OffsetDateTime;

use crate::cargo;
use crate::cargo::display_path::shown;
use crate::feeds::providers;
use crate::feeds::{Feed, Header, Provider, Source, Values};
use crate::project::ci;
use crate::system::env::Env;
use crate::system::files;
use crate::text::escape;
use crate::text::token::Token;
pub use whose::{Own, hosts_at_home};

/// The word by which cargo starts a credential provider.
pub const WORD: &str = "--cargo-plugin";

/// Answers cargo until it has no more to ask.
#[must_use]
pub fn serve(env: &Env) -> ExitCode {
    cargo_credential::main(Answering { env });
    ExitCode::SUCCESS
}

struct Answering<'e> {
    env: &'e Env,
}

impl Credential for Answering<'_> {
    fn perform(
        &self,
        registry: &RegistryInfo<'_>,
        action: &Action<'_>,
        _: &[&str],
    ) -> Result<CredentialResponse, Error> {
        let provider = whose::provider_of(registry.index_url, self.env)
            .filter(|provider| !provider.sign_in.sources.is_empty())
            .ok_or(Error::UrlNotSupported)?;
        all_read(self.env)?;
        match action {
            Action::Get(_) => token(registry.index_url, provider, self.env).map(Given::answer),
            Action::Logout => {
                let index = registry.index_url;
                if crate::project::token_cache::forget(index, self.env) {
                    Ok(CredentialResponse::Logout)
                } else {
                    // So that the next provider is asked to forget, too.
                    Err(Error::NotFound)
                }
            }
            // Pasted tokens are for the next provider, which keeps them.
            Action::Login(_) => Err(Error::NotFound),
            _ => Err(Error::OperationNotSupported),
        }
    }
}

/// Fails where cargo may read more here than we could: a proxy, or another index. What
/// cargo itself fails on is left to cargo, which has come this far.
fn all_read(env: &Env) -> Result<(), Error> {
    let config = cargo::discover(env);
    let unread = config
        .problems()
        .iter()
        .find(|problem| problem.leaves_unread())
        .map(|problem| problem.words(&config, env));
    let unseen = || {
        let unseen = config.unseen().first()?;
        let path = shown(&unseen.path, env);
        let reason = files::system_words(&unseen.error);
        Some(format!("{path} cannot be read: {reason}"))
    };
    match unread.or_else(unseen) {
        None => Ok(()),
        Some(why) => Err(other(format!(
            "{why}, so where cargo would send a token is unknown\nnext: see to that file"
        ))),
    }
}

/// A token for cargo.
struct Given {
    header: Token,
    /// In seconds since 1970.
    expires: Option<u64>,
}

impl Given {
    fn answer(self) -> CredentialResponse {
        let end = self
            .expires
            .and_then(|end| i64::try_from(end).ok())
            .and_then(|end| OffsetDateTime::from_unix_timestamp(end).ok());
        CredentialResponse::Get {
            token: Secret::from(self.header.expose().to_owned()),
            cache: match end {
                Some(expiration) => CacheControl::Expires { expiration },
                None => CacheControl::Session,
            },
            operation_independent: true,
        }
    }
}

/// Asks the provider's sources in their order.
fn token(index: &str, provider: &'static Provider, env: &Env) -> Result<Given, Error> {
    let feed = providers::feed_of(provider, index).unwrap_or(Feed {
        provider,
        values: Values::default(),
        base: None,
    });
    let mut missing = None;
    for source in provider.sign_in.sources {
        match source {
            Source::Variable { name, header } => {
                if let Some(given) = of_variable(name, *header, env)? {
                    return Ok(given);
                }
            }
            Source::File {
                paths,
                read,
                header,
                ..
            } => {
                let found = paths(env).iter().find_map(|path| {
                    let text = files::read_text(path).ok()??;
                    read(&text, env)
                });
                if let Some(secret) = found {
                    return Ok(Given {
                        header: header.of(&secret),
                        expires: None,
                    });
                }
            }
            Source::Program(mint) => match mint::token(index, &feed, mint, env) {
                Ok(minted) => {
                    return Ok(Given {
                        header: mint.header.of(&minted.token),
                        expires: minted.expires,
                    });
                }
                Err(mint::Failed::NotThere(not_found)) => {
                    missing = Some(format!(
                        "`{}` {not_found}\nnext: {}",
                        mint.program, mint.install
                    ));
                }
                Err(failed) => return Err(told(in_a_job(provider, env), &failed.to_string())),
            },
        }
    }
    if let Some(of_job) = in_a_job(provider, env) {
        return Err(other(of_job));
    }
    // Another provider may have one, so this is no error yet; whoever reads on is
    // told what would have helped.
    if let Some(missing) = missing {
        say(&missing);
    }
    Err(Error::NotFound)
}

fn of_variable(name: &str, header: Header, env: &Env) -> Result<Option<Given>, Error> {
    let Some(value) = env.variable(name).filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let secret = Token::new(value);
    let shape = secret.shape();
    if shape.credential == crate::text::secret::Credential::Placeholder {
        let line = ci::job(env).map_or_else(
            || "set it to the value itself".to_owned(),
            |job| job.system.variable_line(name),
        );
        return Err(other(format!(
            "variable {name} holds the name of another variable, not its value\nnext: {line}"
        )));
    }
    if shape.broken || shape.blank_around || shape.line_break_at_end {
        return Err(other(format!(
            "variable {name} holds a blank or a line break\nnext: set it anew without"
        )));
    }
    // A person may have put the scheme there already.
    let header = if shape.scheme.is_some() {
        secret
    } else {
        header.of(&secret)
    };
    Ok(Some(Given {
        header,
        expires: shape.expires,
    }))
}

/// Why a job of a pipeline has no token, with the line to add.
fn in_a_job(provider: &'static Provider, env: &Env) -> Option<String> {
    let job = ci::job(env)?;
    let variable = provider.sign_in.variable()?;
    let system = job.system;
    Some(if job.is_fork {
        format!(
            "this job of {} builds a fork, and such jobs get no secrets: {variable} is not set\nnext: leave the step out for forks: `{}`",
            system.name(),
            system.not_for_forks()
        )
    } else {
        format!(
            "this job of {} does not have the variable {variable}\nnext: {}",
            system.name(),
            system.variable_line(variable)
        )
    })
}

fn told(of_job: Option<String>, failed: &str) -> Error {
    match of_job {
        Some(of_job) => other(format!("{of_job}\n(and {failed})")),
        None => other(failed.to_owned()),
    }
}

fn other(message: String) -> Error {
    Error::from(message)
}

/// Stdin and stdout belong to cargo's protocol; stderr is the person's.
#[expect(clippy::print_stderr, reason = "cargo shows what is said here")]
fn say(text: &str) {
    for line in text.lines() {
        eprintln!("feedctl: {}", escape::line(line));
    }
}

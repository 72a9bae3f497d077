//! Handing a token to the store in effect, through cargo where cargo can.

use std::path::PathBuf;

use super::way::credentials_file;
use crate::auth::{self, Ready};
use crate::cargo;
use crate::cargo::display_path::shown;
use crate::cargo::registry_name::variable;
use crate::commands::trying::{find_cargo, still_as_judged};
use crate::doctor::checks::{Facts, Spot, TokenHome};
use crate::probe::{Asked, Said, Sent, Served, Verdict, decode};
use crate::system::atomic_write;
use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::files;
use crate::text::escape;
use crate::text::token::Token;

/// The most bytes that Windows keeps in one credential.
const WINCRED: usize = 2560;

/// A store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Keep {
    /// Cargo's plain-text file.
    File {
        /// The file.
        path: PathBuf,
    },
    /// The keychain of this system.
    Keychain {
        /// As it is written in the configuration.
        written: String,
    },
    /// A program.
    Program {
        /// As it is written in the configuration.
        written: String,
    },
}

impl Keep {
    /// As it is written in the configuration.
    pub(super) fn written(&self) -> &str {
        match self {
            Keep::File { .. } => "cargo:token",
            Keep::Keychain { written } | Keep::Program { written } => written,
        }
    }

    /// For the end of "PAT for contoso, kept".
    pub(super) fn in_words(&self, env: &Env) -> String {
        match self {
            Keep::File { path } => format!("in plain text in {}", shown(path, env)),
            Keep::Keychain { written } | Keep::Program { written } => {
                format!("by {}", escape::line(written))
            }
        }
    }

    /// Why a token does not fit, and what to do.
    pub(super) fn too_long(&self, header: &Token) -> Option<(String, String)> {
        let length = header.shape().length;
        let is_wincred = self.written() == "cargo:wincred";
        (is_wincred && length > WINCRED).then(|| {
            (
                format!(
                    "with its scheme it has {length} characters, and Windows Credential Manager takes {WINCRED} bytes"
                ),
                "use a PAT, or `feedctl connect --credential-provider feedctl` for fresh tokens"
                    .to_owned(),
            )
        })
    }

    /// Stores it. Returns what there is to note.
    pub(super) fn take(
        &self,
        name: &str,
        index: &str,
        ready: &Ready,
        facts: &Facts<'_>,
    ) -> Result<Vec<String>, CliError> {
        still_as_judged(facts)?;
        let mut notes = Vec::new();
        let cargo = find_cargo(facts);
        let mut broken = None;
        let said = match &cargo {
            Ok(cargo) => cargo.login(name, &ready.header).unwrap_or_else(|error| {
                broken = Some(format!(
                    "cargo cannot be run: {}",
                    files::system_words(&error)
                ));
                Said::default()
            }),
            Err(_) => Said::default(),
        };
        let is_there = || is_stored(name, ready, facts.env);
        match self {
            // It says that it did; whether it did is seen.
            Keep::File { .. } if said.ok && is_there() => {}
            Keep::File { path } => {
                let why = broken.unwrap_or_else(|| why_not(&said, cargo.is_err()));
                write(path, name, ready, facts).map_err(|error| {
                    // Cargo says that it did, and nobody can look.
                    if said.ok {
                        error.after_writing()
                    } else {
                        error
                    }
                })?;
                notes.push(format!(
                    "`cargo login` could not store it ({why}), so feedctl wrote it into {}",
                    shown(path, facts.env)
                ));
            }
            Keep::Keychain { written } | Keep::Program { written } => {
                if let Some(why) = broken {
                    // It may have handed the token over before.
                    return Err(CliError::refused(
                        format!(
                            "{why}, so nobody knows whether `{}` has the token",
                            escape::line(written)
                        ),
                        "make sure that `cargo --version` runs here, then sign in again",
                    )
                    .after_writing());
                }
                if !said.ok {
                    return Err(refused(written, name, index, &said, cargo.is_err()));
                }
                let path = credentials_file(facts);
                let was = auth::take_out(&path, name, facts.env.locks().as_deref());
                match was {
                    Ok(true) => notes.push(format!(
                        "the older token in plain text was taken out of {}",
                        shown(&path, facts.env)
                    )),
                    Ok(false) => {}
                    Err(error) => notes.push(format!(
                        "an older token in plain text stays in {}: {error}",
                        shown(&path, facts.env)
                    )),
                }
            }
        }
        notes.extend(in_front(name, facts, self));
        Ok(notes)
    }
}

fn write(
    path: &std::path::Path,
    name: &str,
    ready: &Ready,
    facts: &Facts<'_>,
) -> Result<(), CliError> {
    auth::put(path, name, &ready.header, facts.env.locks().as_deref()).map_err(|error| {
        CliError::refused(
            format!(
                "the token was not stored in {}: {error}",
                shown(path, facts.env)
            ),
            "see to that file, then sign in again",
        )
    })
}

/// The token that was in cargo's file before.
pub(super) struct Former {
    path: PathBuf,
    name: String,
    token: Token,
    /// What was stored in its place.
    ours: Option<Token>,
}

impl Former {
    /// Remembers the registry's token, where the file holds one.
    pub(super) fn of(keep: &Keep, name: &str, env: &Env) -> Option<Self> {
        let Keep::File { path } = keep else {
            return None;
        };
        // A write that was broken off may have left a token there, and cargo does not look.
        atomic_write::sweep_beside(path, env.locks().as_deref());
        Some(Self {
            path: path.clone(),
            name: name.to_owned(),
            token: auth::token_in(path, name)?,
            ours: None,
        })
    }

    /// Notes what is stored now.
    pub(super) fn note_ours(&mut self) {
        self.ours = auth::token_in(&self.path, &self.name);
    }

    /// Puts it back in the place of ours; true where that went well. Whoever signed in
    /// meanwhile, to this registry or another, keeps what they have.
    pub(super) fn give_back(&self, env: &Env) -> bool {
        let stored = auth::token_in(&self.path, &self.name);
        let is_ours = match (&stored, &self.ours) {
            (Some(stored), Some(ours)) => stored.expose() == ours.expose(),
            _ => false,
        };
        is_ours && auth::put(&self.path, &self.name, &self.token, env.locks().as_deref()).is_ok()
    }
}

/// True where cargo's file now holds a token of that form.
fn is_stored(name: &str, ready: &Ready, env: &Env) -> bool {
    let config = cargo::discover(env);
    config
        .credentials()
        .token_of(name)
        .is_some_and(|stored| stored.shape == ready.header.shape())
}

fn why_not(said: &Said, no_cargo: bool) -> String {
    if no_cargo {
        "cargo is not on PATH".to_owned()
    } else if said.text.contains("does not support API commands") {
        "the feed has no API".to_owned()
    } else if said.hung {
        "it did not end within two minutes".to_owned()
    } else if said.answer().is_empty() {
        "it does not say why".to_owned()
    } else {
        said.answer()
    }
}

/// A keychain did not take it: nothing is written in plain text instead.
fn refused(written: &str, name: &str, index: &str, said: &Said, no_cargo: bool) -> CliError {
    let keeper = escape::line(written);
    if no_cargo {
        return CliError::refused(
            format!("cargo is not on PATH, and only cargo hands a token to `{keeper}`"),
            "add cargo's folder to PATH, then sign in again",
        );
    }
    let next = if said.text.contains("does not support API commands") {
        format!(
            "this feed has no API, so `cargo login` stores nothing for it: set {}, or give `{}` the provider `cargo:token` in your own config.toml",
            variable(name, "token"),
            escape::line(name)
        )
    } else {
        let asked = Asked {
            registry: name,
            index,
            dependency: "",
            feed: None,
            spot: &Spot::Machine,
            sent: &Sent::default(),
            offline: &[],
        };
        match decode(said, &Served::Something, &asked) {
            Verdict::Fails { finding, .. } => finding.fix.into_words(),
            Verdict::Reads | Verdict::Elsewhere(_) | Verdict::Explained(_) => {
                "`feedctl doctor`".to_owned()
            }
        }
    };
    CliError::refused(
        format!(
            "`{keeper}` did not take the token, and it is written nowhere else: {}",
            said.answer()
        ),
        next,
    )
}

/// A token that cargo finds before the new one.
fn in_front(name: &str, facts: &Facts<'_>, keep: &Keep) -> Option<String> {
    let token = facts.token(name)?;
    let place = facts.show(&token.definition);
    match (keep, token.home) {
        (Keep::File { .. }, TokenHome::Variable) => {
            Some(format!("{place} is set and beats what is stored: unset it"))
        }
        (_, TokenHome::Config) => Some(format!(
            "{place} holds a token of that name in plain text: take it out"
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_keeps_so_many_bytes_and_no_more() {
        let keychain = |written: &str| Keep::Keychain {
            written: written.to_owned(),
        };
        let token = |length: usize| Token::new("x".repeat(length));
        assert!(keychain("cargo:wincred").too_long(&token(2560)).is_none());
        let (why, next) = keychain("cargo:wincred")
            .too_long(&token(2561))
            .expect("it is too long");
        assert!(why.contains("2560 bytes") && next.contains("--credential-provider feedctl"));
        assert!(keychain("cargo:libsecret").too_long(&token(9999)).is_none());
    }

    #[test]
    fn only_our_own_token_gives_way_to_the_former_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("credentials.toml");
        let put = |name: &str, token: &str| {
            auth::put(&path, name, &Token::new(token), None).expect("stored");
        };
        let token = |name: &str| auth::token_in(&path, name).map(|token| token.expose().to_owned());
        let env = Env::made_up(folder.path(), None, []);
        put("a", "former");
        let keep = Keep::File { path: path.clone() };
        let mut former = Former::of(&keep, "a", &env).expect("there is one");
        put("a", "ours");
        former.note_ours();
        put("b", "of another run");
        assert!(former.give_back(&env));
        assert_eq!(token("a").as_deref(), Some("former"));
        assert_eq!(token("b").as_deref(), Some("of another run"));
        // Somebody signed in to the same registry meanwhile.
        put("a", "newer");
        assert!(!former.give_back(&env));
        assert_eq!(token("a").as_deref(), Some("newer"));
    }
}

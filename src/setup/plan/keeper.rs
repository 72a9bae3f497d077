//! Who keeps the token: the credential provider that `connect` may write.
//!
//! The list belongs into the user's own file: in a project it would send the
//! logins of colleagues into plain text for every registry, and a string form at
//! their home would clash with it.

use std::path::Path;

use super::connect::Draft;
use super::{Conflict, FilePlan, Step, set};
use crate::cargo::display_path::{Places, shown};
use crate::cargo::{BuiltIn, CredentialChain, is_feedctl};
use crate::feeds::providers;
use crate::feeds::{Mint, Source};
use crate::text::escape;
use crate::text::shell::Shell;
use crate::toml::edit::Literal;
use crate::toml::{Node, texts};

const PROVIDERS: [&str; 2] = ["registry", "global-credential-providers"];

/// What `--credential-provider` says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Keeper {
    /// Write the advised list into the user's file if nothing provides yet.
    #[default]
    Auto,
    /// Cargo's plain-text file.
    Token,
    /// The keychain of this system, and cargo's file for variables.
    Keychain,
    /// A list in the project's file.
    Project,
    /// This program: fresh tokens, for hosts that it knows.
    Feedctl,
    /// A vendor's own program, for this registry alone.
    Mint(&'static Mint),
    /// Write nothing.
    None,
    /// A credential provider for this registry alone, in string form.
    Own(String),
}

impl Keeper {
    /// Reads the flag.
    #[must_use]
    pub fn read(text: Option<&str>) -> Self {
        match text {
            None => Keeper::Auto,
            Some("token") => Keeper::Token,
            Some("keychain") => Keeper::Keychain,
            Some("project") => Keeper::Project,
            Some("none") => Keeper::None,
            Some("feedctl") => Keeper::Feedctl,
            Some(other) => match providers::mint_named(other) {
                Some(mint) => Keeper::Mint(mint),
                None => Keeper::Own(other.to_owned()),
            },
        }
    }

    /// The list for the user's file, where one is asked for.
    ///
    /// The vendors advise it per system. Cargo asks the last one first. On Linux
    /// the keychain is not in it unasked: where its library is missing cargo stops,
    /// even with a good token in a variable.
    #[must_use]
    pub fn list(&self) -> Option<Vec<String>> {
        let keychain = if cfg!(windows) {
            Some("cargo:wincred")
        } else if cfg!(target_os = "macos") {
            Some("cargo:macos-keychain")
        } else {
            None
        };
        let list = match self {
            Keeper::Auto => vec![Some("cargo:token"), keychain],
            Keeper::Token => vec![Some("cargo:token")],
            Keeper::Keychain => vec![Some("cargo:token"), keychain.or(Some("cargo:libsecret"))],
            Keeper::Project | Keeper::None | Keeper::Own(_) | Keeper::Feedctl | Keeper::Mint(_) => {
                return None;
            }
        };
        Some(list.into_iter().flatten().map(str::to_owned).collect())
    }
}

/// Which credential providers there are for a registry.
enum Seen {
    /// Its own.
    Own,
    /// Those for all, which are stores of cargo's own.
    Stores,
    /// Those for all, a program among them.
    Program,
    /// None.
    None,
}

impl Draft<'_> {
    /// The credential provider: what has to be written, here or into the user's file.
    pub(super) fn keeper(&mut self) -> Result<Option<FilePlan>, Conflict> {
        match &self.wish.keeper {
            Keeper::None => Ok(None),
            Keeper::Own(text) => {
                self.own_provider(text)?;
                Ok(None)
            }
            Keeper::Project => {
                self.providers_in_project();
                Ok(None)
            }
            Keeper::Feedctl => self.feedctl_at_home(),
            Keeper::Mint(mint) => self.mint_at_home(mint),
            Keeper::Auto => {
                let advised = self.wish.feed.provider.sign_in.advised;
                match (self.providers_seen(), advised) {
                    (Ok(Seen::Own | Seen::Program), _) | (Ok(Seen::Stores), None) => Ok(None),
                    // Tokens that run out within hours are not for a store.
                    (Ok(_), Some(mint)) => self.mint_at_home(mint),
                    (Ok(Seen::None), None) => self.providers_at_home(),
                    (Err(why), _) => {
                        self.notes.push(why);
                        Ok(None)
                    }
                }
            }
            Keeper::Keychain if cfg!(target_os = "linux") && !self.here.env.has_libsecret() => {
                Err(Conflict::NoKeychain)
            }
            Keeper::Token | Keeper::Keychain => self.providers_at_home(),
        }
    }

    /// The credential providers that cargo will ask: what the target says, else what
    /// cargo sees here. A file that cargo does not read here says only the former.
    fn providers_seen(&self) -> Result<Seen, String> {
        for view in [self.here.view, self.here.seen] {
            match CredentialChain::for_registry(view, self.name) {
                Ok(CredentialChain::Own(_)) => return Ok(Seen::Own),
                Ok(CredentialChain::Global(all)) => {
                    let is_store = all
                        .iter()
                        .all(|entry| entry.built_in().is_some_and(|it| it != BuiltIn::Command));
                    return Ok(if is_store {
                        Seen::Stores
                    } else {
                        Seen::Program
                    });
                }
                Ok(CredentialChain::NotConfigured) => {}
                Err(wrong) => {
                    return Err(format!(
                        "cargo will refuse to sign in: `{}` is {} at {}, where {} must be",
                        escape::line(&wrong.key),
                        wrong.found,
                        Places::new(view.config(), self.here.env).show(&wrong.definition),
                        wrong.wanted,
                    ));
                }
            }
        }
        Ok(Seen::None)
    }

    fn own_provider(&mut self, text: &str) -> Result<(), Conflict> {
        let path = ["registries", self.name, "credential-provider"];
        let target = self.here.view.at(&path);
        let config = self.here.view.config();
        let in_target = target.filter(|value| {
            let file = value.definition().file();
            file.is_some_and(|id| config.file(id).path() == self.here.target.path)
        });
        match in_target {
            Some(value) if value.text() == Some(text) => return Ok(()),
            Some(value) if !self.wish.force => {
                return Err(Conflict::ProvidersSet {
                    place: self.places.show(value.definition()),
                });
            }
            Some(_) => {}
            None => {
                let seen = self.here.seen;
                if let Some(other) = seen.at(&path) {
                    let places = Places::new(seen.config(), self.here.env);
                    self.notes.push(format!(
                        "this takes the place of the credential provider at {}",
                        places.show(other.definition())
                    ));
                }
            }
        }
        self.steps
            .push(own_provider_step(self.name, text.to_owned()));
        let program = text.split_whitespace().next().unwrap_or_default();
        if BuiltIn::named(program).is_none() {
            self.notes.push(format!(
                "everyone who builds this will run `{}` to sign in; it has to be on their machines",
                crate::cargo::provider_words::shown(text.split_whitespace())
            ));
        }
        Ok(())
    }

    fn providers_in_project(&mut self) {
        self.notes.push(
            "a list in the project's file sends the logins of all who work here into plain text, for every registry"
                .to_owned(),
        );
        if !self.trees.iter().any(|tree| tree.at(&PROVIDERS).is_some()) {
            self.steps
                .push(providers_step(vec!["cargo:token".to_owned()]));
        }
    }

    fn providers_at_home(&mut self) -> Result<Option<FilePlan>, Conflict> {
        let (Some(list), Some(user)) = (self.wish.keeper.list(), self.here.user) else {
            self.no_home();
            return Ok(None);
        };
        let wanted = Literal::List(list.clone());
        if let Some((place, written)) = self.providers_written_at_home() {
            if written.as_ref() == Some(&list) {
                return Ok(None);
            }
            if self.wish.keeper == Keeper::Auto {
                self.notes.push(format!(
                    "{place} names no credential provider, so cargo will refuse to sign in; write {} there",
                    wanted.encode()
                ));
                return Ok(None);
            }
            if !self.wish.force {
                return Err(Conflict::ProvidersSet { place });
            }
        }
        let step = providers_step(list);
        Ok(self.at_home(user, step))
    }

    /// Adds this program to the list in the user's own file: a repository must not
    /// force a program on others.
    fn feedctl_at_home(&mut self) -> Result<Option<FilePlan>, Conflict> {
        let feed = &self.wish.feed;
        if feed.provider.sign_in.sources.is_empty() {
            return Err(Conflict::KeeperNotFor {
                keeper: "feedctl",
                provider: feed.provider.name,
            });
        }
        let word = match &feed.base {
            // A server is named where no checkout can say so.
            Some(base) => format!("feedctl --provider {} --base-url {base}", feed.provider.id),
            None => "feedctl".to_owned(),
        };
        let Some(user) = self.here.user else {
            self.no_home();
            return Ok(None);
        };
        self.say_what_is_asked_before(user);
        let item = Literal::String(word.clone()).encode();
        let written = self.providers_written_at_home();
        let list = match &written {
            Some((_, Some(items))) if items.contains(&word) => return Ok(None),
            Some((place, _)) => {
                let config = self.here.seen.config();
                let document = config
                    .file_at(user)
                    .and_then(|file| config.file(file).document());
                let grown = document.and_then(|document| document.list_with(&PROVIDERS, &item));
                let Some(grown) = grown else {
                    return Err(Conflict::Clash {
                        key: PROVIDERS.join("."),
                        kind: "no list that can be added to",
                        place: place.clone(),
                    });
                };
                Literal::ListText(grown)
            }
            None => {
                let mut list = Keeper::Auto.list().unwrap_or_default();
                list.push(word);
                Literal::List(list)
            }
        };
        Ok(self.at_home(
            user,
            set(
                &PROVIDERS[..1],
                PROVIDERS[1],
                list,
                "gets fresh tokens for feeds that it knows",
            ),
        ))
    }

    /// Names the vendor's program for this registry, in the user's own file.
    fn mint_at_home(&mut self, mint: &'static Mint) -> Result<Option<FilePlan>, Conflict> {
        let feed = &self.wish.feed;
        let provider = feed.provider;
        let is_theirs = provider.sign_in.sources.iter().any(
            |source| matches!(source, Source::Program(known) if known.program == mint.program),
        );
        let line = (mint.as_provider)(feed).filter(|_| is_theirs);
        let Some(line) = line else {
            return Err(Conflict::KeeperNotFor {
                keeper: mint.program,
                provider: provider.name,
            });
        };
        let Some(user) = self.here.user else {
            self.no_home();
            return Ok(None);
        };
        self.notes.push(format!(
            "`{program}` gives its token to whatever feed is called `{name}`, also where a checkout says so; `--credential-provider feedctl` gives it to hosts of {vendor} only",
            program = mint.program,
            name = self.name,
            vendor = provider.name,
        ));
        let path = ["registries", self.name, "credential-provider"];
        match self.at_home_already(&path) {
            Some((_, node)) if node.as_str() == Some(&line) => return Ok(None),
            Some((place, _)) if !self.wish.force => return Err(Conflict::ProvidersSet { place }),
            _ => {}
        }
        let seen = self.here.seen;
        if let Ok(Some(own)) = CredentialChain::own(seen, self.name)
            && let Some(file) = own.definition.file()
            && !seen.config().is_of_home(file)
        {
            self.notes.push(format!(
                "`{}` has a credential provider of its own ({}), which goes before that of your own file: take it out",
                self.name,
                Places::new(seen.config(), self.here.env).show(&own.definition)
            ));
        }
        Ok(self.at_home(user, own_provider_step(self.name, line)))
    }

    /// One step for the user's own file, which may be the target too.
    fn at_home(&mut self, user: &Path, step: Step) -> Option<FilePlan> {
        if user == self.here.target.path {
            // First, so that it stands well when the feed goes again.
            self.steps.insert(0, step);
            return None;
        }
        Some(FilePlan {
            path: user.to_path_buf(),
            steps: vec![step],
        })
    }

    fn no_home(&mut self) {
        let why = self.here.env.why_no_cargo_home();
        self.notes.push(format!(
            "{why}, so no credential provider was written; set CARGO_HOME to a whole path and run this again"
        ));
    }

    /// What cargo asks before the end of the user's own list: a provider of the
    /// registry, or what nearer files add.
    fn say_what_is_asked_before(&mut self, user: &Path) {
        let view = self.here.seen;
        let places = Places::new(view.config(), self.here.env);
        if let Ok(Some(own)) = CredentialChain::own(view, self.name)
            && !is_feedctl(own.program)
        {
            self.notes.push(format!(
                "`{}` has a credential provider of its own ({}), and cargo asks no other: take that out",
                self.name,
                places.show(&own.definition)
            ));
            return;
        }
        let config = view.config();
        let home = config.file_at(user);
        let all = CredentialChain::global(view).unwrap_or_default();
        let before = all
            .iter()
            .take_while(|entry| home.is_none() || entry.definition.file() != home);
        let nearer = before
            .filter(|entry| entry.built_in() == Some(BuiltIn::Token))
            .last();
        let kept = self.here.seen.config();
        let stored = kept.credentials().token_of(self.name);
        if let (Some(nearer), Some(stored)) = (nearer, stored) {
            self.notes.push(format!(
                "cargo asks `cargo:token` ({}) first, and a token is stored there ({}): `{}` takes it out",
                places.show(&nearer.definition),
                places.show(&stored.definition),
                Shell::native().command(["feedctl", "logout", self.name])
            ));
        }
    }

    /// What the user's own file, or one that it includes, says at a path.
    fn at_home_already(&self, path: &[&str]) -> Option<(String, &Node)> {
        let config = self.here.seen.config();
        config
            .files_by_id()
            .filter(|(id, _)| config.is_of_home(*id))
            .find_map(|(_, file)| {
                let entry = file.tree()?.at(path)?;
                let line = file.line(entry.key.start)?;
                let place = format!("{}:{line}", shown(file.path(), self.here.env));
                Some((place, entry.value()))
            })
    }

    /// The list at home: its place and its items, where it is a list of strings.
    fn providers_written_at_home(&self) -> Option<(String, Option<Vec<String>>)> {
        let (place, node) = self.at_home_already(&PROVIDERS)?;
        Some((place, node.as_list().and_then(texts)))
    }
}

/// Names a program for one registry alone.
#[must_use]
pub fn own_provider_step(name: &str, line: String) -> Step {
    set(
        &["registries", name],
        "credential-provider",
        Literal::String(line),
        "gets fresh tokens",
    )
}

/// Says who keeps tokens.
#[must_use]
pub fn providers_step(list: Vec<String>) -> Step {
    set(
        &PROVIDERS[..1],
        PROVIDERS[1],
        Literal::List(list),
        "lets cargo sign in to feeds",
    )
}

//! Who keeps the token: the credential provider that `connect` may write.
//!
//! The list belongs into the user's own file: in a project it would send the
//! logins of colleagues into plain text for every registry, and a string form at
//! their home would clash with it.

use std::path::Path;

use super::connect::Draft;
use super::{Conflict, FilePlan, Step, set};
use crate::config::Providers;
use crate::document::edit::Literal;
use crate::foreign;
use crate::place::shown;

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
            Some(other) => Keeper::Own(other.to_owned()),
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
            Keeper::Project | Keeper::None | Keeper::Own(_) => return None,
        };
        Some(list.into_iter().flatten().map(str::to_owned).collect())
    }
}

impl Draft<'_> {
    /// The credential provider: what has to be written, here or into the user's file.
    pub(super) fn keeper(&mut self) -> Result<Option<FilePlan>, Conflict> {
        match &self.wish.keeper {
            Keeper::None => Ok(None),
            Keeper::Own(text) => {
                self.own_provider(text);
                Ok(None)
            }
            Keeper::Project => {
                self.providers_in_project();
                Ok(None)
            }
            Keeper::Auto => match self.here.view.providers_for(self.name) {
                Ok(Providers::NotConfigured) => self.providers_at_home(),
                Ok(_) => Ok(None),
                Err(wrong) => {
                    self.notes.push(format!(
                        "cargo will refuse to sign in: `{}` is {} at {}, where {} must be",
                        foreign::line(&wrong.key),
                        wrong.found,
                        self.places.show(&wrong.definition),
                        wrong.wanted,
                    ));
                    Ok(None)
                }
            },
            Keeper::Keychain if cfg!(target_os = "linux") && !self.here.env.has_libsecret() => {
                Err(Conflict::NoKeychain)
            }
            Keeper::Token | Keeper::Keychain => self.providers_at_home(),
        }
    }

    fn own_provider(&mut self, text: &str) {
        self.steps.push(set(
            &["registries", self.name],
            "credential-provider",
            Literal::String(text.to_owned()),
            "keeps the token",
        ));
        if !text.starts_with("cargo:") {
            self.notes.push(format!(
                "everyone who builds this will run `{}` to sign in; it has to be on their machines",
                foreign::line(text)
            ));
        }
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
            self.notes.push(
                "cargo has no home folder, so no credential provider was written; set CARGO_HOME and run this again"
                    .to_owned(),
            );
            return Ok(None);
        };
        let wanted = Literal::List(list.clone());
        if let Some((place, text)) = self.providers_written_at_home(user) {
            if text == wanted.encode() {
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
        if user == self.here.target.path {
            // First, so that it stands well when the feed goes again.
            self.steps.insert(0, step);
            return Ok(None);
        }
        Ok(Some(FilePlan {
            path: user.to_path_buf(),
            steps: vec![step],
        }))
    }

    /// The list in the user's file: its place and its text.
    fn providers_written_at_home(&self, user: &Path) -> Option<(String, String)> {
        let config = self.here.view.config();
        let file = config.file(config.file_at(user)?);
        let entry = file.tree()?.at(&PROVIDERS)?;
        let line = file.line(entry.key.start)?;
        let text = entry.item.span.of(file.text()?).to_owned();
        Some((
            format!("{}:{line}", shown(file.path(), self.here.env)),
            text,
        ))
    }
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

//! Who keeps the token of a registry: the credential providers that cargo asks, in
//! its order, for those who sign in.
//!
//! Not for judging them; that is what the checks do.

use std::cell::OnceCell;
use std::rc::Rc;

use super::providers::chain::{Chain, Chains, Kind, Link};
use super::{Facts, System};
use crate::cargo::{BuiltIn, Definition, Registry, is_feedctl};
use crate::project::environment::Program;
use crate::text::escape;

/// A credential provider that cargo asks for a registry.
#[derive(Debug, Clone)]
pub struct Keeper {
    /// How it is written, before aliases: the first word.
    pub written: String,
    /// The built-in name or the program.
    pub program: String,
    /// Its arguments.
    pub args: Vec<String>,
    /// Where it is configured.
    pub definition: Definition,
    /// Where the program itself is named: that of the alias, or the same.
    pub named_at: Definition,
    /// What it is.
    pub kind: KeeperKind,
}

/// What a credential provider is, for those who sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeeperKind {
    /// `cargo:token`: variables and cargo's plain-text file.
    File,
    /// The keychain of this system.
    Keychain,
    /// The keychain of this system, whose library is not here: cargo stops.
    BrokenKeychain,
    /// The keychain of another system: cargo passes it over.
    Elsewhere,
    /// A command that prints a token: nothing can be stored there.
    Command,
    /// This program.
    Feedctl,
    /// Another program.
    Program(Program),
    /// What a stable cargo cannot do.
    Unusable,
}

impl KeeperKind {
    /// True for the plain-text file and the keychains, which are cargo's own.
    #[must_use]
    pub fn is_built_in(self) -> bool {
        matches!(
            self,
            KeeperKind::File
                | KeeperKind::Keychain
                | KeeperKind::BrokenKeychain
                | KeeperKind::Elsewhere
                | KeeperKind::Unusable
        )
    }
}

impl Keeper {
    /// Its name, as it is written or as its program, for output. A word of the variable that is no program may be an argument of
    /// the one before it, and a secret.
    #[must_use]
    pub fn shown(&self, name: &str) -> String {
        let is_word = matches!(&self.named_at, Definition::Variable(name) if name.ends_with("_GLOBAL_CREDENTIAL_PROVIDERS"));
        if is_word && self.kind == KeeperKind::Program(Program::Missing) {
            return escape::MASK.to_owned();
        }
        escape::line(name)
    }
}

/// The credential providers for a registry, the one that is asked first in front;
/// none where none is configured, and `None` where cargo fails on a key of theirs.
#[must_use]
pub fn keepers(facts: &Facts<'_>, registry: &str) -> Option<Vec<Keeper>> {
    let chains = Chains::new(facts);
    let (_, chain) = chains.each().find(|(one, _)| one.name == registry)?;
    Some(
        chain
            .map(|chain| of_chain(facts, chain))
            .unwrap_or_default(),
    )
}

/// Every credential provider that is configured for any registry, once.
#[must_use]
pub fn all_keepers(facts: &Facts<'_>) -> Vec<Keeper> {
    let chains = Chains::new(facts);
    let asked = chains.asked();
    asked
        .iter()
        .map(|asked| keeper(facts, asked.link))
        .collect()
}

/// The same for every registry that has an index and whose keys cargo can read. Those
/// without a provider of their own share one list.
pub(super) fn of_registries<'f>(facts: &'f Facts<'f>) -> Vec<(&'f Registry<'f>, Rc<[Keeper]>)> {
    let chains = Chains::new(facts);
    let none: Rc<[Keeper]> = Rc::new([]);
    let global: OnceCell<Rc<[Keeper]>> = OnceCell::new();
    let is_global = |chain: &Chain<'_>| {
        chains
            .global()
            .is_some_and(|global| std::ptr::eq(global, chain))
    };
    chains
        .each()
        .map(|(registry, chain)| {
            let kept = match chain {
                None => none.clone(),
                Some(chain) if is_global(chain) => {
                    global.get_or_init(|| of_chain(facts, chain).into()).clone()
                }
                Some(chain) => of_chain(facts, chain).into(),
            };
            (registry, kept)
        })
        .collect()
}

fn of_chain(facts: &Facts<'_>, chain: &Chain<'_>) -> Vec<Keeper> {
    chain.links.iter().map(|link| keeper(facts, link)).collect()
}

fn keeper(facts: &Facts<'_>, link: &Link<'_>) -> Keeper {
    let around = facts.around;
    let kind = match link.kind {
        Kind::BuiltIn(BuiltIn::Token) => KeeperKind::File,
        Kind::BuiltIn(BuiltIn::Keychain(system)) if system != around.system => {
            KeeperKind::Elsewhere
        }
        Kind::BuiltIn(BuiltIn::Keychain(System::Linux)) if !around.libsecret => {
            KeeperKind::BrokenKeychain
        }
        Kind::BuiltIn(BuiltIn::Keychain(_)) => KeeperKind::Keychain,
        Kind::BuiltIn(BuiltIn::Command) => KeeperKind::Command,
        Kind::BuiltIn(BuiltIn::Paseto) => KeeperKind::Unusable,
        Kind::Program(_) if is_feedctl(link.entry.program) => KeeperKind::Feedctl,
        Kind::Program(program) => KeeperKind::Program(program),
    };
    Keeper {
        written: link.entry.written.to_owned(),
        program: link.entry.program.to_owned(),
        args: link
            .entry
            .args
            .iter()
            .map(|arg| (*arg).to_owned())
            .collect(),
        definition: link.entry.definition.clone(),
        named_at: link.entry.named_at().clone(),
        kind,
    }
}

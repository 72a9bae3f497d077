//! Which credential providers cargo asks, and where it stops.
//!
//! Who they are is read by [`CredentialChain`]. Not for judging any of it.

use std::cell::OnceCell;

use crate::cargo::credential_chain::{alias_path, own_path};
use crate::cargo::{BuiltIn, CredentialChain, ProviderEntry, Registry, WrongType};
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::{Facts, Severity, SignIn, System};
use crate::project::environment::Program;

pub(in crate::doctor::checks) use crate::cargo::credential_chain::{GLOBAL, OWN};

/// What a provider is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doctor::checks) enum Kind {
    /// Part of cargo.
    BuiltIn(BuiltIn),
    /// A program of its own.
    Program(Program),
}

/// One provider of a chain.
#[derive(Debug, Clone)]
pub(in crate::doctor::checks) struct Link<'f> {
    /// What is configured.
    pub(in crate::doctor::checks) entry: ProviderEntry<'f>,
    /// What it is.
    pub(in crate::doctor::checks) kind: Kind,
}

impl<'f> Link<'f> {
    pub(in crate::doctor::checks) fn new(facts: &Facts<'_>, entry: ProviderEntry<'f>) -> Self {
        let kind = match entry.built_in() {
            Some(built_in) => Kind::BuiltIn(built_in),
            None => Kind::Program(program(facts, entry.program)),
        };
        Self { entry, kind }
    }

    /// True for the keychain of this system.
    pub(in crate::doctor::checks) fn is_keychain_of(&self, system: System) -> bool {
        self.kind == Kind::BuiltIn(BuiltIn::Keychain(system))
    }

    /// True for `cargo:token`.
    pub(in crate::doctor::checks) fn is_token(&self) -> bool {
        self.kind == Kind::BuiltIn(BuiltIn::Token)
    }
}

/// What comes of asking a provider to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It answers or fails: nobody is asked after it.
    Ends,
    /// It has nothing: the next one is asked.
    Passes,
    /// That is known to itself alone.
    Unknown,
}

/// Whether cargo gets as far as a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::doctor::checks) enum Reach {
    /// One before it answers or fails.
    Never,
    /// It depends on what others keep.
    Perhaps,
    /// Nobody before it answers.
    Surely,
}

/// The providers for one registry, the one that is asked first in front.
#[derive(Debug)]
pub(in crate::doctor::checks) struct Chain<'f> {
    /// The providers.
    pub(in crate::doctor::checks) links: Vec<Link<'f>>,
    // Asked for every registry, so found once.
    token: OnceCell<Option<usize>>,
    token_alone: OnceCell<bool>,
    in_tree: OnceCell<bool>,
}

impl<'f> Chain<'f> {
    fn of(links: Vec<Link<'f>>) -> Self {
        Self {
            links,
            token: OnceCell::new(),
            token_alone: OnceCell::new(),
            in_tree: OnceCell::new(),
        }
    }

    /// True where nobody but `cargo:token` can have a token.
    pub(in crate::doctor::checks) fn is_token_alone(&self, facts: &Facts<'_>) -> bool {
        *self.token_alone.get_or_init(|| {
            self.token().is_some()
                && self.links.iter().all(|link| match link.kind {
                    Kind::BuiltIn(BuiltIn::Token) => true,
                    Kind::BuiltIn(BuiltIn::Keychain(system)) => system != facts.around.system,
                    _ => false,
                })
        })
    }

    /// True where every provider is named in the checkout.
    pub(in crate::doctor::checks) fn is_in_tree(&self, facts: &Facts<'_>) -> bool {
        *self.in_tree.get_or_init(|| {
            self.links
                .iter()
                .all(|link| facts.in_tree(&link.entry.definition))
        })
    }

    /// How far cargo gets for a registry that has a token for `cargo:token`, or none.
    pub(in crate::doctor::checks) fn reach(
        &self,
        facts: &Facts<'_>,
        has_token: bool,
    ) -> Vec<Reach> {
        let mut reach = Reach::Surely;
        self.links
            .iter()
            .map(|link| {
                let here = reach;
                match outcome(link, facts, has_token) {
                    Outcome::Ends => reach = Reach::Never,
                    Outcome::Passes => {}
                    Outcome::Unknown => reach = reach.min(Reach::Perhaps),
                }
                here
            })
            .collect()
    }

    /// The place of `cargo:token`.
    pub(in crate::doctor::checks) fn token(&self) -> Option<usize> {
        *self
            .token
            .get_or_init(|| self.links.iter().position(Link::is_token))
    }
}

fn outcome(link: &Link<'_>, facts: &Facts<'_>, has_token: bool) -> Outcome {
    let around = facts.around;
    match link.kind {
        Kind::BuiltIn(BuiltIn::Token) if has_token => Outcome::Ends,
        Kind::BuiltIn(BuiltIn::Token) => Outcome::Passes,
        Kind::BuiltIn(BuiltIn::Command | BuiltIn::Paseto) | Kind::Program(Program::Missing) => {
            Outcome::Ends
        }
        Kind::BuiltIn(BuiltIn::Keychain(_)) if around.files_only => Outcome::Unknown,
        Kind::BuiltIn(BuiltIn::Keychain(system)) if system != around.system => Outcome::Passes,
        Kind::BuiltIn(BuiltIn::Keychain(System::Linux)) if !around.libsecret => Outcome::Ends,
        Kind::BuiltIn(BuiltIn::Keychain(_)) | Kind::Program(_) => Outcome::Unknown,
    }
}

/// Whose chain it is.
#[derive(Debug, Clone, Copy)]
pub(in crate::doctor::checks) enum Whose<'f> {
    /// That of one registry.
    Own(&'f str),
    /// That of crates.io, which matters for publishing only.
    CratesIo,
    /// That of every registry without its own.
    Global,
}

impl<'f> Whose<'f> {
    /// The path of the key.
    pub(in crate::doctor::checks) fn path(&self) -> Vec<&'f str> {
        match self {
            Whose::Own(name) => own_path(name),
            Whose::CratesIo => own_path("crates-io"),
            Whose::Global => GLOBAL.to_vec(),
        }
    }

    /// Adds what follows where such a provider does not work.
    pub(in crate::doctor::checks) fn explain(&self, finding: Finding) -> Finding {
        match self {
            Whose::Own(name) => finding
                .explains(Effect::TokenIgnored(Some((*name).to_owned())))
                .explains(Effect::NoToken((*name).to_owned())),
            Whose::CratesIo => finding,
            Whose::Global => finding.explains(Effect::TokenIgnored(None)),
        }
    }
}

/// A provider with whom it serves.
#[derive(Debug)]
pub(in crate::doctor::checks) struct Asked<'c, 'f> {
    /// The provider.
    pub(in crate::doctor::checks) link: &'c Link<'f>,
    /// Whose it is.
    pub(in crate::doctor::checks) whose: Whose<'c>,
    /// How far cargo gets for any registry.
    pub(in crate::doctor::checks) reach: Reach,
    /// How grave it is when this provider does not work.
    pub(in crate::doctor::checks) severity: Severity,
}

impl<'c> Asked<'c, '_> {
    /// The path of the key that names the program itself.
    pub(in crate::doctor::checks) fn path(&self) -> Vec<&'c str> {
        match &self.link.entry.alias {
            Some(_) => alias_path(self.link.entry.written),
            None => self.whose.path(),
        }
    }
}

/// The chains of all registries.
#[derive(Debug)]
pub(in crate::doctor::checks) struct Chains<'f> {
    facts: &'f Facts<'f>,
    global: Result<Option<Chain<'f>>, WrongType>,
    own: Vec<(&'f Registry<'f>, Result<Chain<'f>, WrongType>)>,
    crates_io: Option<Result<Chain<'f>, WrongType>>,
    others: Vec<&'f Registry<'f>>,
}

impl<'f> Chains<'f> {
    /// Looks the providers of every registry up.
    pub(in crate::doctor::checks) fn new(facts: &'f Facts<'_>) -> Self {
        let global = CredentialChain::global(facts.view).map(|all| {
            let links: Vec<_> = all.into_iter().map(|it| Link::new(facts, it)).collect();
            (!links.is_empty()).then(|| Chain::of(links))
        });
        let mut own = Vec::new();
        let mut others = Vec::new();
        for (registry, has_own) in facts.registries().iter().zip(facts.have_own_provider()) {
            let chain = has_own.then(|| own_chain(facts, &registry.name)).flatten();
            match chain {
                Some(chain) => own.push((registry, chain)),
                None => others.push(registry),
            }
        }
        Self {
            facts,
            global,
            own,
            crates_io: own_chain(facts, "crates-io"),
            others,
        }
    }

    /// The providers of each registry that has an index: `None` where none is
    /// configured. Those for which cargo fails on a key are left out.
    pub(in crate::doctor::checks) fn each(
        &self,
    ) -> impl Iterator<Item = (&'f Registry<'f>, Option<&Chain<'f>>)> {
        let global = self.global.as_ref().ok();
        let own = self.own.iter().filter_map(move |(registry, chain)| {
            global?;
            Some((*registry, Some(chain.as_ref().ok()?)))
        });
        let others = self
            .others
            .iter()
            .filter_map(move |registry| Some((*registry, global?.as_ref())));
        own.chain(others)
            .filter(|(registry, _)| matches!(registry.index, Ok(Some(_))))
    }

    /// The keys of single providers on which cargo fails.
    pub(in crate::doctor::checks) fn wrong(&self) -> impl Iterator<Item = (Whose<'_>, &WrongType)> {
        let own = self.own.iter().filter_map(|(registry, chain)| {
            Some((Whose::Own(&registry.name), chain.as_ref().err()?))
        });
        let crates_io = self
            .crates_io
            .as_ref()
            .and_then(|chain| chain.as_ref().err());
        own.chain(crates_io.map(|wrong| (Whose::CratesIo, wrong)))
    }

    /// The chain of all registries that have none of their own.
    pub(in crate::doctor::checks) fn global(&self) -> Option<&Chain<'f>> {
        self.global.as_ref().ok()?.as_ref()
    }

    /// The registries that have no chain of their own.
    pub(in crate::doctor::checks) fn others(&self) -> &[&'f Registry<'f>] {
        &self.others
    }

    /// Every provider that is configured.
    pub(in crate::doctor::checks) fn asked(&self) -> Vec<Asked<'_, 'f>> {
        let mut all = Vec::new();
        for (registry, chain) in &self.own {
            for link in chain.iter().flat_map(|chain| &chain.links) {
                all.push(Asked {
                    link,
                    whose: Whose::Own(&registry.name),
                    reach: Reach::Surely,
                    severity: Severity::Error,
                });
            }
        }
        let crates_io = self.crates_io.iter().flatten();
        for link in crates_io.flat_map(|chain| &chain.links) {
            all.push(Asked {
                link,
                whose: Whose::CratesIo,
                reach: Reach::Surely,
                severity: Severity::Warning,
            });
        }
        if let Some(chain) = self.global() {
            let (any, wanted) = self.global_reach(chain);
            for (at, link) in chain.links.iter().enumerate() {
                let fails = wanted
                    .as_ref()
                    .is_some_and(|reach| reach[at] == Reach::Surely);
                all.push(Asked {
                    link,
                    whose: Whose::Global,
                    reach: any[at],
                    severity: if fails {
                        Severity::Error
                    } else {
                        Severity::Warning
                    },
                });
            }
        }
        all
    }

    /// How far cargo gets in the common chain: for any registry (or one without a
    /// token, where there is none), and for those that want a sign-in.
    fn global_reach(&self, chain: &Chain<'f>) -> (Vec<Reach>, Option<Vec<Reach>>) {
        let ways = [false, true].map(|has_token| chain.reach(self.facts, has_token));
        let mut any: Option<Vec<Reach>> = None;
        let mut wanted: Option<Vec<Reach>> = None;
        let mut seen = [[false; 2]; 2];
        for registry in &self.others {
            let has_token = self.facts.token(&registry.name).is_some();
            let wants = self.facts.sign_in(registry) >= SignIn::Likely;
            if std::mem::replace(&mut seen[usize::from(has_token)][usize::from(wants)], true) {
                continue;
            }
            let way = &ways[usize::from(has_token)];
            any = Some(farther(any, way));
            if wants {
                wanted = Some(farther(wanted, way));
            }
        }
        (any.unwrap_or_else(|| ways[0].clone()), wanted)
    }
}

fn farther(known: Option<Vec<Reach>>, other: &[Reach]) -> Vec<Reach> {
    match known {
        None => other.to_vec(),
        Some(known) => known
            .iter()
            .zip(other)
            .map(|(one, other)| *one.max(other))
            .collect(),
    }
}

fn own_chain<'f>(facts: &'f Facts<'_>, registry: &str) -> Option<Result<Chain<'f>, WrongType>> {
    let own = CredentialChain::own(facts.view, registry).transpose()?;
    Some(own.map(|own| Chain::of(vec![Link::new(facts, own)])))
}

/// What is known of a program.
fn program(facts: &Facts<'_>, name: &str) -> Program {
    if name.is_empty() {
        return Program::Missing;
    }
    let known = facts.around.programs.get(name).copied();
    known.unwrap_or(Program::NotLookedFor)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make files")]
mod tests {
    use super::*;
    use crate::cargo::{View, discover};
    use crate::project::environment::Around;
    use crate::system::env::Env;

    /// What is found on a system, as `code severity`, and how far cargo gets in the
    /// common chain for a registry without a token.
    fn on(
        system: System,
        libsecret: bool,
        config: &str,
        variables: &[(&str, &str)],
    ) -> (Vec<String>, Vec<Reach>) {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let home = folder.path().join(".cargo");
        std::fs::create_dir(&home).expect("a new folder");
        std::fs::write(home.join("config.toml"), config).expect("a file");
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()));
        let env = Env::made_up(folder.path(), Some(folder.path().to_owned()), variables);
        let config = discover(&env);
        let view = View::new(&config, &env);
        let around = Around {
            libsecret,
            system,
            now: Some(1_700_000_001),
            ..Around::default()
        };
        let facts = Facts::new(&view, &env, &around);
        let found = crate::doctor::checks::run(&facts)
            .iter()
            .map(|finding| format!("{} {}", finding.check.code, finding.severity.word()))
            .collect();
        let chains = Chains::new(&facts);
        let reach = chains
            .global()
            .map(|chain| chain.reach(&facts, false))
            .unwrap_or_default();
        (found, reach)
    }

    const BOOK: &str = "[registry]\nglobal-credential-providers = ['cargo:token', 'cargo:libsecret', 'cargo:macos-keychain', 'cargo:wincred']\n[registries.r]\nindex = 'sparse+https://pkgs.dev.azure.com/o/_packaging/f/Cargo/index/'\n";

    #[test]
    fn the_list_of_the_book_stops_only_where_a_library_is_missing() {
        use Reach::{Never, Perhaps, Surely};
        for (system, libsecret, reach, found) in [
            (
                System::Windows,
                false,
                [Surely, Perhaps, Perhaps, Perhaps],
                &[][..],
            ),
            (
                System::Macos,
                false,
                [Surely, Surely, Perhaps, Perhaps],
                &[],
            ),
            (System::Linux, true, [Surely, Surely, Surely, Perhaps], &[]),
            (
                System::Linux,
                false,
                [Surely, Surely, Surely, Never],
                &["libsecret-missing error"],
            ),
            (System::Other, false, [Surely; 4], &["token-missing info"]),
        ] {
            let (told, reached) = on(system, libsecret, BOOK, &[]);
            assert_eq!(reached, reach, "{system:?}");
            assert_eq!(told, found, "{system:?}");
        }
    }

    #[test]
    fn each_system_has_its_own_keychain() {
        let list = |names: &str| {
            format!(
                "[registry]\nglobal-credential-providers = [{names}]\n[registries.r]\nindex = 'sparse+https://pkgs.dev.azure.com/o/_packaging/f/Cargo/index/'\ntoken = 'Basic UEFUOmE='\n"
            )
        };
        let told = |system, names: &str| {
            let (mut found, _) = on(system, false, &list(names), &[]);
            found.retain(|finding| finding != "token-in-config info");
            found
        };
        assert_eq!(
            told(System::Windows, "'cargo:wincred', 'cargo:token'"),
            ["keychain-bypassed warning"]
        );
        assert_eq!(
            told(System::Macos, "'cargo:wincred', 'cargo:token'"),
            ["provider-order info"]
        );
        assert_eq!(
            told(System::Macos, "'cargo:wincred'"),
            ["provider-for-other-system error"]
        );
        assert_eq!(
            told(System::Windows, "'cargo:wincred'"),
            ["token-ignored warning"]
        );
        assert!(told(System::Windows, "'cargo:token', 'cargo:wincred'").is_empty());
    }

    #[test]
    fn a_variable_behind_a_keychain_is_told_of() {
        let token = [("CARGO_REGISTRIES_R_TOKEN", "Basic UEFUOmE=")];
        let (found, _) = on(System::Macos, false, BOOK, &token);
        assert_eq!(found, ["stale-token-wins info"]);
        let (found, _) = on(System::Linux, true, BOOK, &token);
        assert_eq!(found, ["stale-token-wins info"]);
    }
}

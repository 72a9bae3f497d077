//! Which credential providers cargo asks for a registry, in the order in which it asks
//! them: the one reader of `credential-provider`, `global-credential-providers` and
//! `[credential-alias]`.
//!
//! The rules are those of cargo's `auth::credential_provider` and
//! `resolve_credential_alias`. Not for judging what it finds, nor for whether a
//! program is on this machine.

use super::{Definition, MergedTable, MergedValue, PathAndArgs, View, WrongType};
use crate::system::env::System;

/// The key of the providers for all registries.
pub const GLOBAL: [&str; 2] = ["registry", "global-credential-providers"];

/// The key of the provider of one registry.
pub const OWN: &str = "credential-provider";

/// The table of aliases.
pub const ALIASES: &str = "credential-alias";

/// A provider that is part of cargo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuiltIn {
    /// Variables and cargo's plain-text file.
    Token,
    /// The keychain of a system; elsewhere cargo passes it over.
    Keychain(System),
    /// A command that prints a token.
    Command,
    /// Needs a nightly cargo.
    Paseto,
}

impl BuiltIn {
    /// All of them, by the names that cargo knows.
    pub const ALL: [(&str, BuiltIn); 6] = [
        ("cargo:token", BuiltIn::Token),
        ("cargo:libsecret", BuiltIn::Keychain(System::Linux)),
        ("cargo:macos-keychain", BuiltIn::Keychain(System::Macos)),
        ("cargo:wincred", BuiltIn::Keychain(System::Windows)),
        ("cargo:token-from-stdout", BuiltIn::Command),
        ("cargo:paseto", BuiltIn::Paseto),
    ];

    /// The one of exactly this name; any other name is that of a program to cargo.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(known, _)| *known == name).map(|(_, it)| *it)
    }
}

/// A credential provider as cargo resolves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderEntry<'c> {
    /// The first word as it is configured, before the alias.
    pub written: &'c str,
    /// The built-in name or the program, after the alias.
    pub program: &'c str,
    /// Its arguments.
    pub args: Vec<&'c str>,
    /// Where it is configured.
    pub definition: Definition,
    /// Where the alias is defined that cargo follows.
    pub alias: Option<Definition>,
}

impl<'c> ProviderEntry<'c> {
    fn new(view: &View<'c>, own: PathAndArgs<'c>, definition: Definition) -> Self {
        let written = own.path;
        let (PathAndArgs { path, args }, alias) = match alias(view, &own) {
            Some((provider, alias)) => (provider, Some(alias)),
            None => (own, None),
        };
        Self {
            written,
            program: path,
            args,
            definition,
            alias,
        }
    }

    /// The provider of cargo's own that it is, unless it is a program.
    #[must_use]
    pub fn built_in(&self) -> Option<BuiltIn> {
        BuiltIn::named(self.program)
    }

    /// Where the program itself is named.
    #[must_use]
    pub fn named_at(&self) -> &Definition {
        self.alias.as_ref().unwrap_or(&self.definition)
    }

    /// The words as they are configured, before the alias.
    #[must_use]
    pub fn configured(&self) -> Vec<&'c str> {
        match self.alias {
            Some(_) => vec![self.written],
            None => self.words().collect(),
        }
    }

    /// The program with its arguments.
    pub fn words(&self) -> impl Iterator<Item = &'c str> + use<'c, '_> {
        std::iter::once(self.program).chain(self.args.iter().copied())
    }
}

/// The alias that cargo follows: only where no argument stands behind the name, only
/// once, and never for a built-in name. One of a wrong type is none.
fn alias<'c>(view: &View<'c>, provider: &PathAndArgs<'c>) -> Option<(PathAndArgs<'c>, Definition)> {
    if !provider.args.is_empty() || BuiltIn::named(provider.path).is_some() {
        return None;
    }
    let found = view.path_and_args(&alias_path(provider.path)).ok()??;
    Some((found.value, found.definition))
}

/// The path of an alias. Cargo writes the name into a dotted key and splits that.
#[must_use]
pub fn alias_path(name: &str) -> Vec<&str> {
    std::iter::once(ALIASES).chain(name.split('.')).collect()
}

/// The path of the provider of one registry; crates.io has a key of its own. The name
/// is split at dots, as that of an alias.
#[must_use]
pub fn own_path(registry: &str) -> Vec<&str> {
    if registry == "crates-io" {
        return vec!["registry", OWN];
    }
    let name = registry.split('.');
    std::iter::once("registries")
        .chain(name)
        .chain([OWN])
        .collect()
}

/// The credential providers that cargo asks for one registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CredentialChain<'c> {
    /// Its own, and no other.
    Own(ProviderEntry<'c>),
    /// Those for all registries, the one that is asked first in front.
    Global(Vec<ProviderEntry<'c>>),
    /// None is configured, or an empty list: cargo asks `cargo:token`, and refuses to
    /// read a registry that wants a login.
    NotConfigured,
}

impl<'c> CredentialChain<'c> {
    /// The chain of a registry.
    ///
    /// # Errors
    ///
    /// Where cargo fails on one of the two keys, whichever counts.
    pub fn for_registry(view: &View<'c>, registry: &str) -> Result<Self, WrongType> {
        let own = Self::own(view, registry)?;
        let global = Self::global(view)?;
        Ok(match own {
            Some(own) => Self::Own(own),
            None if global.is_empty() => Self::NotConfigured,
            None => Self::Global(global),
        })
    }

    /// The provider that a registry has for itself.
    ///
    /// # Errors
    ///
    /// Where it is of a wrong type or empty.
    pub fn own(view: &View<'c>, registry: &str) -> Result<Option<ProviderEntry<'c>>, WrongType> {
        let found = view.path_and_args(&own_path(registry))?;
        Ok(found.map(|found| ProviderEntry::new(view, found.value, found.definition)))
    }

    /// Those for all registries, the one that is asked first in front: cargo asks the
    /// last of the list first.
    ///
    /// # Errors
    ///
    /// Where the list is none, or one of something else than texts.
    pub fn global(view: &View<'c>) -> Result<Vec<ProviderEntry<'c>>, WrongType> {
        let list = view.list(&GLOBAL)?.map(|list| list.value);
        let entry = |element: super::Element<'c>| {
            // Cargo splits these at the blanks of ASCII alone.
            let mut words = element.text.split_ascii_whitespace();
            let path = words.next().unwrap_or_default();
            let args = words.collect();
            ProviderEntry::new(view, PathAndArgs { path, args }, element.definition)
        };
        Ok(list.into_iter().flatten().rev().map(entry).collect())
    }

    /// Every provider that any registry has, crates.io among them, without those that
    /// cargo fails on.
    #[must_use]
    pub fn all(view: &View<'c>) -> Vec<ProviderEntry<'c>> {
        let mut all = Self::global(view).unwrap_or_default();
        let mut variables = view.env().variables().map(|(name, _)| name);
        let by_variable = variables.any(|name| {
            name.starts_with("CARGO_REGISTRIES_") && name.ends_with("_CREDENTIAL_PROVIDER")
        });
        if by_variable {
            let registries = view.registries();
            let own = registries.iter().map(|it| Self::own(view, &it.name));
            all.extend(own.filter_map(|own| own.ok().flatten()));
        } else {
            // Of thousands most have none, which is seen before a path is made.
            let table = view.at(&["registries"]).and_then(MergedValue::table);
            let own = table
                .into_iter()
                .flat_map(MergedTable::iter)
                .filter(|(name, value)| {
                    let is_set = |table: &MergedTable<'_>| table.get(OWN).is_some();
                    name.contains('.') || value.table().is_some_and(is_set)
                })
                .map(|(name, _)| Self::own(view, name));
            all.extend(own.filter_map(|own| own.ok().flatten()));
        }
        all.extend(Self::own(view, "crates-io").ok().flatten());
        all
    }

    /// The providers, the one that is asked first in front.
    #[must_use]
    pub fn entries(&self) -> &[ProviderEntry<'c>] {
        match self {
            Self::Own(own) => std::slice::from_ref(own),
            Self::Global(all) => all,
            Self::NotConfigured => &[],
        }
    }
}

/// True for the name of this program, with or without a path.
#[must_use]
pub fn is_feedctl(program: &str) -> bool {
    let name = program.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.strip_suffix(".exe").unwrap_or(name);
    name.eq_ignore_ascii_case("feedctl")
}

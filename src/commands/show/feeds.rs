//! The registries, each with the credential providers and the token that cargo
//! finds for it.
//!
//! Not for crates.io's replacement (see [`super::chain`]).

use std::collections::HashMap;

use super::seen::Seen;
use super::shown::{Asked, Entry, Feed, Providers};
use crate::cargo::credential_chain::{GLOBAL, own_path};
use crate::cargo::index_url::Canonical;
use crate::cargo::{BuiltIn, CredentialChain, MergedValue, ProviderEntry, Registry};
use crate::feeds::providers;
use crate::text::escape;

/// What holds for all registries, found out once.
pub(super) struct Common {
    global: Global,
    /// Names by URL: those of variables, which count alone where there are any.
    by_variable: HashMap<Canonical, Vec<Name>>,
    by_file: HashMap<Canonical, Vec<Name>>,
    /// The registry at the end of crates.io's replacement.
    pub(super) replacing: Option<String>,
}

#[derive(Clone)]
struct Name {
    name: String,
    /// As a person knows it: the name, or that of the variable.
    shown: String,
}

/// The credential providers for all registries.
struct Global {
    asked: Vec<Asked>,
    asks_for_token: bool,
    fault: Option<String>,
}

impl Seen<'_> {
    /// Finds out what holds for all registries.
    pub(super) fn common(&self, replacing: Option<String>) -> Common {
        let mut by_variable: HashMap<Canonical, Vec<Name>> = HashMap::new();
        for (variable, text) in self.env.variables() {
            let name = variable
                .strip_prefix("CARGO_REGISTRIES_")
                .and_then(|rest| rest.strip_suffix("_INDEX"));
            if let Some(name) = name
                && url::Url::parse(text.trim()).is_ok()
            {
                by_variable
                    .entry(Canonical::of(text))
                    .or_default()
                    .push(Name {
                        name: name.to_lowercase(),
                        shown: format!("variable {}", escape::line(variable)),
                    });
            }
        }
        let mut by_file: HashMap<Canonical, Vec<Name>> = HashMap::new();
        for registry in &self.registries {
            let index = self.view.at(&["registries", &registry.name, "index"]);
            if let Some(text) = index.and_then(MergedValue::text) {
                by_file.entry(Canonical::of(text)).or_default().push(Name {
                    name: registry.name.to_string(),
                    shown: format!("`{}`", escape::url(&registry.name)),
                });
            }
        }
        Common {
            global: self.global(),
            by_variable,
            by_file,
            replacing,
        }
    }

    fn global(&self) -> Global {
        let mut global = Global {
            asked: Vec::new(),
            asks_for_token: false,
            fault: None,
        };
        match CredentialChain::global(self.view) {
            Err(wrong) => global.fault = Some(self.fault_with_place(&[], &wrong)),
            Ok(all) => {
                let list = self.view.list(&GLOBAL).ok().flatten();
                let shown =
                    super::seen::providers(&list.map(|list| list.value).unwrap_or_default());
                for (entry, shown) in all.iter().zip(shown.into_iter().rev()) {
                    let mut asked = self.asked(entry);
                    asked.credential_provider = shown;
                    global.asks_for_token |= entry.built_in() == Some(BuiltIn::Token);
                    global.asked.push(asked);
                }
            }
        }
        global
    }

    /// A credential provider, and the one that its alias names.
    fn asked(&self, entry: &ProviderEntry<'_>) -> Asked {
        let alias = entry.alias.as_ref();
        Asked {
            credential_provider: crate::cargo::provider_words::shown(entry.configured()),
            alias_of: alias.map(|_| crate::cargo::provider_words::shown(entry.words())),
            alias_from: alias.map(|alias| self.place(alias)),
            from: self.place(&entry.definition),
        }
    }

    /// All about one registry.
    pub(super) fn feed(&self, registry: &Registry<'_>, common: &Common) -> Feed {
        let name = registry.name.as_ref();
        let text = match &registry.index {
            Ok(Some(found)) => Some(found.value),
            _ => None,
        };
        let known = text.and_then(providers::feed_of_index);
        let mut remarks = Vec::new();
        let called = text.map_or(name.to_owned(), |text| {
            common.called(name, text, &mut remarks)
        });
        let (providers, uses_token) = self.providers(&called, common);
        let token = self.token(&["registries", &called, "token"], uses_token, &providers);
        Feed {
            name: escape::url(name),
            provider: known.as_ref().map(|feed| feed.provider.id),
            parameters: known
                .iter()
                .flat_map(|feed| feed.values.iter())
                .map(|(key, value)| (key, escape::line(value)))
                .collect(),
            in_words: known.as_ref().map(|feed| {
                // A server shows its path only.
                let guess = feed.provider.urls.server.map_or("", |_| " by its path");
                format!("{}{guess}, {}", feed.provider.name, feed.in_words())
            }),
            index: self.entry(&["registries", name, "index"]),
            replaces_crates_io: common.replacing.as_deref() == Some(name),
            credential_providers: providers,
            token,
            remarks,
        }
    }

    /// crates.io, which has keys of its own.
    pub(super) fn crates_io(&self, common: &Common) -> Feed {
        let (mut providers, uses_token) = self.providers("crates-io", common);
        if providers.which == "none" && providers.fault.is_none() {
            providers.remarks = vec!["none is configured, so cargo asks cargo:token".to_owned()];
        }
        let token = self.token(&["registry", "token"], uses_token, &providers);
        Feed {
            name: "crates-io".to_owned(),
            provider: None,
            parameters: std::collections::BTreeMap::new(),
            in_words: None,
            index: Entry {
                key: "registries.crates-io.index".to_owned(),
                remarks: vec!["cargo's own".to_owned()],
                ..Entry::default()
            },
            replaces_crates_io: false,
            credential_providers: providers,
            token,
            remarks: Vec::new(),
        }
    }

    /// Which credential providers cargo asks, and whether `cargo:token` is one.
    fn providers(&self, name: &str, common: &Common) -> (Providers, bool) {
        let mut providers = Providers {
            which: "none",
            asked: Vec::new(),
            shadows: Vec::new(),
            fault: None,
            remarks: Vec::new(),
        };
        let found = match CredentialChain::own(self.view, name) {
            Ok(found) => found,
            Err(wrong) => {
                providers.fault = Some(self.fault_with_place(&[], &wrong));
                return (providers, false);
            }
        };
        if let Some(fault) = &common.global.fault {
            providers.fault = Some(fault.clone());
            return (providers, false);
        }
        let Some(found) = found else {
            if common.global.asked.is_empty() {
                providers.remarks = vec![
                    "none is configured".to_owned(),
                    format!("where a sign-in is wanted, cargo answers: {NONE}"),
                ];
                return (providers, true);
            }
            providers.which = "global";
            return (providers, common.global.asks_for_token);
        };
        let entry = self.entry(&own_path(name));
        providers.which = "own";
        providers.asked.push(self.asked(&found));
        providers.shadows = entry.shadows;
        providers.remarks = entry.remarks;
        (providers, found.built_in() == Some(BuiltIn::Token))
    }

    fn token(&self, path: &[&str], uses_token: bool, providers: &Providers) -> Entry {
        let mut entry = self.entry(path);
        if entry.value.is_some() && !uses_token && providers.fault.is_none() {
            let why = "cargo does not use it: cargo:token is not among the credential providers";
            entry.remarks.push(why.to_owned());
        }
        entry
    }
}

/// What cargo says of a registry that wants a sign-in when nothing provides it.
const NONE: &str = "authenticated registries require a credential-provider to be configured";

impl Common {
    /// The credential providers for all registries.
    pub(super) fn global_providers(&self) -> Providers {
        Providers {
            which: if self.global.asked.is_empty() {
                "none"
            } else {
                "global"
            },
            asked: self.global.asked.clone(),
            shadows: Vec::new(),
            fault: self.global.fault.clone(),
            remarks: Vec::new(),
        }
    }

    /// The name under which cargo looks for the credentials of a URL.
    fn called(&self, name: &str, index: &str, remarks: &mut Vec<String>) -> String {
        if url::Url::parse(index.trim()).is_err() {
            return name.to_owned();
        }
        let url = Canonical::of(index);
        let of_variables = self.by_variable.get(&url);
        let names = of_variables.or_else(|| self.by_file.get(&url));
        match names.map(Vec::as_slice) {
            Some([one]) => {
                if one.name != name {
                    remarks.push(format!(
                        "for its credentials cargo calls it `{}`, because {} holds this URL",
                        escape::line(&one.name),
                        one.shown
                    ));
                }
                one.name.clone()
            }
            Some(several) if several.len() > 1 => {
                let first: Vec<&str> = several
                    .iter()
                    .take(5)
                    .map(|name| name.shown.as_str())
                    .collect();
                let more = if several.len() > 5 { ", …" } else { "" };
                remarks.push(format!(
                    "cargo refuses to look for credentials: one URL has several names: {}{more}",
                    first.join(", ")
                ));
                name.to_owned()
            }
            _ => name.to_owned(),
        }
    }
}

//! Whose feed an index URL is, where a token may go.
//!
//! The hosts that a vendor's row names, and those that the user's own file names
//! beside `feedctl` in a list of credential providers. What cargo hands over as
//! arguments may come from a checkout, so it is not looked at. Not for recognising
//! feeds (see [`crate::feeds::providers`]).

use std::path::PathBuf;

use url::Url;

use crate::cargo::index_url::is_loopback;
use crate::cargo::is_feedctl;
use crate::feeds::Provider;
use crate::feeds::providers;
use crate::system::env::Env;
use crate::system::files;
use crate::toml::{Document, Entry, Node, Table};

/// A server of one's own, as the user's file names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Its provider's name.
    pub provider: &'static str,
    /// Below which URL its feeds lie.
    pub base: Url,
}

/// The provider that a token may be given for.
pub(super) fn provider_of(index: &str, env: &Env) -> Option<&'static Provider> {
    let url = Url::parse(index.strip_prefix("sparse+")?).ok()?;
    let own = providers::ALL
        .iter()
        .copied()
        .find(|provider| provider.owns(&url));
    own.or_else(|| {
        let home = hosts_at_home(env);
        let own = home.iter().find(|own| lies_below(&url, &own.base))?;
        providers::named(own.provider)
    })
}

/// The servers that the user's own file names: the words behind `feedctl` in its list
/// of credential providers, or in a provider of one registry there.
#[must_use]
pub fn hosts_at_home(env: &Env) -> Vec<Own> {
    let Some(home) = env.cargo_home() else {
        return Vec::new();
    };
    // Where both are there cargo reads the one without extension.
    let text = ["config", "config.toml"]
        .iter()
        .map(|name| -> PathBuf { home.join(name) })
        .find_map(|path| files::read_text(&path).ok().flatten());
    let tree = text
        .and_then(|text| Document::parse(text).ok())
        .and_then(|document| document.tree().ok());
    tree.map(|tree| of_tree(&tree)).unwrap_or_default()
}

fn of_tree(tree: &Table) -> Vec<Own> {
    let mut found = Vec::new();
    if let Some(items) = tree.list_at(&["registry", "global-credential-providers"]) {
        for item in items {
            if let Some(text) = item.node.as_str() {
                let words: Vec<&str> = text.split_whitespace().collect();
                found.extend(of_words(&words));
            }
        }
    }
    if let Some(registries) = tree.table_at(&["registries"]) {
        for (_, entry) in registries.iter() {
            let Some(registry) = entry.value().as_table() else {
                continue;
            };
            match registry.get("credential-provider").map(Entry::value) {
                Some(Node::String(text)) => {
                    let words: Vec<&str> = text.split_whitespace().collect();
                    found.extend(of_words(&words));
                }
                Some(Node::List(items)) => {
                    let words: Vec<&str> =
                        items.iter().filter_map(|item| item.node.as_str()).collect();
                    found.extend(of_words(&words));
                }
                _ => {}
            }
        }
    }
    found
}

/// `feedctl --provider NAME --base-url URL`.
fn of_words(words: &[&str]) -> Option<Own> {
    let (program, rest) = words.split_first()?;
    if !is_feedctl(program) {
        return None;
    }
    let value = |flag: &str| {
        let at = rest.iter().position(|word| *word == flag)?;
        rest.get(at + 1).copied()
    };
    let provider = providers::named(value("--provider")?)?;
    let base = Url::parse(value("--base-url")?).ok()?;
    let is_safe = base.scheme() == "https" || (base.scheme() == "http" && is_loopback(&base));
    let has_user = !base.username().is_empty() || base.password().is_some();
    (is_safe && base.has_host() && !has_user).then_some(Own {
        provider: provider.id,
        base,
    })
}

fn lies_below(url: &Url, base: &Url) -> bool {
    let mut path = base.path().to_owned();
    if !path.ends_with('/') {
        path.push('/');
    }
    url.scheme() == base.scheme()
        && url.host() == base.host()
        && url.port_or_known_default() == base.port_or_known_default()
        && url.username().is_empty()
        && url.password().is_none()
        && url.path().starts_with(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> Vec<String> {
        let tree = Document::parse(text).and_then(|document| document.tree());
        of_tree(&tree.expect("it is TOML"))
            .iter()
            .map(|own| format!("{} {}", own.provider, own.base))
            .collect()
    }

    #[test]
    fn servers_are_named_in_the_users_file() {
        let words = "feedctl --provider azure-artifacts --base-url https://ado.example.test/tfs";
        let wanted = ["azure-artifacts https://ado.example.test/tfs"];
        assert_eq!(
            own(&format!(
                "[registry]\nglobal-credential-providers = [\"cargo:token\", \"{words}\"]\n"
            )),
            wanted
        );
        assert_eq!(
            own(&format!(
                "[registries.a]\ncredential-provider = \"{words}\"\n"
            )),
            wanted
        );
        for line in [
            "[registry]\nglobal-credential-providers = [\"feedctl\"]\n",
            "[registry]\nglobal-credential-providers = [\"feedctl --provider azure --base-url http://h/\"]\n",
            "[registry]\nglobal-credential-providers = [\"feedctl --provider azure --base-url https://u:p@h/\"]\n",
            "[registry]\nglobal-credential-providers = [\"other --provider azure --base-url https://h/\"]\n",
            "[registry]\nglobal-credential-providers = [\"feedctl --provider none --base-url https://h/\"]\n",
        ] {
            assert!(own(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn only_what_lies_below_such_a_server_is_its_own() {
        let below = |url: &str, base: &str| match (Url::parse(url), Url::parse(base)) {
            (Ok(url), Ok(base)) => lies_below(&url, &base),
            _ => false,
        };
        let base = "https://ado.example.test/tfs";
        assert!(below("https://ado.example.test/tfs/c/_packaging/f/", base));
        for url in [
            "https://ado.example.test/tfsx/",
            "https://ado.example.test/",
            "http://ado.example.test/tfs/c/",
            "https://ado.example.test:8443/tfs/c/",
            "https://me@ado.example.test/tfs/c/",
            "https://ado.example.test.evil.test/tfs/c/",
        ] {
            assert!(!below(url, base), "{url}");
        }
    }
}

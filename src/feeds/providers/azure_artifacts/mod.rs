//! Azure Artifacts: feeds of an organization or a project, in the cloud or on a
//! server of one's own.
//!
//! Sources: Microsoft's pages on Cargo in Azure Artifacts ("Set up your project
//! with Cargo", "Use packages from crates.io upstream sources"), on naming
//! restrictions and on the allow-list of hosts.

mod clients;
mod fault;
mod names;
mod recognise;
mod remote;
mod sign_in;

use url::Url;

use crate::feeds::url::{below, decode};
use crate::feeds::{
    Feed, Hosts, Names, Optional, Param, Provider, Publish, Replacement, Scope, SignIn, Support,
    Switch, Urls, Values,
};

/// The host of every cloud feed.
const HOST: &str = "pkgs.dev.azure.com";
/// What follows the organization in the older host, still in use.
const LEGACY: &str = ".pkgs.visualstudio.com";

/// The row.
pub const PROVIDER: Provider = Provider {
    id: "azure-artifacts",
    aliases: &["azure", "azure-devops", "ado"],
    name: "Azure Artifacts",
    docs: "https://learn.microsoft.com/azure/devops/artifacts/cargo/cargo-upstream-source",
    names: Names {
        params: &[
            Param {
                key: "org",
                word: "organization",
                note: " (on a server: the collection)",
                check: Some(names::organization),
                ..Param::NAME
            },
            Param {
                key: "project",
                word: "project",
                note: ", for a feed that belongs to one",
                optional: Optional::Yes,
                check: Some(names::project),
                ..Param::NAME
            },
            Param {
                key: "feed",
                word: "feed",
                value: "NAME[@VIEW]",
                check: Some(names::feed),
                ..Param::NAME
            },
            Param {
                key: "view",
                word: "view",
                value: "VIEW",
                is_flag: false,
                optional: Optional::Yes,
                check: Some(names::view),
                ..Param::NAME
            },
        ],
        switches: &[Switch {
            key: "force-auth",
            help: "ask for sign-in on a public feed",
            word: None,
        }],
        scope: Some(Scope {
            part: "project",
            whole: "organization",
            whole_key: "org",
        }),
        tidy,
        registry: |feed| feed.get_or_id("feed"),
    },
    urls: Urls {
        server: None,
        index: Some(index),
        recognise: Some(recognise::recognise),
        is_sure: true,
        hosts: HOSTS,
        remote: remote::read,
        fault: fault::of_index,
        ..Urls::SERVER
    },
    sign_in: SignIn {
        federated: clients::federated,
        ..sign_in::SIGN_IN
    },
    cargo: Support {
        replacement: |_| Replacement::Default("the feed's crates.io upstream must be on"),
        publish,
        unsure: &[
            "views, for cargo",
            "the older host (`visualstudio.com`), for cargo",
            "the index URL on Azure DevOps Server",
            "`cargo yank`, `owner` and `search`",
        ],
        unconfirmed,
        ..Support::REGISTRY
    },
    endpoint: clients::endpoint,
};

/// Microsoft's.
const HOSTS: Hosts = Hosts {
    of_feeds: HOST,
    serves_feeds: |host| host == HOST || legacy_organization(host).is_some(),
    is_theirs: |host| {
        let of_organization = host
            .strip_suffix(".visualstudio.com")
            .is_some_and(|organization| !organization.is_empty() && !organization.contains('.'));
        host == HOST
            || host == "dev.azure.com"
            || of_organization
            || legacy_organization(host).is_some()
    },
    likeness: &[HOST, "dev.azure.com", "visualstudio.com"],
    ..Hosts::NONE
};

/// A view serves what was promoted into it, and takes nothing.
fn publish(feed: &Feed, _: bool) -> Publish {
    match feed.get("view") {
        Some(_) => Publish::Elsewhere(
            "a view takes nothing: publish to the feed itself, then promote; connect it too, without `@VIEW` and with `--no-replace-crates-io`",
        ),
        None => Publish::Here,
    }
}

/// `crates@Release` names a view, `crates~force-auth` asks for sign-in; neither
/// mark is allowed in a feed's name, and neither is `%`.
fn tidy(values: &mut Values) {
    for key in ["project", "feed"] {
        if let Some(value) = values.get(key)
            && value.contains('%')
            && let Some(decoded) = decode(value)
        {
            values.set(key, decoded);
        }
    }
    let Some(feed) = values.take("feed") else {
        return;
    };
    let (rest, forced) = match feed.strip_suffix("~force-auth") {
        Some(rest) => (rest, true),
        None => (feed.as_str(), false),
    };
    if forced {
        values.set("force-auth", "yes");
    }
    match rest.split_once('@') {
        Some((name, view)) => {
            values.set("feed", name);
            values.set("view", view);
        }
        None => values.set("feed", rest),
    }
}

fn index(feed: &Feed) -> Url {
    let (base, mut segments) = path(feed, true);
    if feed.get("force-auth").is_some()
        && let Some(last) = segments.last_mut()
    {
        last.push_str("~force-auth");
    }
    let mut path: Vec<&str> = segments.iter().map(String::as_str).collect();
    path.extend(["Cargo", "index"]);
    below(&base, &path)
}

/// The server, and the path of the feed below it, which is the same for every client.
fn path(feed: &Feed, with_view: bool) -> (Url, Vec<String>) {
    let mut segment = feed.get("feed").unwrap_or_default().to_owned();
    if let Some(view) = feed.get("view").filter(|_| with_view) {
        segment.push('@');
        segment.push_str(view);
    }
    let mut path = Vec::new();
    if !feed.base.as_ref().is_some_and(is_legacy) {
        path.push(feed.get("org").unwrap_or_default().to_owned());
    }
    path.extend(feed.get("project").map(str::to_owned));
    path.extend(["_packaging".to_owned(), segment]);
    (feed.server(), path)
}

fn is_legacy(base: &Url) -> bool {
    base.host_str()
        .is_some_and(|host| legacy_organization(host).is_some())
}

/// `contoso` of `contoso.pkgs.visualstudio.com`.
fn legacy_organization(host: &str) -> Option<&str> {
    host.strip_suffix(LEGACY)
        .filter(|organization| !organization.is_empty() && !organization.contains('.'))
}

fn unconfirmed(feed: &Feed) -> Option<&'static str> {
    if feed.get("view").is_some() {
        return Some(
            "that cargo can read a view is unconfirmed: Microsoft shows it for NuGet and npm only",
        );
    }
    match &feed.base {
        Some(base) if is_legacy(base) => Some(
            "the older host is unconfirmed for Cargo: Microsoft's page names the newer one only",
        ),
        Some(base) if !crate::cargo::index_url::is_loopback(base) => Some(
            "the URL of a server's Cargo feed is unconfirmed: compare it with \"Connect to feed\" there",
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_go_to_microsofts_hosts_only() {
        let own = |url: &str| Url::parse(url).is_ok_and(|url| PROVIDER.owns(&url));
        for url in [
            "https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/",
            "https://contoso.pkgs.visualstudio.com/_packaging/crates/Cargo/index/",
        ] {
            assert!(own(url), "{url}");
        }
        for url in [
            "http://pkgs.dev.azure.com/contoso/",
            "https://pkgs.dev.azure.com:444/contoso/",
            "https://me@pkgs.dev.azure.com/contoso/",
            "https://pkgs.dev.azure.com.evil.test/contoso/",
            "https://evil-pkgs.dev.azure.com/contoso/",
            "https://a.b.pkgs.visualstudio.com/_packaging/",
            "https://pkgs.visualstudio.com/_packaging/",
            "https://testpkgs.visualstudio.com/_packaging/",
        ] {
            assert!(!own(url), "{url}");
        }
    }
}

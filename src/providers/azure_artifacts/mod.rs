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

use super::{Optional, Param, Provider, Publish, Replacement, SERVER, Scope, Switch};
use crate::feed::{Feed, Values};
use crate::location::{below, decode};

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
    params: &[
        Param {
            key: "org",
            word: "organization",
            value: "NAME",
            note: " (on a server: the collection)",
            is_flag: true,
            optional: Optional::No,
            check: names::organization,
        },
        Param {
            key: "project",
            word: "project",
            value: "NAME",
            note: ", for a feed that belongs to one",
            is_flag: true,
            optional: Optional::Yes,
            check: names::project,
        },
        Param {
            key: "feed",
            word: "feed",
            value: "NAME[@VIEW]",
            note: "",
            is_flag: true,
            optional: Optional::No,
            check: names::feed,
        },
        Param {
            key: "view",
            word: "view",
            value: "VIEW",
            note: "",
            is_flag: false,
            optional: Optional::Yes,
            check: names::view,
        },
    ],
    switches: &[Switch {
        key: "force-auth",
        help: "ask for sign-in on a public feed",
        word: None,
    }],
    server: None,
    scope: Some(Scope {
        part: "project",
        whole: "organization",
        whole_key: "org",
    }),
    replacement: |_| Replacement::Default("the feed's crates.io upstream must be on"),
    publish,
    sign_in: sign_in::SIGN_IN,
    tidy,
    index,
    name_of,
    recognise: recognise::recognise,
    is_plain: true,
    is_host: recognise::is_theirs,
    hosts: &[HOST, "dev.azure.com", "visualstudio.com"],
    remote: remote::read,
    fault: fault::of_index,
    unconfirmed,
    unsure: &[
        "views, for cargo",
        "the older host (`visualstudio.com`), for cargo",
        "the index URL on Azure DevOps Server",
        "`cargo yank`, `owner` and `search`",
    ],
    client: clients::endpoint,
    federated: clients::federated,
    ..SERVER
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
    (feed.base.clone().unwrap_or_else(cloud), path)
}

fn cloud() -> Url {
    Url::parse(&format!("https://{HOST}")).unwrap_or_else(|_| unreachable!("a constant URL"))
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

fn name_of(feed: &Feed) -> String {
    feed.get("feed").unwrap_or_default().to_owned()
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
        Some(base) if !crate::index_url::is_loopback(base) => Some(
            "the URL of a server's Cargo feed is unconfirmed: compare it with \"Connect to feed\" there",
        ),
        _ => None,
    }
}

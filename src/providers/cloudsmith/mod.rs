//! Cloudsmith: repositories of an owner, on its own hosts or on a custom domain.
//!
//! Sources: Cloudsmith's pages on the Cargo registry, upstreams and custom
//! domains, its API schema, and its command-line tool's Cargo helper.

mod clients;
mod sign_in;

use url::Url;

use super::{
    Fault, FaultKind, Hint, Optional, Param, Provider, Recognised, Replacement, SERVER, Switch,
    Verdict,
};
use crate::feed::{Feed, Values};
use crate::location::{Location, below};

const HOST: &str = "cargo.cloudsmith.io";
/// Files lie here below a secret, `public` or `basic`.
const DOWNLOADS: &str = "dl.cloudsmith.io";
/// Endpoints of other clients for the same repository.
const CLIENTS: &[&str] = &[
    "npm.cloudsmith.io",
    "nuget.cloudsmith.io",
    "python.cloudsmith.io",
    "maven.cloudsmith.io",
];

/// The row.
pub const PROVIDER: Provider = Provider {
    id: "cloudsmith",
    aliases: &[],
    name: "Cloudsmith",
    docs: "https://docs.cloudsmith.com/formats/cargo-registry",
    params: &[
        Param {
            key: "owner",
            word: "owner",
            value: "SLUG",
            note: "",
            is_flag: true,
            optional: Optional::WithBase,
            check: slug,
        },
        Param {
            key: "repo",
            word: "repository",
            value: "SLUG",
            note: "",
            is_flag: true,
            optional: Optional::WithBase,
            check: slug,
        },
    ],
    switches: &[Switch {
        key: "public",
        help: "the repository is open: reading wants no sign-in (for snippets)",
        word: Some("public"),
    }],
    server: None,
    replacement: |_| Replacement::OnRequest("the repository must have crates.io as an upstream"),
    unsupported: &["search"],
    sign_in: sign_in::SIGN_IN,
    index,
    name_of,
    recognise,
    is_plain: true,
    is_host: |host| {
        host == HOST
            || host == DOWNLOADS
            || CLIENTS.contains(&host)
            || ["app.cloudsmith.com", "cloudsmith.io", "www.cloudsmith.io"].contains(&host)
    },
    hosts: &["cloudsmith.io", "cloudsmith.com"],
    fault,
    is_secret,
    unconfirmed,
    unsure: &[
        "publishing through a custom domain",
        "what `config.json` says of sign-in",
    ],
    client: clients::endpoint,
    federated: clients::federated,
    ..SERVER
};

/// Namespace slugs are letters, digits, `-` and `_`.
fn slug(name: &str, _: bool) -> Verdict {
    if name.is_empty() {
        return Verdict::Bad("it is empty".to_owned());
    }
    let wrong = name
        .chars()
        .find(|letter| !letter.is_ascii_alphanumeric() && !matches!(letter, '-' | '_'));
    if let Some(letter) = wrong {
        let shown = crate::foreign::line(&letter.to_string());
        return Verdict::Bad(format!(
            "`{shown}` cannot stand in it; the slug is wanted, as the URL has it, not the display name"
        ));
    }
    let strict = name
        .chars()
        .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-');
    if strict && !name.starts_with('-') && !name.ends_with('-') {
        Verdict::Good
    } else {
        Verdict::Odd("slugs are mostly lower case, with `-` between words only".to_owned())
    }
}

/// A custom domain stands for the owner, or for owner and repository.
fn index(feed: &Feed) -> Url {
    let path: Vec<&str> = feed
        .get("owner")
        .into_iter()
        .chain(feed.get("repo"))
        .collect();
    match &feed.base {
        Some(base) => below(base, &path),
        None => below(
            &Url::parse(&format!("https://{HOST}"))
                .unwrap_or_else(|_| unreachable!("a constant URL")),
            &path,
        ),
    }
}

fn name_of(feed: &Feed) -> String {
    match (feed.get("owner"), feed.get("repo")) {
        (Some(owner), Some(repo)) => format!("{owner}-{repo}"),
        (_, Some(repo)) => repo.to_owned(),
        _ => "cloudsmith".to_owned(),
    }
}

fn found(owner: &str, repo: &str) -> Option<Recognised> {
    if owner.is_empty() || repo.is_empty() {
        return None;
    }
    let mut values = Values::default();
    values.set("owner", owner);
    values.set("repo", repo);
    Some(Recognised {
        values,
        ..Recognised::default()
    })
}

fn recognise(location: &Location, _: Hint) -> Option<Recognised> {
    if location.user.is_some() || location.scheme == "ssh" || location.port.is_some() {
        return None;
    }
    let path = location.path();
    match (location.host.as_str(), path.as_slice()) {
        (HOST, [owner, repo]) | (DOWNLOADS, ["basic", owner, repo, ..]) => found(owner, repo),
        (DOWNLOADS, ["public", owner, repo, ..]) => {
            let mut found = found(owner, repo)?;
            found.values.set("public", "yes");
            Some(found)
        }
        (DOWNLOADS, [_, owner, repo, ..]) => {
            let mut found = found(owner, repo)?;
            found.burnt = true;
            Some(found)
        }
        (host, [owner, repo, ..]) if CLIENTS.contains(&host) => found(owner, repo),
        ("app.cloudsmith.com", [owner, repo, ..]) if *owner != "settings" && *owner != "user" => {
            found(owner, repo)
        }
        ("cloudsmith.io" | "www.cloudsmith.io", [owner, "repos", repo, ..]) => {
            found(owner.strip_prefix('~')?, repo)
        }
        _ => None,
    }
}

/// Below the host of the files the first segment is a token, but for two words.
fn is_secret(host: &str, segment: &str) -> bool {
    host.eq_ignore_ascii_case(DOWNLOADS) && !["", "public", "basic"].contains(&segment)
}

fn fault(location: &Location) -> Option<Fault> {
    let path = location.path();
    let meant = recognise(location, Hint::default());
    let (kind, words) = match (location.host.as_str(), path.as_slice()) {
        (HOST, [_, _]) => return None,
        (HOST, _) => (
            FaultKind::Malformed,
            "has not owner and repository behind the host, and nothing else",
        ),
        (DOWNLOADS, ["public" | "basic", _, _, "cargo", "index.git"]) => {
            (FaultKind::Legacy, "is the older git index of a repository")
        }
        (DOWNLOADS, ["public" | "basic", _, _, "cargo", ..]) => return None,
        (DOWNLOADS, [first, ..]) if is_secret(DOWNLOADS, first) => {
            (FaultKind::Secret, "has a token in its URL")
        }
        _ if meant.is_some() => (
            FaultKind::Malformed,
            "is the URL of a page or of another client, not that of the index",
        ),
        _ => return None,
    };
    Some(Fault { kind, words, meant })
}

fn unconfirmed(feed: &Feed) -> Option<&'static str> {
    let base = feed.base.as_ref()?;
    (!crate::index_url::is_loopback(base)).then_some(
        "publishing through a custom domain is unconfirmed: Cloudsmith lists uploads there as not available for Cargo",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> Option<(String, bool)> {
        let found = recognise(&Location::of_pasted(url).ok()?, Hint::default())?;
        let burnt = found.burnt;
        let feed = Feed {
            provider: &PROVIDER,
            values: found.values,
            base: None,
        };
        Some((feed.index(), burnt))
    }

    #[test]
    fn urls_of_a_repository_lead_to_its_index() {
        let index = "sparse+https://cargo.cloudsmith.io/acme/tools/";
        for (url, burnt) in [
            (index, false),
            ("https://cargo.cloudsmith.io/acme/tools", false),
            ("https://npm.cloudsmith.io/acme/tools/", false),
            (
                "https://dl.cloudsmith.io/public/acme/tools/cargo/index.git",
                false,
            ),
            (
                "https://dl.cloudsmith.io/basic/acme/tools/python/simple/",
                false,
            ),
            (
                "sparse+https://dl.cloudsmith.io/s3cr3t/acme/tools/cargo/",
                true,
            ),
            ("https://app.cloudsmith.com/acme/tools", false),
            ("https://cloudsmith.io/~acme/repos/tools/packages/", false),
        ] {
            assert_eq!(read(url), Some((index.to_owned(), burnt)), "{url}");
        }
        for url in [
            "https://cargo.cloudsmith.io.evil.test/acme/tools/",
            "https://evil-cargo.cloudsmith.io/acme/tools/",
            "https://cargo.cloudsmith.io/acme/tools/more/",
            "https://me:key@cargo.cloudsmith.io/acme/tools/",
            "https://app.cloudsmith.com/settings/api-keys",
        ] {
            assert_eq!(read(url), None, "{url}");
        }
    }

    #[test]
    fn custom_domains_leave_out_what_they_stand_for() {
        let base = Url::parse("https://cargo.example.test").ok();
        let feed = |pairs: &[(&'static str, &str)]| Feed {
            provider: &PROVIDER,
            values: pairs.iter().map(|(k, v)| (*k, (*v).to_owned())).collect(),
            base: base.clone(),
        };
        assert_eq!(
            feed(&[("repo", "tools")]).index(),
            "sparse+https://cargo.example.test/tools/"
        );
        assert_eq!(feed(&[]).index(), "sparse+https://cargo.example.test/");
    }

    #[test]
    fn display_names_are_no_slugs() {
        assert_eq!(slug("acme", false), Verdict::Good);
        assert!(matches!(slug("Acme_x", false), Verdict::Odd(_)));
        assert!(matches!(slug("Acme Tools", false), Verdict::Bad(_)));
    }
}

//! Cloudsmith: repositories of an owner, on its own hosts or on a custom domain.
//!
//! Sources: Cloudsmith's pages on the Cargo registry, upstreams and custom
//! domains, its API schema, and its command-line tool's Cargo helper.

mod clients;
mod sign_in;

use crate::feeds::url::Location;
use crate::feeds::{
    Fault, FaultKind, Feed, Hint, Hosts, Names, Optional, Param, Provider, Recognised, Replacement,
    SignIn, Support, Switch, Urls, is_of_web,
};
use crate::text::escape::is_token_in_path;

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
/// Pages for a browser.
const PAGES: &[&str] = &["app.cloudsmith.com", "cloudsmith.io", "www.cloudsmith.io"];

/// The row.
pub const PROVIDER: Provider = Provider {
    id: "cloudsmith",
    name: "Cloudsmith",
    docs: "https://docs.cloudsmith.com/formats/cargo-registry",
    names: Names {
        params: &[
            Param {
                key: "owner",
                word: "owner",
                ..SLUG
            },
            Param {
                key: "repo",
                word: "repository",
                ..SLUG
            },
        ],
        switches: &[Switch {
            key: "public",
            help: "the repository is open: reading wants no sign-in (for snippets)",
            word: Some("public"),
        }],
        registry: name_of,
        ..Names::NONE
    },
    urls: Urls {
        server: None,
        // A custom domain stands for the owner, or for owner and repository.
        path: &["{owner}", "{repo}"],
        recognise: Some(recognise),
        is_sure: true,
        hosts: Hosts {
            of_feeds: HOST,
            serves_feeds: |host| host == HOST,
            is_theirs: |host| {
                host == HOST
                    || host == DOWNLOADS
                    || CLIENTS.contains(&host)
                    || PAGES.contains(&host)
            },
            likeness: &["cloudsmith.io", "cloudsmith.com"],
            ..Hosts::NONE
        },
        fault,
        ..Urls::SERVER
    },
    sign_in: SignIn {
        federated: clients::federated,
        ..sign_in::SIGN_IN
    },
    cargo: Support {
        replacement: |_| {
            Replacement::OnRequest("the repository must have crates.io as an upstream")
        },
        unsupported: &["search"],
        unsure: &[
            "publishing through a custom domain",
            "what `config.json` says of sign-in",
        ],
        unconfirmed,
        ..Support::REGISTRY
    },
    endpoint: clients::endpoint,
    ..Provider::SERVER
};

/// A custom domain may stand for it.
const SLUG: Param = Param {
    value: "SLUG",
    optional: Optional::WithBase,
    marks: "-_",
    wanted: "the slug is wanted, as the URL has it, not the display name",
    odd: |slug| {
        let is_usual = slug
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
            && !slug.starts_with('-')
            && !slug.ends_with('-');
        (!is_usual).then_some("slugs are mostly lower case, with `-` between words only")
    },
    ..Param::NAME
};

fn name_of(feed: &Feed) -> String {
    match (feed.get("owner"), feed.get("repo")) {
        (Some(owner), Some(repo)) => format!("{owner}-{repo}"),
        (_, Some(repo)) => repo.to_owned(),
        _ => "cloudsmith".to_owned(),
    }
}

fn found(owner: &str, repo: &str) -> Option<Recognised> {
    Recognised::of(&[("owner", owner), ("repo", repo)], None)
}

fn recognise(location: &Location, _: Hint) -> Option<Recognised> {
    if !is_of_web(location) || location.port.is_some() {
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
        (DOWNLOADS, [first, ..]) if is_token_in_path(DOWNLOADS, first) => {
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
    (!crate::cargo::index_url::is_loopback(base)).then_some(
        "publishing through a custom domain is unconfirmed: Cloudsmith lists uploads there as not available for Cargo",
    )
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use crate::feeds::Verdict;

    fn read(url: &str) -> Option<(String, bool)> {
        let found = recognise(&Location::of_pasted(url).ok()?, Hint::default())?;
        let burnt = found.burnt;
        Some((Feed::recognised(&PROVIDER, found).index(), burnt))
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
        assert_eq!(SLUG.check("acme", false), Verdict::Good);
        assert!(matches!(SLUG.check("Acme_x", false), Verdict::Odd(_)));
        assert!(matches!(SLUG.check("Acme Tools", false), Verdict::Bad(_)));
    }

    #[test]
    fn keys_go_to_the_vendors_host_only() {
        let own = |url: &str| Url::parse(url).is_ok_and(|url| PROVIDER.owns(&url));
        assert!(own("https://cargo.cloudsmith.io/acme/tools/"));
        for url in [
            "http://cargo.cloudsmith.io/acme/tools/",
            "https://cargo.cloudsmith.io:8443/acme/tools/",
            "https://me@cargo.cloudsmith.io/acme/tools/",
            "https://cargo.cloudsmith.io.evil.test/acme/tools/",
            "https://dl.cloudsmith.io/acme/tools/",
        ] {
            assert!(!own(url), "{url}");
        }
    }
}

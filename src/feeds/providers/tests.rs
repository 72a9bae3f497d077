//! What holds for every provider, whoever it is.

use proptest::prelude::*;
use url::Url;

use super::{ALL, feed_at, feed_of, named, recognise};
use crate::feeds::url::Location;
use crate::feeds::{Feed, Hint, Optional, Param, Provider, Values, Verdict};

/// A value that the row lets through.
fn value(param: &'static Param, seed: &str) -> String {
    let candidates = [
        seed.to_owned(),
        // An AWS account.
        format!("{:0>12}", seed.len() * 7919),
    ];
    candidates
        .into_iter()
        .find(|value| {
            param.check(value, false) != Verdict::Bad(String::new()) && is_fine(param, value)
        })
        .unwrap_or_else(|| panic!("no value for {}", param.key))
}

fn is_fine(param: &Param, value: &str) -> bool {
    !matches!(param.check(value, false), Verdict::Bad(_))
}

/// A feed of a provider, with every parameter or only those that are needed, and each
/// switch that its index tells of.
pub(crate) fn sample(provider: &'static Provider, seed: &str, all: bool, switches: bool) -> Feed {
    let mut values: Values = provider
        .names
        .params
        .iter()
        .filter(|param| all || param.optional != Optional::Yes)
        .map(|param| (param.key, value(param, seed)))
        .collect();
    for switch in provider.names.switches {
        // This one says how to read, and stands in no index.
        if switches && switch.key != "public" {
            values.set(switch.key, "yes");
        }
    }
    let base = provider
        .urls
        .server
        .map(|_| Url::parse("https://feeds.corp.test:8443/tools").expect("a constant URL"));
    Feed {
        provider,
        values,
        base,
    }
}

/// Artifactory's own context path is a part of its server.
fn with_context(mut feed: Feed) -> Feed {
    if feed.provider.id == "artifactory" {
        feed.base = Url::parse("https://feeds.corp.test:8443/artifactory").ok();
    }
    feed
}

/// A path that another vendor's server could have says nothing against the host, nor
/// against the usual form: what is nearly an index is the feed whose index it nearly is.
#[test]
fn what_is_nearly_an_index_is_its_own_vendors() {
    for (index, id) in [
        (
            "sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/cargo/index/",
            "azure-artifacts",
        ),
        (
            "sparse+https://contoso.pkgs.visualstudio.com/_packaging/crates/cargo/index/",
            "azure-artifacts",
        ),
        (
            "sparse+https://dl.cloudsmith.io/basic/acme/tools/cargo/index.git",
            "cloudsmith",
        ),
        (
            "sparse+https://jfrog.corp.test/artifactory/api/cargo/crates/",
            "artifactory",
        ),
        ("sparse+https://corp.test/cargo/crates/", "proget"),
    ] {
        assert_eq!(
            feed_at(index).map(|feed| feed.provider.id),
            Some(id),
            "{index}"
        );
    }
}

#[test]
fn rows_are_told_apart() {
    for provider in ALL {
        let names = std::iter::once(&provider.id).chain(provider.aliases);
        for name in names {
            assert_eq!(named(name).map(|one| one.id), Some(provider.id), "{name}");
            assert!(
                name.chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
                "{name}"
            );
        }
        assert!(provider.docs.starts_with("https://"), "{}", provider.id);
        assert!(!provider.name.is_empty() && !provider.sign_in.secret.is_empty());
    }
    let takes_any: Vec<_> = ALL.iter().map(|provider| provider.urls.takes_any).collect();
    assert_eq!(takes_any.iter().position(|any| *any), Some(ALL.len() - 1));
}

#[test]
fn hosts_that_only_look_like_a_vendors_are_nobodys() {
    for provider in ALL.iter().filter(|provider| !provider.is_self_hosted()) {
        let feed = sample(provider, "tools", false, false);
        let index = feed.index();
        let host = feed.index_url().host_str().expect("a host").to_owned();
        for fake in [
            format!("{host}.evil.test"),
            format!("evil-{host}.evil.test"),
            format!("evil.test/{host}"),
            format!("me@{host}"),
            format!("{host}:8443"),
        ] {
            let url = index.replacen(&host, &fake, 1);
            let Ok(location) = Location::of_pasted(&url) else {
                continue;
            };
            assert!(recognise(&location).is_none(), "{url}");
            let hint = Hint {
                named: true,
                ..Hint::default()
            };
            // With the vendor named, a host that shows no likeness is a server.
            let is_alike = !fake.starts_with("evil.test/");
            let read = provider.urls.recognise(&location, hint);
            assert!(read.is_none() || !is_alike, "{url}");
            let is_host_alike = fake.starts_with(&host) || fake.starts_with("evil-");
            if is_host_alike && !fake.contains(':') {
                let any = named("generic").expect("it is there");
                assert!(any.urls.recognise(&location, hint).is_none(), "{url}");
            }
            let own =
                Url::parse(url.trim_start_matches("sparse+")).is_ok_and(|url| provider.owns(&url));
            assert!(!own, "{url}");
        }
    }
}

/// Where a provider has hosts of its own: also on a server of somebody's, and on an older
/// host that names the whole. Names there may be in any script.
fn elsewhere(mut feed: Feed, place: u8, part: &str) -> Feed {
    let Some(scope) = &feed.provider.names.scope else {
        return feed;
    };
    if feed.get(scope.part).is_some() {
        feed.values.set(scope.part, part);
    }
    let whole = feed.get(scope.whole_key).unwrap_or_default().to_owned();
    feed.base = match place {
        0 => None,
        1 => Url::parse("https://ado.corp.test:8443/tfs").ok(),
        _ => Url::parse(&format!("https://{whole}.pkgs.visualstudio.com")).ok(),
    };
    feed
}

proptest! {
    #[test]
    fn recognition_is_the_inverse_of_the_template(
        seed in "[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,4})?",
        at in 0..ALL.len(),
        all: bool,
        switches: bool,
        place in 0..3_u8,
        part in "[a-zA-Zäøß日][a-z ßøé日.&'()-]{0,12}[a-zß本]",
    ) {
        let provider = ALL[at];
        let feed = with_context(sample(provider, &seed, all, switches));
        let feed = elsewhere(feed, place, &part);
        let index = feed.index();
        let back = feed_of(provider, &index);
        let back = back.unwrap_or_else(|| panic!("{} does not know {index}", provider.id));
        prop_assert_eq!(&back.values, &feed.values, "{}", &index);
        prop_assert_eq!(back.index(), index.clone());
        // Whoever is taken for it, the index stays the same.
        let any = feed_at(&index).expect("somebody knows it");
        prop_assert_eq!(any.index(), index.clone());
        prop_assert!(index.starts_with("sparse+https://") && index.ends_with('/'));
    }
}

//! URLs that mean a feed of Azure Artifacts.
//!
//! Hosts are compared label by label. A host that only looks like one of theirs
//! is nobody's; a server of one's own has to be named as such.

use super::{HOST, HOSTS, legacy_organization, tidy};
use crate::feeds::url::Location;
use crate::feeds::{Hint, Recognised, is_of_web};

pub(super) fn recognise(location: &Location, hint: Hint) -> Option<Recognised> {
    if !is_of_web(location) {
        return None;
    }
    let path = location.path();
    let host = location.host.as_str();
    if host == HOST && location.port.is_none() {
        let (organization, path) = path.split_first()?;
        return packaging(organization, path);
    }
    if let Some(organization) = legacy_organization(host) {
        let mut found = packaging(organization, without_collection(&path))?;
        found.base = location.origin(&[]);
        return Some(found);
    }
    if host == "dev.azure.com" {
        let (organization, path) = path.split_first()?;
        return page(organization, path, location);
    }
    if let Some(organization) = host.strip_suffix(".visualstudio.com")
        && !organization.contains('.')
    {
        return page(organization, without_collection(&path), location);
    }
    if hint.named && !HOSTS.look_like(host) {
        return server(location, &path);
    }
    None
}

pub(super) fn without_collection<'p, 's>(path: &'p [&'s str]) -> &'p [&'s str] {
    match path {
        [first, rest @ ..] if first.eq_ignore_ascii_case("DefaultCollection") => rest,
        _ => path,
    }
}

fn values(organization: &str, project: Option<&str>, feed: &str) -> Option<Recognised> {
    let mut found = Recognised::of(&[("org", organization), ("feed", feed)], None)?;
    if let Some(project) = project {
        found.values.set("project", project);
    }
    tidy(&mut found.values);
    Some(found)
}

/// `[PROJECT/]_packaging/FEED/…`: an index, or another client's endpoint.
fn packaging(organization: &str, path: &[&str]) -> Option<Recognised> {
    match path {
        ["_packaging", feed, ..] => values(organization, None, feed),
        [project, "_packaging", feed, ..] => values(organization, Some(project), feed),
        _ => None,
    }
}

/// The feed's page in a browser, today's and the older one. It stands below a
/// project for feeds of the organization too.
fn page(organization: &str, path: &[&str], location: &Location) -> Option<Recognised> {
    let asked = || {
        location
            .query
            .iter()
            .find(|(key, _)| key == "feed")
            .map(|(_, feed)| feed.as_str())
    };
    let (project, feed) = match path {
        ["_artifacts", "feed", feed, ..] => (None, *feed),
        [project, "_artifacts", "feed", feed, ..] => (Some(*project), *feed),
        ["_packaging"] => (None, asked()?),
        [project, "_packaging"] => (Some(*project), asked()?),
        _ => return None,
    };
    let mut found = values(organization, project, feed)?;
    found.scope_unsure = project.is_some();
    Some(found)
}

/// `[PREFIX/]COLLECTION/[PROJECT/]_packaging/FEED/…` on a server of one's own.
fn server(location: &Location, path: &[&str]) -> Option<Recognised> {
    let mark = path.iter().position(|segment| *segment == "_packaging")?;
    let feed = path.get(mark + 1)?;
    let before = &path[..mark];
    let prefix = usize::from(
        before
            .first()
            .is_some_and(|first| first.eq_ignore_ascii_case("tfs")),
    );
    let prefix = prefix.max(before.len().saturating_sub(2));
    let (prefix, rest) = before.split_at(prefix.min(before.len()));
    let mut found = match rest {
        [collection] => values(collection, None, feed)?,
        [collection, project] => values(collection, Some(project), feed)?,
        _ => return None,
    };
    let prefix: Vec<String> = prefix.iter().map(|part| (*part).to_owned()).collect();
    found.base = location.origin(&prefix);
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feeds::Feed;
    use crate::feeds::providers::azure_artifacts::PROVIDER;

    fn read(url: &str, named: bool) -> Option<(String, bool)> {
        let location = Location::of_pasted(url).ok()?;
        let found = recognise(
            &location,
            Hint {
                named,
                ..Hint::default()
            },
        )?;
        let unsure = found.scope_unsure;
        let feed = Feed {
            provider: &PROVIDER,
            values: found.values,
            base: found.base,
        };
        Some((feed.index(), unsure))
    }

    #[test]
    fn urls_of_a_feed_lead_to_its_index() {
        let project =
            "sparse+https://pkgs.dev.azure.com/contoso/My%20P/_packaging/crates/Cargo/index/";
        let organization =
            "sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/";
        for (url, index, unsure) in [
            (project, project, false),
            (
                "https://pkgs.dev.azure.com/contoso/My P/_packaging/crates/Cargo/index",
                project,
                false,
            ),
            (
                "https://pkgs.dev.azure.com/contoso/_packaging/crates/npm/registry/",
                organization,
                false,
            ),
            (
                "https://PKGS.dev.azure.com/contoso/_packaging/crates/nuget/v3/index.json",
                organization,
                false,
            ),
            (
                "https://dev.azure.com/contoso/My%20P/_artifacts/feed/crates/connect",
                project,
                true,
            ),
            (
                "https://dev.azure.com/contoso/My%20P/_packaging?_a=feed&feed=crates",
                project,
                true,
            ),
            (
                "https://dev.azure.com/contoso/_artifacts/feed/crates",
                organization,
                false,
            ),
            (
                "https://contoso.visualstudio.com/DefaultCollection/My%20P/_artifacts/feed/crates",
                project,
                true,
            ),
            (
                "https://contoso.pkgs.visualstudio.com/_packaging/crates/Cargo/index/",
                "sparse+https://contoso.pkgs.visualstudio.com/_packaging/crates/Cargo/index/",
                false,
            ),
            (
                "sparse+https://pkgs.dev.azure.com/c/_packaging/f@Release~force-auth/Cargo/index/",
                "sparse+https://pkgs.dev.azure.com/c/_packaging/f@Release~force-auth/Cargo/index/",
                false,
            ),
        ] {
            assert_eq!(read(url, false), Some((index.to_owned(), unsure)), "{url}");
        }
    }

    #[test]
    fn servers_are_read_when_named_and_look_alikes_never() {
        let index = "https://tfs.corp.test:8080/tfs/Main/P/_packaging/f/Cargo/index/";
        assert_eq!(read(index, false), None);
        assert_eq!(read(index, true), Some((format!("sparse+{index}"), false)));
        let wide = "https://ado.corp.test/Main/_packaging/f/Cargo/index/";
        assert_eq!(read(wide, true), Some((format!("sparse+{wide}"), false)));
        for url in [
            "https://pkgs.dev.azure.com.evil.test/c/_packaging/f/Cargo/index/",
            "https://evilpkgs.dev.azure.com/c/_packaging/f/Cargo/index/",
            "https://a.b.pkgs.visualstudio.com/_packaging/f/Cargo/index/",
            "https://testvisualstudio.com/c/_packaging/f/Cargo/index/",
            "https://me@pkgs.dev.azure.com/c/_packaging/f/Cargo/index/",
            "https://pkgs.dev.azure.com/_packaging",
        ] {
            assert_eq!(read(url, true), None, "{url}");
        }
    }
}

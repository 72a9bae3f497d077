//! Git remotes on Azure DevOps: organization and project.
//!
//! Source: the parser of the Azure CLI's DevOps extension and its tests. The
//! scope of a feed cannot be told from a remote, only these two.

use super::recognise::without_collection;
use crate::feeds::url::Location;
use crate::feeds::{FromRemote, Values};

pub(super) fn read(location: &Location) -> Option<FromRemote> {
    if !matches!(location.port, None | Some(22 | 443)) && !is_server(location) {
        return None;
    }
    let path = location.path();
    match location.host.as_str() {
        "dev.azure.com" => {
            let (organization, rest) = path.split_first()?;
            https(organization, rest)
        }
        "ssh.dev.azure.com" | "vs-ssh.visualstudio.com" => ssh(location, &path),
        host => match host.strip_suffix(".visualstudio.com") {
            Some(organization) if !organization.contains('.') && organization != "ssh" => {
                https(organization, without_collection(&path))
            }
            Some(_) => None,
            None => server(location, &path),
        },
    }
}

fn found(organization: &str, project: &str, guess: bool) -> Option<FromRemote> {
    if organization.is_empty() || project.is_empty() {
        return None;
    }
    let mut values = Values::default();
    values.set("org", organization);
    values.set("project", project);
    Some(FromRemote {
        values,
        base: None,
        guess,
    })
}

/// A repository's name; one that is named like its project needs no project.
fn bare(repository: &str) -> &str {
    repository.strip_suffix(".git").unwrap_or(repository)
}

fn https(organization: &str, rest: &[&str]) -> Option<FromRemote> {
    match rest {
        [project, "_git", _] => found(organization, project, false),
        ["_git", repository] => found(organization, bare(repository), true),
        _ => None,
    }
}

fn ssh(location: &Location, path: &[&str]) -> Option<FromRemote> {
    match path {
        ["v3", organization, project, _] | [organization, project, "_ssh", _] => {
            found(organization, project, false)
        }
        [project, "_ssh", _] => found(location.user.as_deref()?, project, false),
        _ => None,
    }
}

fn is_server(location: &Location) -> bool {
    !super::HOSTS.look_like(&location.host)
}

/// `[/tfs]/COLLECTION/PROJECT/_git/REPO` on a server of one's own. Only the shape
/// speaks for it, so it is a guess.
fn server(location: &Location, path: &[&str]) -> Option<FromRemote> {
    if !location.scheme.starts_with("http") || !is_server(location) {
        return None;
    }
    let [before @ .., "_git", _] = path else {
        return None;
    };
    let (prefix, collection, project) = match before {
        [collection, project] => (None, collection, project),
        [prefix, collection, project] => (Some((*prefix).to_owned()), collection, project),
        _ => return None,
    };
    let mut remote = found(collection, project, true)?;
    let prefix: Vec<String> = prefix.into_iter().collect();
    remote.base = location.origin(&prefix);
    Some(remote)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(remote: &str) -> Option<(String, String, bool)> {
        let found = read(&Location::of_remote(remote).ok()?)?;
        Some((
            found.values.get("org")?.to_owned(),
            found.values.get("project")?.to_owned(),
            found.guess,
        ))
    }

    #[test]
    fn every_shape_of_remote_is_read() {
        for (remote, project, guess) in [
            ("https://dev.azure.com/contoso/My%20P/_git/r", "My P", false),
            (
                "https://contoso@dev.azure.com/contoso/My%20P/_git/r/",
                "My P",
                false,
            ),
            ("https://dev.azure.com/contoso/_git/r.git", "r", true),
            ("git@ssh.dev.azure.com:v3/contoso/My%20P/r", "My P", false),
            (
                "ssh://git@ssh.dev.azure.com/v3/contoso/My%20P/r",
                "My P",
                false,
            ),
            (
                "ssh://git@ssh.dev.azure.com:22/v3/contoso/My%20P/r",
                "My P",
                false,
            ),
            (
                "contoso@vs-ssh.visualstudio.com:v3/contoso/My%20P/r",
                "My P",
                false,
            ),
            (
                "ssh://contoso@vs-ssh.visualstudio.com:22/My%20P/_ssh/r",
                "My P",
                false,
            ),
            (
                "ssh://x@ssh.dev.azure.com/contoso/My%20P/_ssh/r",
                "My P",
                false,
            ),
            (
                "https://contoso.visualstudio.com/My%20P/_git/r",
                "My P",
                false,
            ),
            (
                "https://contoso.visualstudio.com/DefaultCollection/My%20P/_git/r",
                "My P",
                false,
            ),
            (
                "https://contoso.visualstudio.com/defaultcollection/_git/r",
                "r",
                true,
            ),
            ("HTTPS://Contoso.VisualStudio.com/_git/r", "r", true),
            (
                "https://tfs.corp.test:8080/tfs/contoso/My%20P/_git/r",
                "My P",
                true,
            ),
        ] {
            assert_eq!(
                parts(remote),
                Some(("contoso".to_owned(), project.to_owned(), guess)),
                "{remote}"
            );
        }
    }

    #[test]
    fn other_remotes_say_nothing() {
        for remote in [
            "https://github.com/a/b",
            "git@github.com:a/b.git",
            "https://dev.azure.com.evil.test/contoso/p/_git/r",
            "https://testvisualstudio.com/p/_git/r",
            "https://ssh.visualstudio.com/p/_git/r",
            "https://a.b.visualstudio.com/p/_git/r",
            "https://dev.azure.com:8443/contoso/p/_git/r",
            "https://dev.azure.com/contoso//_git/r",
            "/srv/git/r",
            "file:///srv/p/_git/r",
        ] {
            assert_eq!(parts(remote), None, "{remote}");
        }
    }
}

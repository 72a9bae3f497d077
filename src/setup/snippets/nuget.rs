//! The snippets for `NuGet` and dotnet, which read the same file.
//!
//! `NuGet` puts the values of variables in the place of `%NAME%` in its files.

use super::quote::{plain, xml};
use super::{NotServed, Request, Section, endpoint, tools};
use crate::feeds::clients::{Client, Endpoint, Format};

pub(super) fn for_nuget(request: &Request<'_>) -> Result<Vec<Section>, NotServed> {
    let feed = endpoint(request, Client::Nuget)?;
    let mut sections = set_up(request, &feed);
    sections.push(Section::new(
        "restore, the first time with empty caches so that every package comes through the feed, and publish (PowerShell)",
        Format::PowerShell,
        format!(
            "nuget.exe locals -clear all\nnuget.exe restore\nnuget.exe push PACKAGE.nupkg -Source {} -ApiKey {}\n",
            target(request, &feed),
            key(&feed, |name| format!("$env:{name}"))
        ),
    ));
    Ok(sections)
}

pub(super) fn for_dotnet(request: &Request<'_>) -> Result<Vec<Section>, NotServed> {
    let feed = endpoint(request, Client::Dotnet)?;
    let mut sections = set_up(request, &feed);
    let restore = if feed.interactive {
        "dotnet restore --interactive"
    } else {
        "dotnet restore"
    };
    sections.push(Section::new(
        if feed.push_key.is_some() {
            "restore, and publish"
        } else {
            "restore, and publish (sh; in PowerShell a variable is written `$env:NAME`)"
        },
        Format::Sh,
        format!(
            "{restore}\ndotnet nuget push PACKAGE.nupkg --source {} --api-key {}\n",
            target(request, &feed),
            key(&feed, |name| format!("\"${name}\""))
        ),
    ));
    Ok(sections)
}

/// Where packages are pushed to: the source by its name, where that takes them.
fn target(request: &Request<'_>, feed: &Endpoint) -> String {
    if feed.publish == feed.read {
        source(request)
    } else {
        feed.publish.clone()
    }
}

/// The name of the source, which is an element of the file too.
fn source(request: &Request<'_>) -> String {
    let name = plain(request.name);
    if name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') {
        name
    } else {
        format!("feed-{name}")
    }
}

/// The word in the place of a key, or the variable that holds it.
fn key(feed: &Endpoint, variable: impl Fn(&str) -> String) -> String {
    feed.push_key
        .map_or_else(|| variable(feed.variable), str::to_owned)
}

fn set_up(request: &Request<'_>, feed: &Endpoint) -> Vec<Section> {
    let name = source(request);
    let signs_in = feed.wants_sign_in && feed.tools.is_empty();
    let credentials = if signs_in {
        format!(
            "  <packageSourceCredentials>\n    <{name}>\n      <add key=\"Username\" value=\"{}\" />\n      <add key=\"ClearTextPassword\" value=\"%{}%\" />\n    </{name}>\n  </packageSourceCredentials>\n",
            xml(&feed.user),
            feed.variable
        )
    } else {
        String::new()
    };
    let title = if signs_in {
        format!(
            "the feed alone; the secret is in the variable {}",
            feed.variable
        )
    } else {
        "the feed alone, beside the solution".to_owned()
    };
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<configuration>\n  <packageSources>\n    <clear />\n    <add key=\"{name}\" value=\"{}\" />\n  </packageSources>\n{credentials}</configuration>\n",
        xml(&feed.read)
    );
    let mut sections = vec![Section::new(title, Format::Xml, text).into_file("nuget.config")];
    sections.extend(tools(feed));
    sections
}

//! A feed of Azure Artifacts for npm, `NuGet`, Python and Java.
//!
//! Sources: Microsoft's pages on each client ("Connect to feed", the tutorial on
//! packages from upstream sources), the READMEs of the Azure Artifacts credential
//! provider and of artifacts-keyring, and uv's guide on Azure Artifacts.

use super::path;
use super::sign_in::RESOURCE;
use crate::feeds::clients::{Client, Endpoint, Federated, Format, NpmSignIn, Tool};
use crate::feeds::url::below;
use crate::feeds::{Feed, Header};
use crate::text::secret::Scheme;

#[expect(clippy::unnecessary_wraps, reason = "the row's form")]
pub(super) fn endpoint(feed: &Feed, client: Client) -> Option<Endpoint> {
    let at = |with_view: bool, tail: &[&str]| {
        let (base, mut segments) = path(feed, with_view);
        segments.extend(tail.iter().map(|part| (*part).to_owned()));
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        escaped(below(&base, &segments).as_str())
    };
    let without_slash = |url: String| url.trim_end_matches('/').to_owned();
    let (read, publish) = match client {
        Client::Npm => {
            let tail = ["npm", "registry"];
            (at(true, &tail), at(false, &tail))
        }
        Client::Nuget | Client::Dotnet => {
            let tail = ["nuget", "v3", "index.json"];
            (
                without_slash(at(true, &tail)),
                without_slash(at(false, &tail)),
            )
        }
        Client::Pip | Client::Uv => (
            at(true, &["pypi", "simple"]),
            at(false, &["pypi", "upload"]),
        ),
        Client::Maven | Client::Gradle => {
            let tail = ["maven", "v1"];
            (
                without_slash(at(true, &tail)),
                without_slash(at(false, &tail)),
            )
        }
    };
    // A view is read-only, so publishing goes to the feed, which wants a token too.
    let mut npm_prefixes = Vec::new();
    for with_view in [true, false] {
        for tail in [&["npm", "registry"][..], &["npm"]] {
            let prefix = without_scheme(&at(with_view, tail));
            if !npm_prefixes.contains(&prefix) {
                npm_prefixes.push(prefix);
            }
        }
    }
    // Any word does; some files and shells take a name with a blank for two.
    let organization = feed.get("org").unwrap_or_default();
    let is_word = organization
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter));
    let user = if is_word { organization } else { "any" }.to_owned();
    let tools = tools(client, feed.base.is_some(), &read);
    Some(Endpoint {
        read,
        publish,
        wants_sign_in: true,
        publisher: user.clone(),
        user,
        variable: "AZURE_ARTIFACTS_PAT",
        npm: NpmSignIn::Basic(npm_prefixes),
        // Any word: the credential provider gives the token.
        push_key: Some("az"),
        interactive: feed.base.is_none(),
        tools,
    })
}

/// Letters that a URL may hold and that mean something to shells and files besides.
fn escaped(url: &str) -> String {
    url.chars()
        .map(|letter| match letter {
            '\'' | '(' | ')' | '&' | ';' | '$' | '!' | '*' | ',' | '+' | '=' | '|' | '^' | '['
            | ']' => {
                format!("%{:02X}", u32::from(letter))
            }
            _ => letter.to_string(),
        })
        .collect()
}

/// `//host/path/`, as npm names what a token is for.
fn without_scheme(url: &str) -> String {
    url.split_once(':').map_or(url, |(_, rest)| rest).to_owned()
}

fn tools(client: Client, is_server: bool, read: &str) -> Vec<Tool> {
    let unattended = || {
        let endpoint = serde_json::json!({
            "endpointCredentials": [{
                "endpoint": read,
                "username": "any",
                "password": "YOUR-PAT",
            }]
        });
        Tool::new(
            "without a person: the value of the variable ARTIFACTS_CREDENTIALPROVIDER_EXTERNAL_FEED_ENDPOINTS",
            Format::Json,
            format!("{endpoint}\n"),
        )
    };
    match client {
        // It does not know servers of one's own.
        Client::Npm if is_server => Vec::new(),
        Client::Npm => vec![Tool::new(
            "or, on Windows: vsts-npm-auth writes the token; install it in a folder without this .npmrc",
            Format::PowerShell,
            "npm install -g vsts-npm-auth\nvsts-npm-auth -config .npmrc\n",
        )],
        // There it asks nobody.
        Client::Nuget | Client::Dotnet if is_server => vec![unattended()],
        Client::Nuget => vec![
            Tool::new(
                "sign in: the Azure Artifacts credential provider, Windows",
                Format::PowerShell,
                "iex \"& { $(irm https://aka.ms/install-artifacts-credprovider.ps1) } -AddNetfx\"\n",
            ),
            Tool::new(
                "sign in: the Azure Artifacts credential provider, Linux and macOS",
                Format::Sh,
                "wget -qO- https://aka.ms/install-artifacts-credprovider.sh | bash\n",
            ),
            unattended(),
        ],
        Client::Dotnet => vec![
            Tool::new(
                "sign in: the Azure Artifacts credential provider (.NET SDK 9.0.200 or later); it asks at the next `dotnet restore --interactive`",
                Format::Lines,
                "dotnet tool install --global Microsoft.Artifacts.CredentialProvider.NuGet.Tool\n",
            ),
            unattended(),
        ],
        Client::Pip => vec![Tool::new(
            "or, before pip.conf is there: artifacts-keyring opens a sign-in in the browser (pip 19.2, twine 1.13 or later)",
            Format::Lines,
            "pip install keyring artifacts-keyring\n",
        )],
        Client::Uv => vec![Tool::new(
            "or: artifacts-keyring opens a sign-in in the browser; the user name is then VssSessionToken",
            Format::Sh,
            "uv tool install keyring --with artifacts-keyring\nexport UV_KEYRING_PROVIDER=subprocess\n",
        )],
        Client::Maven | Client::Gradle => Vec::new(),
    }
}

/// A service principal with a federated credential for the repository.
///
/// Composed from Microsoft's demo of GitHub's identity with Azure DevOps and the
/// page on Entra tokens; no page of theirs shows it for cargo.
pub(super) fn federated(feed: &Feed) -> Option<Federated> {
    if feed.base.is_some() {
        return None;
    }
    Some(Federated {
        title: "no stored secret: a service principal in Microsoft Entra that trusts this repository, with a role in the feed; composed from several pages, none shows it for cargo",
        steps: "- uses: azure/login@v2\n  with:\n    client-id: CLIENT-ID            # of the service principal\n    tenant-id: TENANT-ID\n    allow-no-subscriptions: true\n".to_owned(),
        script: format!(
            "token=$(az account get-access-token --resource {RESOURCE} --query accessToken --output tsv)\n"
        ),
        header: Header::Scheme(Scheme::Bearer),
    })
}

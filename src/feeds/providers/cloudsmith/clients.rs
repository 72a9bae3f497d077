//! A repository on Cloudsmith for npm, `NuGet`, Python and Java.
//!
//! Sources: Cloudsmith's pages on each format. On a custom domain each format has a
//! host of its own, which the one for cargo does not tell.

use super::DOWNLOADS;
use crate::feeds::clients::{Client, Endpoint, Federated, NpmSignIn};
use crate::feeds::{Feed, Header};
use crate::text::secret::Scheme;

/// A placeholder.
const USER: &str = "YOUR-USER-NAME";

pub(super) fn endpoint(feed: &Feed, client: Client) -> Option<Endpoint> {
    let (None, Some(owner), Some(repo)) = (&feed.base, feed.get("owner"), feed.get("repo")) else {
        return None;
    };
    let is_public = feed.get("public").is_some();
    let access = if is_public { "public" } else { "basic" };
    // Slugs need no escapes.
    let own = |format: &str| format!("https://{format}.cloudsmith.io/{owner}/{repo}/");
    let files = |path: &str| format!("https://{DOWNLOADS}/{access}/{owner}/{repo}/{path}/");
    let (read, publish) = match client {
        Client::Npm => (own("npm"), own("npm")),
        Client::Nuget | Client::Dotnet => {
            let index = format!("{}v3/index.json", own("nuget"));
            (index.clone(), index)
        }
        Client::Pip | Client::Uv => (files("python/simple"), own("python")),
        Client::Maven | Client::Gradle => (files("maven"), own("maven")),
    };
    Some(Endpoint {
        read,
        publish,
        wants_sign_in: !is_public,
        // Only uv's page shows an API key beside this word.
        user: if client == Client::Uv { "token" } else { USER }.to_owned(),
        publisher: USER.to_owned(),
        variable: "CLOUDSMITH_API_KEY",
        npm: NpmSignIn::Token,
        push_key: None,
        interactive: false,
        tools: Vec::new(),
    })
}

/// A service account that trusts GitHub's identity provider.
///
/// Source: the README of Cloudsmith's own action.
pub(super) fn federated(feed: &Feed) -> Option<Federated> {
    let owner = feed.get("owner")?;
    Some(Federated {
        title: "no stored secret: a service account with an OIDC provider for GitHub (Settings > OpenID Connect)",
        steps: format!(
            "- uses: cloudsmith-io/cloudsmith-cli-action@v3\n  with:\n    oidc-namespace: \"{owner}\"\n    oidc-service-slug: \"SERVICE-SLUG\"   # of the service account\n    export-auth-token: \"true\"\n"
        ),
        script: "token=\"$CLOUDSMITH_API_KEY\"\n".to_owned(),
        header: Header::Scheme(Scheme::Token),
    })
}

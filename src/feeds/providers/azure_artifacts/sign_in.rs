//! Signing in to Azure Artifacts: which header, where a token comes from without
//! pasting, and what its refusals mean.
//!
//! Sources: Microsoft's pages "Set up your project with Cargo" (header of a PAT),
//! "Use Microsoft Entra authentication" (the resource), "Feed permissions" (roles),
//! and reports of users in Microsoft's own repositories for the texts of refusals.

use std::path::PathBuf;

use serde::Deserialize;

use crate::feeds::{Feed, Header, Mint, Minted, Refusal, Refused, SignIn, Source, Told};
use crate::system::env::Env;
use crate::system::files;
use crate::text::secret::{Credential, Scheme};
use crate::text::token::Token;

const BEARER: Header = Header::Scheme(Scheme::Bearer);

pub(super) const SIGN_IN: SignIn = SignIn {
    secret: "PAT",
    rights: "Packaging > Read & write",
    role: "Feed and Upstream Reader (Collaborator), to publish Feed Publisher (Contributor)",
    header: Header::Basic("PAT"),
    access_token: BEARER,
    schemes: &[Scheme::Basic, Scheme::Bearer],
    form: Some(Credential::AzurePat),
    sources: &[
        Source::Variable {
            name: "SYSTEM_ACCESSTOKEN",
            header: BEARER,
        },
        Source::Program(&AZ),
    ],
    task: Some("CargoAuthenticate@0"),
    refusal,
    ..SignIn::TOKEN
};

/// What Entra calls Azure DevOps.
macro_rules! resource {
    () => {
        "499b84ac-1321-427f-aa17-267ca6975798"
    };
}

pub(super) const RESOURCE: &str = resource!();

/// The arguments for `cargo:token-from-stdout`. Cargo parts words at blanks and knows
/// no quotes, so the blank behind `Bearer` is an escape within a literal of `JMESPath`.
macro_rules! as_provider {
    ($program:literal) => {
        concat!(
            "cargo:token-from-stdout ",
            $program,
            " account get-access-token --resource ",
            resource!(),
            " --query join(`\"\\u0020\"`,[`\"Bearer\"`,accessToken]) --output tsv"
        )
    };
}

const AZ: Mint = Mint {
    program: "az",
    args: |_| {
        let words = [
            "account",
            "get-access-token",
            "--resource",
            resource!(),
            "--output",
            "json",
        ];
        Some(words.map(str::to_owned).to_vec())
    },
    account,
    read: read_minted,
    header: BEARER,
    install: "install the Azure CLI, then `az login`",
    next,
    as_provider: |_| Some(AS_PROVIDER.to_owned()),
};

const AS_PROVIDER: &str = if cfg!(windows) {
    as_provider!("az.cmd")
} else {
    as_provider!("az")
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Profile {
    #[serde(default)]
    subscriptions: Vec<Subscription>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Subscription {
    #[serde(default)]
    is_default: bool,
    tenant_id: Option<String>,
    user: Option<User>,
}

#[derive(Deserialize)]
struct User {
    name: Option<String>,
}

/// The default account and its tenant, from the file where the Azure CLI keeps them;
/// asking the CLI itself takes too long. Empty where nothing tells.
fn account(env: &Env) -> String {
    let folder = match env.variable("AZURE_CONFIG_DIR") {
        Some(folder) if !folder.is_empty() => Some(env.cwd().join(folder)),
        _ => env.home().map(|home| home.join(".azure")),
    };
    let Some(path) = folder.map(|folder: PathBuf| folder.join("azureProfile.json")) else {
        return String::new();
    };
    let Ok(Some(text)) = files::read_text(&path) else {
        return String::new();
    };
    // The CLI writes a byte order mark.
    let Ok(profile) = serde_json::from_str::<Profile>(text.trim_start_matches('\u{feff}')) else {
        return String::new();
    };
    let chosen = profile
        .subscriptions
        .into_iter()
        .find(|subscription| subscription.is_default);
    chosen.map_or_else(String::new, |chosen| {
        format!(
            "{} {}",
            chosen.user.and_then(|user| user.name).unwrap_or_default(),
            chosen.tenant_id.unwrap_or_default()
        )
    })
}

#[derive(Deserialize)]
struct Printed {
    #[serde(rename = "accessToken")]
    access_token: String,
    /// Seconds since 1970. Older versions print local time only, without its zone;
    /// then the token itself is asked.
    expires_on: Option<serde_json::Value>,
}

fn read_minted(text: &str) -> Option<Minted> {
    let printed: Printed = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let token = Token::new(printed.access_token);
    let shape = token.shape();
    if shape.length == 0 || shape.broken {
        return None;
    }
    let expires = match &printed.expires_on {
        Some(serde_json::Value::Number(number)) => number.as_u64(),
        Some(serde_json::Value::String(text)) => text.parse().ok(),
        _ => None,
    };
    Some(Minted {
        expires: expires.or(shape.expires),
        token,
    })
}

fn next(said: &str) -> &'static str {
    let said = said.to_lowercase();
    if said.contains("no subscription") {
        "`az login --allow-no-subscriptions`"
    } else if said.contains("aadsts") || said.contains("tenant") {
        "`az login --tenant TENANT`, with the tenant that the organization belongs to"
    } else {
        "`az login`"
    }
}

/// The identity that Azure DevOps gives to whom it does not know.
const NOBODY: &str = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";

fn refusal(refused: &Refused<'_>) -> Option<Told> {
    let body = refused.body;
    let told = |kind, cause: &str| {
        Some(Told {
            kind,
            cause: cause.to_owned(),
            next: None,
        })
    };
    if body.contains("No local versions of package") {
        return Some(Told {
            kind: Refusal::NotSaved,
            cause: "has not saved that crate from its upstream yet, and saves it only for somebody who is signed in as Collaborator".to_owned(),
            next: Some(
                "connect it with `--force-auth` and sign in, or let a Collaborator build once"
                    .to_owned(),
            ),
        });
    }
    if body.contains("TF400813") {
        return if body.contains(NOBODY) {
            told(
                Refusal::Nobody,
                "took you for nobody: no credential that it can use arrived",
            )
        } else {
            told(
                Refusal::NoRight,
                "knows the user of this token and has no access for it: it is of another organization, or was never let in",
            )
        };
    }
    if body.contains("Personal Access Token used has expired") {
        return told(Refusal::Expired, "says that the PAT has expired");
    }
    match refused.status {
        403 => Some(no_right(body)),
        404 => Some(not_found(refused.feed)),
        _ => None,
    }
}

/// The role behind the permission that is named.
fn no_right(body: &str) -> Told {
    let permission = body
        .split_once("You need to have '")
        .and_then(|(_, rest)| rest.split_once('\''))
        .map(|(name, _)| name);
    let role = match permission {
        Some("ReadPackages") => "Feed Reader",
        Some("AddPackage") => "Feed Publisher (Contributor)",
        _ => "Feed and Upstream Reader (Collaborator)",
    };
    let named = permission.map_or_else(String::new, |name| format!(" (`{name}`)"));
    Told {
        kind: Refusal::NoRight,
        cause: format!("knows you, and your role in the feed does not do{named}"),
        next: Some(format!(
            "ask an owner of the feed for the role {role}: Feed settings > Permissions; a pipeline needs it for its build service"
        )),
    }
}

fn not_found(feed: &Feed) -> Told {
    let name = |key: &str| feed.get(key).unwrap_or_default().to_owned();
    let within = match feed.get("project") {
        Some(project) => format!(" in project `{project}`"),
        None => " of its own (without a project)".to_owned(),
    };
    let view = feed
        .get("view")
        .map_or_else(String::new, |view| format!(" with a view `{view}`"));
    let scope = match feed.get("project") {
        Some(_) => "if it belongs to the whole organization, connect it without `--project`",
        None => "if it belongs to a project, connect it with `--project NAME`",
    };
    Told {
        kind: Refusal::NotFound,
        cause: format!(
            "is not there: organization `{}` has no feed `{}`{view}{within} that you can see",
            name("org"),
            name("feed"),
        ),
        next: Some(format!(
            "compare the URL with \"Connect to feed\" in the portal; {scope}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_cli_prints_is_read() {
        let read = |text: &str| read_minted(text).map(|minted| (minted.token, minted.expires));
        let token = || Token::new("abc");
        assert_eq!(
            read(
                r#"{"accessToken":"abc","expiresOn":"2026-01-01 10:00:00.000000","expires_on":1767261600}"#
            ),
            Some((token(), Some(1_767_261_600)))
        );
        assert_eq!(
            read(r#"{"accessToken":"abc","expires_on":"1767261600"}"#),
            Some((token(), Some(1_767_261_600)))
        );
        assert_eq!(read(r#"{"accessToken":"abc"}"#), Some((token(), None)));
        assert_eq!(
            read(r#"{"accessToken":"eyJhbGciOiJub25lIn0.eyJleHAiOjE3MDAwMDAwMDB9.c2ln"}"#)
                .map(|(_, expires)| expires),
            Some(Some(1_700_000_000))
        );
        for text in [
            "",
            "null",
            r#"{"accessToken":""}"#,
            r#"{"accessToken":"a b"}"#,
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_line_for_cargo_has_no_quotes_that_cargo_would_need() {
        let words: Vec<&str> = AS_PROVIDER.split_whitespace().collect();
        assert_eq!(words[0], "cargo:token-from-stdout");
        assert!(crate::text::escape::is_token_command(&words));
        assert_eq!(words[2..5], ["account", "get-access-token", "--resource"]);
        assert!(words.contains(&"join(`\"\\u0020\"`,[`\"Bearer\"`,accessToken])"));
    }
}

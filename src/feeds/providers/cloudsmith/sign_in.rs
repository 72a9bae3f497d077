//! Signing in to Cloudsmith: which header, where a key lies already, and what its
//! refusals mean.
//!
//! Sources: Cloudsmith's pages on the Cargo registry and on entitlement tokens, and
//! the Cargo helper and the credential files of its command-line tool. The folder
//! that a command is run in is left out of that tool's search on purpose: a
//! checkout could fill it.

use std::path::PathBuf;

use crate::feeds::{Header, Refusal, Refused, SignIn, Source, Told};
use crate::system::env::Env;
use crate::text::secret::Scheme;
use crate::text::token::Token;

const KEY: Header = Header::Scheme(Scheme::Token);

pub(super) const SIGN_IN: SignIn = SignIn {
    secret: "API key",
    rights: "write, to publish; an entitlement token only reads",
    header: KEY,
    // A token made for a service account counts as a key; one of a browser sign-in
    // wants `Bearer`, and is pasted with that word.
    access_token: KEY,
    schemes: &[Scheme::Token, Scheme::Bearer],
    sources: &[
        Source::Variable {
            name: "CLOUDSMITH_API_KEY",
            header: KEY,
        },
        Source::File {
            tool: "cloudsmith",
            paths: credential_files,
            read: read_credentials,
            header: KEY,
        },
    ],
    refusal,
    ..SignIn::TOKEN
};

fn credential_files(env: &Env) -> Vec<PathBuf> {
    if let Some(path) = env.variable("CLOUDSMITH_CREDENTIALS_FILE")
        && !path.is_empty()
    {
        return vec![env.cwd().join(path)];
    }
    let Some(home) = env.home() else {
        return Vec::new();
    };
    let folders: &[&str] = if cfg!(windows) {
        &["AppData/Local/cloudsmith", "AppData/Roaming/cloudsmith"]
    } else if cfg!(target_os = "macos") {
        &["Library/Application Support/cloudsmith", ".cloudsmith"]
    } else {
        &[".config/cloudsmith", ".cloudsmith"]
    };
    folders
        .iter()
        .map(|folder| home.join(folder).join("credentials.ini"))
        .collect()
}

/// The key of the chosen profile, else that of all.
fn read_credentials(text: &str, env: &Env) -> Option<Token> {
    let profile = env
        .variable("CLOUDSMITH_PROFILE")
        .filter(|name| !name.is_empty())
        .map(|name| format!("profile:{name}"));
    profile
        .and_then(|section| key_of(text, &section))
        .or_else(|| key_of(text, "default"))
}

fn key_of(text: &str, section: &str) -> Option<Token> {
    let mut inside = false;
    for line in text.lines() {
        let line = line.trim();
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            inside = name.trim() == section;
        } else if inside
            && let Some((key, value)) = line.split_once(['=', ':'])
            && key.trim().eq_ignore_ascii_case("api_key")
            && !value.trim().is_empty()
        {
            return Some(Token::new(value.trim()));
        }
    }
    None
}

fn refusal(refused: &Refused<'_>) -> Option<Told> {
    let body = refused.body.to_lowercase();
    let feed = refused.feed;
    match refused.status {
        403 if body.contains("quarantine") || body.contains("block") => Some(Told {
            kind: Refusal::Policy,
            cause: "keeps it back by a policy of its owner".to_owned(),
            next: Some(
                "ask whoever owns the repository: the package's page there names the policy"
                    .to_owned(),
            ),
        }),
        403 => Some(Told {
            kind: Refusal::NoRight,
            cause: "knows you, and lets you read nothing here".to_owned(),
            next: Some("ask an owner of the repository for the privilege to read it".to_owned()),
        }),
        404 => Some(Told {
            kind: Refusal::NotFound,
            cause: match (feed.get("owner"), feed.get("repo")) {
                (Some(owner), Some(repo)) => format!(
                    "is not there, or not for you: owner `{owner}` or repository `{repo}` is wrong"
                ),
                _ => {
                    "is not there: on a custom domain the owner is left out of the path".to_owned()
                }
            },
            next: Some("compare both slugs with the repository's page".to_owned()),
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_the_profile_is_read() {
        let text = "# mine\n[default]\napi_key = KEY\n\n[profile:work]\nAPI_KEY=WORK\n[other]\napi_key=NO\n";
        let with = |profile: &str| {
            let set = [("CLOUDSMITH_PROFILE".into(), profile.into())];
            read_credentials(text, &Env::made_up("", None, set))
        };
        assert_eq!(with(""), Some(Token::new("KEY")));
        assert_eq!(with("work"), Some(Token::new("WORK")));
        assert_eq!(with("none"), Some(Token::new("KEY")));
        assert_eq!(key_of("api_key = KEY\n", "default"), None);
        assert_eq!(key_of("[default]\napi_key =\n", "default"), None);
    }
}

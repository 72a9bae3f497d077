//! A URL or git remote taken apart: user, host, and path segments decoded.
//!
//! For recognising what a person pasted or git has stored. It compares nothing
//! and trusts nothing: which hosts mean what is the providers' business.

use std::fmt;

use percent_encoding::percent_decode_str;
use url::Url;

use crate::cargo::index_url;

/// The parts of a location, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// `https`, `http` or `ssh`.
    pub scheme: String,
    /// The user part, without a password.
    pub user: Option<String>,
    /// Whether a password stood beside the user.
    pub password: bool,
    /// The host in lower case.
    pub host: String,
    /// The port, where one is given that is not the scheme's own.
    pub port: Option<u16>,
    /// The path, decoded, without empty segments at its end.
    pub segments: Vec<String>,
    /// The query, decoded.
    pub query: Vec<(String, String)>,
}

/// Why a text is no location.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoLocation {
    /// It is no URL with a host.
    NotAUrl,
    /// The scheme is neither https, http nor ssh.
    Scheme,
    /// It holds characters that no honest URL holds: controls, backslashes, empty
    /// path segments, or an escape in the host.
    Odd,
}

impl fmt::Display for NoLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoLocation::NotAUrl => "it is no URL",
            NoLocation::Scheme => "it starts with neither `https://` nor `sparse+https://`",
            NoLocation::Odd => "it holds characters that do not belong there",
        })
    }
}

impl std::error::Error for NoLocation {}

impl Location {
    /// Takes apart a URL, `sparse+` or not, as it may be pasted: blanks and angle
    /// brackets around it are no part of it.
    pub fn of_pasted(text: &str) -> Result<Self, NoLocation> {
        let text = text
            .trim()
            .trim_start_matches(['<', '"', '\''])
            .trim_end_matches(['>', '"', '\'']);
        Self::of_url(index_url::address(text).trim_start_matches('<'))
    }

    /// Takes apart a git remote: a URL, or `user@host:path`.
    pub fn of_remote(text: &str) -> Result<Self, NoLocation> {
        let text = text.trim();
        if !text.contains("://")
            && let Some((authority, path)) = text.split_once(':')
            && authority.len() > 1
            && !authority.contains('/')
        {
            return Self::of_url(&format!(
                "ssh://{authority}/{}",
                path.trim_start_matches('/')
            ));
        }
        Self::of_url(text)
    }

    fn of_url(text: &str) -> Result<Self, NoLocation> {
        if text.contains('\\') || text.chars().any(char::is_control) {
            return Err(NoLocation::Odd);
        }
        let url = Url::parse(text).map_err(|_| NoLocation::NotAUrl)?;
        if !matches!(url.scheme(), "https" | "http" | "ssh") {
            return Err(NoLocation::Scheme);
        }
        let host = url
            .host_str()
            .filter(|host| !host.is_empty())
            .ok_or(NoLocation::NotAUrl)?;
        if host.contains('%') {
            return Err(NoLocation::Odd);
        }
        let mut segments = Vec::new();
        for segment in url.path().trim_matches('/').split('/') {
            let decoded = decode(segment).ok_or(NoLocation::Odd)?;
            if decoded.contains(['/', '\\']) || decoded.chars().any(char::is_control) {
                return Err(NoLocation::Odd);
            }
            segments.push(decoded);
        }
        if segments.iter().any(String::is_empty) {
            if segments.len() > 1 {
                return Err(NoLocation::Odd);
            }
            segments.clear();
        }
        let user = (!url.username().is_empty()).then(|| decode(url.username()));
        Ok(Self {
            scheme: url.scheme().to_owned(),
            user: user.flatten(),
            password: url.password().is_some(),
            host: host.to_ascii_lowercase(),
            port: url.port(),
            segments,
            query: url
                .query_pairs()
                .map(|(key, value)| (key.into_owned(), value.into_owned()))
                .collect(),
        })
    }

    /// The scheme, host and port, with a path of `segments` below.
    #[must_use]
    pub fn origin(&self, segments: &[String]) -> Option<Url> {
        let mut url = Url::parse(&format!("{}://{}", self.scheme, self.host)).ok()?;
        url.set_port(self.port).ok()?;
        url.path_segments_mut().ok()?.clear().extend(segments);
        Some(url)
    }

    /// The segments as slices, for matching.
    #[must_use]
    pub fn path(&self) -> Vec<&str> {
        self.segments.iter().map(String::as_str).collect()
    }
}

/// Resolves `%` escapes; `None` where the result is not UTF-8.
#[must_use]
pub fn decode(text: &str) -> Option<String> {
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

/// Builds a URL from a base and path segments, which are encoded as needed, with
/// a `/` at its end.
#[must_use]
pub fn below(base: &Url, segments: &[&str]) -> Url {
    let mut url = base.clone();
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments).push("");
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_text_is_taken_apart() {
        let location = Location::of_pasted(" sparse+<https://me@H.test:8080/a%20b/c/?x=y%26z> ")
            .expect("a URL");
        assert_eq!(location.host, "h.test");
        assert_eq!(location.port, Some(8080));
        assert_eq!(location.user.as_deref(), Some("me"));
        assert_eq!(location.segments, ["a b", "c"]);
        assert_eq!(location.query, [("x".to_owned(), "y&z".to_owned())]);
        assert_eq!(Location::of_pasted("contoso"), Err(NoLocation::NotAUrl));
        assert_eq!(Location::of_pasted("ftp://h/"), Err(NoLocation::Scheme));
        assert_eq!(Location::of_pasted("https://h/a//b"), Err(NoLocation::Odd));
        assert_eq!(Location::of_pasted("https://h/a%2fb"), Err(NoLocation::Odd));
        assert_eq!(Location::of_pasted("https://h/a\\b"), Err(NoLocation::Odd));
    }

    #[test]
    fn remotes_come_as_urls_and_as_scp_words() {
        let location = Location::of_remote("git@ssh.dev.azure.com:v3/o/My%20P/r").expect("scp");
        assert_eq!(location.host, "ssh.dev.azure.com");
        assert_eq!(location.segments, ["v3", "o", "My P", "r"]);
        assert!(Location::of_remote("/srv/git/x").is_err());
        assert!(Location::of_remote("C:\\x").is_err());
    }
}

//! What cargo said, read: the status, the number of the network library, the body.
//!
//! Numbers and fixed words are matched, not prose: prose differs from version to
//! version. Pure.

use std::fmt;

use crate::text::escape;

/// What cargo said about one registry.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// All of stderr.
    pub text: String,
    /// True where it had to be ended.
    pub hung: bool,
    /// True where it ended well.
    pub ok: bool,
}

/// A server may have said anything.
impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Said")
            .field("length", &self.text.len())
            .field("hung", &self.hung)
            .field("ok", &self.ok)
            .finish()
    }
}

impl Said {
    /// True where it says so.
    pub(super) fn says(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// The status of an answer that was no success: `got 401`, or that of a proxy.
    pub(super) fn status(&self) -> Option<u16> {
        ["got ", "failed, response ", "tunnel failed: "]
            .iter()
            .find_map(|mark| self.number_after(mark))
    }

    fn number_after(&self, mark: &str) -> Option<u16> {
        self.text.match_indices(mark).find_map(|(at, _)| {
            let digits = self.text.get(at + mark.len()..at + mark.len() + 3)?;
            let number = digits.parse().ok()?;
            (100..600).contains(&number).then_some(number)
        })
    }

    /// The URL that was asked last before the failure.
    pub(super) fn url(&self) -> Option<&str> {
        let (_, rest) = self.text.split_once("HTTP response from `")?;
        let (url, _) = rest.split_once('`')?;
        (!url.contains(char::is_whitespace)).then_some(url)
    }

    /// What was said before the answer of a server.
    fn before_body(&self) -> &str {
        let body = self.body();
        &self.text[..self.text.len() - body.len()]
    }

    /// The line of the network library, which begins with its number: `[60] …`.
    pub(super) fn network_line(&self) -> Option<&str> {
        self.before_body()
            .lines()
            .map(str::trim_start)
            .find(|line| {
                line.strip_prefix('[')
                    .and_then(|rest| rest.split_once("] "))
                    .is_some_and(|(number, _)| number.parse::<u8>().is_ok())
            })
    }

    /// The number of the network library.
    pub(super) fn network(&self) -> Option<u8> {
        let (number, _) = self.network_line()?.strip_prefix('[')?.split_once(']')?;
        number.parse().ok()
    }

    /// The first line of the last cause.
    pub(super) fn last_cause(&self) -> &str {
        let text = self.before_body();
        let last = text
            .rfind("Caused by:")
            .map_or(text, |at| &text[at + "Caused by:".len()..]);
        last.lines()
            .map(str::trim)
            .find(|line| !line.is_empty())
            .unwrap_or_default()
    }

    /// Where cargo looked for a crate.
    pub(super) fn searched(&self) -> Option<&str> {
        let (_, rest) = self.text.split_once("location searched: ")?;
        rest.lines().next().map(str::trim)
    }

    /// What came with the answer.
    pub(super) fn body(&self) -> &str {
        self.text
            .split_once("\nbody:\n")
            .or_else(|| self.text.split_once("  body:\n"))
            .map_or("", |(_, body)| body)
    }

    /// The lines that tell the most, without secrets: from the last cause on.
    pub(super) fn evidence(&self) -> String {
        let last = self
            .text
            .rfind("Caused by:")
            .map_or(self.text.as_str(), |at| &self.text[at + 10..]);
        let shown: Vec<String> = escape::speech(last)
            .iter()
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.is_empty() && line != "body:")
            .take(3)
            .collect();
        let mut text = shown.join(" · ");
        if text.chars().count() > 300 {
            text = text.chars().take(300).chain(['…']).collect();
        }
        text
    }

    /// The answer in one line: the status and what came with it, or the last cause.
    #[must_use]
    pub fn answer(&self) -> String {
        let Some(status) = self.status() else {
            return self.evidence();
        };
        let body = self.body().trim();
        let body = escape::speech(&message(body).unwrap_or_else(|| body.to_owned()));
        let first = body
            .iter()
            .map(|line| line.trim())
            .find(|line| !line.is_empty());
        match first {
            Some(first) => {
                let short: String = first.chars().take(160).collect();
                format!("{status}: {short}")
            }
            None => status.to_string(),
        }
    }

    /// The credential provider that cargo asked last, as it says with `-v`.
    #[must_use]
    pub fn asked_last(&self) -> Option<String> {
        let line = self
            .text
            .lines()
            .rev()
            .find_map(|line| line.trim_start().strip_prefix("Credential "))?;
        line.split_whitespace().next().map(str::to_owned)
    }

    /// All of it, without secrets.
    pub(super) fn lines(&self) -> Vec<String> {
        escape::speech(&self.text)
            .into_iter()
            .filter(|line| !line.trim().is_empty())
            .collect()
    }
}

/// The message within an answer in JSON.
fn message(body: &str) -> Option<String> {
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(body).ok()?;
    let text = object.get("message").or_else(|| object.get("detail"))?;
    text.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Said {
        Said {
            text: text.to_owned(),
            ..Said::default()
        }
    }

    #[test]
    fn numbers_are_found_where_they_mean_something() {
        let refused = said(
            "error: x\n\nCaused by:\n  failed to get successful HTTP response from `https://h/config.json` (127.0.0.1), got 403\n  body:\n  no got 200\n",
        );
        assert_eq!(refused.status(), Some(403));
        assert_eq!(refused.url(), Some("https://h/config.json"));
        assert_eq!(refused.body().trim(), "no got 200");
        assert_eq!(refused.network(), None);
        let network = said("Caused by:\n  [60] SSL peer certificate was not OK ([7] x)");
        assert_eq!(network.network(), Some(60));
        assert_eq!(network.status(), None);
        assert_eq!(said("warning: got nothing").status(), None);
        assert_eq!(said("[registries]").network(), None);
        let no_url =
            said("failed to get successful HTTP response from `https://h Basic x`, got 403");
        assert_eq!((no_url.url(), no_url.status()), (None, Some(403)));
    }
}

//! Causes in the feed's answer: its status, and what it serves as `config.json`.
//!
//! Not for what it says of a token that was sent (see [`super::tokens`]).

use super::{Decoder, Verdict, fails, inconclusive, with_next};
use crate::cargo::index_url;
use crate::doctor::checks::online::{cargo, feed, network, sign_in};
use crate::feeds::Refusal;
use crate::text::escape;

impl Decoder<'_> {
    pub(super) fn of_status(&self) -> Option<Verdict> {
        if self.said.says("config.json not found in registry") {
            return Some(self.not_found());
        }
        let status = self.said.status()?;
        let verdict = match status {
            407 => self.proxy_wants_sign_in(),
            429 => inconclusive(with_next(
                self.finding(
                    &network::TOO_MANY_REQUESTS,
                    "wants fewer requests from here for a while (429)",
                ),
                "wait some minutes, then `feedctl doctor --online`",
            )),
            // A proxy that cannot reach the host answers so, too.
            500.. => inconclusive(with_next(
                self.finding(
                    &network::SERVER_ERROR,
                    &format!("has trouble of its own ({status})"),
                ),
                "try again later; look at the vendor's status page",
            )),
            401 => match self.told(401) {
                Some(told) if told.kind == Refusal::NotSaved => self.as_told(&told),
                _ => {
                    let finding = self.finding(
                        &feed::AUTH_REQUIRED_MISSING,
                        "answers 401 without a token, and its config.json does not ask cargo for one",
                    );
                    let next = match self.asked.feed {
                        Some(feed) if feed.provider.knows("force-auth") => {
                            "connect it with `--force-auth`, then sign in"
                        }
                        _ => {
                            "ask whoever runs the feed for `\"auth-required\": true` in its config.json"
                        }
                    };
                    fails(with_next(finding, next))
                }
            },
            403 => self.forbidden(),
            200..=399 => self.page(),
            404 | 410 | 451 => self.not_found(),
            _ => return None,
        };
        Some(verdict)
    }

    fn forbidden(&self) -> Verdict {
        if let Some(told) = self.told(403) {
            return self.as_told(&told);
        }
        let cause = "refuses what was asked for (403): a role or right is missing";
        let finding = self.finding(&sign_in::PERMISSION_MISSING, cause);
        fails(with_next(
            finding,
            "ask an owner of the feed for the right to read it",
        ))
    }

    pub(super) fn not_found(&self) -> Verdict {
        if let Some(told) = self.told(404) {
            return self.as_told(&told);
        }
        let finding = self.finding(
            &feed::FEED_NOT_FOUND,
            "is not there: the index URL leads to no feed that you can see (404)",
        );
        fails(with_next(
            finding,
            "compare the index URL with the vendor's set-up page",
        ))
    }

    fn page(&self) -> Verdict {
        let finding = self.finding(
            &sign_in::SIGN_IN_PAGE,
            "answers with a web page where its config.json should be",
        );
        let url = self.said.url().map_or_else(
            || format!("{}config.json", index_url::address(self.asked.index)),
            str::to_owned,
        );
        let open = format!("open {} in a browser", escape::url(&url));
        // Hosts send people with a token that has run out to their sign-in page.
        let next = match &self.asked.sent.keeper {
            Some(_) => format!(
                "{} with a fresh token; if it stays so, {open}",
                self.login()
            ),
            None => open,
        };
        inconclusive(with_next(finding, &next))
    }

    /// What cargo says of a `config.json` that it cannot read: a place, no name.
    pub(super) fn of_content(&self) -> Option<Verdict> {
        let said = self.said;
        let last = said.last_cause();
        // Pages may begin with empty lines.
        if last.starts_with("expected value at line ") && last.ends_with(" column 1") {
            return Some(self.page());
        }
        let is_of_json = said.text.lines().any(|line| {
            line.contains(" at line ") && line.contains(" column ") && !line.contains("TOML")
        });
        if is_of_json && !said.says("could not parse") {
            let finding = self.finding(
                &feed::CONFIG_JSON_BROKEN,
                "serves a config.json that cargo cannot read",
            );
            let url = format!("{}config.json", index_url::address(self.asked.index));
            let next = format!(
                "look at {}, and tell whoever runs the feed",
                escape::url(&url)
            );
            return Some(fails(with_next(finding, &next)));
        }
        if self.is_of_patch() {
            let finding = self.finding(
                &cargo::PATCH_IN_THE_WAY,
                "was not asked: a `[patch]` of the configuration fails first",
            );
            return Some(inconclusive(with_next(
                finding,
                "take the `[patch]` out for a moment, then `feedctl doctor --online`",
            )));
        }
        None
    }

    /// True where cargo fails at a crate that was not asked for.
    fn is_of_patch(&self) -> bool {
        let mark = "failed to load source for dependency `";
        let other = self
            .said
            .text
            .split_once(mark)
            .and_then(|(_, rest)| rest.split_once('`'))
            .is_some_and(|(name, _)| name != self.asked.dependency);
        let text = self.said.text.to_lowercase();
        other
            || [
                "failed to resolve patches",
                "patch for `",
                "patch location `",
            ]
            .iter()
            .any(|words| text.contains(words))
    }
}

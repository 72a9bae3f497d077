//! From what cargo said to one cause: its code, the evidence, the next step.
//!
//! The rows follow cargo's own texts as 1.74, 1.85, 1.95 and 1.97 print them (see
//! the tests, in which the real cargo prints them), and the vendors' words for
//! refusals, which stand in their rows. Pure.
//!
//! Here is the order of asking; the causes are in [`reach`], [`answer`] and [`tokens`].

mod answer;
mod reach;
mod tokens;

use super::said::Said;
use super::tools::{NONE, Served};
use crate::cargo::index_url;
use crate::cargo::is_feedctl;
use crate::doctor::checks::online::{cargo, sign_in};
use crate::doctor::checks::{self, Check, Consequence, Finding, Fix, Severity, Spot, Subject};
use crate::feeds::Feed;
use crate::text::escape;
use crate::text::secret::Shape;
use crate::text::shell::Shell;

/// What was asked, and what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The registry.
    pub registry: &'a str,
    /// Its index URL.
    pub index: &'a str,
    /// The crate that was asked for.
    pub dependency: &'a str,
    /// The feed, where a provider knows it.
    pub feed: Option<&'a Feed>,
    /// Where the index is defined.
    pub spot: &'a Spot,
    /// What cargo sends there.
    pub sent: &'a Sent,
    /// What the files show.
    pub offline: &'a [Finding],
}

/// What cargo sends to a feed, as far as it is known.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    /// The credential provider that it comes from, as it is written.
    pub keeper: Option<String>,
    /// Where the token is kept, in words.
    pub place: Option<String>,
    /// What it looks like.
    pub shape: Option<Shape>,
    /// The provider behind that one, which is not asked after a rejection.
    pub behind: Option<String>,
}

/// What came of asking.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// Cargo reads the index.
    Reads,
    /// Cargo looked elsewhere: there.
    Elsewhere(String),
    /// It does not, and what the files show is the cause: the place of that finding.
    Explained(usize),
    /// It does not, for this cause.
    Fails {
        /// The cause.
        finding: Box<Finding>,
        /// False where nothing can be said of the feed: it was not reached.
        conclusive: bool,
    },
}

/// Reads what cargo said.
#[must_use]
pub fn decode(said: &Said, served: &Served, asked: &Asked<'_>) -> Verdict {
    if said.ok || (said.says("no matching package") && said.says(NONE)) {
        // A feed that is not there is, to cargo from 1.96 on, one that has no crate. One
        // that a source replaces was not asked at all.
        return match said.searched() {
            Some(place) if !asked.index.is_empty() && place.starts_with("directory") => {
                Verdict::Elsewhere(escape::speech(place).concat())
            }
            Some(place)
                if *served == Served::Nothing && place == format!("`{}` index", asked.registry) =>
            {
                Decoder { said, asked }.not_found()
            }
            // Older ones do not say that they looked in another place.
            _ if *served == Served::Nothing && !asked.index.is_empty() => {
                Verdict::Elsewhere("another source".to_owned())
            }
            _ => Verdict::Reads,
        };
    }
    Decoder { said, asked }.decode()
}

struct Decoder<'a> {
    said: &'a Said,
    asked: &'a Asked<'a>,
}

impl Decoder<'_> {
    fn decode(&self) -> Verdict {
        if let Some(verdict) = self.without_end() {
            return verdict;
        }
        if let Some(at) = self.explained() {
            return Verdict::Explained(at);
        }
        self.of_toolchain()
            .or_else(|| self.of_providers())
            .or_else(|| self.of_network())
            .or_else(|| self.of_time())
            .or_else(|| self.of_status())
            .or_else(|| self.of_content())
            .unwrap_or_else(|| {
                let lines = self.said.lines();
                let shown = lines.join(" · ");
                let finding = self
                    .finding(
                        &cargo::CARGO_FAILED,
                        "fails for a reason that has no name here yet",
                    )
                    .cargo(shown.chars().take(2000).collect::<String>());
                fails(with_next(finding, "read what cargo says above"))
            })
    }

    /// Rustup's stand-in for cargo found no cargo to start.
    fn of_toolchain(&self) -> Option<Verdict> {
        let line = self.said.text.lines().find_map(|line| {
            let words = line.trim().strip_prefix("error: ")?;
            let has_none = words.starts_with("rustup could not choose a version of cargo")
                || words.starts_with("no override and no default toolchain set");
            let lacks_one = words.starts_with("toolchain '") && words.contains("is not installed");
            (has_none || lacks_one).then_some((words, lacks_one))
        });
        let (words, lacks_one) = line?;
        let finding = self
            .finding(
                &cargo::TOOLCHAIN_NOT_INSTALLED,
                "was not asked: rustup has no toolchain to run cargo with",
            )
            .cargo(escape::speech(words).concat());
        let next = if lacks_one {
            "`rustup toolchain install`, in this folder"
        } else {
            "`rustup default stable`"
        };
        Some(inconclusive(with_next(finding, next)))
    }

    /// Cargo was ended, or waited.
    fn without_end(&self) -> Option<Verdict> {
        if !self.said.hung {
            return None;
        }
        if self.said.says("waiting for file lock") {
            let finding = self.finding(
                &cargo::PACKAGE_CACHE_LOCKED,
                "was not asked: another cargo keeps the package cache to itself",
            );
            let next =
                "let the other cargo end (an editor starts it too), then `feedctl doctor --online`";
            return Some(inconclusive(with_next(finding, next)));
        }
        // A program that was asked for a token and did not answer.
        if let Some(last) = self.said.asked_last().filter(|last| last != "cargo:token") {
            let finding = self.finding(
                &sign_in::CREDENTIAL_PROVIDER_FAILED,
                &format!(
                    "is not asked: the credential provider {} gave no answer within fifteen seconds",
                    word(&last)
                ),
            );
            let hint = "`cargo fetch -v` in a terminal, to see what it waits for";
            return Some(fails(with_next(finding, hint)));
        }
        let finding = self.finding(
            &cargo::CARGO_DID_NOT_END,
            "gave no answer within fifteen seconds",
        );
        Some(inconclusive(with_next(
            finding,
            "`cargo fetch -v`, and watch where it waits",
        )))
    }

    /// A finding of the files that foretells these words is the cause.
    fn explained(&self) -> Option<usize> {
        let plain = |text: &str| text.replace('`', "");
        let said = plain(&self.said.text);
        self.asked.offline.iter().position(|finding| {
            let Some(Consequence::Cargo(words)) = &finding.consequence else {
                return false;
            };
            let words = plain(words);
            // Of a failure in several lines each has to be there.
            let foretold = words.lines().all(|line| said.contains(line.trim()));
            // Words about any registry do not tell which one.
            let named = words.contains(self.asked.registry)
                || finding.severity == Severity::Error
                || finding
                    .cause
                    .contains(&format!("`{}`", self.asked.registry));
            foretold && named && words.len() > 10
        })
    }

    /// A finding of a row here.
    fn finding(&self, check: &'static Check, cause: &str) -> Finding {
        let spot = match check.code {
            "feed-not-found" | "sign-in-page" | "host-unknown" => self.asked.spot.clone(),
            _ => Spot::Machine,
        };
        let cause = format!("{} {cause}", word(self.asked.registry));
        Finding::new(check, spot, cause, Fix::Do(String::new()))
            .severity(if check.severity == Severity::Warning {
                Severity::Warning
            } else {
                Severity::Error
            })
            .subject(Subject::Machine)
            .cargo(self.said.evidence())
    }

    /// A finding of a check that the files can show too.
    fn known(&self, code: &str, cause: &str) -> Finding {
        let check = checks::named(code).unwrap_or(&cargo::CARGO_FAILED);
        self.finding(check, cause)
    }

    /// How to come to a better token: a variable beats what is stored, and what
    /// feedctl keeps for a while has to be forgotten.
    fn sign_in(&self, finding: Finding) -> Finding {
        let login = self.login();
        let sent = self.asked.sent;
        let next = match (&sent.place, &sent.keeper) {
            (Some(place), _) if place.starts_with("variable ") => {
                format!("set {place} anew, scheme included, or unset it and type {login}")
            }
            (_, Some(keeper)) if is_feedctl(keeper) && sent.shape.is_none() => {
                let logout = ["feedctl", "logout", self.asked.registry];
                format!(
                    "`{}` forgets it, then sign in to the vendor's tool anew; {login} tries it",
                    escape::line(&Shell::native().command(logout))
                )
            }
            _ => login,
        };
        with_next(finding, &next)
    }

    /// `feedctl login NAME`, as a person types it.
    fn login(&self) -> String {
        let words = ["feedctl", "login", self.asked.registry];
        format!("`{}`", escape::line(&Shell::native().command(words)))
    }

    fn host(&self) -> String {
        let host = index_url::host(self.asked.index);
        escape::line(host.as_deref().unwrap_or("the host"))
    }

    fn whole(&self) -> &'static str {
        self.asked
            .feed
            .and_then(|feed| feed.provider.names.scope.as_ref())
            .map_or("feed", |scope| scope.whole)
    }
}

fn with_next(mut finding: Finding, next: &str) -> Finding {
    finding.fix = Fix::Do(next.to_owned());
    finding
}

fn word(text: &str) -> String {
    format!("`{}`", escape::speech(text).concat())
}

fn fails(finding: Finding) -> Verdict {
    Verdict::Fails {
        finding: Box::new(finding),
        conclusive: true,
    }
}

fn inconclusive(finding: Finding) -> Verdict {
    Verdict::Fails {
        finding: Box::new(finding),
        conclusive: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code for what cargo is documented to say on systems that tests do not have.
    fn code(text: &str) -> String {
        let said = Said {
            text: text.to_owned(),
            ..Said::default()
        };
        let asked = Asked {
            registry: "crates",
            index: "sparse+https://feed.example.test/index/",
            dependency: NONE,
            feed: None,
            spot: &Spot::Machine,
            sent: &Sent::default(),
            offline: &[],
        };
        match decode(&said, &Served::Nothing, &asked) {
            Verdict::Fails { finding, .. } => finding.check.code.to_owned(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn windows_says_it_in_numbers() {
        for (words, wanted) in [
            (
                "[35] SSL connect error (schannel: next InitializeSecurityContext failed: Unknown error (0x80092012) - The revocation function was unable to check revocation for the certificate.)",
                "certificate-revocation-unknown",
            ),
            (
                "[60] SSL peer certificate or SSH remote key was not OK (schannel: CRYPT_E_NO_REVOCATION_CHECK (0x80092012))",
                "certificate-revocation-unknown",
            ),
            (
                "[60] SSL peer certificate or SSH remote key was not OK (schannel: SEC_E_UNTRUSTED_ROOT (0x80090325) - The certificate chain was issued by an authority that is not trusted.)",
                "certificate-unknown-issuer",
            ),
            (
                "[60] SSL peer certificate or SSH remote key was not OK (schannel: SNI or certificate check failed: SEC_E_WRONG_PRINCIPAL (0x80090322))",
                "certificate-wrong-host",
            ),
            (
                "[35] SSL connect error (schannel: SEC_E_CERT_EXPIRED (0x80090328))",
                "certificate-expired",
            ),
            (
                "[60] SSL peer certificate or SSH remote key was not OK (SSL certificate problem: self-signed certificate in certificate chain)",
                "certificate-unknown-issuer",
            ),
            ("[5] Could not resolve proxy name", "proxy-unreachable"),
            (
                "[52] Server returned nothing (no headers, no data)",
                "connection-broken",
            ),
            ("something new", "cargo-failed"),
            // Words of a server are no words of rustup's.
            ("toolchain 'x' is not installed", "cargo-failed"),
        ] {
            assert_eq!(
                code(&format!("error: x\n\nCaused by:\n  {words}\n")),
                wanted,
                "{words}"
            );
        }
    }

    #[test]
    fn an_index_that_nobody_served_is_no_success() {
        let text = format!(
            "error: no matching package named `{NONE}` found\nlocation searched: `crates` index\n"
        );
        assert_eq!(code(&text), "feed-not-found");
        let vendored = text.replace("`crates` index", "directory source `vendor`");
        assert!(code(&vendored).starts_with("Elsewhere"));
    }
}

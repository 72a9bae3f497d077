//! From what cargo said to one cause: its code, the evidence, the next step.
//!
//! The rows follow cargo's own texts as 1.74, 1.85, 1.95 and 1.97 print them (see
//! the tests, in which the real cargo prints them), and the vendors' words for
//! refusals, which stand in their rows. Pure.

use super::said::Said;
use super::tools::{NONE, Served};
use crate::checks::online::{cargo, feed, network, sign_in};
use crate::checks::{self, Check, Consequence, Finding, Fix, Severity, Spot, Subject};
use crate::config::{Credential, Scheme, Shape, is_feedctl};
use crate::feed::Feed;
use crate::foreign;
use crate::index_url;
use crate::providers::{Refusal, Refused, Told};
use crate::shell::Shell;

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
                Verdict::Elsewhere(foreign::line(place))
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
        self.of_providers()
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

    fn of_providers(&self) -> Option<Verdict> {
        let said = self.said;
        if said.says("authenticated registries require a credential-provider") {
            let finding = self.known(
                "provider-missing",
                "wants a sign-in, and no credential provider is configured",
            );
            return Some(fails(self.sign_in(finding)));
        }
        if said.says("no token found for") {
            let finding = self.known(
                "token-missing",
                "wants a sign-in, and nobody that cargo asks has a token",
            );
            return Some(fails(self.sign_in(finding)));
        }
        if said.says("failed to load libsecret") {
            let finding = self.known(
                "libsecret-missing",
                "is not asked: cargo stops at `cargo:libsecret`, whose library is not here",
            );
            let next = "install it (Debian: `apt install libsecret-1-0`), or take `cargo:libsecret` out of the list";
            return Some(fails(with_next(finding, next)));
        }
        if said.says("no credential providers could handle the request") {
            let finding = self.known(
                "provider-for-other-system",
                "wants a sign-in, and every credential provider that is configured passes it over",
            );
            return Some(fails(self.sign_in(finding)));
        }
        if said.says("failed to spawn credential process") {
            let finding = self.known(
                "provider-program-missing",
                "is not asked: the program of its credential provider cannot be started",
            );
            let next = "install it, or name another credential provider; `feedctl doctor` shows where it is named";
            return Some(fails(with_next(finding, next)));
        }
        if said.says("multiple registries are configured with the same index url") {
            let finding = self.known("index-twice", "has an index that another registry has too, so cargo does not know whose token to send");
            return Some(fails(with_next(
                finding,
                "`feedctl show`, then take one of the two out",
            )));
        }
        if said.says("credential provider `") && said.says("failed action `get`") {
            return Some(self.provider_failed());
        }
        said.says("token rejected for").then(|| self.rejected())
    }

    fn provider_failed(&self) -> Verdict {
        let (_, rest) = self
            .said
            .text
            .split_once("credential provider `")
            .unwrap_or_default();
        let name = rest.split('`').next().unwrap_or_default();
        let name = name.split_whitespace().next().unwrap_or_default();
        let finding = self.finding(
            &sign_in::CREDENTIAL_PROVIDER_FAILED,
            &format!(
                "is not asked: the credential provider `{}` fails",
                foreign::line(name)
            ),
        );
        // Programs that mean well say themselves what to type next.
        let said = foreign::speech(&self.said.text);
        let hint = said.iter().find_map(|line| {
            line.trim()
                .split_once("next: ")
                .map(|(_, next)| next.to_owned())
        });
        let next =
            hint.unwrap_or_else(|| "mend what it says, then `feedctl doctor --online`".to_owned());
        fails(with_next(finding, &next))
    }

    /// A token was sent, and the feed said 401.
    fn rejected(&self) -> Verdict {
        let told = self.told(401);
        let shape = self.asked.sent.shape;
        let by_form = shape.and_then(|shape| self.fault_of(shape));
        if let Some((code, cause)) = by_form {
            return fails(self.sign_in(self.known(code, &cause)));
        }
        match told {
            Some(told) if told.kind == Refusal::Expired => {
                let finding = self.known("token-expired", &told.cause);
                return fails(self.sign_in(finding));
            }
            Some(told) if told.kind != Refusal::Nobody => return self.as_told(&told),
            _ => {}
        }
        if let (Some(place), Some(behind)) = (&self.asked.sent.place, &self.asked.sent.behind) {
            let cause = format!(
                "rejects the token of {place}, and {} is asked only where there is none",
                word(behind)
            );
            return fails(self.sign_in(self.known("stale-token-wins", &cause)));
        }
        let from = match (&self.asked.sent.place, &self.asked.sent.keeper) {
            (Some(place), _) => format!(" of {place}"),
            (None, Some(keeper)) => format!(" that {} gives", word(keeper)),
            (None, None) => String::new(),
        };
        let nobody = match told {
            Some(_) => " (it took you for nobody)",
            None => "",
        };
        let cause = format!(
            "rejects the token{from}: it has run out, was revoked, or is for another {}{nobody}",
            self.whole()
        );
        fails(self.sign_in(self.finding(&sign_in::TOKEN_REJECTED, &cause)))
    }

    /// What the form of a rejected token tells.
    fn fault_of(&self, shape: Shape) -> Option<(&'static str, String)> {
        let of = |code, cause: &str| Some((code, cause.to_owned()));
        if shape.credential == Credential::Empty {
            return of("token-empty", "was sent a token without any text");
        }
        if shape.credential == Credential::Placeholder {
            return of(
                "token-not-expanded",
                "was sent the name of a variable, not its value",
            );
        }
        if shape.broken {
            return of(
                "token-wrapped",
                "was sent a token that is broken by a blank, as from `base64` that breaks lines",
            );
        }
        if shape.blank_around || shape.line_break_at_end {
            return of(
                "token-with-blank",
                "was sent a token with a blank around it",
            );
        }
        let takes: &[Scheme] = self
            .asked
            .feed
            .map_or(&[], |feed| feed.provider.sign_in.schemes);
        match shape.scheme {
            None if !takes.is_empty() => {
                let wanted: Vec<String> = takes
                    .iter()
                    .map(|scheme| format!("`{} …`", scheme.word()))
                    .collect();
                let what = match shape.credential {
                    Credential::AzurePat => "the bare PAT",
                    _ => "a bare token",
                };
                Some((
                    "token-without-scheme",
                    format!(
                        "wants {}; cargo sent {what}, so the feed took you for nobody (401)",
                        wanted.join(" or ")
                    ),
                ))
            }
            Some(Scheme::Basic) if shape.credential != Credential::UserAndPassword => of(
                "token-not-basic",
                "was sent `Basic` with something that is not the base64 form of user and secret",
            ),
            Some(scheme) if !takes.is_empty() && !takes.contains(&scheme) => Some((
                "token-rejected",
                format!(
                    "does not take `{}`, which the token starts with",
                    scheme.word()
                ),
            )),
            _ => None,
        }
    }

    fn as_told(&self, told: &Told) -> Verdict {
        let check = match told.kind {
            Refusal::NoRight => &sign_in::PERMISSION_MISSING,
            Refusal::Policy => &sign_in::BLOCKED_BY_POLICY,
            Refusal::NotSaved => &feed::CRATE_NOT_SAVED,
            Refusal::NotFound => &feed::FEED_NOT_FOUND,
            Refusal::Nobody | Refusal::Expired => &sign_in::TOKEN_REJECTED,
        };
        let finding = self.finding(check, &told.cause);
        let next = match (&told.next, told.kind) {
            (Some(next), _) => next.clone(),
            (None, Refusal::NotSaved) => {
                "connect it with `--force-auth` and sign in, or let a Collaborator build once"
                    .to_owned()
            }
            (None, Refusal::NoRight) => {
                format!("make the token where the feed is, then {}", self.login())
            }
            (None, _) => self.login(),
        };
        fails(with_next(finding, &next))
    }

    /// What the vendor's row makes of a refusal.
    fn told(&self, status: u16) -> Option<Told> {
        let feed = self.asked.feed?;
        (feed.provider.sign_in.refusal)(&Refused {
            status,
            body: self.said.body(),
            feed,
        })
    }

    fn of_network(&self) -> Option<Verdict> {
        let said = self.said;
        let number = said.network()?;
        if said.status().is_some_and(|status| status != 407) && number != 56 {
            return None;
        }
        let proxy = |finding| {
            with_next(
                finding,
                "`feedctl show http.proxy` says where the proxy is set; unset it, or name the right one",
            )
        };
        let verdict = match number {
            _ if said.status() == Some(407) => self.proxy_wants_sign_in(),
            1 => fails(with_next(
                self.known(
                    "index-scheme-unknown",
                    "has an index URL whose scheme cargo cannot fetch",
                ),
                "write `sparse+https://…` there",
            )),
            3 => fails(with_next(
                self.known("index-not-a-url", "has an index whose host is none"),
                "compare the index URL with the vendor's set-up page",
            )),
            5 | 97 => inconclusive(proxy(self.finding(
                &network::PROXY_UNREACHABLE,
                "was not reached: the proxy does not answer",
            ))),
            6 => inconclusive(with_next(
                self.finding(
                    &network::HOST_UNKNOWN,
                    &format!("was not reached: `{}` leads nowhere", self.host()),
                ),
                "compare the host with the vendor's set-up page; are you online, and in the company's network?",
            )),
            7 if self.is_of_proxy() => inconclusive(proxy(self.finding(
                &network::PROXY_UNREACHABLE,
                "was not reached: the proxy does not answer",
            ))),
            7 => inconclusive(with_next(
                self.finding(
                    &network::CONNECTION_REFUSED,
                    &format!("was not reached: `{}` takes no connection", self.host()),
                ),
                "compare host and port; behind a proxy set `HTTPS_PROXY`, or `http.proxy` in your own config.toml",
            )),
            28 => self.timed_out(),
            // The tunnel through a proxy was refused for another reason.
            56 if said.says("CONNECT tunnel failed") => inconclusive(proxy(self.finding(
                &network::PROXY_UNREACHABLE,
                "was not reached: the proxy does not lead there",
            ))),
            77 => fails(with_next(
                self.known(
                    "ca-file-missing",
                    "is not asked: the file with certificates cannot be read",
                ),
                "`feedctl show http.cainfo` says where it is named",
            )),
            35 | 51 | 53 | 58 | 59 | 60 | 66 | 80 | 83 | 90 | 91 => self.of_tls(),
            52 | 55 | 56 | 16 | 92 => inconclusive(with_next(
                self.finding(
                    &network::CONNECTION_BROKEN,
                    "ended the connection without an answer",
                ),
                "try again; if it stays so, ask whoever runs the network",
            )),
            _ => return None,
        };
        Some(verdict)
    }

    /// From 1.96 on cargo measures the time itself. Only the last cause counts: paths
    /// and answers may speak of time as well.
    fn of_time(&self) -> Option<Verdict> {
        if self.said.status().is_some() {
            return None;
        }
        let last = self.said.last_cause();
        let is_slow = last.starts_with("transfer too slow") || last.contains("timed out");
        is_slow.then(|| self.timed_out())
    }

    fn timed_out(&self) -> Verdict {
        inconclusive(with_next(
            self.finding(&network::TIMED_OUT, "did not answer within eight seconds"),
            "try again; look at the vendor's status page",
        ))
    }

    /// Windows says it in numbers, other systems in words.
    fn of_tls(&self) -> Verdict {
        let said = self.said;
        let is = |marks: &[&str]| {
            let text = said.text.to_lowercase();
            marks.iter().any(|mark| text.contains(mark))
        };
        if is(&["0x80092012", "0x80092013"]) {
            let finding = self.finding(
                &network::CERTIFICATE_REVOCATION_UNKNOWN,
                "was not reached: Windows cannot tell whether its certificate was revoked",
            );
            let next = "`CARGO_HTTP_CHECK_REVOKE=false` for a try (it weakens TLS); `feedctl doctor --explain certificate-revocation-unknown`";
            return inconclusive(with_next(finding, next));
        }
        if is(&["expired", "0x80090328"]) {
            let finding = self.finding(
                &network::CERTIFICATE_EXPIRED,
                "was not reached: the certificate has expired",
            );
            return inconclusive(with_next(
                finding,
                "look at this machine's clock, then tell whoever runs the server",
            ));
        }
        if is(&[
            "subject name",
            "does not match",
            "hostname mismatch",
            "0x80090322",
        ]) {
            let finding = self.finding(
                &network::CERTIFICATE_WRONG_HOST,
                &format!(
                    "was not reached: the certificate is not for `{}`",
                    self.host()
                ),
            );
            return inconclusive(with_next(
                finding,
                "compare the host with the vendor's set-up page",
            ));
        }
        if is(&[
            "local issuer",
            "self-signed",
            "self signed",
            "unable to verify",
            "certificate chain",
            "0x80090325",
            "unable to get issuer",
            "unknown ca",
        ]) {
            let finding = self.finding(
                &network::CERTIFICATE_UNKNOWN_ISSUER,
                "was not reached: nobody that this machine trusts has signed the certificate",
            );
            let next = "name your company's certificates in your own config.toml: `[http] cainfo = \"/path/to/ca.pem\"`, or set `CARGO_HTTP_CAINFO`";
            return inconclusive(with_next(finding, next));
        }
        let finding = self.finding(
            &network::TLS_FAILED,
            "was not reached: no secure connection came about",
        );
        inconclusive(with_next(
            finding,
            "compare scheme and port of the index with the vendor's set-up page",
        ))
    }

    fn proxy_wants_sign_in(&self) -> Verdict {
        let finding = self.finding(
            &network::PROXY_WANTS_SIGN_IN,
            "was not reached: the proxy wants a sign-in of its own (407)",
        );
        let next = "set `HTTPS_PROXY` with the proxy's user and password, for this shell only";
        inconclusive(with_next(finding, next))
    }

    fn of_status(&self) -> Option<Verdict> {
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

    fn not_found(&self) -> Verdict {
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
        let open = format!("open {} in a browser", foreign::url(&url));
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
    fn of_content(&self) -> Option<Verdict> {
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
                foreign::url(&url)
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
                    foreign::line(&Shell::native().command(logout))
                )
            }
            _ => login,
        };
        with_next(finding, &next)
    }

    /// `feedctl login NAME`, as a person types it.
    fn login(&self) -> String {
        let words = ["feedctl", "login", self.asked.registry];
        format!("`{}`", foreign::line(&Shell::native().command(words)))
    }

    fn host(&self) -> String {
        let host = index_url::host(self.asked.index);
        foreign::line(host.as_deref().unwrap_or("the host"))
    }

    fn whole(&self) -> &'static str {
        self.asked
            .feed
            .and_then(|feed| feed.provider.scope.as_ref())
            .map_or("feed", |scope| scope.whole)
    }

    /// True where the connection that failed was not to the feed's own address.
    fn is_of_proxy(&self) -> bool {
        let line = self.said.network_line().unwrap_or_default();
        let index = index_url::address(self.asked.index);
        let own = url::Url::parse(index)
            .ok()
            .and_then(|url| url.port_or_known_default());
        let mut words = line
            .split_once("Failed to connect to ")
            .map(|(_, rest)| rest.split_whitespace())
            .into_iter()
            .flatten();
        let host = words.next();
        let port = words.nth(1).and_then(|port| port.parse::<u16>().ok());
        let own_host = self.host();
        let own_host = own_host.trim_matches(['[', ']']);
        let other_host = host.is_some_and(|named| named != own_host);
        let other_port = matches!((own, port), (Some(own), Some(port)) if own != port);
        other_host || other_port || line.contains(" via ")
    }
}

fn with_next(mut finding: Finding, next: &str) -> Finding {
    finding.fix = Fix::Do(next.to_owned());
    finding
}

fn word(text: &str) -> String {
    format!("`{}`", foreign::line(text))
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

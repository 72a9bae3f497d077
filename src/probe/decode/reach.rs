//! Causes on the way: the feed was not reached at all.
//!
//! Not for what a feed or proxy answered with a status (see [`super::answer`]).

use super::{Decoder, Verdict, fails, inconclusive, with_next};
use crate::cargo::index_url;
use crate::doctor::checks::online::network;

impl Decoder<'_> {
    pub(super) fn of_network(&self) -> Option<Verdict> {
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
    pub(super) fn of_time(&self) -> Option<Verdict> {
        if self.said.status().is_some() {
            return None;
        }
        let last = self.said.last_cause();
        let is_slow = last.starts_with("transfer too slow") || last.contains("timed out");
        is_slow.then(|| self.timed_out())
    }

    pub(super) fn timed_out(&self) -> Verdict {
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

    pub(super) fn proxy_wants_sign_in(&self) -> Verdict {
        let finding = self.finding(
            &network::PROXY_WANTS_SIGN_IN,
            "was not reached: the proxy wants a sign-in of its own (407)",
        );
        let next = "set `HTTPS_PROXY` with the proxy's user and password, for this shell only";
        inconclusive(with_next(finding, next))
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

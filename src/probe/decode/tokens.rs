//! Causes of signing in: nobody gives a token, or the feed does not take it.
//!
//! Not for answers to which no token was sent (see [`super::answer`]).

use super::{Decoder, Verdict, fails, with_next, word};
use crate::doctor::checks::online::{feed, sign_in};
use crate::feeds::{Refusal, Refused, SignIn, Told};
use crate::text::escape;
use crate::text::secret::{Credential, Scheme, Shape};

impl Decoder<'_> {
    pub(super) fn of_providers(&self) -> Option<Verdict> {
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
                escape::line(name)
            ),
        );
        // Programs that mean well say themselves what to type next.
        let said = escape::speech(&self.said.text);
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
        let sign_in = self
            .asked
            .feed
            .filter(|feed| feed.is_sure())
            .map(|feed| &feed.provider.sign_in);
        let takes: &[Scheme] = sign_in.map_or(&[], |sign_in| sign_in.schemes);
        match shape.scheme {
            None if !takes.is_empty() => {
                let wanted = sign_in.map(SignIn::forms).unwrap_or_default();
                let what = match shape.credential {
                    Credential::AzurePat => "the bare PAT",
                    _ => "a bare token",
                };
                Some((
                    "token-without-scheme",
                    format!(
                        "wants {wanted}; cargo sent {what}, so the feed took you for nobody (401)"
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

    pub(super) fn as_told(&self, told: &Told) -> Verdict {
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
            (None, Refusal::NoRight) => {
                format!("make the token where the feed is, then {}", self.login())
            }
            (None, _) => self.login(),
        };
        fails(with_next(finding, &next))
    }

    /// What the vendor's row makes of a refusal.
    pub(super) fn told(&self, status: u16) -> Option<Told> {
        let feed = self.asked.feed?;
        (feed.provider.sign_in.refusal)(&Refused {
            status,
            body: self.said.body(),
            feed,
        })
    }
}

//! What was pasted, and the header that it becomes.
//!
//! Cargo sends a stored token as it is, so the scheme belongs into it. Pure.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::feeds::providers;
use crate::feeds::{Header, Provider, SignIn};
use crate::text::grammar::{plural, with_article};
use crate::text::secret::{Credential, Scheme, Shape};
use crate::text::token::Token;

/// A header that is ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// The whole value of the `Authorization` header.
    pub header: Token,
    /// What the pasted text was taken for.
    pub took: Took,
    /// How many characters were pasted.
    pub length: usize,
}

/// What a pasted text was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Took {
    /// The vendor's own secret, by its form.
    Secret(&'static str),
    /// The vendor's own secret, though it has not the form that such have.
    OddSecret(&'static str),
    /// A JSON web token.
    AccessToken,
    /// A value that already has its scheme.
    WithScheme(Scheme),
    /// User and secret with `:` between.
    Pair,
    /// The base64 form of user and secret.
    Encoded,
    /// The base64 form of the secret alone, as npm wants it.
    EncodedAlone(&'static str),
    /// Whatever it is, of a feed that we know nothing of.
    AsItIs,
}

impl Took {
    /// What it was taken for, in words.
    #[must_use]
    pub fn in_words(self, length: usize) -> String {
        let characters = plural(length, "character");
        match self {
            Took::Secret(what) => format!("{} ({characters})", with_article(what)),
            Took::OddSecret(what) => format!(
                "{}, though it has not the form that they have today ({characters})",
                with_article(what)
            ),
            Took::AccessToken => format!("an access token ({characters})"),
            Took::WithScheme(scheme) => {
                format!("a whole header: `{}` and {characters}", scheme.word())
            }
            Took::Pair => format!("user and password ({characters})"),
            Took::Encoded => format!("user and secret in base64 ({characters})"),
            Took::EncodedAlone(what) => {
                format!(
                    "{} in base64, as npm wants it ({characters})",
                    with_article(what)
                )
            }
            Took::AsItIs => format!("a token that is sent as it is ({characters})"),
        }
    }
}

/// Why a pasted text is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing is there.
    Empty,
    /// It is the name of something that should have been replaced.
    Placeholder,
    /// A line break stands within it.
    LineBreak,
    /// A blank stands around it.
    BlankAround,
    /// A blank stands within it where none belongs.
    BlankWithin,
    /// It holds characters that no header can.
    NotAscii,
    /// A scheme stands alone.
    SchemeAlone(Scheme),
    /// The feed does not take this scheme.
    WrongScheme {
        /// The scheme.
        found: Scheme,
        /// The provider.
        provider: &'static str,
        /// The schemes that it takes.
        wanted: &'static [Scheme],
    },
    /// What follows `Basic` is not the base64 form of user and secret.
    NotBasic,
    /// It is another vendor's.
    OfAnother {
        /// Whose it looks like.
        owner: &'static str,
        /// Whose feed this is.
        provider: &'static str,
    },
    /// It says itself that it has run out.
    RunOut,
    /// No secret of that vendor is so short.
    TooShort,
    /// No header is so long.
    TooLong,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Wrong::Empty => f.write_str("nothing was given"),
            Wrong::Placeholder => {
                f.write_str("that is the name of a variable or a word to replace, not a token")
            }
            Wrong::LineBreak => f.write_str(
                "a line break stands within it (some `base64` programs break lines at 76 characters)",
            ),
            Wrong::BlankAround => f.write_str("it starts or ends with a blank, which cargo would send along"),
            Wrong::BlankWithin => f.write_str(
                "a blank stands within it, which no token has (was it copied from several lines?)",
            ),
            Wrong::NotAscii => {
                f.write_str("it holds characters that no header can carry: only printable ASCII goes")
            }
            Wrong::SchemeAlone(scheme) => write!(f, "`{}` stands alone, without a token behind it", scheme.word()),
            Wrong::WrongScheme {
                found,
                provider,
                wanted,
            } => {
                let wanted: Vec<String> =
                    wanted.iter().map(|scheme| format!("`{}`", scheme.word())).collect();
                write!(
                    f,
                    "it starts with `{}`, and {provider} takes {}",
                    found.word(),
                    wanted.join(" or ")
                )
            }
            Wrong::NotBasic => {
                f.write_str("what follows `Basic` is not the base64 form of user and secret")
            }
            Wrong::OfAnother { owner, provider } => {
                write!(f, "it looks like a secret of {owner}, and this is a feed of {provider}: it was not sent there")
            }
            Wrong::RunOut => f.write_str("it says itself that it has run out"),
            Wrong::TooShort => write!(f, "no token is shorter than {SHORTEST} characters"),
            Wrong::TooLong => write!(f, "no server takes a token of more than {LONGEST} characters"),
        }
    }
}

impl std::error::Error for Wrong {}

/// Shorter than this is no secret of a vendor's that we know.
const SHORTEST: usize = 8;

/// Longer than this is no header that servers take.
const LONGEST: usize = 32 << 10;

/// Makes the header from what was pasted, for a feed of `provider` or of one that is
/// not known. `now` is in seconds since 1970.
pub fn header(
    pasted: &Token,
    provider: Option<&'static Provider>,
    now: Option<u64>,
) -> Result<Ready, Wrong> {
    let text = pasted.expose();
    let shape = pasted.shape();
    judge(text, &shape)?;
    if let (Some(end), Some(now)) = (shape.expires, now)
        && end <= now
    {
        return Err(Wrong::RunOut);
    }
    if let Some(provider) = provider {
        of_another(&shape, provider)?;
        if shape.scheme.is_none() && shape.length < SHORTEST {
            return Err(Wrong::TooShort);
        }
    }
    let sign_in = provider.map(|provider| (provider, &provider.sign_in));
    let (header, took) = match shape.scheme {
        Some(scheme) => with_scheme(pasted, &shape, scheme, sign_in)?,
        None => match sign_in {
            Some((_, sign_in)) => without_scheme(pasted, &shape, sign_in),
            None => (pasted.clone(), Took::AsItIs),
        },
    };
    Ok(Ready {
        header,
        took,
        length: shape.length,
    })
}

fn judge(text: &str, shape: &Shape) -> Result<(), Wrong> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(Wrong::Empty);
    }
    if trimmed.contains(['\n', '\r']) {
        return Err(Wrong::LineBreak);
    }
    if trimmed != text {
        return Err(Wrong::BlankAround);
    }
    if shape.credential == Credential::Placeholder {
        return Err(Wrong::Placeholder);
    }
    if !text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return Err(Wrong::NotAscii);
    }
    if shape.scheme.is_none()
        && let Some(scheme) = Scheme::named(text)
    {
        return Err(Wrong::SchemeAlone(scheme));
    }
    if shape.broken {
        return Err(Wrong::BlankWithin);
    }
    if shape.length > LONGEST {
        return Err(Wrong::TooLong);
    }
    Ok(())
}

/// A secret whose form tells that it belongs to another vendor goes nowhere.
fn of_another(shape: &Shape, provider: &'static Provider) -> Result<(), Wrong> {
    let owner = providers::ALL
        .iter()
        .find(|known| known.sign_in.form == Some(shape.credential));
    match owner {
        Some(owner) if *owner != provider => Err(Wrong::OfAnother {
            owner: owner.name,
            provider: provider.name,
        }),
        _ => Ok(()),
    }
}

fn with_scheme(
    pasted: &Token,
    shape: &Shape,
    scheme: Scheme,
    sign_in: Option<(&'static Provider, &SignIn)>,
) -> Result<(Token, Took), Wrong> {
    if let Some((provider, sign_in)) = sign_in
        && provider.urls.is_sure
        && !sign_in.schemes.is_empty()
        && !sign_in.schemes.contains(&scheme)
    {
        return Err(Wrong::WrongScheme {
            found: scheme,
            provider: provider.name,
            wanted: sign_in.schemes,
        });
    }
    if scheme == Scheme::Basic && shape.credential != Credential::UserAndPassword {
        return Err(Wrong::NotBasic);
    }
    // One blank, and the word as it is written in documents.
    let (_, credential) = pasted.expose().split_once([' ', '\t']).unwrap_or_default();
    let header = Token::new(format!("{} {}", scheme.word(), credential.trim_start()));
    Ok((header, Took::WithScheme(scheme)))
}

fn without_scheme(pasted: &Token, shape: &Shape, sign_in: &SignIn) -> (Token, Took) {
    let takes_basic = sign_in.schemes.contains(&Scheme::Basic);
    match shape.credential {
        Credential::Jwt => (sign_in.access_token.of(pasted), Took::AccessToken),
        Credential::UserAndPassword if takes_basic && decodes_to_text(pasted) => {
            let header = Token::new(format!("Basic {}", pasted.expose()));
            (header, Took::Encoded)
        }
        _ if sign_in.header == Header::Pair => match pasted.expose().split_once(':') {
            Some((user, secret)) if !user.is_empty() && !secret.is_empty() => {
                (sign_in.header.of(pasted), Took::Pair)
            }
            // What else such a server may take is not known, so it goes as it is.
            _ => (pasted.clone(), Took::AsItIs),
        },
        found => {
            if let Some(secret) = alone(pasted, sign_in) {
                let took = Took::EncodedAlone(sign_in.secret);
                return (sign_in.header.of(&secret), took);
            }
            let is_odd = sign_in.form.is_some_and(|form| form != found);
            let took = if is_odd {
                Took::OddSecret(sign_in.secret)
            } else {
                Took::Secret(sign_in.secret)
            };
            (sign_in.header.of(pasted), took)
        }
    }
}

/// A random text may be base64, and may hold a colon; readable it is then not.
fn decodes_to_text(pasted: &Token) -> bool {
    STANDARD
        .decode(pasted.expose())
        .is_ok_and(|bytes| bytes.iter().all(|byte| (0x20..0x7f).contains(byte)))
}

/// The secret within its base64 form, where it has the form of the vendor's secrets.
fn alone(pasted: &Token, sign_in: &SignIn) -> Option<Token> {
    let form = sign_in.form?;
    if pasted.shape().credential == form {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(pasted.expose()).ok()?).ok()?;
    let secret = Token::new(text.trim_end());
    (secret.shape().credential == form).then_some(secret)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feeds::providers::{azure_artifacts, cloudsmith};

    const AZURE: Option<&Provider> = Some(&azure_artifacts::PROVIDER);
    const CLOUDSMITH: Option<&Provider> = Some(&cloudsmith::PROVIDER);
    const JWT: &str = "eyJhbGciOiJub25lIn0.eyJleHAiOjE3MDAwMDAwMDB9.c2ln";

    fn pat() -> String {
        format!("{}AZDO{}", "a1B".repeat(25), "xY9zw")
    }

    fn made(text: &str, provider: Option<&'static Provider>) -> Result<(String, Took), Wrong> {
        header(&Token::new(text), provider, Some(1_600_000_000))
            .map(|ready| (ready.header.expose().to_owned(), ready.took))
    }

    #[test]
    fn what_is_pasted_becomes_the_header_that_the_feed_wants() {
        let pat = pat();
        let basic = format!("Basic {}", STANDARD.encode(format!("PAT:{pat}")));
        assert!(!basic[6..].contains(char::is_whitespace));
        let encoded = STANDARD.encode(format!("me:{pat}"));
        let alone = STANDARD.encode(&pat);
        let old = "abcdefghijklm".repeat(4);
        for (pasted, provider, wanted, took) in [
            (pat.as_str(), AZURE, basic.as_str(), Took::Secret("PAT")),
            (
                &old,
                AZURE,
                &format!("Basic {}", STANDARD.encode(format!("PAT:{old}"))),
                Took::Secret("PAT"),
            ),
            (
                "not-that-long",
                AZURE,
                &format!("Basic {}", STANDARD.encode("PAT:not-that-long")),
                Took::OddSecret("PAT"),
            ),
            (JWT, AZURE, &format!("Bearer {JWT}"), Took::AccessToken),
            (&encoded, AZURE, &format!("Basic {encoded}"), Took::Encoded),
            (&alone, AZURE, &basic, Took::EncodedAlone("PAT")),
            (&basic, AZURE, &basic, Took::WithScheme(Scheme::Basic)),
            (
                "bearer  abc",
                AZURE,
                "Bearer abc",
                Took::WithScheme(Scheme::Bearer),
            ),
            (
                "0123456789abcdef0123456789abcdef01234567",
                CLOUDSMITH,
                "Token 0123456789abcdef0123456789abcdef01234567",
                Took::Secret("API key"),
            ),
            (JWT, CLOUDSMITH, &format!("Token {JWT}"), Took::AccessToken),
            (
                "Bearer abc",
                CLOUDSMITH,
                "Bearer abc",
                Took::WithScheme(Scheme::Bearer),
            ),
            ("whatever", None, "whatever", Took::AsItIs),
            (
                "Token abc",
                None,
                "Token abc",
                Took::WithScheme(Scheme::Token),
            ),
        ] {
            assert_eq!(
                made(pasted, provider),
                Ok((wanted.to_owned(), took)),
                "{pasted}"
            );
        }
    }

    #[test]
    fn what_cannot_work_is_refused_with_its_reason() {
        let pat = pat();
        let wrapped = format!("Basic {} {}", "QUJD".repeat(19), "QUJD");
        for (pasted, provider, wrong) in [
            ("", AZURE, Wrong::Empty),
            ("  ", AZURE, Wrong::Empty),
            ("abc", AZURE, Wrong::TooShort),
            (&"x".repeat(33_000), AZURE, Wrong::TooLong),
            ("a b", AZURE, Wrong::BlankWithin),
            ("a\nb", AZURE, Wrong::LineBreak),
            (" abc", AZURE, Wrong::BlankAround),
            ("abc\t", AZURE, Wrong::BlankAround),
            ("größe", AZURE, Wrong::NotAscii),
            ("a\u{7f}b", AZURE, Wrong::NotAscii),
            ("$PAT", AZURE, Wrong::Placeholder),
            ("Bearer", AZURE, Wrong::SchemeAlone(Scheme::Bearer)),
            (&wrapped, AZURE, Wrong::BlankWithin),
            (&format!("Basic {pat}"), AZURE, Wrong::NotBasic),
            (
                "Token abc",
                AZURE,
                Wrong::WrongScheme {
                    found: Scheme::Token,
                    provider: "Azure Artifacts",
                    wanted: &[Scheme::Basic, Scheme::Bearer],
                },
            ),
            (
                &pat,
                CLOUDSMITH,
                Wrong::OfAnother {
                    owner: "Azure Artifacts",
                    provider: "Cloudsmith",
                },
            ),
            (
                &format!("Token {pat}"),
                CLOUDSMITH,
                Wrong::OfAnother {
                    owner: "Azure Artifacts",
                    provider: "Cloudsmith",
                },
            ),
            ("cargo login", None, Wrong::BlankWithin),
        ] {
            assert_eq!(made(pasted, provider), Err(wrong), "{pasted}");
        }
        let late = header(&Token::new(JWT), AZURE, Some(1_700_000_000));
        assert_eq!(late.map(|_| ()), Err(Wrong::RunOut));
        assert!(header(&Token::new(JWT), AZURE, None).is_ok());
    }

    #[test]
    fn nothing_that_is_said_shows_a_part_of_it() {
        let pat = pat();
        for text in [pat.clone(), format!("Basic {pat}"), format!("{pat} x")] {
            let told = match header(&Token::new(&text), AZURE, None) {
                Ok(ready) => format!("{ready:?} {}", ready.took.in_words(ready.length)),
                Err(wrong) => format!("{wrong:?} {wrong}"),
            };
            assert!(!told.contains(&pat[..8]), "{told}");
        }
    }
}

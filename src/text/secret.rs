//! A value that must not be shown: it can be measured, not read.
//!
//! Not for storing or sending secrets.

use std::fmt;

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

/// The value of a key that holds a secret.
///
/// There is no way to its text: `Debug` hides it, `Display` does not exist.
#[derive(Clone, Copy)]
pub struct Secret<'c>(&'c str);

/// What may be said of a secret. Nothing in it is a part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a thing that may be said of it"
)]
pub struct Shape {
    /// Its length in characters.
    pub length: usize,
    /// Its first word, where that is a known scheme with a word after it.
    pub scheme: Option<Scheme>,
    /// What stands where the credential itself is expected.
    pub credential: Credential,
    /// A blank or a line break stands within the credential.
    pub broken: bool,
    /// It starts or ends with a blank.
    pub blank_around: bool,
    /// It ends with a line break.
    pub line_break_at_end: bool,
    /// When the credential says that it expires, in seconds since 1970.
    pub expires: Option<u64>,
    /// The password of a user and a password is a personal access token of Azure DevOps.
    pub has_azure_pat: bool,
}

/// The scheme of an `Authorization` header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// `Basic`
    Basic,
    /// `Bearer`
    Bearer,
    /// `Token`
    Token,
}

/// What the part after the scheme looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Credential {
    /// Nothing is there.
    Empty,
    /// A name that somebody expected to be replaced: `${…}`, `$X`, `<…>`, `{{…}}`.
    Placeholder,
    /// The base64 form of a user and a password.
    UserAndPassword,
    /// A personal access token of Azure DevOps as the portal shows it.
    AzurePat,
    /// A JSON web token.
    Jwt,
    /// Anything else.
    #[default]
    Other,
}

impl<'c> Secret<'c> {
    pub(crate) fn new(text: &'c str) -> Self {
        Self(text)
    }

    /// Its length, its scheme and its kind.
    #[must_use]
    pub fn shape(&self) -> Shape {
        let trimmed = self.0.trim();
        let (scheme, credential) = match trimmed.split_once([' ', '\t']) {
            Some((first, rest)) => match scheme(first) {
                Some(scheme) => (Some(scheme), rest.trim_start()),
                None => (None, trimmed),
            },
            None => (None, trimmed),
        };
        let line_break_at_end = self.0.ends_with(['\n', '\r']);
        let claims = claims(credential);
        Shape {
            length: self.0.chars().count(),
            scheme,
            credential: match () {
                () if credential.is_empty() => Credential::Empty,
                () if is_placeholder(credential) => Credential::Placeholder,
                () if claims.is_some() => Credential::Jwt,
                () if is_azure_pat(credential) => Credential::AzurePat,
                () if is_user_and_password(credential) => Credential::UserAndPassword,
                () => Credential::Other,
            },
            broken: credential.contains(char::is_whitespace),
            blank_around: self.0.trim_matches(['\n', '\r']) != trimmed,
            line_break_at_end,
            expires: claims.and_then(|claims| claims.exp?.as_u64()),
            has_azure_pat: password(credential).is_some_and(|password| is_azure_pat(&password)),
        }
    }
}

impl Shape {
    /// The shape of a text that is a secret.
    #[must_use]
    pub fn of(secret: &str) -> Self {
        Secret::new(secret).shape()
    }
}

impl Scheme {
    /// The scheme of that name, however it is spelled.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        scheme(word)
    }

    /// The word, as headers have it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Scheme::Basic => "Basic",
            Scheme::Bearer => "Bearer",
            Scheme::Token => "Token",
        }
    }
}

impl fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

fn scheme(word: &str) -> Option<Scheme> {
    [
        ("basic", Scheme::Basic),
        ("bearer", Scheme::Bearer),
        ("token", Scheme::Token),
    ]
    .into_iter()
    .find(|(known, _)| word.eq_ignore_ascii_case(known))
    .map(|(_, scheme)| scheme)
}

/// True for what a shell, a pipeline or a reader was meant to replace as a whole.
fn is_placeholder(text: &str) -> bool {
    let wrapped = |start: &str, end: &str| {
        text.strip_prefix(start)
            .and_then(|rest| rest.strip_suffix(end))
            .is_some_and(|inner| !inner.is_empty() && !inner.contains(['{', '}', '<', '>']))
    };
    if wrapped("${", "}") || wrapped("${{", "}}") || wrapped("$(", ")") || wrapped("{{", "}}") {
        return true;
    }
    if wrapped("<", ">") || wrapped("%", "%") && is_name(text.trim_matches('%')) {
        return true;
    }
    let variable = text.strip_prefix('$').unwrap_or_default();
    is_name(variable.strip_prefix("env:").unwrap_or(variable))
}

fn is_name(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// The newer form carries a mark near its end, the older one is base32 in lower
/// case.
fn is_azure_pat(text: &str) -> bool {
    match text.len() {
        84 => {
            text.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && text
                    .get(75..80)
                    .is_some_and(|mark| mark.ends_with("AZDO") || mark.starts_with("AZDO"))
        }
        52 => text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || (b'2'..=b'7').contains(&byte)),
        _ => false,
    }
}

const ANY_PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&base64::alphabet::STANDARD, ANY_PADDING);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&base64::alphabet::URL_SAFE, ANY_PADDING);

/// The password in the base64 form of a user and a password.
fn password(text: &str) -> Option<String> {
    let text = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
    text.split_once(':')
        .map(|(_, password)| password.to_owned())
}

fn is_user_and_password(text: &str) -> bool {
    STANDARD
        .decode(text)
        .is_ok_and(|bytes| bytes.contains(&b':'))
}

/// True for a word that is known for a token by its whole form.
#[must_use]
pub fn is_whole_token(word: &str) -> bool {
    // Words of any language are shorter, or no base64 of a user and a password.
    let is_pair = || {
        let bytes = STANDARD.decode(word).or_else(|_| URL_SAFE.decode(word));
        bytes.is_ok_and(|bytes| {
            bytes.contains(&b':')
                && std::str::from_utf8(&bytes).is_ok_and(|text| !text.contains(char::is_control))
        })
    };
    claims(word).is_some() || (word.len() >= 24 && is_pair())
}

/// How the tokens of some hosts begin.
const PREFIXES: &[&str] = &[
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "gldt-",
    "glptt-",
    "glcbt-",
    "npm_",
    "pypi-",
    "dckr_pat_",
    "xoxb-",
    "xoxp-",
];

/// The tokens in a word of letters, digits, `-` and `_`: one that begins as those of its
/// host do, or 32 and more letters and digits mixed. Each with the bytes before it.
pub fn tokens_in(word: &str) -> Vec<(usize, &str)> {
    if word.len() >= 20 && PREFIXES.iter().any(|prefix| word.starts_with(prefix)) {
        return vec![(0, word)];
    }
    let mut at = 0;
    let mut found = Vec::new();
    for part in word.split(['-', '_']) {
        let has = |is: fn(&u8) -> bool| part.as_bytes().iter().any(is);
        let is_mixed = has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic);
        if part.len() >= 32 && is_mixed || is_azure_pat(part) {
            found.push((at, part));
        }
        at += part.len() + 1;
    }
    found
}

/// What a JSON web token says of itself, as far as it is looked at.
#[derive(serde::Deserialize)]
struct Claims {
    exp: Option<serde_json::Number>,
}

fn claims(text: &str) -> Option<Claims> {
    let mut parts = text.split('.');
    let (head, body, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !head.starts_with("eyJ") {
        return None;
    }
    serde_json::from_slice(&URL_SAFE.decode(body).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Shape {
        Secret::new(text).shape()
    }

    #[test]
    fn length_and_scheme_are_known() {
        for (text, length, scheme) in [
            ("", 0, None),
            ("abc", 3, None),
            ("Bearer abc", 10, Some(Scheme::Bearer)),
            ("bAsIc abc", 9, Some(Scheme::Basic)),
            ("TOKEN x", 7, Some(Scheme::Token)),
            ("Basic", 5, None),
            ("Digest x", 8, None),
        ] {
            let shape = shape(text);
            assert_eq!((shape.length, shape.scheme), (length, scheme), "{text}");
        }
    }

    #[test]
    fn what_stands_after_the_scheme_is_told_by_its_form() {
        use Credential::{AzurePat, Empty, Jwt, Other, Placeholder, UserAndPassword};
        let new_pat = format!("{}AZDO{}", "a1B".repeat(25), "xY9zw");
        let old_pat = "abcdefghijklm".repeat(4);
        // {"alg":"none"} and {"exp":1700000000}
        let jwt = "eyJhbGciOiJub25lIn0.eyJleHAiOjE3MDAwMDAwMDB9.c2ln";
        for (text, credential) in [
            ("", Empty),
            (" \n", Empty),
            ("Basic UEFUOmE=", UserAndPassword),
            ("Basic UEFUOmE", UserAndPassword),
            ("Basic abc", Other),
            ("Basic bm8tY29sb24=", Other),
            (&new_pat, AzurePat),
            (&old_pat, AzurePat),
            (&format!("Basic {old_pat}"), AzurePat),
            (jwt, Jwt),
            (&format!("Bearer {jwt}"), Jwt),
            ("a.b.c", Other),
            ("${TOKEN}", Placeholder),
            ("Bearer ${{ secrets.TOKEN }}", Placeholder),
            ("Bearer $TOKEN", Placeholder),
            ("$env:TOKEN", Placeholder),
            ("$(System.AccessToken)", Placeholder),
            ("Token <your-key>", Placeholder),
            ("%TOKEN%", Placeholder),
            ("pa$$word", Other),
            ("$1", Other),
            ("a<b>", Other),
        ] {
            assert_eq!(shape(text).credential, credential, "{text}");
        }
        assert_eq!(shape(jwt).expires, Some(1_700_000_000));
        assert_eq!(shape("Basic UEFUOmE=").expires, None);
    }

    #[test]
    fn blanks_are_noticed_by_their_place() {
        let told = |text: &str| {
            let shape = shape(text);
            (shape.broken, shape.blank_around, shape.line_break_at_end)
        };
        assert_eq!(told("Basic abc"), (false, false, false));
        assert_eq!(told("Basic  abc"), (false, false, false));
        assert_eq!(told("Basic abc "), (false, true, false));
        assert_eq!(told(" abc"), (false, true, false));
        assert_eq!(told("Basic abc\n"), (false, false, true));
        assert_eq!(told("Basic abc\r\n"), (false, false, true));
        assert_eq!(told("Basic abc def"), (true, false, false));
        assert_eq!(told("Basic abc\ndef"), (true, false, false));
    }

    #[test]
    fn nothing_shows_a_part_of_it() {
        assert_eq!(format!("{:?}", Secret::new("hunter2")), "Secret(..)");
        for text in ["hunter2", "Basic aHVudGVyMjpodW50ZXIy", "${hunter2}"] {
            let told = format!("{:?}", shape(text));
            assert!(!told.contains("hunter") && !told.contains("aHVu"), "{told}");
        }
    }
}

//! The one door through which text that others wrote leaves the program: values
//! of configs, names of files and remotes, what cargo and servers said.
//!
//! Such text may try to steer a terminal, a log reader or a person's eye, and it
//! may hold a secret. Not for quoting what is to be typed (see [`crate::text::shell`]).

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

use crate::text::secret;
use crate::text::secret::{Credential, Scheme, Shape};

/// What stands in the place of a value that is not shown.
pub(crate) const MASK: &str = "…";

/// Text for one line of output: no control, format or direction characters, nothing
/// that a build agent takes for a command, and nothing that looks like a token.
#[must_use]
pub fn line(text: &str) -> String {
    let shown = plain(&without_tokens(text));
    // What is escaped may stand before a token.
    match without_tokens(&shown) {
        Cow::Owned(masked) => masked,
        Cow::Borrowed(_) => shown,
    }
}

/// The same of a text in which nothing is to be masked: a path, a commit, or what was
/// masked before.
#[must_use]
pub fn plain(text: &str) -> String {
    // Most text is plain, and much of it passes through here.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return break_commands(text.to_owned());
    }
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_unseen(letter) {
            match letter {
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                _ => {
                    let _ = write!(out, "\\u{{{:x}}}", u32::from(letter));
                }
            }
        } else {
            out.push(letter);
        }
    }
    break_commands(out)
}

/// The same for a text of several lines, which are ours.
#[must_use]
pub fn lines(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|one| match one.strip_suffix('\n') {
            Some(one) => line(one) + "\n",
            None => line(one),
        })
        .collect()
}

/// The commands of Azure's, GitHub's and older agents begin with these marks.
fn break_commands(mut text: String) -> String {
    if text.contains("##") {
        let mut broken = String::with_capacity(text.len() + 8);
        let mut rest = text.as_str();
        while let Some(at) = rest.find("##") {
            let (before, after) = rest.split_at(at + 1);
            broken.push_str(before);
            if begins_command(&after.as_bytes()[1..]) {
                broken.push(' ');
            }
            rest = after;
        }
        broken.push_str(rest);
        text = broken;
    }
    let blanks = text.len() - text.trim_start().len();
    if text[blanks..].starts_with("::") {
        text.insert(blanks + 1, ' ');
    }
    text
}

fn begins_command(text: &[u8]) -> bool {
    let word = text
        .get(..4)
        .is_some_and(|word| word.eq_ignore_ascii_case(b"vso["));
    word || text.starts_with(b"[")
}

/// Characters that change what is seen without being seen.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(
            u32::from(letter),
            0xad | 0x61c
                | 0x180e
                | 0x200b..=0x200f
                | 0x2028..=0x202e
                | 0x2060..=0x206f
                | 0xfe00..=0xfe0f
                | 0xfeff
                | 0xfff9..=0xfffb
                | 0x1d173..=0x1d17a
                | 0xe0000..=0xe0fff
        )
}

/// Words of a URL's query that are never secret.
const HARMLESS_QUERY: &[&str] = &["_a", "branch", "feed", "ref", "rev", "tag", "view"];

/// A word or a URL without what may be a secret: a user part, the values of a query, a
/// token that a provider is known to put into the path, and what looks like a token.
#[must_use]
pub fn url(text: &str) -> String {
    plain(&url_text(text))
}

/// The same, not escaped.
pub(crate) fn url_text(text: &str) -> String {
    let masked = match text.rfind('@') {
        // A user with a password, and no scheme in front.
        Some(at) if !text.contains("://") && text[..at].contains(':') => {
            format!("{MASK}{}", &text[at..])
        }
        _ => without_secrets(text),
    };
    without_tokens(&masked).into_owned()
}

/// The value of a key that holds the address of a server, however it is written: without
/// its user, its query, and the path where a token is known to stand there.
#[must_use]
pub fn address(text: &str) -> String {
    plain(&address_text(text))
}

/// The same, not escaped.
pub(crate) fn address_text(text: &str) -> String {
    let has_scheme = text.contains("://");
    let user_end = text
        .rfind('@')
        .map(|at| (at, "@"))
        .or_else(|| text.rfind("%40").map(|at| (at, "%40")));
    let is_url = has_scheme && url::Url::parse(text.trim()).is_ok_and(|url| url.has_host());
    match user_end {
        // Nobody knows how far a password reaches in what is no URL.
        Some((at, mark)) if !is_url && &text[..at] != "git" => {
            let scheme = text.find("://").map_or("", |end| &text[..end + 3]);
            let rest = without_query(&text[at + mark.len()..]);
            without_tokens(&format!("{scheme}{MASK}@{rest}")).into_owned()
        }
        _ if !has_scheme => without_tokens(&without_query(text)).into_owned(),
        _ => {
            let (scheme, rest) = text.split_at(text.find("://").map_or(0, |at| at + 3));
            let mut shown = scheme.to_owned();
            push_address(&mut shown, rest);
            without_tokens(&shown).into_owned()
        }
    }
}

/// What no scheme makes a URL may still have a query.
fn without_query(text: &str) -> String {
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let mut shown = text[..end].to_owned();
    push_query(&mut shown, &text[end..]);
    shown
}

/// A text with the secret parts of the URLs in it masked.
pub(crate) fn without_secrets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        out.push_str(before);
        // Another URL may begin without a blank between.
        let next = after.find("://");
        let near = &after[..next.unwrap_or(after.len())];
        let end = near
            .find(['"', '\'', ' ', '\t', '<', '>'])
            .unwrap_or_else(|| match next {
                Some(_) => near.trim_end_matches(is_of_scheme).len(),
                None => near.len(),
            });
        let (one, later) = after.split_at(end);
        push_address(&mut out, one);
        rest = later;
    }
    out.push_str(rest);
    out
}

fn is_of_scheme(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.')
}

/// Adds what follows `://`.
fn push_address(out: &mut String, text: &str) {
    let end = text.find(['/', '?', '#']).unwrap_or(text.len());
    let (mut authority, mut path) = text.split_at(end);
    let user_end = match authority.rfind('@') {
        Some(at) => Some(at),
        None if authority.contains("%40") => authority.rfind("%40"),
        // A password with a `/` in it: its first part stands where a port would.
        None => authority
            .split_once(':')
            .filter(|(host, port)| {
                !host.starts_with('[') && !port.chars().all(|c| c.is_ascii_digit())
            })
            .and_then(|_| text.rfind('@')),
    };
    if let Some(at) = user_end {
        out.push_str(MASK);
        let rest = &text[at..];
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        (authority, path) = rest.split_at(end);
    }
    out.push_str(authority);
    let host = authority.trim_start_matches('@');
    let host = host.split(':').next().unwrap_or_default();
    let (path, query) = match path.find(['?', '#']) {
        Some(at) => path.split_at(at),
        None => (path, ""),
    };
    // Of some hosts the path begins with a secret.
    let below = path.trim_start_matches('/');
    let end = below.find('/').unwrap_or(below.len());
    if is_token_in_path(host, &below[..end]) {
        out.push('/');
        out.push_str(MASK);
        out.push_str(&below[end..]);
    } else {
        out.push_str(path);
    }
    push_query(out, query);
}

/// Hosts below which a path begins with a token, and what may stand there in its place.
/// Source: Cloudsmith's page on entitlement tokens.
const TOKENS_IN_PATHS: &[(&str, &[&str])] = &[("dl.cloudsmith.io", &["", "public", "basic"])];

/// True where the first segment of a path on this host is a token.
#[must_use]
pub fn is_token_in_path(host: &str, segment: &str) -> bool {
    TOKENS_IN_PATHS
        .iter()
        .any(|(known, others)| host.eq_ignore_ascii_case(known) && !others.contains(&segment))
}

/// Credential providers that print a token by a vendor's own program, as the vendors' pages
/// and feedctl write them: no word of theirs is a secret. `*` is a name.
const TOKEN_COMMANDS: [&str; 3] = [
    concat!(
        "cargo:token-from-stdout az account get-access-token --resource * ",
        "--query join(`\"\\u0020\"`,[`\"Bearer\"`,accessToken]) --output tsv"
    ),
    concat!(
        "cargo:token-from-stdout az.cmd account get-access-token --resource * ",
        "--query join(`\"\\u0020\"`,[`\"Bearer\"`,accessToken]) --output tsv"
    ),
    concat!(
        "cargo:token-from-stdout aws codeartifact get-authorization-token --domain * ",
        "--domain-owner * --region * --query authorizationToken --output text"
    ),
];

/// True for the words of a credential provider that are known to hold no secret.
#[must_use]
pub fn is_token_command(words: &[&str]) -> bool {
    let is_name = |word: &str| {
        let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        word.chars().all(is_of_name) && !holds_token(word)
    };
    TOKEN_COMMANDS.iter().any(|known| {
        let wanted: Vec<&str> = known.split(' ').collect();
        let fits =
            |(wanted, word): (&&str, &&str)| wanted == word || *wanted == "*" && is_name(word);
        wanted.len() == words.len() && wanted.iter().zip(words).all(fits)
    })
}

fn push_query(out: &mut String, query: &str) {
    for (at, pair) in query.split_inclusive(['?', '#', '&']).enumerate() {
        let mark = pair.find(['?', '#', '&']).unwrap_or(pair.len());
        let (pair, mark) = pair.split_at(mark);
        let shown = match pair.split_once('=') {
            Some((key, _)) if HARMLESS_QUERY.contains(&key) => pair.to_owned(),
            Some((key, _)) => format!("{key}={MASK}"),
            None if at == 0 || pair.is_empty() => pair.to_owned(),
            None => MASK.to_owned(),
        };
        out.push_str(&shown);
        out.push_str(mark);
    }
}

/// What a program or a server said, line by line: without what may be a secret in it.
#[must_use]
pub fn speech(text: &str) -> Vec<String> {
    let masked = text
        .lines()
        .map(|one| without_named(&without_secrets(one), false));
    masked.map(|one| line(&one)).collect()
}

/// A comment of a file, not escaped: as [`speech`], but whatever stands behind `token:`
/// or the like is masked.
pub(crate) fn remark(text: &str) -> String {
    without_tokens(&without_named(&without_secrets(text), true)).into_owned()
}

/// What a word says of the one after it.
#[derive(Clone, Copy)]
enum Announces {
    Nothing,
    /// `Bearer`: it may be a credential, or any word.
    Credential,
    /// `Authorization:`: it is one, or the scheme of one.
    Header,
}

/// A line without the credentials that a word before them names: `Bearer …`,
/// `token: …`, `--password …`.
fn without_named(text: &str, is_remark: bool) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut announced = Announces::Nothing;
    for word in text.split_inclusive([' ', '\t']) {
        let bare = word.trim_end_matches([' ', '\t']);
        let core = bare.trim_matches(|letter: char| "\"'`,;:()[]{}<>".contains(letter));
        if core.is_empty() {
            shown.push_str(word);
            continue;
        }
        let scheme = Scheme::named(core).is_some();
        let is_named = match announced {
            Announces::Nothing => false,
            Announces::Credential => core.len() > 5 && !is_ordinary(core),
            Announces::Header => !scheme,
        };
        if is_named {
            shown.push_str(&word.replacen(core, MASK, 1));
            announced = Announces::Nothing;
            continue;
        }
        // `token=abc`, `"token":"abc"`, `--token=abc`
        let inside = bare.find([':', '=']).map(|at| bare.split_at(at + 1));
        let inside = inside.filter(|(name, _)| speaks_of_secret(name));
        let value = inside.map_or("", |(_, value)| value);
        let secret = value.trim_matches(|letter: char| "\"'`,;:()[]{}<>".contains(letter));
        if !secret.is_empty() && (is_remark || !is_ordinary(secret)) {
            shown.push_str(&word.replacen(secret, MASK, 1));
            announced = Announces::Nothing;
            continue;
        }
        shown.push_str(word);
        let is_name = inside.is_some() && secret.is_empty();
        if is_name && is_remark {
            shown.push_str(MASK);
            return shown;
        }
        announced = match () {
            () if is_name && names_header(core) => Announces::Header,
            () if matches!(announced, Announces::Header) => announced,
            () if scheme || is_name || core.starts_with("--") && speaks_of_secret(core) => {
                Announces::Credential
            }
            () => Announces::Nothing,
        };
    }
    shown
}

/// True for a word of a language, or what is written like one: `Cannot`, `D-Bus`,
/// `crates.io`.
fn is_ordinary(word: &str) -> bool {
    word.split(|letter: char| !letter.is_alphanumeric())
        .all(|part| {
            let rest = part.trim_start_matches(char::is_uppercase);
            let capitals = part.chars().count() - rest.chars().count();
            rest.chars().all(char::is_lowercase) && (capitals < 2 || rest.is_empty())
        })
}

/// True for the name of a flag, variable or field whose value may be a secret.
pub(crate) fn speaks_of_secret(name: &str) -> bool {
    let name = name.trim_matches(|letter: char| !letter.is_ascii_alphanumeric());
    let name = name.to_ascii_lowercase();
    ["pat", "auth", "cookie", "set-cookie"].contains(&name.as_str())
        || [
            "token",
            "passw",
            "secret",
            "apikey",
            "api-key",
            "api_key",
            "access-key",
            "access_key",
            "authorization",
        ]
        .iter()
        .any(|part| name.contains(part))
        || name.ends_with("_pat")
}

fn names_header(name: &str) -> bool {
    [
        "authorization",
        "proxy-authorization",
        "cookie",
        "set-cookie",
    ]
    .iter()
    .any(|header| name.eq_ignore_ascii_case(header))
}

/// True for a word of the command line that is a token and no name of anything.
#[must_use]
pub fn is_like_a_token(word: &str) -> bool {
    let word = word.trim_start_matches('-');
    let value = word.split_once('=').map_or("", |(_, value)| value);
    [word, value].into_iter().any(|word| {
        let shape = Shape::of(word);
        let is_name = word.contains(['/', '.', ' ']);
        without_tokens(word) == MASK
            || shape.scheme.is_some() && shape.credential != Credential::Placeholder
            || (shape.length > 64 && !is_name)
    })
}

/// A text without the words in it that look like tokens.
#[must_use]
pub fn without_tokens(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(from) = text[at..].find(is_of_token) {
        let start = at + from;
        let length = text[start..].find(|letter| !is_of_token(letter));
        let end = length.map_or(text.len(), |length| start + length);
        at = end;
        if end - start < SHORTEST {
            continue;
        }
        let padding = text[end..]
            .bytes()
            .take(2)
            .take_while(|byte| *byte == b'=')
            .count();
        let whole = &text[start..end + padding];
        if secret::is_whole_token(whole.trim_end_matches('.')) {
            out.push_str(&text[done..start]);
            out.push_str(MASK);
            (done, at) = (end + padding, end + padding);
            continue;
        }
        let mut from = start;
        for part in text[start..end].split_inclusive(['/', '.', '+', '~']) {
            let bare = part.trim_end_matches(['/', '.', '+', '~']);
            for (skipped, token) in secret::tokens_in(bare) {
                out.push_str(&text[done..from + skipped]);
                out.push_str(MASK);
                done = from + skipped + token.len();
            }
            from += part.len();
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// True for a text with a word in it that looks like a token.
#[must_use]
pub fn holds_token(text: &str) -> bool {
    matches!(without_tokens(text), Cow::Owned(_))
}

/// True for an argument of a program that is a credential: by its look, or by the name
/// of the flag or the scheme before it.
#[must_use]
pub fn names_credential(before: &str, word: &str) -> bool {
    let (flag, value) = word.split_once('=').unwrap_or((before, word));
    let is_flag = flag != before || flag.starts_with('-');
    let says_where = [
        "file", "path", "name", "type", "env", "var", "url", "cmd", "command",
    ]
    .iter()
    .any(|part| flag.to_ascii_lowercase().contains(part));
    let is_announced = Scheme::named(before).is_some_and(|scheme| before == scheme.word())
        || is_flag && speaks_of_secret(flag) && !says_where;
    let is_value = !value.is_empty()
        && !value.contains(['$', '%', '`', '<', '{', '/', '\\'])
        && !value.starts_with('-');
    holds_token(word) || is_announced && is_value
}

/// No token that is known by its form is shorter.
const SHORTEST: usize = 20;

fn is_of_token(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "_-.+/~".contains(letter)
}

/// A path, with the user's home shortened to `~`.
#[must_use]
pub fn path(path: &Path, home: Option<&Path>) -> String {
    if let Some(rest) = home.and_then(|home| path.strip_prefix(home).ok()) {
        let tilde = if rest.as_os_str().is_empty() {
            "~".to_owned()
        } else {
            format!("~{}{}", std::path::MAIN_SEPARATOR, rest.display())
        };
        return plain(&tilde);
    }
    plain(&path.display().to_string())
}

/// A masked line between its tabs, which are harmless within a line.
#[must_use]
pub fn parts(masked: &str) -> Vec<String> {
    masked.split('\t').map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_shown_escaped() {
        assert_eq!(line("a\u{1b}[31mb\r\nc"), "a\\u{1b}[31mb\\r\\nc");
        assert_eq!(line("x\u{202e}y\u{200b}"), "x\\u{202e}y\\u{200b}");
        assert_eq!(
            line("##vso[task] ##VSO[x ##[error]"),
            "# #vso[task] # #VSO[x # #[error]"
        );
        assert_eq!(line("###[x ###vso[y ##"), "## #[x ## #vso[y ##");
        assert_eq!(line("  ::set-output"), "  : :set-output");
        assert_eq!(line("größe::x"), "größe::x");
    }

    #[test]
    fn user_parts_are_left_out() {
        assert_eq!(url("https://me:pw@h/p@q"), "https://…@h/p@q");
        assert_eq!(url("sparse+https://h/"), "sparse+https://h/");
        assert_eq!(
            url("a https://x@b c http://y:z@w"),
            "a https://…@b c http://…@w"
        );
        assert_eq!(url("https://me:p/w#x@h/p@q"), "https://…@q");
        assert_eq!(url("https://[::1]:80/a@b"), "https://[::1]:80/a@b");
        assert_eq!(url("https://h:80/f@v/"), "https://h:80/f@v/");
        assert_eq!(
            url("sparse+https://dl.cloudsmith.io/s3cr3t/acme/tools/cargo/"),
            "sparse+https://dl.cloudsmith.io/…/acme/tools/cargo/"
        );
        assert_eq!(url("me:secret@proxy:3128"), "…@proxy:3128");
        assert_eq!(url("git@host:path"), "git@host:path");
        let public = "https://dl.cloudsmith.io/public/acme/tools/";
        assert_eq!(url(public), public);
    }

    #[test]
    fn what_programs_say_shows_no_token() {
        let jwt = "eyJhbGciOiJub25lIn0.eyJleHAiOjE3MDAwMDAwMDB9.c2ln";
        let pat = format!("{}AZDO{}", "a1B".repeat(25), "xY9zw");
        for (text, shown) in [
            (
                "error: got 401 for the response".to_owned(),
                "error: got 401 for the response".to_owned(),
            ),
            (format!("token: {jwt}, and"), "token: …, and".to_owned()),
            (format!("PAT={pat}"), "PAT=…".to_owned()),
            (
                "Authorization: Bearer abcdefgh".to_owned(),
                "Authorization: Bearer …".to_owned(),
            ),
            (
                "basic UEFUOmFiY2RlZmdoaWprbG1ub3A=".to_owned(),
                "basic …".to_owned(),
            ),
            (
                "'UEFUOmFiY2RlZmdoaWprbG1ub3A='".to_owned(),
                "'…'".to_owned(),
            ),
            (
                "https://me:pw@h/ failed".to_owned(),
                "https://…@h/ failed".to_owned(),
            ),
            (
                "run `cargo login --registry crates`".to_owned(),
                "run `cargo login --registry crates`".to_owned(),
            ),
            (
                "the token is missing".to_owned(),
                "the token is missing".to_owned(),
            ),
        ] {
            assert_eq!(speech(&text), [shown], "{text}");
        }
    }

    #[test]
    fn queries_and_paths_show_no_secret() {
        for (text, shown) in [
            (
                "https://h/a?rev=abc&sig=s3cr3t#x",
                "https://h/a?rev=abc&sig=…#…",
            ),
            ("https://h/a?s3cr3t/", "https://h/a?…"),
            (
                "sparse+https://DL.cloudsmith.io/s3cr3t/acme/tools/cargo/",
                "sparse+https://DL.cloudsmith.io/…/acme/tools/cargo/",
            ),
            (
                "https://dl.cloudsmith.io:443//s3cr3t",
                "https://dl.cloudsmith.io:443/…",
            ),
            (
                "https://dl.cloudsmith.io/public/acme/tools/cargo/index.git",
                "https://dl.cloudsmith.io/public/acme/tools/cargo/index.git",
            ),
            (
                "git+https://me:pw@h/a+https://you:pw@i/",
                "git+https://…@h/a+https://…@i/",
            ),
        ] {
            assert_eq!(url(text), shown);
        }
    }

    #[test]
    fn words_of_a_language_are_not_masked() {
        for text in [
            "token rejected for `crates`",
            "failed to get token: Cannot autolaunch D-Bus without X11 $DISPLAY",
            "the token has expired, run `cargo login`",
            "basic authentication is required, bearer tokens are not",
            "no token: see https://doc.rust-lang.org/cargo/",
            "password: required",
        ] {
            assert_eq!(speech(text), [text]);
        }
    }

    #[test]
    fn what_looks_like_a_token_is_masked_wherever_it_stands() {
        let hex = "9fceb02d0ae598e95dc970b74767f19372d61af8";
        for (text, shown) in [
            (format!("`{hex}`"), "`…`"),
            (format!("https://h/{hex}/x"), "https://h/…/x"),
            (
                "a ghp_0123456789abcdefghijABCDEFGHIJ012345 b".to_owned(),
                "a … b",
            ),
            ("glpat-abcdefghij0123456789".to_owned(), "…"),
            ("key=UEFUOmFiY2RlZmdoaWprbG1ub3A=.".to_owned(), "key=…."),
            (
                "6f1c3a0e-0b1c-4d2e-8f3a-1b2c3d4e5f60".to_owned(),
                "6f1c3a0e-0b1c-4d2e-8f3a-1b2c3d4e5f60",
            ),
            (
                "a_name_of_many_words-and-1-number_in_it".to_owned(),
                "a_name_of_many_words-and-1-number_in_it",
            ),
            (
                "https://pkgs.dev.azure.com/contoso/Platform/_packaging/crates/Cargo/index/"
                    .to_owned(),
                "https://pkgs.dev.azure.com/contoso/Platform/_packaging/crates/Cargo/index/",
            ),
        ] {
            assert_eq!(line(&text), shown);
        }
        let path = Path::new("/nix/store/0c5iyfpp83z0dk7k2zvpljx3gdgdvzjf-rust");
        assert_eq!(super::path(path, None), path.display().to_string());
    }

    #[test]
    fn addresses_are_shown_without_their_secrets() {
        for (text, shown) in [
            ("sparse+https://h/i/", "sparse+https://h/i/"),
            ("https://h/p@q/", "https://h/p@q/"),
            ("https://me:pw@h:8080/i/", "https://…@h:8080/i/"),
            ("https://me%3Apw%40h/i/", "https://…@h/i/"),
            ("https://me:p w@h/i/", "https://…@h/i/"),
            ("https://me:p/w@h/i/", "https://…@h/i/"),
            ("sparse+https://me:p?w@h/i/", "sparse+https://…@h/i/"),
            ("https:/me:pw@h/", "…@h/"),
            ("https:me:pw@h/", "…@h/"),
            ("me:p/w@proxy:8080", "…@proxy:8080"),
            ("t0ken@proxy:8080", "…@proxy:8080"),
            ("socks5h://me:pw@proxy", "socks5h://…@proxy"),
            ("proxy:8080", "proxy:8080"),
            ("git@h:a/b.git", "git@h:a/b.git"),
            ("https://h/i/?sig=abc#d", "https://h/i/?sig=…#…"),
            (
                "sparse+https://dl.cloudsmith.io/s3cr3t/acme/tools/cargo/",
                "sparse+https://dl.cloudsmith.io/…/acme/tools/cargo/",
            ),
            ("", ""),
        ] {
            assert_eq!(address(text), shown, "{text}");
        }
    }

    #[test]
    fn a_token_typed_for_a_name_is_noticed() {
        let pat = format!("{}AZDO{}", "a1B".repeat(25), "xY9zw");
        for word in [
            pat.as_str(),
            "Bearer abc",
            "glpat-abcdefghij0123456789",
            &format!("--pat={pat}"),
        ] {
            assert!(is_like_a_token(word), "{word}");
        }
        for word in [
            "my-feed",
            "registries.crates.index",
            "Bearer $TOKEN",
            "https://h/",
            "--base-url=https://h/",
            "registries.\"a b\".index",
        ] {
            assert!(!is_like_a_token(word), "{word}");
        }
    }
}

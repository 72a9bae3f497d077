//! The one door through which text that others wrote leaves the program: values
//! of configs, names of files and remotes, what cargo and servers said.
//!
//! Such text may try to steer a terminal, a log reader or a person's eye, and it
//! may hold a secret. Not for quoting what is to be typed (see [`crate::shell`]).

use std::fmt::Write as _;
use std::path::Path;

use crate::config::{Credential, Scheme, Shape};

/// Keys of cargo's configuration whose values are never secret.
///
/// The value of any other key is not shown when a line is quoted.
const HARMLESS: &[&str] = &[
    "ar",
    "branch",
    "build-dir",
    "cainfo",
    "check-revoke",
    "codegen-units",
    "color",
    "credential-provider",
    "debug",
    "debug-assertions",
    "default",
    "directory",
    "git",
    "git-fetch-with-cli",
    "global-credential-providers",
    "include",
    "incremental",
    "index",
    "jobs",
    "linker",
    "local-registry",
    "lto",
    "multiplexing",
    "offline",
    "opt-level",
    "optional",
    "overflow-checks",
    "panic",
    "path",
    "protocol",
    "proxy-cainfo",
    "quiet",
    "registry",
    "replace-with",
    "retry",
    "rev",
    "rpath",
    "runner",
    "rustc",
    "rustdocflags",
    "rustflags",
    "ssl-version",
    "strip",
    "tag",
    "target",
    "target-dir",
    "timeout",
    "verbose",
    "when",
    "width",
];

/// What stands in the place of a value that is not shown.
const MASK: &str = "…";

/// True for a key of cargo's configuration whose value is never secret.
#[must_use]
pub fn is_harmless(key: &str) -> bool {
    HARMLESS.contains(&key)
}

/// Text for one line of output: no control, format or direction characters, and
/// nothing that a build agent takes for a command.
#[must_use]
pub fn line(text: &str) -> String {
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

/// A URL without what may be a secret: its user part, the values of its query, and a
/// token that a provider is known to put into the path.
#[must_use]
pub fn url(text: &str) -> String {
    match text.rfind('@') {
        // A user with a password, and no scheme in front.
        Some(at) if !text.contains("://") && text[..at].contains(':') => {
            line(&format!("{MASK}{}", &text[at..]))
        }
        _ => line(&without_secrets(text)),
    }
}

fn without_secrets(text: &str) -> String {
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
    if crate::providers::is_secret(host, &below[..end]) {
        out.push('/');
        out.push_str(MASK);
        out.push_str(&below[end..]);
    } else {
        out.push_str(path);
    }
    push_query(out, query);
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

/// What a program said, line by line: without what may be a secret in it.
#[must_use]
pub fn speech(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for one in text.lines() {
        let mut shown = String::with_capacity(one.len());
        let mut after_scheme = false;
        for word in one.split_inclusive([' ', '\t']) {
            let bare = word.trim_end_matches([' ', '\t']);
            let end = &word[bare.len()..];
            let core = bare.trim_matches(|letter: char| "\"'`,;:()[]{}<>".contains(letter));
            if !core.is_empty() && (is_like_a_secret(core) || (after_scheme && core.len() > 5)) {
                shown.push_str(&bare.replace(core, MASK));
            } else {
                shown.push_str(bare);
            }
            shown.push_str(end);
            after_scheme = Scheme::named(core).is_some();
        }
        lines.push(line(&without_secrets(&shown)));
    }
    lines
}

/// True for a word in the form of a token. Words of any language are shorter, or no
/// base64 of a user and a password.
fn is_like_a_secret(word: &str) -> bool {
    let of_value = word.rsplit('=').next().unwrap_or_default();
    [word, of_value]
        .iter()
        .any(|word| match Shape::of(word).credential {
            Credential::AzurePat | Credential::Jwt => true,
            Credential::UserAndPassword => word.len() >= 24,
            _ => false,
        })
}

/// True for a word of the command line that is a token and no name of anything.
#[must_use]
pub fn is_like_a_token(word: &str) -> bool {
    let shape = Shape::of(word);
    let is_token = matches!(
        shape.credential,
        Credential::AzurePat | Credential::Jwt | Credential::UserAndPassword
    ) && shape.length > 24;
    let is_name = word.contains(['/', '.', ' ']) && !is_token;
    is_token || shape.scheme.is_some() || (shape.length > 64 && !is_name)
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
        return line(&tilde);
    }
    line(&path.display().to_string())
}

/// A line of a config, with the values of all but harmless keys masked.
///
/// A line that is no plain `key = value`, header, comment or blank is masked from
/// its first quote on: it may be the middle of any value.
#[must_use]
pub fn config_line(text: &str) -> String {
    line(&mask_line(text))
}

fn mask_line(text: &str) -> String {
    let trimmed = text.trim_start();
    let is_header = trimmed.starts_with('[') && !trimmed.contains('=');
    if trimmed.is_empty() || trimmed.starts_with('#') || is_header {
        mask_comment(text)
    } else {
        without_secrets(&mask_values(text))
    }
}

/// [`config_line`] between its tabs, which are harmless within a line.
#[must_use]
pub fn config_line_parts(text: &str) -> Vec<String> {
    mask_line(text).split('\t').map(line).collect()
}

/// A line of a manifest between its tabs: what is by its key or its form a secret is
/// masked, and so is the secret part of a URL.
#[must_use]
pub fn manifest_line_parts(text: &str) -> Vec<String> {
    let key = text.split('=').next().unwrap_or_default().trim();
    let key = key.rsplit('.').next().unwrap_or_default();
    if ["token", "password", "secret", "secret-key"].contains(&key) {
        return config_line_parts(text);
    }
    text.split('\t')
        .map(|part| speech(part).pop().unwrap_or_default())
        .collect()
}

/// A comment may hold a line that was commented out, with its secret.
fn mask_comment(text: &str) -> String {
    match text.find('#') {
        Some(at) if text[at..].contains('=') => {
            let (before, comment) = text.split_at(at + 1);
            format!("{before}{}", without_secrets(&mask_values(comment)))
        }
        _ => without_secrets(text),
    }
}

fn mask_values(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('=') {
        let key = rest[..at]
            .trim_end()
            .rsplit(['.', ',', '{', ' ', '\t'])
            .next()
            .unwrap_or_default()
            .trim_matches(['"', '\'']);
        let harmless = HARMLESS.contains(&key);
        out.push_str(&rest[..=at]);
        rest = &rest[at + 1..];
        let blanks = rest.len() - rest.trim_start().len();
        out.push_str(&rest[..blanks]);
        rest = &rest[blanks..];
        if rest.starts_with('{') {
            continue;
        }
        let end = value_end(rest);
        if harmless {
            out.push_str(&rest[..end]);
        } else {
            out.push_str(MASK);
        }
        rest = &rest[end..];
    }
    if out.is_empty() && rest.contains(['"', '\'']) {
        // The middle of a value that began on another line.
        let quote = rest.find(['"', '\'']).unwrap_or(rest.len());
        return format!("{}{MASK}", &rest[..quote]);
    }
    match rest.find('#') {
        Some(at) => format!("{out}{}{}", &rest[..at], mask_comment(&rest[at..])),
        None => out + rest,
    }
}

/// Where a value that begins here ends: behind its quotes or brackets, else at a
/// comma, brace or comment.
fn value_end(text: &str) -> usize {
    let mut letters = text.char_indices();
    let mut depth = 0_usize;
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' | '\'' => {
                let mut escaped = false;
                for (_, inner) in letters.by_ref() {
                    if escaped {
                        escaped = false;
                    } else if inner == '\\' && letter == '"' {
                        escaped = true;
                    } else if inner == letter {
                        break;
                    }
                }
            }
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            ',' | '}' | '#' if depth == 0 => return text[..at].trim_end().len(),
            _ => {}
        }
    }
    text.trim_end().len()
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
        assert_eq!(
            config_line("index = 'https://dl.cloudsmith.io//s3cr3t' # x"),
            "index = 'https://dl.cloudsmith.io/…' # x"
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
            (format!("PAT={pat}"), "…".to_owned()),
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
        assert_eq!(
            config_line("index = 'https://dl.cloudsmith.io/s3cr3t/a/b/' # https://u:p@h/"),
            "index = 'https://dl.cloudsmith.io/…/a/b/' # https://…@h/"
        );
    }

    #[test]
    fn only_harmless_values_of_a_line_are_shown() {
        for (text, shown) in [
            (
                "index = \"sparse+https://a:b@h/\" # x",
                "index = \"sparse+https://…@h/\" # x",
            ),
            ("token = \"Bearer abc\"", "token = …"),
            ("t.token='a' # token = 'b'", "t.token=… # token = …"),
            (
                "a = { index = 'x', token = 'y' }",
                "a = { index = 'x', token = … }",
            ),
            ("PASSWORD = \"p # q\"", "PASSWORD = …"),
            ("# token = \"x\"", "# token = …"),
            ("[registries.a]", "[registries.a]"),
            ("  \"secret\",", "  …"),
            (
                "rustflags = [\"-C\", \"a=b\"]",
                "rustflags = [\"-C\", \"a=b\"]",
            ),
            ("", ""),
        ] {
            assert_eq!(config_line(text), shown);
        }
    }
}

//! The lines that a person types or pastes for one feed: sign in, publish,
//! depend on, install, and what a pipeline sets.
//!
//! One source for what `connect` says next and what `snippet` prints. Not for the
//! config block itself, which comes from the editing core.

use crate::cargo::registry_name::variable;
use crate::feeds::{Header, SignIn};
use crate::text::shell::Shell;
use crate::toml::edit::encode_key;

/// A line that asks for the secret without showing it, makes the header and hands
/// it to cargo on stdin. The secret is in no argument and in no history.
///
/// Today's PATs are 84 characters long, so their base64 is longer than the 76
/// characters at which GNU `base64` breaks lines; the line ends are taken out.
#[must_use]
pub fn login_line(sign_in: &SignIn, name: &str, shell: Shell) -> String {
    let secret = sign_in.secret;
    let login = shell.command(["cargo", "login", "--registry", name]);
    match shell {
        Shell::Posix => {
            let header = match sign_in.header {
                Header::Basic(user) => {
                    format!(r#""Basic %s\n" "$(printf "{user}:%s" "$t" | base64 | tr -d "\n")""#)
                }
                Header::Pair => {
                    r#""Basic %s\n" "$(printf "%s" "$t" | base64 | tr -d "\n")""#.to_owned()
                }
                Header::Scheme(scheme) => format!(r#""{} %s\n" "$t""#, scheme.word()),
                Header::Bare => r#""%s\n" "$t""#.to_owned(),
            };
            format!(
                r#"sh -c 'trap "stty echo; exit 1" INT; printf "{secret}: " >&2; stty -echo; IFS= read -r t; stty echo; echo >&2; printf {header}' | {login}"#
            )
        }
        Shell::PowerShell => {
            let plain = r#"[Net.NetworkCredential]::new("", $s).Password"#;
            let header = match sign_in.header {
                Header::Basic(user) => format!(
                    r#""Basic " + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("{user}:" + {plain}))"#
                ),
                Header::Pair => format!(
                    r#""Basic " + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes({plain}))"#
                ),
                Header::Scheme(scheme) => format!(r#""{} " + {plain}"#, scheme.word()),
                Header::Bare => plain.to_owned(),
            };
            format!(r#"$s = Read-Host -AsSecureString "{secret}"; {header} | {login}"#)
        }
    }
}

/// What the token variable has to hold, with the secret as a word to replace.
#[must_use]
pub fn token_form(sign_in: &SignIn) -> String {
    let secret = sign_in.secret.to_uppercase().replace(' ', "-");
    match sign_in.header {
        Header::Basic(user) => format!("Basic <base64 of {user}:YOUR-{secret}>"),
        Header::Pair => format!("Basic <base64 of {secret}>"),
        Header::Scheme(scheme) => format!("{} <YOUR-{secret}>", scheme.word()),
        Header::Bare => format!("<YOUR-{secret}>"),
    }
}

/// The variable that holds the token.
#[must_use]
pub fn token_variable(name: &str) -> String {
    variable(name, "token")
}

/// The variable that names the credential provider, with its value. Without it
/// cargo refuses a feed that wants sign-in, whatever the token variable holds.
#[must_use]
pub fn provider_variable(name: &str) -> (String, &'static str) {
    (variable(name, "credential-provider"), "cargo:token")
}

/// How to publish; plain `cargo publish` fails where crates.io is replaced.
#[must_use]
pub fn publish_line(name: &str, shell: Shell) -> String {
    shell.command(["cargo", "publish", "--registry", name])
}

/// How to install a program from the feed.
#[must_use]
pub fn install_line(name: &str, shell: Shell) -> String {
    shell.command(["cargo", "install", "CRATE", "--registry", name])
}

/// A dependency on a crate of the feed, for `Cargo.toml`.
#[must_use]
pub fn dependency_line(name: &str) -> String {
    let name = crate::toml::edit::Literal::String(name.to_owned()).encode();
    format!(
        "{} = {{ version = \"1\", registry = {name} }}",
        encode_key("CRATE")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feeds::providers::{azure_artifacts, cloudsmith};

    #[test]
    fn names_are_quoted_for_the_shell() {
        let line = login_line(
            &azure_artifacts::PROVIDER.sign_in,
            "größe",
            Shell::PowerShell,
        );
        assert!(line.ends_with("| cargo login --registry 'größe'"), "{line}");
        assert_eq!(
            dependency_line("größe"),
            "CRATE = { version = \"1\", registry = \"größe\" }"
        );
    }

    #[test]
    fn variables_hold_the_whole_header() {
        assert_eq!(
            token_form(&azure_artifacts::PROVIDER.sign_in),
            "Basic <base64 of PAT:YOUR-PAT>"
        );
        assert_eq!(
            token_form(&cloudsmith::PROVIDER.sign_in),
            "Token <YOUR-API-KEY>"
        );
        assert_eq!(token_variable("my-feed"), "CARGO_REGISTRIES_MY_FEED_TOKEN");
    }
}

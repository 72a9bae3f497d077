//! The snippets for pipelines, containers and robots.
//!
//! A header that is derived from a secret is a secret too: it is masked before it is
//! used. Not for reading pipelines that are there (see [`crate::project::pipelines`]).

pub(super) mod azure;
pub(super) mod dependabot;
pub(super) mod docker;
pub(super) mod github;
pub(super) mod gitlab;

use super::quote;
use super::{NotServed, Request};
use crate::feeds::{Feed, Header};
use crate::setup::guide;
use crate::text::shell::Shell;

/// The secret that a pipeline keeps for a feed, by the vendor's own name where it has
/// one.
fn secret_name(feed: &Feed, name: &str) -> String {
    let sign_in = &feed.provider.sign_in;
    match sign_in.variable() {
        // What only the system's own job has is no secret that somebody stores.
        Some(variable) if sign_in.task.is_none() => variable.to_owned(),
        _ => quote::variable(&format!("{name}_{}", sign_in.secret)),
    }
}

/// The line for sh that makes `$header` of a secret in a variable.
fn header_line(header: Header, secret: &str) -> String {
    let encoded = |form: &str| {
        format!("header=\"Basic $(printf '{form}' \"${secret}\" | base64 | tr -d '\\n')\"")
    };
    match header {
        Header::Basic(user) => encoded(&format!("{user}:%s")),
        Header::Pair => encoded("%s"),
        Header::Scheme(scheme) => format!("header=\"{} ${secret}\"", scheme.word()),
        Header::Bare => format!("header=\"${secret}\""),
    }
}

/// The variables of cargo that sign a job in.
struct Variables {
    token: String,
    provider: String,
}

/// Their names; shells and servers take only plain ones. A job has only what the
/// repository has.
fn variables(request: &Request<'_>) -> Result<Variables, NotServed> {
    request.must_be_shared()?;
    let name = request.name;
    let token = guide::token_variable(name);
    if !token.is_ascii() {
        return Err(NotServed::Here(
            format!("no pipeline can set the variable `{token}`, which is not plain ASCII"),
            "connect the feed under another name: `feedctl connect … --name NAME`".to_owned(),
        ));
    }
    Ok(Variables {
        token,
        provider: guide::provider_variable(name).0,
    })
}

/// The command of a build.
fn build_line(request: &Request<'_>) -> String {
    format!("cargo build --locked{}", request.config_flag())
}

/// A key that sets the folder of a step, with its line end, where it is not the root.
fn folder_line(request: &Request<'_>, key: &str, blanks: usize) -> String {
    match request.folder() {
        "" => String::new(),
        folder => format!("{:blanks$}{key}: {}\n", "", quote::yaml(folder)),
    }
}

/// The variable or secret that holds what stands behind the scheme.
fn credential_name(name: &str) -> String {
    quote::variable(&format!("{name}_CREDENTIAL"))
}

/// The scheme with its blank, and what has to stand behind it.
fn credential(request: &Request<'_>) -> (String, String) {
    let sign_in = &request.feed.provider.sign_in;
    let secret = sign_in.secret;
    match sign_in.header {
        Header::Basic(user) => (
            "Basic ".to_owned(),
            format!("the base64 form of `{user}:YOUR-{secret}`, in one line"),
        ),
        Header::Pair => (
            "Basic ".to_owned(),
            format!("the base64 form of `{secret}`, in one line"),
        ),
        Header::Scheme(scheme) => (format!("{} ", scheme.word()), format!("the {secret}")),
        // A whole header may hold a blank, which nobody masks.
        Header::Bare if request.feed.provider.urls.takes_any => (
            "Bearer ".to_owned(),
            format!(
                "the {secret}; write the scheme that the server wants in the place of `Bearer`"
            ),
        ),
        Header::Bare => (String::new(), format!("the {secret}")),
    }
}

/// How to publish from a job.
fn publish_comment(request: &Request<'_>) -> String {
    match request.publish(Shell::Posix) {
        Ok(line) => format!("to publish: {line}"),
        Err(where_to) => where_to.replace('`', ""),
    }
}

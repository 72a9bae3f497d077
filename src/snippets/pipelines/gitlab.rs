//! A job for GitLab CI/CD.
//!
//! GitLab masks the values of variables, not what a script makes of them, and masks
//! nothing with a blank. So the variable holds what stands behind the scheme.

use super::super::{NotServed, Request, Section};
use super::{publish_comment, variables};
use crate::providers::Header;
use crate::providers::clients::Format;

pub(in crate::snippets) fn sections(request: &Request<'_>) -> Result<Vec<Section>, NotServed> {
    let variables = variables(request.name)?;
    let sign_in = &request.feed.provider.sign_in;
    if sign_in.advised.is_some() {
        // Each job would have to fetch its own, with the vendor's tool.
        return Err(NotServed::ByProvider);
    }
    let secret = credential_name(request.name);
    let (scheme, fill) = credential(sign_in.header, sign_in.secret);
    Ok(vec![
        Section::new(
            format!(
                "a job; fill in Settings > CI/CD > Variables {secret}, masked and protected: {fill}"
            ),
            Format::Yaml,
            format!(
                "build:\n  image: rust:1\n  rules:\n    # A fork's merge request gets no variables of this project.\n    - if: $CI_PIPELINE_SOURCE != \"merge_request_event\" || $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID\n  variables:\n    {}: \"{scheme}${secret}\"\n    {}: \"cargo:token\"\n  script:\n    - cargo build --locked\n    # {}\n",
                variables.token,
                variables.provider,
                publish_comment(request),
            ),
        )
        .into_file(".gitlab-ci.yml"),
    ])
}

/// The variable or secret that holds what stands behind the scheme.
pub(super) fn credential_name(name: &str) -> String {
    super::quote::variable(&format!("{name}_CREDENTIAL"))
}

/// The scheme with its blank, and what has to stand behind it.
pub(super) fn credential(header: Header, secret: &str) -> (String, String) {
    match header {
        Header::Basic(user) => (
            "Basic ".to_owned(),
            format!("the base64 form of `{user}:YOUR-{secret}`, in one line"),
        ),
        Header::Pair => (
            "Basic ".to_owned(),
            format!("the base64 form of `{secret}`, in one line"),
        ),
        Header::Scheme(scheme) => (format!("{} ", scheme.word()), format!("the {secret}")),
        Header::Bare => (String::new(), format!("the {secret}")),
    }
}

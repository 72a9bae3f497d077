//! A job for GitLab CI/CD.
//!
//! GitLab masks the values of variables, not what a script makes of them, and masks
//! nothing with a blank. So the variable holds what stands behind the scheme.

use super::super::quote::yaml_line;
use super::super::{NotServed, Request, Section};
use super::{build_line, credential, credential_name, publish_comment, variables};
use crate::feeds::clients::Format;
use crate::text::shell::Shell;

pub(in crate::setup::snippets) fn sections(
    request: &Request<'_>,
) -> Result<Vec<Section>, NotServed> {
    let variables = variables(request)?;
    let sign_in = &request.feed.provider.sign_in;
    if sign_in.advised.is_some() {
        // Each job would have to fetch its own, with the vendor's tool.
        return Err(NotServed::ByProvider);
    }
    let secret = credential_name(request.name);
    let (scheme, fill) = credential(request);
    Ok(vec![
        Section::new(
            format!(
                "a job; fill in Settings > CI/CD > Variables {secret}, masked (protected only if none but protected branches build): {fill}"
            ),
            Format::Yaml,
            format!(
                "build:\n  image: rust:1\n  rules:\n    # A fork's merge request gets no variables of this project.\n    - if: $CI_PIPELINE_SOURCE != \"merge_request_event\" || $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID\n  variables:\n    {}: \"{scheme}${secret}\"\n    {}: \"cargo:token\"\n  script:\n{}    - {}\n    # {}\n",
                variables.token,
                variables.provider,
                match request.folder() {
                    "" => String::new(),
                    folder => {
                        let line = format!("cd {}", Shell::Posix.quote(folder));
                        format!("    - {}\n", yaml_line(&line))
                    }
                },
                yaml_line(&build_line(request)),
                publish_comment(request),
            ),
        )
        .into_file(".gitlab-ci.yml"),
    ])
}

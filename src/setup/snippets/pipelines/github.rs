//! Jobs for GitHub Actions: with a stored secret, and without one where the vendor
//! trusts GitHub's identity provider.

use super::super::quote::{indented, yaml_line};
use super::super::{NotServed, Request, Section};
use super::{build_line, folder_line, header_line, publish_comment, secret_name, variables};
use crate::feeds::clients::Format;
use crate::project::ci::GITHUB_NOT_A_FORK as NOT_A_FORK;

pub(in crate::setup::snippets) fn sections(
    request: &Request<'_>,
) -> Result<Vec<Section>, NotServed> {
    let feed = request.feed;
    let sign_in = &feed.provider.sign_in;
    let mut sections = Vec::new();
    // A token that runs out within hours is for no one to store.
    if sign_in.advised.is_none() {
        let secret = secret_name(feed, request.name);
        let step = format!(
            "- name: Sign cargo in to {}\n  env:\n    SECRET: ${{{{ secrets.{secret} }}}}\n  run: |\n{}",
            request.name,
            indented(&script(request, &header_line(sign_in.header, "SECRET"))?, 4)
        );
        sections.push(
            Section::new(
                format!(
                    "a job with a secret; fill in the secret {secret}: the {} ({})",
                    sign_in.secret, sign_in.rights
                ),
                Format::Yaml,
                job(request, "", &step),
            )
            .into_file(".github/workflows/build.yml"),
        );
    }
    if let Some(federated) = feed.federated() {
        let lines = format!(
            "{}{}",
            federated.script,
            header_line(federated.header, "token")
        );
        let step = format!(
            "{}- name: Sign cargo in to {}\n  run: |\n{}",
            federated.steps,
            request.name,
            indented(&script(request, &lines)?, 4)
        );
        sections.push(
            Section::new(
                if sections.is_empty() {
                    federated.title.to_owned()
                } else {
                    format!("or, {}", federated.title)
                },
                Format::Yaml,
                job(
                    request,
                    "    permissions:\n      id-token: write\n      contents: read\n",
                    &step,
                ),
            )
            .into_file(".github/workflows/build.yml"),
        );
    }
    Ok(sections)
}

/// Masks the header and gives it to the next steps.
fn script(request: &Request<'_>, header: &str) -> Result<String, NotServed> {
    let variables = variables(request)?;
    Ok(format!(
        "{header}\necho \"::add-mask::${{header#* }}\"\n{{\n  echo \"{}=$header\"\n  echo \"{}=cargo:token\"\n}} >> \"$GITHUB_ENV\"\n",
        variables.token, variables.provider
    ))
}

fn job(request: &Request<'_>, permissions: &str, step: &str) -> String {
    format!(
        "name: build\non:\n  push:\n  pull_request:\njobs:\n  build:\n    runs-on: ubuntu-latest\n    # A fork's pull request gets no secrets and no identity, so it is left out.\n    if: github.event_name != 'pull_request' || {}\n{permissions}    steps:\n      - uses: actions/checkout@v4\n{}      - run: {}\n{}      # {}\n",
        NOT_A_FORK,
        indented(step, 6),
        yaml_line(&build_line(request)),
        folder_line(request, "working-directory", 8),
        publish_comment(request),
    )
}

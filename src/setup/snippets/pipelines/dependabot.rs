//! Dependabot's file.
//!
//! Source: GitHub's guidance for private registries, section Cargo, which shows the
//! form with a scheme in front of the secret.

use super::super::quote::{plain, yaml};
use super::super::{NotServed, Request, Section};
use super::{credential, credential_name};
use crate::cargo::index_url;
use crate::feeds::clients::Format;

pub(in crate::setup::snippets) fn sections(
    request: &Request<'_>,
) -> Result<Vec<Section>, NotServed> {
    let sign_in = &request.feed.provider.sign_in;
    if sign_in.advised.is_some() {
        // It takes no token that runs out.
        return Err(NotServed::ByProvider);
    }
    request.must_be_shared()?;
    let secret = credential_name(request.name);
    let (scheme, fill) = credential(request);
    // A plain word may be another thing to YAML: `no`, `1e3`.
    let id = yaml(&plain(request.name));
    let index = request.feed.index();
    let url = index_url::address(&index);
    Ok(vec![
        Section::new(
            format!(
                "fill in the secret {secret} under Settings > Secrets > Dependabot: {fill}; GitHub's page shows this form, and says of few hosts that it was tried there"
            ),
            Format::Yaml,
            format!(
                "version: 2\nregistries:\n  {id}:\n    type: cargo-registry\n    registry: {}\n    url: {}\n    token: \"{scheme}${{{{secrets.{secret}}}}}\"\nupdates:\n  - package-ecosystem: cargo\n    directory: {}\n    registries:\n      - {id}\n    schedule:\n      interval: weekly\n",
                yaml(request.name),
                yaml(url),
                yaml(&format!("/{}", request.folder())),
            ),
        )
        .into_file(".github/dependabot.yml"),
    ])
}

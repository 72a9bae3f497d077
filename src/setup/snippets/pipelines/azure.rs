//! Steps for Azure Pipelines.
//!
//! Source for the task: its reference page and its own source. It reads the file with
//! a parser of its own, goes by the host alone, and in a fork's build sets a token
//! that is good for nothing.

use super::super::quote::{indented, yaml, yaml_line};
use super::super::{Holder, NotServed, Request, Section};
use super::{build_line, folder_line, header_line, publish_comment, secret_name, variables};
use crate::feeds::clients::Format;
use crate::project::ci::System;

pub(in crate::setup::snippets) fn sections(
    request: &Request<'_>,
) -> Result<Vec<Section>, NotServed> {
    let sign_in = &request.feed.provider.sign_in;
    let text = match sign_in.task {
        Some(task) => by_task(request, task)?,
        None => by_secret(request)?,
    };
    Ok(vec![
        Section::new(
            "steps; a build for a fork gets no token, so it is left out",
            Format::Yaml,
            text,
        )
        .into_file("azure-pipelines.yml"),
    ])
}

fn by_task(request: &Request<'_>, task: &str) -> Result<String, NotServed> {
    let file = match &request.holder {
        Holder::Inside(path) => {
            request.must_be_shared()?;
            path
        }
        Holder::Hidden(_, why) | Holder::Elsewhere(why) => {
            return Err(NotServed::Here(
                format!("`{task}` cannot sign cargo in to `{}` here: {why}", request.name),
                "connect the feed in the repository's own file: `feedctl connect … --file .cargo/config.toml`".to_owned(),
            ));
        }
    };
    Ok(format!(
        "steps:\n  # Reads [registries] of this file and sets both variables of cargo for the next\n  # steps. It takes TOML without dotted keys and without a byte order mark.\n  - task: {task}\n    displayName: \"Sign cargo in to {}\"\n    {}\n    inputs:\n      configFile: {}\n      # For a feed of another organization, name a service connection to it. Without\n      # one this organization's token is sent there, and the feed answers 401.\n      # cargoServiceConnections: \"CONNECTION\"\n\n  # The build service (\"PROJECT Build Service (ORGANIZATION)\", and \"Project Collection\n  # Build Service\") needs a role in the feed: Collaborator to build, Contributor to publish.\n  - script: {}\n    displayName: \"Build\"\n{}    {}\n  # {}\n",
        request.name,
        System::AzurePipelines.not_for_forks(),
        yaml(file),
        yaml_line(&build_line(request)),
        folder_line(request, "workingDirectory", 4),
        System::AzurePipelines.not_for_forks(),
        publish_comment(request),
    ))
}

fn by_secret(request: &Request<'_>) -> Result<String, NotServed> {
    let variables = variables(request)?;
    let sign_in = &request.feed.provider.sign_in;
    if sign_in.advised.is_some() {
        // A token that runs out within hours is for no one to store.
        return Err(NotServed::ByProvider);
    }
    let secret = secret_name(request.feed, request.name);
    let (token, provider) = (&variables.token, &variables.provider);
    let script = format!(
        "{}\necho \"##vso[task.setvariable variable={token};issecret=true]$header\"\necho \"##vso[task.setvariable variable={provider}]cargo:token\"\n",
        header_line(sign_in.header, "SECRET")
    );
    Ok(format!(
        "steps:\n  # Fill in a secret variable {secret}: the {} ({}).\n  - bash: |\n{}    displayName: \"Sign cargo in to {}\"\n    {}\n    env:\n      SECRET: $({secret})\n\n  # A secret variable reaches a step only where it is named.\n  - script: {}\n    displayName: \"Build\"\n{}    {}\n    env:\n      {token}: $({token})\n  # {}\n",
        sign_in.secret,
        sign_in.rights,
        indented(&script, 6),
        request.name,
        System::AzurePipelines.not_for_forks(),
        yaml_line(&build_line(request)),
        folder_line(request, "workingDirectory", 4),
        System::AzurePipelines.not_for_forks(),
        publish_comment(request),
    ))
}

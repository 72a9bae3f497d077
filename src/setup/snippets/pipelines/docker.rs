//! A Dockerfile that takes the token as a `BuildKit` secret: it is in no layer, no
//! argument and no history.

use super::super::{NotServed, Request, Section};
use super::{quote, variables};
use crate::feeds::clients::Format;
use crate::setup::guide;

pub(in crate::setup::snippets) fn sections(
    request: &Request<'_>,
) -> Result<Vec<Section>, NotServed> {
    let variables = variables(request)?;
    let id = format!("{}-token", quote::plain(request.name));
    let flag = request.config_flag();
    let workdir = match request.folder() {
        "" => String::new(),
        folder => format!("WORKDIR {}\n", quote::yaml(&format!("/src/{folder}"))),
    };
    let (token, provider) = (&variables.token, &variables.provider);
    Ok(vec![
        Section::new(
            "the token is there for one command only; .dockerignore must let .cargo in",
            Format::Dockerfile,
            format!(
                "FROM rust:1\nWORKDIR /src\nCOPY . .\n{workdir}RUN --mount=type=secret,id={id},required=true \\\n    {token}=\"$(cat /run/secrets/{id})\" \\\n    {provider}=cargo:token \\\n    cargo build --release --locked{flag}\n"
            ),
        )
        .into_file("Dockerfile"),
        Section::new(
            format!(
                "build, with {token} set to {}",
                guide::token_form(&request.feed.provider.sign_in)
            ),
            Format::Lines,
            format!("docker build --secret id={id},env={token} .\n"),
        ),
    ])
}

//! The snippet for npm.
//!
//! npm puts the values of variables in the place of `${NAME}` in its files.

use super::{NotServed, Request, Section, endpoint, tools};
use crate::feeds::clients::{Client, Format, NpmSignIn};

pub(super) fn sections(request: &Request<'_>) -> Result<Vec<Section>, NotServed> {
    let npm = endpoint(request, Client::Npm)?;
    let mut sections = vec![
        Section::new(
            "where npm looks, beside package.json (for public packages the feed needs their registry as an upstream); for packages of one scope only: `@SCOPE:registry=` in the place of `registry=`",
            Format::Ini,
            format!("registry={}\n", npm.read),
        )
        .into_file(".npmrc"),
    ];
    let to_read = if npm.wants_sign_in {
        "sign in"
    } else {
        "sign in, to publish"
    };
    let secret = npm.variable;
    match &npm.npm {
        NpmSignIn::Token => {
            let key = npm.read.split_once(':').map_or("", |(_, rest)| rest);
            sections.push(
                Section::new(
                    format!("{to_read}: the key is in the variable {secret}"),
                    Format::Ini,
                    format!("{key}:_authToken=${{{secret}}}\n"),
                )
                .into_file("~/.npmrc"),
            );
        }
        NpmSignIn::Basic(prefixes) => {
            let encoded = format!("{secret}_BASE64");
            let mut lines = vec!["; begin auth token".to_owned()];
            for prefix in prefixes {
                lines.extend([
                    format!("{prefix}:username={}", npm.user),
                    format!("{prefix}:_password=${{{encoded}}}"),
                    format!(
                        "{prefix}:email=npm requires email to be set but doesn't use the value"
                    ),
                ]);
            }
            lines.push("; end auth token\n".to_owned());
            sections.push(
                Section::new(
                    format!("{to_read}: the variable {encoded} holds the secret alone in base64"),
                    Format::Ini,
                    lines.join("\n"),
                )
                .into_file("~/.npmrc"),
            );
            sections.push(Section::new(
                format!("that variable from {secret}, sh, bash, zsh"),
                Format::Sh,
                format!("export {encoded}=\"$(printf %s \"${secret}\" | base64 | tr -d '\\n')\"\n"),
            ));
            sections.push(Section::new(
                format!("that variable from {secret}, PowerShell"),
                Format::PowerShell,
                format!(
                    "$env:{encoded} = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($env:{secret}))\n"
                ),
            ));
        }
    }
    sections.extend(tools(&npm));
    let to = if npm.publish == npm.read {
        String::new()
    } else {
        format!(" --registry {}", npm.publish)
    };
    sections.push(Section::new(
        "restore (the first time without node_modules, so that every package comes through the feed), and publish",
        Format::Lines,
        format!("npm install            # the first time: npm install --force\nnpm publish{to}\n"),
    ));
    Ok(sections)
}

//! A note for README and pull request: what changes for whom.

use super::quote::indented;
use super::{NotServed, Request, Section, cargo};
use crate::feeds::Feed;
use crate::feeds::clients::Format;
use crate::setup::guide;
use crate::text::shell::Shell;

pub(super) fn sections(request: &Request<'_>) -> Result<Vec<Section>, NotServed> {
    let (feed, name) = (request.feed, request.name);
    request.must_be_shared()?;
    let mut lines = vec![
        format!("## Crates from `{name}`"),
        String::new(),
        format!(
            "This project takes crates from `{name}`: {}, {}.",
            feed.provider.name,
            feed.in_words()
        ),
        String::new(),
    ];
    lines.extend(what_changes(request));
    lines.extend(sign_in(request)?);
    lines.extend(others(request));
    lines.push(
        "- **`cargo install`** does not read the project's file: to install a program from the feed, put the same `[registries]` entry into your own `~/.cargo/config.toml`."
            .to_owned(),
    );
    let mut text = lines.join("\n");
    text.push('\n');
    Ok(vec![
        Section::new("a note for colleagues", Format::Markdown, text).into_file("README.md"),
    ])
}

fn what_changes(request: &Request<'_>) -> Vec<String> {
    let name = request.name;
    let file = request.file();
    let mut lines = vec![format!(
        "- **What changes**: `{file}` names the feed; it needs cargo {} or later.",
        request.feed.provider.cargo.least_cargo
    )];
    if request.config.is_some() {
        lines.push(format!(
            "  Cargo reads it only with `{}`; without that nothing changes.",
            request.config_flag().trim_start()
        ));
    }
    if request.replaces {
        let condition = request.feed.replacement().condition().unwrap_or_default();
        lines.push(format!(
            "  Plain dependencies come from the feed too, in the place of crates.io; for that, {condition}. `Cargo.lock` stays as it is."
        ));
    } else {
        lines.push(format!(
            "  Dependencies from there say so: `{}`.",
            guide::dependency_line(name)
        ));
    }
    lines.push(match request.publish(Shell::Posix) {
        Ok(line) => format!("  To publish: `{line}`."),
        Err(where_to) => format!("  To publish: {where_to}."),
    });
    lines
}

fn sign_in(request: &Request<'_>) -> Result<Vec<String>, NotServed> {
    let (feed, name) = (request.feed, request.name);
    let sign_in = &feed.provider.sign_in;
    let mut lines = Vec::new();
    let to_publish = if feed.is_public() { ", to publish" } else { "" };
    if feed.is_public() {
        lines.push(format!(
            "- **You need** nothing to build; to publish {}.",
            needed(feed)
        ));
    } else {
        lines.push(format!("- **You need**: {}.", needed(feed)));
    }
    lines.push(if request.config.is_some() {
        format!("- **Sign in once**{to_publish}:")
    } else {
        format!(
            "- **Sign in once**{to_publish}, with feedctl: `{}`; or without:",
            Shell::Posix.command(["feedctl", "login", name])
        )
    });
    let keeping = cargo::keeping(request)?;
    if let Some(home) = keeping.home {
        lines.push("  - in `~/.cargo/config.toml`, if nothing like it is there:".to_owned());
        lines.extend(in_a_list(&home));
    }
    if let Some(mint) = sign_in.advised {
        lines.push(format!(
            "  - then {}; cargo asks `{}` for tokens",
            (mint.next)(""),
            mint.program
        ));
    } else {
        for (shells, section) in keeping.ways {
            lines.push(format!("  - {shells}:"));
            lines.extend(in_a_list(&section));
        }
    }
    if sign_in.advised.is_none() && guide::token_variable(name).is_ascii() {
        lines.push(format!(
            "- **In CI**: both {} and {}; `feedctl snippet` has the lines for each system.",
            guide::token_variable(name),
            guide::provider_variable(name).0
        ));
    }
    Ok(lines)
}

/// A section's text as a block of code below a list's item.
fn in_a_list(section: &Section) -> Vec<String> {
    let mut lines = vec![String::new(), format!("    ```{}", section.format.name())];
    lines.extend(indented(&section.text, 4).lines().map(str::to_owned));
    lines.extend(["    ```".to_owned(), String::new()]);
    lines
}

fn needed(feed: &Feed) -> String {
    let sign_in = &feed.provider.sign_in;
    if let Some(mint) = sign_in.advised {
        return format!(
            "`{}` ({}), and access to the feed",
            mint.program, mint.install
        );
    }
    let secret = format!("your {} ({})", sign_in.secret, sign_in.rights);
    if sign_in.role.is_empty() {
        format!("{secret}, and access to the feed")
    } else {
        format!("{secret}, and in the feed the role {}", sign_in.role)
    }
}

/// Who has no token.
fn others(request: &Request<'_>) -> Vec<String> {
    let name = request.name;
    if request.config.is_some() {
        return vec![
            "- **Outsiders, forks and bots** build without the feed, as if it were not there."
                .to_owned(),
        ];
    }
    if request.feed.is_public() {
        return vec![
            "- **Outsiders, forks and bots** read the feed as everybody does; only publishing wants a sign-in."
                .to_owned(),
        ];
    }
    let what = if request.replaces {
        "cannot build at all: cargo takes every crate from the feed"
    } else {
        "cannot build what depends on crates of the feed"
    };
    vec![format!(
        "- **Outsiders, forks and bots** {what}. Cargo says ``no token found for `{name}` ``, or the feed answers 401. Builds for forks get no secrets, so their jobs leave the build out{}",
        if request.feed.provider.sign_in.advised.is_some() {
            "."
        } else {
            "; Dependabot needs the feed in `dependabot.yml` and a secret of its own."
        }
    )]
}

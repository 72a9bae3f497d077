//! The snippet for cargo: config blocks, sign-in lines, variables, and the lines
//! for `Cargo.toml` and the command line.

use super::{NotServed, Request, Section};
use crate::feeds::clients::Format;
use crate::setup::guide;
use crate::setup::plan::{self, Keeper, Step};
use crate::text::shell::Shell;
use crate::toml::edit::{self, Refusal};

/// The sections, in the order in which they are needed.
pub(super) fn sections(request: &Request<'_>) -> Result<Vec<Section>, NotServed> {
    let (feed, name) = (request.feed, request.name);
    let sign_in = &feed.provider.sign_in;
    let mut steps = vec![plan::index_step(name, feed)];
    if request.replaces {
        steps.push(plan::replacement_step(name));
    }
    let condition = match feed.replacement().condition() {
        Some(condition) if request.replaces => format!("; {condition}"),
        _ => String::new(),
    };
    let mut sections = vec![
        Section::new(
            format!("the feed, for everyone who builds the project{condition}"),
            Format::Toml,
            file(&steps)?,
        )
        .into_file(request.file()),
    ];
    let keeping = keeping(request)?;
    sections.extend(keeping.home);
    sections.extend(keeping.ways.into_iter().map(|(_, section)| section));
    let (variable, provider) = guide::provider_variable(name);
    sections.push(Section::new(
        if feed.is_public() {
            "variables for CI, both, to publish"
        } else {
            "variables for CI, both are needed"
        },
        Format::Variables,
        format!(
            "{}={}\n{variable}={provider}\n",
            guide::token_variable(name),
            guide::token_form(sign_in)
        ),
    ));
    sections.push(
        Section::new(
            "a dependency on a crate of the feed",
            Format::Toml,
            format!("[dependencies]\n{}\n", guide::dependency_line(name)),
        )
        .into_file("Cargo.toml"),
    );
    let install = guide::install_line(name, Shell::native());
    let only_home = "`cargo install` reads your own config only, so the feed has to be there too";
    sections.push(match request.publish(Shell::native()) {
        Ok(publish) => Section::new(
            format!("publish; install a program ({only_home})"),
            Format::Lines,
            format!("{publish}\n{install}\n"),
        ),
        Err(where_to) => Section::new(
            format!("install a program ({only_home}); to publish: {where_to}"),
            Format::Lines,
            format!("{install}\n"),
        ),
    });
    Ok(sections)
}

/// Who keeps the token, or gives it, and how to sign in.
pub(super) struct Keeping {
    /// The piece of one's own file that says who it is, where there is one to name.
    pub(super) home: Option<Section>,
    /// How to sign in: for which shells, and the lines.
    pub(super) ways: Vec<(&'static str, Section)>,
}

/// The keeper that the vendor advises, or cargo's own.
pub(super) fn keeping(request: &Request<'_>) -> Result<Keeping, NotServed> {
    let (feed, name) = (request.feed, request.name);
    let sign_in = &feed.provider.sign_in;
    let home = |title: &str, step| -> Result<Section, Refusal> {
        let section = Section::new(title, Format::Toml, file(&[step])?);
        Ok(section.into_file("$CARGO_HOME/config.toml"))
    };
    let minted = sign_in
        .advised
        .and_then(|mint| Some((mint, (mint.as_provider)(feed)?)));
    if let Some((mint, line)) = minted {
        let lines = format!(
            "# {}; cargo then asks `{}`\n",
            (mint.next)(""),
            mint.program
        );
        let every = "every shell";
        let way = Section::new(format!("sign in, {every}"), Format::Lines, lines);
        return Ok(Keeping {
            home: Some(home(
                "the program that gives the token, once per user",
                plan::own_provider_step(name, line),
            )?),
            ways: vec![(every, way)],
        });
    }
    let to_publish = if feed.is_public() { " to publish" } else { "" };
    let way = |shell, shells, format| {
        let title = format!(
            "sign in{to_publish}, {shells}: asks for the {} ({})",
            sign_in.secret, sign_in.rights
        );
        let line = guide::login_line(sign_in, name, shell);
        let text = format!("{line}{}\n", request.config_flag());
        (shells, Section::new(title, format, text))
    };
    Ok(Keeping {
        home: Keeper::Auto
            .list()
            .map(|list| {
                home(
                    "who keeps the token, once per user",
                    plan::providers_step(list),
                )
            })
            .transpose()?,
        ways: vec![
            way(Shell::Posix, "sh, bash, zsh, fish", Format::Sh),
            way(
                Shell::PowerShell,
                "PowerShell 5.1 and 7",
                Format::PowerShell,
            ),
        ],
    })
}

/// What `connect` writes, as tables that can be pasted below others.
fn file(steps: &[Step]) -> Result<String, Refusal> {
    let changes: Vec<edit::Change> = steps
        .iter()
        .map(|step| match step.change.clone() {
            edit::Change::Set { table, keys, .. } => edit::Change::Set {
                table,
                keys,
                inline_in_new_file: false,
            },
            other => other,
        })
        .collect();
    Ok(edit::apply(None, &changes)?.document.text().to_owned())
}

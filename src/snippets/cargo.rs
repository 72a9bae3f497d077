//! The snippet for cargo: config blocks, sign-in lines, variables, and the lines
//! for `Cargo.toml` and the command line.

use super::Section;
use crate::document::edit::{self, Refusal};
use crate::feed::Feed;
use crate::guide;
use crate::plan::{self, Keeper, Step};
use crate::shell::Shell;

/// The sections, in the order in which they are needed.
pub fn cargo(feed: &Feed, name: &str, replaces: bool) -> Result<Vec<Section>, Refusal> {
    let sign_in = &feed.provider.sign_in;
    let mut steps = vec![plan::index_step(name, feed)];
    if replaces {
        steps.push(plan::replacement_step(name));
    }
    let condition = match feed.provider.replacement.condition() {
        Some(condition) if replaces => format!("; {condition}"),
        _ => String::new(),
    };
    let mut sections = vec![section(
        format!("the feed, for everyone who builds the project{condition}"),
        Some(".cargo/config.toml"),
        file(&steps)?,
    )];
    if let Some(list) = Keeper::Auto.list() {
        sections.push(section(
            "who keeps the token, once per user",
            Some("$CARGO_HOME/config.toml"),
            file(&[plan::providers_step(list)])?,
        ));
    }
    for (shell, shells) in [
        (Shell::Posix, "sh, bash, zsh, fish"),
        (Shell::PowerShell, "PowerShell 5.1 and 7"),
    ] {
        sections.push(section(
            format!(
                "sign in, {shells}: asks for the {} ({})",
                sign_in.secret, sign_in.rights
            ),
            None,
            format!("{}\n", guide::login_line(sign_in, name, shell)),
        ));
    }
    let (variable, provider) = guide::provider_variable(name);
    sections.push(section(
        "variables for CI, both are needed",
        None,
        format!(
            "{}={}\n{variable}={provider}\n",
            guide::token_variable(name),
            guide::token_form(sign_in)
        ),
    ));
    sections.push(section(
        "a dependency on a crate of the feed",
        Some("Cargo.toml"),
        format!("[dependencies]\n{}\n", guide::dependency_line(name)),
    ));
    sections.push(section(
        "publish, and install a program",
        None,
        format!(
            "{}\n{}\n",
            guide::publish_line(name, Shell::native()),
            guide::install_line(name, Shell::native())
        ),
    ));
    Ok(sections)
}

fn section(title: impl Into<String>, file: Option<&'static str>, text: String) -> Section {
    Section {
        title: title.into(),
        file,
        text,
    }
}

/// What `connect` writes into a file that is absent.
fn file(steps: &[Step]) -> Result<String, Refusal> {
    let changes: Vec<edit::Change> = steps.iter().map(|step| step.change.clone()).collect();
    Ok(edit::apply(None, &changes)?.document.text().to_owned())
}

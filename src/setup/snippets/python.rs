//! The snippets for pip (with twine) and uv.

use url::Url;

use super::quote::{plain, variable};
use super::{NotServed, Request, Section, endpoint, tools};
use crate::feeds::clients::{Client, Format};
use crate::toml::edit::Literal;

pub(super) fn for_pip(request: &Request<'_>) -> Result<Vec<Section>, NotServed> {
    let feed = endpoint(request, Client::Pip)?;
    let name = request.name;
    let mut sections = vec![
        Section::new(
            "the feed in the place of PyPI (which it needs as an upstream for PyPI's packages), in the virtual environment; on Windows pip.ini",
            Format::Ini,
            format!("[global]\nindex-url = {}\n", feed.read),
        )
        .into_file("pip.conf"),
    ];
    if feed.wants_sign_in {
        let host = Url::parse(&feed.read)
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned))
            .unwrap_or_default();
        sections.push(
            Section::new(
                "sign in: a file for you alone (mode 600); on Windows _netrc",
                Format::Netrc,
                format!(
                    "machine {host}\n  login {}\n  password {}\n",
                    feed.user,
                    feed.placeholder()
                ),
            )
            .into_file("~/.netrc"),
        );
    }
    sections.extend(tools(&feed));
    let user = if feed.tools.is_empty() {
        format!("username = {}\n", feed.publisher)
    } else {
        String::new()
    };
    sections.push(
        Section::new(
            "where twine publishes; it asks for user and password, or takes TWINE_USERNAME and TWINE_PASSWORD",
            Format::Ini,
            format!(
                "[distutils]\nindex-servers =\n    {name}\n\n[{name}]\nrepository = {}\n{user}",
                feed.publish
            ),
        )
        .into_file("~/.pypirc"),
    );
    sections.push(Section::new(
        "restore, and publish",
        Format::Lines,
        format!("pip install PACKAGE\ntwine upload -r {name} dist/*\n"),
    ));
    Ok(sections)
}

pub(super) fn for_uv(request: &Request<'_>) -> Result<Vec<Section>, NotServed> {
    let feed = endpoint(request, Client::Uv)?;
    let name = plain(request.name);
    let text = |value: &str| Literal::String(value.to_owned()).encode();
    let mut sections = vec![
        Section::new(
            "the feed in the place of PyPI (which it needs as an upstream for PyPI's packages)",
            Format::Toml,
            format!(
                "[[tool.uv.index]]\nname = {}\nurl = {}\npublish-url = {}\ndefault = true\n",
                text(&name),
                text(&feed.read),
                text(&feed.publish)
            ),
        )
        .into_file("pyproject.toml"),
    ];
    let stem = format!("UV_INDEX_{}", variable(&name));
    let (user, secret) = (&feed.user, feed.variable);
    if feed.wants_sign_in {
        sections.push(Section::new(
            format!("sign in: the secret is in the variable {secret}, sh, bash, zsh"),
            Format::Sh,
            format!("export {stem}_USERNAME={user}\nexport {stem}_PASSWORD=\"${secret}\"\n"),
        ));
        sections.push(Section::new(
            format!("sign in: the secret is in the variable {secret}, PowerShell"),
            Format::PowerShell,
            format!("$env:{stem}_USERNAME = '{user}'\n$env:{stem}_PASSWORD = $env:{secret}\n"),
        ));
    }
    sections.extend(tools(&feed));
    sections.push(Section::new(
        format!("restore, and publish (with user and secret in UV_PUBLISH_USERNAME, here `{}`, and UV_PUBLISH_PASSWORD)", feed.publisher),
        Format::Lines,
        format!("uv sync\nuv build\nuv publish --index {name}\n"),
    ));
    Ok(sections)
}

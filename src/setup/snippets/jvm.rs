//! The snippets for Maven and Gradle, which read the same endpoint.
//!
//! Maven puts the values of variables in the place of `${env.NAME}`. Gradle takes the
//! credentials of a repository from properties that begin with its name, which may
//! hold letters and digits only.

use super::quote::{camel, groovy, xml};
use super::{NotServed, Request, Section, endpoint, tools};
use crate::feeds::clients::{Client, Endpoint, Format};

pub(super) fn for_maven(request: &Request<'_>) -> Result<Vec<Section>, NotServed> {
    let feed = endpoint(request, Client::Maven)?;
    let id = xml(request.name);
    let repository = |tag: &str, url: &str, rest: &str| {
        format!(
            "  <{tag}>\n    <id>{id}</id>\n    <url>{}</url>\n{rest}  </{tag}>\n",
            xml(url)
        )
    };
    let kinds = "    <releases><enabled>true</enabled></releases>\n    <snapshots><enabled>true</enabled></snapshots>\n";
    let mut sections = vec![
        Section::new(
            "the feed, to read and to publish, within <project>",
            Format::XmlPart,
            format!(
                "<repositories>\n{}</repositories>\n<distributionManagement>\n{}</distributionManagement>\n",
                repository("repository", &feed.read, kinds),
                repository("repository", &feed.publish, "")
            ),
        )
        .into_file("pom.xml"),
    ];
    let when = if feed.wants_sign_in {
        ""
    } else {
        ", to publish"
    };
    sections.push(
        Section::new(
            format!("sign in{when}: the secret is in the variable {}", feed.variable),
            Format::Xml,
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<settings xmlns=\"http://maven.apache.org/SETTINGS/1.0.0\">\n  <servers>\n    <server>\n      <id>{id}</id>\n      <username>{}</username>\n      <password>${{env.{}}}</password>\n    </server>\n  </servers>\n</settings>\n",
                xml(&feed.user),
                feed.variable
            ),
        )
        .into_file("~/.m2/settings.xml"),
    );
    sections.extend(tools(&feed));
    sections.push(Section::new(
        "restore, and publish",
        Format::Lines,
        "mvn install\nmvn deploy\n",
    ));
    Ok(sections)
}

pub(super) fn for_gradle(request: &Request<'_>) -> Result<Vec<Section>, NotServed> {
    let feed = endpoint(request, Client::Gradle)?;
    let name = camel(request.name);
    let mut sections = vec![
        Section::new(
            "the feed, to read and to publish; Gradle 8.2 or later",
            Format::Groovy,
            format!(
                "plugins {{\n    id 'maven-publish'\n}}\n\nrepositories {{\n{}}}\n\npublishing {{\n    repositories {{\n{}    }}\n}}\n",
                block(&name, &feed.read, feed.wants_sign_in, 4),
                block(&name, &feed.publish, true, 8)
            ),
        )
        .into_file("build.gradle"),
        properties(&name, &feed),
    ];
    sections.extend(tools(&feed));
    sections.push(Section::new(
        "restore, and publish what your `publications` block says",
        Format::Lines,
        "gradle build\ngradle publish\n",
    ));
    Ok(sections)
}

fn block(name: &str, url: &str, signs_in: bool, blanks: usize) -> String {
    let mut lines = vec![
        "maven {".to_owned(),
        format!("    url = uri({})", groovy(url)),
        format!("    name = {}", groovy(name)),
    ];
    if signs_in {
        lines.push("    credentials(PasswordCredentials)".to_owned());
        lines.push("    authentication { basic(BasicAuthentication) }".to_owned());
    }
    lines.push("}".to_owned());
    super::quote::indented(&lines.join("\n"), blanks)
}

fn properties(name: &str, feed: &Endpoint) -> Section {
    let when = if feed.wants_sign_in {
        ""
    } else {
        ", to publish"
    };
    Section::new(
        format!("sign in{when}; in CI: variables ORG_GRADLE_PROJECT_{name}Username and …Password"),
        Format::Properties,
        format!(
            "{name}Username={}\n{name}Password={}\n",
            feed.user,
            feed.placeholder()
        ),
    )
    .into_file("~/.gradle/gradle.properties")
}

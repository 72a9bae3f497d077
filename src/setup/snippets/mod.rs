//! Set-up text to paste elsewhere, made from a feed and a client.
//!
//! Each client is a row of [`CLIENTS`]; what a vendor serves it is in the vendor's own
//! row (see [`crate::feeds::clients`]). Secrets are placeholders or variables,
//! never values. Not for what a feed is (see [`crate::feeds`]) nor for writing files.

mod cargo;
mod jvm;
mod npm;
mod nuget;
mod pipelines;
mod publish;
mod python;
mod quote;
mod team;
#[cfg(test)]
mod tests;

use crate::feeds::clients::{Client, Endpoint, Format};
use crate::feeds::providers::ALL;
use crate::feeds::{Feed, Publish};
use crate::setup::guide;
use crate::text::escape;
use crate::text::shell::Shell;
use crate::text::suggest::nearest;
use crate::toml::edit::Refusal;

pub use publish::Manifest;

/// What a snippet is made from.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The feed.
    pub feed: &'a Feed,
    /// What cargo calls it.
    pub name: &'a str,
    /// Whether it stands in for crates.io.
    pub replaces: bool,
    /// The file that names it.
    pub holder: Holder,
    /// The file that cargo reads only with `--config`, from the root of the repository,
    /// where that names the feed.
    pub config: Option<String>,
    /// Another feed of the project, where that is the one to publish to.
    pub publisher: Option<String>,
    /// The manifests of the workspace.
    pub manifests: Vec<Manifest>,
}

/// The file that names a feed, as a pipeline sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// It lies in the repository: its path from the root, with `/`.
    Inside(String),
    /// It does, and only cargo can read the feed in it; why.
    Hidden(String, String),
    /// It does not; why.
    Elsewhere(String),
}

impl Request<'_> {
    /// The file that names the feed.
    fn file(&self) -> &str {
        match &self.holder {
            Holder::Inside(path) | Holder::Hidden(path, _) => path,
            Holder::Elsewhere(_) => ".cargo/config.toml",
        }
    }

    /// Refuses where whoever has only the repository does not get the feed.
    fn must_be_shared(&self) -> Result<(), NotServed> {
        match &self.holder {
            Holder::Elsewhere(why) => Err(NotServed::Here(
                format!(
                    "nobody who has only the repository gets `{}`: {why}",
                    self.name
                ),
                "connect it in the repository: `feedctl connect … --file .cargo/config.toml`"
                    .to_owned(),
            )),
            Holder::Inside(path) | Holder::Hidden(path, _) => {
                let mut paths = std::iter::once(path).chain(&self.config);
                paths.try_for_each(|path| must_be_nameable(path))
            }
        }
    }

    /// How to publish: into this feed, into another one of the project, or where else.
    fn publish(&self, shell: Shell) -> Result<String, &'static str> {
        let line =
            |name: &str| format!("{}{}", guide::publish_line(name, shell), self.config_flag());
        match (self.feed.publish(self.replaces), &self.publisher) {
            (_, Some(other)) => Ok(line(other)),
            (Publish::Here, None) => Ok(line(self.name)),
            (Publish::Elsewhere(where_to), None) => Err(where_to),
        }
    }

    /// The folder that cargo is run in to see it, from the root of the repository;
    /// empty for the root.
    fn folder(&self) -> &str {
        let (folder, _) = self.file().rsplit_once(".cargo/").unwrap_or_default();
        folder.trim_end_matches('/')
    }

    /// What cargo has to be told to read the file, with a blank in front.
    fn config_flag(&self) -> String {
        match &self.config {
            Some(path) => {
                let folder = self.folder();
                let path = path.strip_prefix(folder).unwrap_or(path);
                let path = path.trim_start_matches('/');
                format!(" --config {}", escape::line(&Shell::Posix.quote(path)))
            }
            None => String::new(),
        }
    }
}

/// Refuses a path that cannot be written down for a pipeline: with characters that nobody
/// sees, or with what one system or another expands wherever it stands.
fn must_be_nameable(path: &str) -> Result<(), NotServed> {
    let shown = escape::line(path);
    if shown == path && !path.contains(['$', '`']) {
        return Ok(());
    }
    Err(NotServed::Here(
        format!("no pipeline can name `{shown}`, for the characters in it"),
        "rename that folder or file".to_owned(),
    ))
}

/// A thing that a snippet can be for.
pub struct Recipe {
    /// Its name on the command line.
    pub id: &'static str,
    /// Other names for it.
    pub aliases: &'static [&'static str],
    /// What it is, in a few words.
    pub title: &'static str,
    /// Whether it wants the manifests of the workspace.
    pub reads_manifests: bool,
    /// Whether it signs in to one feed of several.
    pub signs_in_one: bool,
    /// Makes the text.
    pub make: fn(&Request<'_>) -> Result<Vec<Section>, NotServed>,
}

impl std::fmt::Debug for Recipe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// What most recipes are.
const PLAIN: Recipe = Recipe {
    id: "",
    aliases: &[],
    title: "",
    reads_manifests: false,
    signs_in_one: false,
    make: |_| Err(NotServed::ByProvider),
};

/// Everything that there is a snippet for.
pub const CLIENTS: &[Recipe] = &[
    Recipe {
        id: "cargo",
        aliases: &["rust"],
        title: "configuration, sign-in, variables, dependencies",
        make: cargo::sections,
        ..PLAIN
    },
    Recipe {
        id: "npm",
        aliases: &["node"],
        title: ".npmrc",
        make: npm::sections,
        ..PLAIN
    },
    Recipe {
        id: "nuget",
        aliases: &["nuget.exe"],
        title: "nuget.config, for nuget.exe",
        make: nuget::for_nuget,
        ..PLAIN
    },
    Recipe {
        id: "dotnet",
        aliases: &[".net"],
        title: "nuget.config, for dotnet",
        make: nuget::for_dotnet,
        ..PLAIN
    },
    Recipe {
        id: "pip",
        aliases: &["python", "twine"],
        title: "pip.conf and .pypirc, for pip and twine",
        make: python::for_pip,
        ..PLAIN
    },
    Recipe {
        id: "uv",
        aliases: &[],
        title: "pyproject.toml",
        make: python::for_uv,
        ..PLAIN
    },
    Recipe {
        id: "maven",
        aliases: &["mvn"],
        title: "pom.xml and settings.xml",
        make: jvm::for_maven,
        ..PLAIN
    },
    Recipe {
        id: "gradle",
        aliases: &[],
        title: "build.gradle and gradle.properties",
        make: jvm::for_gradle,
        ..PLAIN
    },
    Recipe {
        id: "azure-pipelines",
        aliases: &["azure-devops"],
        title: "steps that sign cargo in",
        make: pipelines::azure::sections,
        ..PLAIN
    },
    Recipe {
        id: "github-actions",
        aliases: &["github"],
        title: "a workflow that signs cargo in",
        signs_in_one: true,
        make: pipelines::github::sections,
        ..PLAIN
    },
    Recipe {
        id: "gitlab-ci",
        aliases: &["gitlab"],
        title: "a job that signs cargo in",
        signs_in_one: true,
        make: pipelines::gitlab::sections,
        ..PLAIN
    },
    Recipe {
        id: "docker",
        aliases: &["dockerfile", "buildkit"],
        title: "a Dockerfile that takes the token as a BuildKit secret",
        signs_in_one: true,
        make: pipelines::docker::sections,
        ..PLAIN
    },
    Recipe {
        id: "dependabot",
        aliases: &[],
        title: "dependabot.yml, with the feed",
        signs_in_one: true,
        make: pipelines::dependabot::sections,
        ..PLAIN
    },
    Recipe {
        id: "team",
        aliases: &["readme"],
        title: "a note for README and pull request",
        make: team::sections,
        ..PLAIN
    },
    Recipe {
        id: "publish",
        aliases: &["manifest"],
        title: "a patch for Cargo.toml files: publish to the feed only",
        reads_manifests: true,
        make: publish::sections,
        ..PLAIN
    },
];

/// One piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is for.
    pub title: String,
    /// The file it belongs into, where it is for a file.
    pub file: Option<String>,
    /// What it is written in.
    pub format: Format,
    /// The text.
    pub text: String,
}

impl Section {
    fn new(title: impl Into<String>, format: Format, text: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            file: None,
            format,
            text: text.into(),
        }
    }

    fn into_file(mut self, file: impl AsRef<str>) -> Self {
        self.file = Some(escape::line(file.as_ref()));
        self
    }
}

/// Why there is no snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotServed {
    /// The provider does not serve it, or no source says how.
    ByProvider,
    /// There is nothing to do; why.
    Nothing(String),
    /// It does in principle, and cannot here: why, and what to do.
    Here(String, String),
}

impl From<Refusal> for NotServed {
    fn from(refusal: Refusal) -> Self {
        Self::Here(
            refusal.to_string(),
            "report this with the command that you typed".to_owned(),
        )
    }
}

/// The recipe of that name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Recipe> {
    CLIENTS
        .iter()
        .find(|recipe| recipe.id == name || recipe.aliases.contains(&name))
}

/// The name that was meant.
#[must_use]
pub fn near(name: &str) -> Option<&'static str> {
    let all = CLIENTS
        .iter()
        .flat_map(|recipe| std::iter::once(recipe.id).chain(recipe.aliases.iter().copied()));
    nearest(name, all)
}

/// What to type instead of a name that none has: the one that was meant, and all.
#[must_use]
pub fn instead_of(name: &str) -> String {
    let ids: Vec<&str> = CLIENTS.iter().map(|recipe| recipe.id).collect();
    let all = ids.join(", ");
    match near(name) {
        Some(near) => format!("did you mean `{near}`? there are {all}"),
        None => format!("there are {all}"),
    }
}

/// What there are snippets for, for a feed of this kind.
#[must_use]
pub fn served(feed: &Feed) -> Vec<&'static str> {
    let request = Request {
        feed,
        name: "feed",
        replaces: false,
        holder: Holder::Inside(".cargo/config.toml".to_owned()),
        config: None,
        publisher: None,
        manifests: Vec::new(),
    };
    CLIENTS
        .iter()
        .filter(|recipe| !matches!((recipe.make)(&request), Err(NotServed::ByProvider)))
        .map(|recipe| recipe.id)
        .collect()
}

/// The vendors that there is such a snippet for.
#[must_use]
pub fn vendors(recipe: &Recipe) -> Vec<&'static str> {
    ALL.iter()
        .filter(|provider| served(&Feed::example(provider)).contains(&recipe.id))
        .map(|provider| provider.name)
        .collect()
}

/// The feed as another client sees it.
fn endpoint(request: &Request<'_>, client: Client) -> Result<Endpoint, NotServed> {
    request.feed.endpoint(client).ok_or(NotServed::ByProvider)
}

/// The vendor's own tools for a client.
fn tools(endpoint: &Endpoint) -> impl Iterator<Item = Section> + '_ {
    endpoint
        .tools
        .iter()
        .map(|tool| Section::new(tool.title.clone(), tool.format, tool.text.clone()))
}

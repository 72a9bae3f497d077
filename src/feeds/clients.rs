//! What a feed is for clients other than cargo: where they read and publish, and how
//! they sign in.
//!
//! Not for the text that a client wants (see [`crate::setup::snippets`]).

use super::Header;

/// What a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// TOML.
    Toml,
    /// INI, as npm and pip read it.
    Ini,
    /// A whole XML document.
    Xml,
    /// Elements to put into an XML document.
    XmlPart,
    /// YAML.
    Yaml,
    /// JSON.
    Json,
    /// Groovy, as Gradle reads it.
    Groovy,
    /// Java's properties.
    Properties,
    /// A `.netrc`.
    Netrc,
    /// A Dockerfile.
    Dockerfile,
    /// Lines `NAME=value`.
    Variables,
    /// Lines for sh, bash, zsh.
    Sh,
    /// Lines for `PowerShell`.
    PowerShell,
    /// Lines that every shell takes.
    Lines,
    /// Markdown.
    Markdown,
    /// A patch for `git apply`.
    Patch,
}

impl Format {
    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Toml => "toml",
            Format::Ini => "ini",
            Format::Xml => "xml",
            Format::XmlPart => "xml-part",
            Format::Yaml => "yaml",
            Format::Json => "json",
            Format::Groovy => "groovy",
            Format::Properties => "properties",
            Format::Netrc => "netrc",
            Format::Dockerfile => "dockerfile",
            Format::Variables => "variables",
            Format::Sh => "sh",
            Format::PowerShell => "powershell",
            Format::Lines => "lines",
            Format::Markdown => "markdown",
            Format::Patch => "patch",
        }
    }
}

/// A client other than cargo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Client {
    /// npm.
    Npm,
    /// `nuget.exe`.
    Nuget,
    /// dotnet.
    Dotnet,
    /// pip, and twine to publish.
    Pip,
    /// uv.
    Uv,
    /// Maven.
    Maven,
    /// Gradle.
    Gradle,
}

/// A feed as a client sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The URL that packages are read from.
    pub read: String,
    /// The URL that they are published to.
    pub publish: String,
    /// Whether reading wants a sign-in.
    pub wants_sign_in: bool,
    /// The user beside the secret, to read.
    pub user: String,
    /// The user beside the secret, to publish.
    pub publisher: String,
    /// A variable that is to hold the secret.
    pub variable: &'static str,
    /// How npm signs in.
    pub npm: NpmSignIn,
    /// The word in the place of a key when a `NuGet` package is pushed, where it is
    /// not looked at.
    pub push_key: Option<&'static str>,
    /// Whether a tool of the vendor's asks a person when it is needed.
    pub interactive: bool,
    /// The vendor's own tools that sign in.
    pub tools: Vec<Tool>,
}

impl Endpoint {
    /// What stands where somebody writes the secret.
    #[must_use]
    pub fn placeholder(&self) -> String {
        format!("YOUR-{}", self.variable.replace('_', "-"))
    }
}

/// How npm signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NpmSignIn {
    /// `_authToken` with the secret.
    Token,
    /// `username` and `_password`, the latter in base64, for each of these URLs.
    Basic(Vec<String>),
}

/// A tool of the vendor's that signs a client in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    /// What it is, and where it works.
    pub title: String,
    /// The lines that install and use it, or what it reads.
    pub text: String,
    /// What the text is.
    pub format: Format,
}

impl Tool {
    /// A tool with the lines for it.
    pub(crate) fn new(title: &str, format: Format, text: impl Into<String>) -> Self {
        Self {
            title: title.to_owned(),
            text: text.into(),
            format,
        }
    }
}

/// A job of GitHub Actions that gets a token without a stored secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Federated {
    /// Who vouches for the job, and what has to be set up at the vendor.
    pub title: &'static str,
    /// The steps before, in YAML, a list item each, without indentation.
    pub steps: String,
    /// Lines for bash that put the token into `$token`.
    pub script: String,
    /// The header made of it.
    pub header: Header,
}

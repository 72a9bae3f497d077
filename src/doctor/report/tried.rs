//! What came of trying a registry: the chain from its name to the answer.

use std::fmt::Write as _;

use serde::Serialize;

use crate::doctor::checks::Finding;
use crate::text::escape;

/// What came of trying one registry. Texts are clean for output.
#[derive(Debug, Clone, Default)]
pub struct Tried {
    /// The registry.
    pub registry: String,
    /// The feed in the vendor's words, where it is known.
    pub feed: Option<String>,
    /// The index URL.
    pub host: String,
    /// Where the index is defined.
    pub defined: String,
    /// The credential provider, and where it is configured.
    pub keeper: String,
    /// The token by its shape.
    pub token: String,
    /// The answer.
    pub answer: String,
    /// True where cargo reads the index.
    pub reads: bool,
    /// The cause, where it does not.
    pub finding: Option<Finding>,
    /// The place of the finding of the files that is the cause.
    pub explained: Option<usize>,
    /// False where the feed was not reached, so that nothing is known of it.
    pub conclusive: bool,
    /// Why it was not tried.
    pub skipped: Option<String>,
    /// What there is to say besides.
    pub also: Vec<Finding>,
}

/// The chain, for people.
#[must_use]
pub fn chain(tried: &Tried) -> String {
    let name = escape::line(&tried.registry);
    let mut text = name.clone();
    if let Some(feed) = &tried.feed {
        let _ = write!(text, "  {feed}");
    } else if !tried.host.is_empty() {
        let _ = write!(text, "  {}", tried.host);
    }
    text.push('\n');
    for (word, value) in [
        ("name", &tried.defined),
        ("sign-in", &tried.keeper),
        ("token", &tried.token),
        ("answer", tried.skipped.as_ref().unwrap_or(&tried.answer)),
    ] {
        if !value.is_empty() {
            let _ = writeln!(text, "  {word:<9} {value}");
        }
    }
    text
}

/// The chain, for programs.
#[derive(Debug, Serialize)]
pub(super) struct Row<'t> {
    registry: &'t str,
    feed: Option<&'t str>,
    index: &'t str,
    defined: &'t str,
    credential_provider: &'t str,
    token: &'t str,
    answer: &'t str,
    /// Whether cargo reads the index; nothing where it was not tried.
    reads: Option<bool>,
    /// The code of the cause, which is among the findings.
    code: Option<&'static str>,
    /// False where the feed was not reached: the answer says nothing about it.
    conclusive: bool,
    skipped: Option<&'t str>,
}

impl<'t> Row<'t> {
    pub(super) fn of(tried: &'t Tried, findings: &[Finding]) -> Self {
        let explained = tried
            .explained
            .and_then(|at| findings.get(at))
            .map(|finding| finding.check.code);
        Self {
            registry: &tried.registry,
            feed: tried.feed.as_deref(),
            index: &tried.host,
            defined: &tried.defined,
            credential_provider: &tried.keeper,
            token: &tried.token,
            answer: &tried.answer,
            reads: tried.skipped.is_none().then_some(tried.reads),
            code: tried
                .finding
                .as_ref()
                .map(|finding| finding.check.code)
                .or(explained),
            conclusive: tried.conclusive,
            skipped: tried.skipped.as_deref(),
        }
    }
}

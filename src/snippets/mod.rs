//! Set-up text to paste elsewhere, made from a feed and a client.
//!
//! Not for what a feed is (see [`crate::feed`]) nor for writing files.

mod cargo;

pub use cargo::cargo;

/// One piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is for.
    pub title: String,
    /// The file it belongs into, where it is for a file.
    pub file: Option<&'static str>,
    /// The text.
    pub text: String,
}

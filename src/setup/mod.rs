//! Which feed is meant, what to write for it, and what to paste elsewhere.
//!
//! Plans are values; applying them is up to [`crate::commands`].

pub mod guide;
pub mod plan;
pub mod project_context;
pub mod resolve;
pub mod snippets;

//! Facts about the folder that a command runs in and about the person who runs it,
//! gathered once.
//!
//! Nothing here judges or writes a configuration, and nothing starts a program.

pub mod checkouts;
pub mod ci;
pub mod environment;
pub mod facts;
pub mod git;
pub mod login_records;
pub mod pipelines;
pub mod token_cache;

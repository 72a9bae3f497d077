//! feedctl: connects a Cargo project to a private package feed.
//!
//! The API is for the binary and for tests; it is not stable.

pub mod config;
pub mod document;
pub mod env;
pub mod files;

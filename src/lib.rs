//! feedctl: connects a Cargo project to a private package feed.
//!
//! The API is for the binary and for tests; it is not stable.

pub mod auth;
pub mod cargo;
pub mod cli;
pub mod commands;
pub mod doctor;
pub mod feeds;
pub mod probe;
pub mod project;
pub mod setup;
pub mod system;
pub mod text;
pub mod toml;

//! feedctl: connects a Cargo project to a private package feed.
//!
//! The API is for the binary and for tests; it is not stable.

pub mod change;
pub mod checkouts;
pub mod checks;
pub mod ci;
pub mod cli;
pub mod commands;
pub mod completions;
pub mod config;
pub mod credential_provider;
pub mod diff;
pub mod document;
pub mod env;
pub mod error;
pub mod examine;
pub mod feed;
pub mod files;
pub mod foreign;
pub mod gather;
pub mod grammar;
pub mod guide;
pub mod hidden;
pub mod index_url;
pub mod interrupt;
pub mod location;
pub mod lockfile;
pub mod near;
pub mod online;
pub mod pipelines;
pub mod place;
pub mod plan;
pub mod programs;
pub mod providers;
pub mod registry_name;
pub mod remote;
pub mod report;
pub mod resolve;
pub mod shell;
pub mod sign_in;
pub mod snippets;
pub mod token;
pub mod trust;
pub mod ui;
pub mod workspace;

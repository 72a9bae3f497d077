//! The Windows program under Wine. `tests/windows/run` builds it and runs these; a plain
//! `cargo test` leaves them out, and says so.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests make files and run programs"
)]

#[path = "../cli/child.rs"]
mod child;
mod support;

mod commands;
mod paths;
mod signing_in;
mod terminal;
mod writing;

//! What becomes of files when the system refuses: each call that a command makes is
//! made to fail once, and the command is killed at each; disks are full, folders are
//! closed, many write at once.
//!
//! `tests/faults/run` runs all of it (minutes). Plain `cargo test` runs a few seconds'
//! worth, for which `strace` has to be there. Linux only.
#![cfg(target_os = "linux")]
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests make files, run programs and print figures"
)]

#[path = "../cli/child.rs"]
mod child;
mod crowd;
mod disk;
mod picture;
mod scenes;
#[path = "../cli/support.rs"]
#[allow(dead_code, reason = "shared with the tests of the command line")]
mod support;
mod sweep;
mod trace;
mod verdict;

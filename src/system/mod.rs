//! The only door to the operating system: variables, files, processes, signals, the
//! terminal.
//!
//! Not for deciding what is read, written or run; that is up to the callers.

pub mod atomic_write;
pub mod env;
pub mod error;
pub mod files;
pub mod process;
pub mod secret_prompt;
pub mod signals;
pub mod terminal;

//! Strings that come from others or go to others: escaping, secrets, quoting,
//! suggestions, patches.
//!
//! Pure, and below everything else: nothing here knows what a file, a registry or a
//! vendor is. Not for the words of messages, which stand where they are said.

pub mod diff;
pub mod escape;
pub mod grammar;
pub mod secret;
pub mod shell;
pub mod suggest;
pub mod token;

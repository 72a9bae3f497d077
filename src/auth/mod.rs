//! From what a person has (a PAT, a key, an access token) to the header that the
//! feed wants, and to the store that keeps it.
//!
//! Not for asking (see [`crate::system::terminal`]), and not for trying it.

pub mod credential_provider;
mod form;
mod stored;

pub use form::{Ready, Took, Wrong, header};

pub use stored::{NotStored, put, take_out, token_in};

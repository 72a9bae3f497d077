//! From what a person has (a PAT, a key, an access token) to the header that the
//! feed wants, and to the store that keeps it.
//!
//! Not for asking (see [`crate::ui`]), and not for trying it.

mod form;
mod records;
mod stored;

pub use form::{Ready, Took, Wrong, header};
pub use records::Records;
pub use stored::{NotStored, put, take_out, token_in};

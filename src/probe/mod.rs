//! Asking cargo itself: what it says of each registry, read as one cause.
//!
//! [`Cargo::ask`] runs cargo on a scratch package that depends on a crate that cannot
//! exist; [`decode()`] reads what it said. Not for what files alone can show (see
//! [`crate::doctor::checks`]).

mod decode;
mod said;
mod scratch;
mod tools;

pub use decode::{Asked, Sent, Verdict, decode};
pub use said::Said;
pub use tools::{Cargo, NONE, NoCargo, Served, ServedConfig, WITNESS};

//! Tests from the outside: the library and the binary against the real cargo.
#![expect(
    clippy::disallowed_methods,
    reason = "tests make files and run programs"
)]

mod oracle;
mod support_cargo;

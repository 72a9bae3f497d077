//! What is fuzzed: each room takes any bytes and panics where a promise is broken.
//!
//! `fuzz_targets` hands them to libFuzzer; the test suite runs the same rooms over
//! `seeds` and a number of mutations of them. [`judge`] needs cargo as a library, so
//! it is here alone. Not for what a text should become (see the tables beside the code).

pub mod editor;
#[cfg(feature = "cargo")]
pub mod judge;
pub mod said;
pub mod tree;
pub mod urls;

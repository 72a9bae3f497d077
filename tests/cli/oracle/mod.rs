//! The configuration as we see it against the configuration as cargo sees it.
//!
//! `cargo config get --show-origin` is the oracle wherever it tells the truth; where
//! it does not, cargo's behaviour is asked.

mod generated;
mod include;
mod leaves;
mod providers;
mod replacement;
mod spelling;
pub(crate) mod trees;
mod variables;
mod walk;

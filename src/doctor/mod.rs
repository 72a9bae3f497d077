//! Judging a configuration: from facts to findings, and findings rendered for people
//! and programs.
//!
//! Not for asking cargo itself (see [`crate::probe`]), and not for applying fixes.

pub mod checks;
pub mod report;
pub mod run;
pub mod trust;

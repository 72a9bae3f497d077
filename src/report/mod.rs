//! Findings as output: for people, for programs, for CI systems. Each is a
//! rendering of one list.
//!
//! Not for finding anything (see [`crate::checks`]).

//! Places where a file cannot or must not be written.

//! A project to try feedctl on.

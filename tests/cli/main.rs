//! Tests from the outside: the library and the binary against the real cargo.
#![expect(
    clippy::disallowed_methods,
    reason = "tests make files and run programs"
)]

#[cfg(unix)]
mod bounds;
mod canary;
mod child;
mod completions;
mod connect;
#[cfg(unix)]
mod credential_chain;
mod credential_provider;
mod destinations;
mod doctor;
mod end_to_end;
mod feed_itself;
mod feed_proxy;
mod feed_server;
mod feed_tls;
mod fuzzed;
mod help;
mod hostile;
mod login;
mod man;
mod online;
mod oracle;
mod outside;
mod pages;
#[cfg(unix)]
mod pictures;
mod places;
mod prompts;
mod providers;
mod readme;
mod secrets;
mod show;
mod snippets;
#[cfg(unix)]
mod steering;
mod support;
mod targets;
mod unjudged;

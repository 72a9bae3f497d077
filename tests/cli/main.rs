//! Tests from the outside: the library and the binary against the real cargo.
#![expect(
    clippy::disallowed_methods,
    reason = "tests make files and run programs"
)]

mod child;
mod completions;
mod connect;
mod doctor;
mod end_to_end;
mod feed_itself;
mod feed_proxy;
mod feed_server;
mod feed_tls;
mod hostile;
mod online;
mod oracle;
mod places;
mod prompts;
mod readme;
mod show;
mod support;
mod targets;

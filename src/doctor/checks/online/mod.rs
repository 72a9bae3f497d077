//! The causes that only show when cargo is asked: each a row with its text for
//! `doctor --explain`.
//!
//! Not for finding them (see [`crate::probe`]).

pub(crate) mod cargo;
pub(crate) mod feed;
pub(crate) mod network;
pub(crate) mod sign_in;

use super::{Check, Group, Severity, Subject, Text};

/// All of them, sorted by code.
pub(super) const GROUP: Group = Group {
    title: "Online (`doctor --online`)",
    checks: &[
        &feed::API_MISSING,
        &feed::AUTH_REQUIRED_MISSING,
        &sign_in::BLOCKED_BY_POLICY,
        &cargo::CARGO_DID_NOT_END,
        &cargo::CARGO_FAILED,
        &network::CERTIFICATE_EXPIRED,
        &network::CERTIFICATE_REVOCATION_UNKNOWN,
        &network::CERTIFICATE_UNKNOWN_ISSUER,
        &network::CERTIFICATE_WRONG_HOST,
        &feed::CONFIG_JSON_BROKEN,
        &network::CONNECTION_BROKEN,
        &network::CONNECTION_REFUSED,
        &feed::CRATE_NOT_SAVED,
        &sign_in::CREDENTIAL_PROVIDER_FAILED,
        &feed::DOWNLOAD_ON_OTHER_HOST,
        &feed::FEED_NOT_FOUND,
        &network::HOST_UNKNOWN,
        &cargo::PACKAGE_CACHE_LOCKED,
        &cargo::PATCH_IN_THE_WAY,
        &sign_in::PERMISSION_MISSING,
        &network::PROXY_UNREACHABLE,
        &network::PROXY_WANTS_SIGN_IN,
        &network::SERVER_ERROR,
        &sign_in::SIGN_IN_PAGE,
        &network::TIMED_OUT,
        &network::TLS_FAILED,
        &sign_in::TOKEN_REJECTED,
        &network::TOO_MANY_REQUESTS,
        &cargo::TOOLCHAIN_NOT_INSTALLED,
        &feed::UPSTREAM_MISSING,
    ],
};

/// A row. Nothing is looked for offline.
const fn row(code: &'static str, title: &'static str, severity: Severity, text: Text) -> Check {
    Check {
        code,
        title,
        severity,
        subject: Subject::Machine,
        text,
        find: |_, _| {},
    }
}

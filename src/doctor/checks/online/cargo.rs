//! What keeps cargo itself from an answer.

use super::row;
use crate::doctor::checks::{Check, Severity, Text};

pub(crate) const PACKAGE_CACHE_LOCKED: Check = row(
    "package-cache-locked",
    "another cargo keeps the package cache to itself",
    Severity::Warning,
    Text {
        what: "Another cargo is running (in an editor, perhaps) and holds the lock of the package cache.",
        why: "Cargo waits for it, and was ended after fifteen seconds.",
        example: "Blocking waiting for file lock on package cache",
        fix: "Let the other one end, then try again.",
    },
);

pub(crate) const PATCH_IN_THE_WAY: Check = row(
    "patch-in-the-way",
    "a `[patch]` of the configuration fails before the feed is asked",
    Severity::Warning,
    Text {
        what: "The configuration patches crates, and cargo fails at a patch before it comes to the feed.",
        why: "Whether the feed can be read is not known.",
        example: "[patch.crates-io]\nserde = { path = \"../serde\" }",
        fix: "Take the `[patch]` out for a moment, or try the build itself.",
    },
);

pub(crate) const CARGO_DID_NOT_END: Check = row(
    "cargo-did-not-end",
    "cargo did not come to an end",
    Severity::Error,
    Text {
        what: "Cargo was ended after fifteen seconds without an answer.",
        why: "A server that answers very slowly does that.",
        example: "(no output)",
        fix: "Try `cargo fetch` and watch it; `feedctl doctor` without `--online` shows what files can show.",
    },
);

pub(crate) const TOOLCHAIN_NOT_INSTALLED: Check = row(
    "toolchain-not-installed",
    "rustup has no toolchain to run cargo with",
    Severity::Error,
    Text {
        what: "`cargo` on `PATH` is rustup's, and the toolchain that it should start is not installed, or none is set as the default.",
        why: "No cargo runs here at all, so no feed was asked.",
        example: "error: rustup could not choose a version of cargo to run, because one wasn't specified explicitly, and no default is configured.",
        fix: "`rustup default stable`, or `rustup toolchain install` in a project that names its toolchain.",
    },
);

pub(crate) const CARGO_FAILED: Check = row(
    "cargo-failed",
    "cargo fails for a reason that feedctl does not know",
    Severity::Error,
    Text {
        what: "Cargo said something that no cause here explains. It is shown as cargo said it, with secrets masked.",
        why: "Cargo could not read the registry.",
        example: "error: …",
        fix: "Read what cargo says. If it is about a feed, report it, so that it becomes a cause with a name.",
    },
);

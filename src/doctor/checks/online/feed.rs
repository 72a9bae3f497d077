//! What is wrong with a feed, as its answers show.

use super::row;
use crate::doctor::checks::{Check, Severity, Text};

pub(crate) const FEED_NOT_FOUND: Check = row(
    "feed-not-found",
    "there is no feed at this URL that you can see",
    Severity::Error,
    Text {
        what: "The server answers 404 for `config.json`: a part of the index URL is wrong, or the feed is hidden from you.",
        why: "Cargo then has no registry.",
        example: "config.json not found in registry",
        fix: "Compare organization, project, feed and view (or owner and repository) with the vendor's set-up page. A feed of an organization has no project in its URL, one of a project has.",
    },
);

pub(crate) const UPSTREAM_MISSING: Check = row(
    "upstream-missing",
    "the feed stands in for crates.io and does not have its crates",
    Severity::Error,
    Text {
        what: "The feed answers, and `serde` is not in it, which every mirror of crates.io has.",
        why: "With `replace-with` cargo asks this feed for every public crate and finds none.",
        example: "no matching package named `serde` found\nlocation searched: `crates` index (which is replacing registry `crates-io`)",
        fix: "Switch the crates.io upstream on (Azure Artifacts: Feed settings > Upstream sources; a new one needs a while), or take the replacement out: `feedctl connect --no-replace-crates-io`. A view serves only what was promoted or saved.",
    },
);

pub(crate) const AUTH_REQUIRED_MISSING: Check = row(
    "auth-required-missing",
    "the feed wants a sign-in and its config.json does not say so",
    Severity::Error,
    Text {
        what: "The index files answer 401, and `config.json` lacks `\"auth-required\": true`.",
        why: "Cargo sends its token only where `config.json` asks for it, so it goes without.",
        example: "download of 3/f/foo failed\nfailed to get successful HTTP response, got 401",
        fix: "This is for whoever runs the feed: `config.json` must say `\"auth-required\": true`. On a public feed of Azure Artifacts the index ends in `~force-auth/Cargo/index/` instead (`feedctl connect --force-auth`).",
    },
);

pub(crate) const CONFIG_JSON_BROKEN: Check = row(
    "config-json-broken",
    "the feed's config.json is not what cargo reads",
    Severity::Error,
    Text {
        what: "The file is no JSON, or lacks `dl`.",
        why: "Cargo names neither the file nor the URL in its message.",
        example: "missing field `dl` at line 1 column 2",
        fix: "Open the index URL with `config.json` behind it and look; this is for whoever runs the feed.",
    },
);

pub(crate) const API_MISSING: Check = row(
    "api-missing",
    "the feed has no API: nothing can be published there",
    Severity::Info,
    Text {
        what: "The feed's `config.json` has no `api`.",
        why: "`cargo login`, `cargo publish` and `cargo search` refuse such a registry. Building works.",
        example: "registry `crates` does not support API commands",
        fix: "`feedctl login NAME` stores the token all the same. To publish, ask the feed's owner for the URL that takes crates.",
    },
);

pub(crate) const DOWNLOAD_ON_OTHER_HOST: Check = row(
    "download-on-other-host",
    "crates come from another host than the index",
    Severity::Info,
    Text {
        what: "The feed's `config.json` sends downloads to another host.",
        why: "Cargo sends the token there too, and a firewall has to let that host through.",
        example: "{ \"dl\": \"https://files.example.com/crates\", \"auth-required\": true }",
        fix: "Nothing, if the host belongs to the feed's vendor.",
    },
);

pub(crate) const CRATE_NOT_SAVED: Check = row(
    "crate-not-saved",
    "the feed has not saved a crate from its upstream yet",
    Severity::Error,
    Text {
        what: "The feed knows the crate from its upstream, and saves it only for somebody who is signed in and may.",
        why: "Public feeds answer without a sign-in, so cargo never signs in.",
        example: "No local versions of package 'serde'; please provide authentication to access versions from upstream that have not yet been saved to your feed.",
        fix: "`feedctl connect --force-auth` and `feedctl login NAME`, as somebody with the role Feed and Upstream Reader (Collaborator); or let such a person build once.",
    },
);

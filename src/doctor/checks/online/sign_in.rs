//! What goes wrong between a token and a feed.

use super::row;
use crate::doctor::checks::{Check, Severity, Text};

pub(crate) const TOKEN_REJECTED: Check = row(
    "token-rejected",
    "the feed rejects the token that cargo sends",
    Severity::Error,
    Text {
        what: "Cargo found a token and sent it, and the feed answered 401. Its form is right as far as it can be told, so it has run out, was revoked, or belongs to another organization.",
        why: "Cargo asks no other credential provider after a rejection.",
        example: "token rejected for `crates`\nfailed to get successful HTTP response from `https://feed.example.com/index/config.json`, got 401",
        fix: "Make a new token where the feed is, then `feedctl login NAME`.",
    },
);

pub(crate) const PERMISSION_MISSING: Check = row(
    "permission-missing",
    "the feed knows you and does not let you",
    Severity::Error,
    Text {
        what: "The token is good, and its user lacks a role or a right in the feed (403), or is a user whom the organization does not know.",
        why: "A new token of the same user changes nothing.",
        example: "download of config.json failed\nfailed to get successful HTTP response from `https://feed.example.com/index/config.json`, got 403",
        fix: "Ask an owner of the feed for the role that the message names. In Azure Artifacts reading wants Feed Reader, crates that are not saved yet want Feed and Upstream Reader (Collaborator), publishing wants Feed Publisher (Contributor).",
    },
);

pub(crate) const BLOCKED_BY_POLICY: Check = row(
    "blocked-by-policy",
    "a policy of the feed's owner keeps it back",
    Severity::Error,
    Text {
        what: "The feed answers 403 and says that a rule blocks or quarantines what was asked for. It is no matter of signing in.",
        why: "Cargo stops at the first file that it cannot have.",
        example: "failed to get successful HTTP response, got 403\nbody:\npackage is quarantined",
        fix: "Ask whoever owns the repository; the package's page there names the policy.",
    },
);

pub(crate) const SIGN_IN_PAGE: Check = row(
    "sign-in-page",
    "a web page comes where the feed's config.json should",
    Severity::Error,
    Text {
        what: "The server answers with HTML: a page to sign in, of the host or of a network that wants a sign-in of its own first.",
        why: "Cargo reads it as JSON and names neither file nor URL.",
        example: "expected value at line 1 column 1",
        fix: "Open the URL in a browser: a hotel's or company's page has to be passed first. If it is the feed's own page, the index URL is that of a page: compare it with the vendor's set-up page.",
    },
);

pub(crate) const CREDENTIAL_PROVIDER_FAILED: Check = row(
    "credential-provider-failed",
    "a credential provider fails",
    Severity::Error,
    Text {
        what: "The program that cargo asks for the token ended with an error of its own.",
        why: "Cargo asks no other provider after an error; only \"not found\" and \"not my URL\" lead to the next.",
        example: "credential provider `feedctl` failed action `get`",
        fix: "Mend what the program says. Cargo asks the last one of `global-credential-providers` first.",
    },
);

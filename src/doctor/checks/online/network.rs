//! What keeps cargo from reaching a feed.

use super::row;
use crate::doctor::checks::{Check, Severity, Text};

const fn cause(code: &'static str, title: &'static str, text: Text) -> Check {
    row(code, title, Severity::Error, text)
}

pub(crate) const HOST_UNKNOWN: Check = cause(
    "host-unknown",
    "the name of the feed's host leads nowhere",
    Text {
        what: "The host in the index URL has no address in the DNS that this machine asks.",
        why: "It is misspelled, this machine is offline, or the name is known only in the company's network.",
        example: "[6] Could not resolve hostname",
        fix: "Compare the host with the vendor's set-up page; join the company's network or VPN if it lives there.",
    },
);

pub(crate) const CONNECTION_REFUSED: Check = cause(
    "connection-refused",
    "nothing answers at the feed's address",
    Text {
        what: "The host is there and takes no connection at that port.",
        why: "The server is down, the port is wrong, or a firewall is between.",
        example: "[7] Could not connect to server",
        fix: "Compare host and port; behind a company's proxy set `http.proxy` in your own `~/.cargo/config.toml`, or `HTTPS_PROXY`.",
    },
);

pub(crate) const CONNECTION_BROKEN: Check = cause(
    "connection-broken",
    "the connection to the feed breaks off",
    Text {
        what: "Something answered and then ended the connection without a reply.",
        why: "Firewalls do that, and servers that expect another protocol.",
        example: "[52] Server returned nothing (no headers, no data)",
        fix: "Try again; if it stays so, ask whoever runs the network.",
    },
);

pub(crate) const TIMED_OUT: Check = cause(
    "timed-out",
    "the feed does not answer in time",
    Text {
        what: "No answer came within eight seconds.",
        why: "The server is slow or down, or a firewall drops what is sent.",
        example: "[28] Timeout was reached",
        fix: "Try again; `http.timeout` and `net.retry` give cargo more patience; look at the vendor's status page.",
    },
);

pub(crate) const PROXY_UNREACHABLE: Check = cause(
    "proxy-unreachable",
    "the proxy that cargo is told to use does not answer",
    Text {
        what: "Cargo goes through a proxy, from `http.proxy`, git's configuration or a variable such as `HTTPS_PROXY`, and that one cannot be reached.",
        why: "Nothing gets further than that.",
        example: "[7] Could not connect to server (Failed to connect to proxy.example.com port 3128)",
        fix: "`feedctl show http.proxy` says where it is set; unset it, or name the proxy of the network that you are in.",
    },
);

pub(crate) const PROXY_WANTS_SIGN_IN: Check = cause(
    "proxy-wants-sign-in",
    "the proxy wants a sign-in of its own (407)",
    Text {
        what: "It is the proxy that refuses, not the feed.",
        why: "A token for the feed does not help here.",
        example: "CONNECT tunnel failed, response 407",
        fix: "Give the proxy's user and password in your own surroundings (`HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT`), never in a file of a checkout; or run a local proxy that signs in.",
    },
);

pub(crate) const CERTIFICATE_UNKNOWN_ISSUER: Check = cause(
    "certificate-unknown-issuer",
    "nobody that this machine trusts has signed the feed's certificate",
    Text {
        what: "The certificate comes from an authority that is not known here: a company's own, or that of a proxy that looks into the traffic.",
        why: "Cargo refuses to send a token to whom it cannot tell.",
        example: "[60] SSL peer certificate or SSH remote key was not OK (SSL certificate problem: unable to get local issuer certificate)",
        fix: "Get the authority's certificate from whoever runs the network, as PEM, and name it in your own `~/.cargo/config.toml`: `[http] cainfo = \"/path/to/ca.pem\"`, or `CARGO_HTTP_CAINFO`.",
    },
);

pub(crate) const CERTIFICATE_WRONG_HOST: Check = cause(
    "certificate-wrong-host",
    "the certificate is for another host",
    Text {
        what: "The server shows a certificate that does not name the host of the index URL.",
        why: "The URL uses another name than the server's own, or something else answers for it.",
        example: "[60] … no alternative certificate subject name matches target host name",
        fix: "Use the name that the certificate has; do not switch the check off.",
    },
);

pub(crate) const CERTIFICATE_EXPIRED: Check = cause(
    "certificate-expired",
    "the certificate has expired",
    Text {
        what: "The server's certificate is out of date, or this machine's clock is wrong.",
        why: "Cargo refuses the connection.",
        example: "[60] … certificate has expired",
        fix: "Look at the clock of this machine first; then tell whoever runs the server.",
    },
);

pub(crate) const CERTIFICATE_REVOCATION_UNKNOWN: Check = cause(
    "certificate-revocation-unknown",
    "Windows cannot tell whether the certificate was revoked",
    Text {
        what: "A proxy that looks into the traffic shows certificates of its own, without a list of revoked ones.",
        why: "On Windows cargo asks for that list and fails without it.",
        example: "CRYPT_E_NO_REVOCATION_CHECK (0x80092012)",
        fix: "`[http] check-revoke = false` in your own `config.toml`, or `CARGO_HTTP_CHECK_REVOKE=false`. It weakens TLS; ask whoever runs the proxy for a list instead.",
    },
);

pub(crate) const TLS_FAILED: Check = cause(
    "tls-failed",
    "no secure connection comes about",
    Text {
        what: "The two ends do not agree on TLS: the port may speak plain http, or an old server only old versions.",
        why: "Cargo stops before it asks for anything.",
        example: "[35] SSL connect error (wrong version number)",
        fix: "Compare scheme and port of the index URL with the vendor's set-up page.",
    },
);

pub(crate) const SERVER_ERROR: Check = cause(
    "server-error",
    "the feed's server has trouble of its own",
    Text {
        what: "The server answers with a status from 500 on.",
        why: "Nothing here is wrong as far as it can be told.",
        example: "failed to get successful HTTP response, got 503",
        fix: "Try again later, and look at the vendor's status page.",
    },
);

pub(crate) const TOO_MANY_REQUESTS: Check = cause(
    "too-many-requests",
    "the feed wants fewer requests (429)",
    Text {
        what: "This user or this network has asked too much for a while.",
        why: "Cargo waits and asks again, a few times.",
        example: "failed to get successful HTTP response, got 429",
        fix: "Wait some minutes; in pipelines keep cargo's `registry` folder from run to run.",
    },
);

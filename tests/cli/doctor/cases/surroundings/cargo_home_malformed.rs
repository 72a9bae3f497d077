use crate::doctor::case::{Cargo, Case};

const FEED: (&str, &str) = (
    "p/.cargo/config.toml",
    "[registries.r]\nindex = \"sparse+{azure}\"\n",
);

const HOME: (&str, &str) = (
    "cargo/config.toml",
    "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
);

const FAILS: Cargo = Cargo::FailsToSignIn(
    "r",
    "authenticated registries require a credential-provider to be configured",
);

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a tilde",
        files: &[FEED, HOME],
        variables: &[("CARGO_HOME", "~/.cargo")],
        finds: &["cargo-home-malformed error variable CARGO_HOME"],
        cargo: FAILS,
        ..Case::NEW
    },
    Case {
        name: "a variable",
        files: &[FEED, HOME],
        variables: &[("CARGO_HOME", "$HOME/.cargo")],
        finds: &["cargo-home-malformed error variable CARGO_HOME"],
        cargo: FAILS,
        ..Case::NEW
    },
    Case {
        name: "quotes",
        files: &[FEED, HOME],
        variables: &[("CARGO_HOME", "\"{root}/cargo\"")],
        finds: &["cargo-home-malformed error variable CARGO_HOME"],
        cargo: FAILS,
        ..Case::NEW
    },
    Case {
        name: "a blank at the end",
        files: &[FEED, HOME],
        variables: &[("CARGO_HOME", "{root}/cargo ")],
        finds: &["cargo-home-malformed error variable CARGO_HOME"],
        cargo: FAILS,
        ..Case::NEW
    },
    Case {
        name: "a relative path",
        files: &[FEED, HOME],
        variables: &[
            ("CARGO_HOME", "../cargo"),
            ("CARGO_REGISTRIES_R_TOKEN", "{token}"),
        ],
        finds: &["cargo-home-malformed warning variable CARGO_HOME"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "a whole path",
        files: &[FEED, HOME],
        variables: &[
            ("CARGO_HOME", "{root}/cargo"),
            ("CARGO_REGISTRIES_R_TOKEN", "{token}"),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a bare PAT for Azure",
        mistakes: &[54],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries]\nr = { index = \"sparse+https://pkgs.dev.azure.com/contoso/Platform/_packaging/crates/Cargo/index/\" }\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"a1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1Ba1BAZDOxY9zw\"\n",
            ),
        ],
        finds: &["token-without-scheme error cargo/credentials.toml:2:1"],
        cargo: Cargo::Cannot("the feed is far away"),
        ..Case::NEW
    },
    Case {
        name: "a bare key for Cloudsmith",
        mistakes: &[54],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+https://cargo.cloudsmith.io/contoso/crates/\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "0123456789abcdef")],
        finds: &["token-without-scheme error variable CARGO_REGISTRIES_R_TOKEN"],
        cargo: Cargo::Cannot("the feed is far away"),
        ..Case::NEW
    },
    Case {
        name: "with its scheme",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries]\nr = { index = \"sparse+https://pkgs.dev.azure.com/contoso/Platform/_packaging/crates/Cargo/index/\" }\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        cargo: Cargo::Cannot("the feed is far away"),
        ..Case::NEW
    },
    Case {
        name: "another vendor takes it bare",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "0123456789abcdef")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a bare PAT behind Basic",
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
                "[registries.r]\ntoken = \"Basic abcdefghijklmabcdefghijklmabcdefghijklmabcdefghijklm\"\n",
            ),
        ],
        finds: &["token-not-basic error cargo/credentials.toml:2:1"],
        cargo: Cargo::Cannot("the feed is far away"),
        ..Case::NEW
    },
    Case {
        name: "no colon in it",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries]\nr = { index = \"sparse+https://pkgs.dev.azure.com/contoso/Platform/_packaging/crates/Cargo/index/\" }\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "Basic bm8tY29sb24=")],
        finds: &["token-not-basic error variable CARGO_REGISTRIES_R_TOKEN"],
        cargo: Cargo::Cannot("the feed is far away"),
        ..Case::NEW
    },
    Case {
        name: "a user and a password",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries]\nr = { index = \"sparse+https://pkgs.dev.azure.com/contoso/Platform/_packaging/crates/Cargo/index/\" }\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "{token}")],
        cargo: Cargo::Cannot("the feed is far away"),
        ..Case::NEW
    },
    Case {
        name: "another vendor may read it",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "Basic bm8tY29sb24=")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

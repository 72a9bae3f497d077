use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the registry has another provider",
        mistakes: &[46],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = [\"cargo:token-from-stdout\", \"echo\", \"{token}\"]\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["token-ignored warning cargo/credentials.toml:2:1"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "cargo:token is not in the list",
        mistakes: &[46],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token-from-stdout echo {token}\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "{token}")],
        finds: &["token-ignored warning variable CARGO_REGISTRIES_R_TOKEN"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "in the checkout, both of them",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\ncredential-provider = [\"cargo:token-from-stdout\", \"echo\"]\ntoken = \"{token}\"\n",
        )],
        finds: &[
            "token-in-config warning p/.cargo/config.toml:4:1",
            "token-ignored warning p/.cargo/config.toml:4:9",
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "cargo:token is in the list",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\", \"cargo:wincred\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "{token}")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "another name with the same index",
        mistakes: &[50],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_OTHER_INDEX", "sparse+{feed}")],
        finds: &["index-variable-renames error variable CARGO_REGISTRIES_OTHER_INDEX"],
        cargo: Cargo::Fails(
            "r",
            "authenticated registries require a credential-provider to be configured",
        ),
        ..Case::NEW
    },
    Case {
        name: "the list at home asks for a token of the other name",
        mistakes: &[50],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_OTHER_INDEX", "sparse+{feed}")],
        finds: &["index-variable-renames error variable CARGO_REGISTRIES_OTHER_INDEX"],
        cargo: Cargo::Fails("r", "no token found for `r`"),
        ..Case::NEW
    },
    Case {
        name: "the other name has the token",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
        ],
        variables: &[
            ("CARGO_REGISTRIES_OTHER_INDEX", "sparse+{feed}"),
            ("CARGO_REGISTRIES_OTHER_TOKEN", "{token}"),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "another name with another index",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_OTHER_INDEX", "sparse+{open}")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a blank at the end",
        mistakes: &[55],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
        )],
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "{token} ")],
        finds: &["token-with-blank warning variable CARGO_REGISTRIES_R_TOKEN"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "a line break at the end",
        mistakes: &[55],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\\n\"\n",
            ),
        ],
        finds: &["token-with-blank warning cargo/credentials.toml:2:1"],
        cargo: Cargo::Cannot("versions of cargo differ"),
        ..Case::NEW
    },
    Case {
        name: "no blank around it",
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
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

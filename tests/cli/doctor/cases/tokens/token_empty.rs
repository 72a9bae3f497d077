use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a pipeline without the secret",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
        )],
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "")],
        finds: &["token-empty error variable CARGO_REGISTRIES_R_TOKEN"],
        cargo: Cargo::Fails("r", "token rejected for `r`"),
        ..Case::NEW
    },
    Case {
        name: "the variable is not set",
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

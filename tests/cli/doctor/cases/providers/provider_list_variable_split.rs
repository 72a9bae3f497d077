use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a provider with arguments",
        mistakes: &[52],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        variables: &[(
            "CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS",
            "cargo:token-from-stdout echo Basic",
        )],
        finds: &[
            "provider-list-variable-split error variable CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS",
        ],
        cargo: Cargo::Fails("r", "credential provider `Basic` failed action `get`"),
        ..Case::NEW
    },
    Case {
        name: "two providers",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        variables: &[(
            "CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS",
            "cargo:wincred cargo:token",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "an alias",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\n\n[credential-alias]\nkeeper = [\"cargo:token-from-stdout\", \"echo\", \"{token}\"]\n",
        )],
        variables: &[("CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS", "keeper")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "an underscore in the key of a registry",
        mistakes: &[24],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential_provider = \"cargo:token\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-key-misspelled error p/.cargo/config.toml:3:1"],
        cargo: Cargo::Fails(
            "r",
            "authenticated registries require a credential-provider to be configured",
        ),
        ..Case::NEW
    },
    Case {
        name: "a plural in the key of a registry",
        mistakes: &[24],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries]\nr = { credential-providers = [\"cargo:token\"], index = \"sparse+{feed}\" } # ours\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-key-misspelled error p/.cargo/config.toml:2:7"],
        cargo: Cargo::Fails(
            "r",
            "authenticated registries require a credential-provider to be configured",
        ),
        ..Case::NEW
    },
    Case {
        name: "a singular in the key of the list",
        mistakes: &[28],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registry]\nglobal-credential-provider = \"cargo:token\"\n\n[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-key-misspelled error p/.cargo/config.toml:2:1"],
        finds_in_files: Some(&["provider-key-misspelled warning p/.cargo/config.toml:2:1"]),
        cargo: Cargo::Fails(
            "r",
            "authenticated registries require a credential-provider to be configured",
        ),
        ..Case::NEW
    },
    Case {
        name: "underscores in the key of the list",
        mistakes: &[28],
        files: &[
            (
                "cargo/config.toml",
                "registry.global_credential_providers = [\"cargo:token\"]\n",
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
        finds: &["provider-key-misspelled error cargo/config.toml:1:10"],
        cargo: Cargo::Fails(
            "r",
            "authenticated registries require a credential-provider to be configured",
        ),
        ..Case::NEW
    },
    Case {
        name: "another registry has no provider and no misspelled key",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential_provider = \"cargo:token\"\n\n[registries.s]\nindex = \"sparse+{feed}s/\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_S_TOKEN", "{token}")],
        finds: &[
            "provider-key-misspelled error p/.cargo/config.toml:3:1",
            "provider-missing warning machine",
        ],
        cargo: Cargo::Fails(
            "r",
            "authenticated registries require a credential-provider to be configured",
        ),
        ..Case::NEW
    },
    Case {
        name: "a variable in lower case",
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
        variables: &[("CARGO_REGISTRIES_r_CREDENTIAL_PROVIDER", "cargo:token")],
        finds: &["provider-key-misspelled error variable CARGO_REGISTRIES_r_CREDENTIAL_PROVIDER"],
        cargo: Cargo::Fails(
            "r",
            "authenticated registries require a credential-provider to be configured",
        ),
        ..Case::NEW
    },
    Case {
        name: "the key is right",
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
    Case {
        name: "a registry and a source are called alike",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.credential_provider]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["credential_provider"]),
        ..Case::NEW
    },
];

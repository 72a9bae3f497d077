use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a token and nobody who would ask for it",
        mistakes: &[26],
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
        finds: &["provider-missing warning machine"],
        cargo: Cargo::FailsToSignIn(
            "r",
            "authenticated registries require a credential-provider to be configured",
        ),
        ..Case::NEW
    },
    Case {
        name: "an empty list",
        mistakes: &[31],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = []\n",
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
        finds: &["provider-missing warning cargo/config.toml:2:31"],
        cargo: Cargo::FailsToSignIn(
            "r",
            "authenticated registries require a credential-provider to be configured",
        ),
        ..Case::NEW
    },
    Case {
        name: "an empty list in the project",
        mistakes: &[31],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registry]\nglobal-credential-providers = []\n\n[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-missing warning p/.cargo/config.toml:2:31"],
        cargo: Cargo::FailsToSignIn(
            "r",
            "authenticated registries require a credential-provider to be configured",
        ),
        ..Case::NEW
    },
    Case {
        name: "a feed that always wants a sign-in",
        files: &[(
            "p/.cargo/config.toml",
            "[registries]\nr = { index = \"sparse+https://pkgs.dev.azure.com/contoso/Platform/_packaging/crates~force-auth/Cargo/index/\" }\n",
        )],
        finds: &[
            "provider-missing error machine",
            "token-missing error machine",
        ],
        cargo: Cargo::Cannot("the feed is far away"),
        ..Case::NEW
    },
    Case {
        name: "a feed of a known host",
        files: &[(
            "p/.cargo/config.toml",
            "[registries]\nr = { index = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/\" }\n",
        )],
        finds: &[
            "provider-missing warning machine",
            "token-missing info machine",
        ],
        cargo: Cargo::Cannot("the feed is far away"),
        ..Case::NEW
    },
    Case {
        name: "a registry that everybody may read",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "the registry has its own provider",
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
        name: "a variable names the provider",
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
        variables: &[("CARGO_REGISTRIES_R_CREDENTIAL_PROVIDER", "cargo:token")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

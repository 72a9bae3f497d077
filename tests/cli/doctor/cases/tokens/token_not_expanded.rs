use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "in a file of the checkout",
        mistakes: &[19],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\ntoken = \"Bearer ${TOKEN}\"\n",
        )],
        finds: &["token-not-expanded error p/.cargo/config.toml:4:9"],
        cargo: Cargo::Fails("r", "token rejected for `r`"),
        ..Case::NEW
    },
    Case {
        name: "a line of a pipeline",
        mistakes: &[19],
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
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "Bearer $(System.AccessToken)")],
        finds: &["token-not-expanded error variable CARGO_REGISTRIES_R_TOKEN"],
        cargo: Cargo::Fails("r", "token rejected for `r`"),
        ..Case::NEW
    },
    Case {
        name: "a page's example",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"Token <your-api-key>\"\n",
            ),
        ],
        finds: &["token-not-expanded error cargo/credentials.toml:2:1"],
        cargo: Cargo::Fails("r", "token rejected for `r`"),
        ..Case::NEW
    },
    Case {
        name: "a token with a dollar sign",
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
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "pa$$word")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

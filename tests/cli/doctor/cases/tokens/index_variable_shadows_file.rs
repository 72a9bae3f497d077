use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the variable points elsewhere",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\n",
        )],
        variables: &[("CARGO_REGISTRIES_R_INDEX", "sparse+{open}")],
        finds: &["index-variable-shadows-file warning variable CARGO_REGISTRIES_R_INDEX"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "the variable says the same",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        variables: &[("CARGO_REGISTRIES_R_INDEX", "sparse+{open}")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "the variable only asks for the sign-in",
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
        variables: &[
            (
                "CARGO_REGISTRIES_R_INDEX",
                "sparse+https://pkgs.dev.azure.com/contoso/Platform/_packaging/crates~force-auth/Cargo/index/",
            ),
            ("CARGO_REGISTRIES_R_TOKEN", "{token}"),
        ],
        cargo: Cargo::Cannot("the feed is far away"),
        ..Case::NEW
    },
];

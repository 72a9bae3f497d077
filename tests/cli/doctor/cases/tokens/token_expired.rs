use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a web token of last year",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"Bearer eyJhbGciOiJub25lIn0.eyJleHAiOjE3MDAwMDAwMDB9.c2ln\"\n",
            ),
        ],
        finds: &["token-expired error cargo/credentials.toml:2:1"],
        cargo: Cargo::Fails("r", "token rejected for `r`"),
        ..Case::NEW
    },
    Case {
        name: "in a variable",
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
        variables: &[(
            "CARGO_REGISTRIES_R_TOKEN",
            "Bearer eyJhbGciOiJub25lIn0.eyJleHAiOjE3MDAwMDAwMDB9.c2ln",
        )],
        finds: &["token-expired error variable CARGO_REGISTRIES_R_TOKEN"],
        cargo: Cargo::Fails("r", "token rejected for `r`"),
        ..Case::NEW
    },
    Case {
        name: "a web token that lasts",
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
        variables: &[(
            "CARGO_REGISTRIES_R_TOKEN",
            "Bearer eyJhbGciOiJub25lIn0.eyJleHAiOjQxMDI0NDQ4MDB9.c2ln",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "nobody asks for it",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = [\"cargo:token-from-stdout\", \"echo\", \"{token}\"]\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"Bearer eyJhbGciOiJub25lIn0.eyJleHAiOjE3MDAwMDAwMDB9.c2ln\"\n",
            ),
        ],
        finds: &["token-ignored warning cargo/credentials.toml:2:1"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

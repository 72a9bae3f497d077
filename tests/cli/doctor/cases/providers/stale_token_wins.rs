use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "an expired token stands before the keychain",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:libsecret\", \"cargo:token\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"Bearer eyJhbGciOiJub25lIn0.eyJleHAiOjE3MDAwMDAwMDB9.c2ln\"\n",
            ),
        ],
        finds: &["stale-token-wins error cargo/credentials.toml:2:1"],
        cargo: Cargo::Fails("r", "token rejected for `r`"),
        possible: || cfg!(target_os = "linux"),
        ..Case::NEW
    },
    Case {
        name: "a program is asked before the variable",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\", \"tools/keeper\"]\n\n[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
            ("p/tools/keeper", ""),
        ],
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "{token}")],
        finds: &["stale-token-wins info variable CARGO_REGISTRIES_R_TOKEN"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "the variable is asked first",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"tools/keeper\", \"cargo:token\"]\n\n[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            ("p/tools/keeper", ""),
        ],
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "{token}")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

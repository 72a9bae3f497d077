use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "two names, and a sign-in",
        mistakes: &[53],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries]\nr = { index = \"sparse+{feed}\" }\ns = { index = \"sparse+{feed}\" }\n",
            ),
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["index-twice error p/.cargo/config.toml:3:15"],
        finds_in_files: Some(&["index-twice warning p/.cargo/config.toml:3:15"]),
        cargo: Cargo::Fails(
            "r",
            "multiple registries are configured with the same index url",
        ),
        ..Case::NEW
    },
    Case {
        name: "the second name at home, and nobody signs in",
        mistakes: &[53],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
            (
                "cargo/config.toml",
                "[registries.s]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        finds: &["index-twice warning cargo/config.toml:2:9"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "two URLs",
        files: &[(
            "p/.cargo/config.toml",
            "[registries]\nr = { index = \"sparse+{open}\" }\ns = { index = \"sparse+{feed}\" }\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

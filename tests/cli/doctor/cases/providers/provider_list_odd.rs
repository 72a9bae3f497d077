use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "an inner list",
        mistakes: &[31],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registry]\nglobal-credential-providers = [[\"cargo:token\"]]\n\n[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-list-odd error p/.cargo/config.toml:2:32"],
        finds_in_files: Some(&["provider-list-odd warning p/.cargo/config.toml:2:32"]),
        cargo: Cargo::Fails("r", "invalid type: sequence, expected a string"),
        ..Case::NEW
    },
    Case {
        name: "an empty entry",
        mistakes: &[31],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\", \"\"]\n",
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
        finds: &["provider-list-odd error cargo/config.toml:2:47"],
        cargo: Cargo::Fails("r", "failed to spawn credential process"),
        ..Case::NEW
    },
    Case {
        name: "nothing but an empty entry",
        mistakes: &[31],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"\"]\n",
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
        finds: &["provider-list-odd error cargo/config.toml:2:32"],
        cargo: Cargo::Fails("r", "failed to spawn credential process"),
        ..Case::NEW
    },
    Case {
        name: "a number",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [1]\n",
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
        finds: &["provider-list-odd error cargo/config.toml:2:32"],
        cargo: Cargo::Fails("r", "global-credential-providers"),
        ..Case::NEW
    },
    Case {
        name: "a plain list",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\n    'cargo:token', # for CI\n]\n",
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
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

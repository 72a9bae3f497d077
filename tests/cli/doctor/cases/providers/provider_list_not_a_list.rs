use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a string",
        mistakes: &[30],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registry]\nglobal-credential-providers = \"cargo:token\"\n\n[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-list-not-a-list error p/.cargo/config.toml:2:31"],
        finds_in_files: Some(&["provider-list-not-a-list warning p/.cargo/config.toml:2:31"]),
        cargo: Cargo::Fails("r", "expected a list, but found a string for"),
        ..Case::NEW
    },
    Case {
        name: "strings in two files",
        files: &[
            (
                "cargo/config.toml",
                "registry = { global-credential-providers = \"cargo:token\" }\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registry]\nglobal-credential-providers = \"cargo:token\"\n\n[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &[
            "provider-list-not-a-list error p/.cargo/config.toml:2:31",
            "provider-list-not-a-list error cargo/config.toml:1:44",
        ],
        finds_in_files: Some(&["provider-list-not-a-list warning p/.cargo/config.toml:2:31"]),
        cargo: Cargo::Fails("r", "expected a list, but found a string for"),
        ..Case::NEW
    },
    Case {
        name: "it hurts a registry with its own provider too",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registry]\nglobal-credential-providers = true\n\n[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-list-not-a-list error p/.cargo/config.toml:2:31"],
        cargo: Cargo::Fails("r", "expected a list, but found a boolean for"),
        ..Case::NEW
    },
    Case {
        name: "a list",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n\n[registries.r]\nindex = \"sparse+{feed}\"\n",
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

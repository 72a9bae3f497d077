use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the endpoint of another client",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/npm/registry/\"\n",
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
        finds: &["azure-index-malformed error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "the page in the browser",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+https://dev.azure.com/contoso/My%20P/_artifacts/feed/crates/\"\n",
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
        finds: &["azure-index-malformed error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "without _packaging",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+https://pkgs.dev.azure.com/contoso/crates/Cargo/index/\"\n",
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
        finds: &["azure-index-malformed error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "another tail, in a source",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries]\nr = { index = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/\" }\n",
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
        finds: &["azure-index-malformed error p/.cargo/config.toml:2:15"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "every shape of an index",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries]\na = { index = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/\" }\nb = { index = \"sparse+https://pkgs.dev.azure.com/contoso/My P/_packaging/crates@Release~force-auth/Cargo/index/\" }\nc = { index = \"sparse+https://contoso.pkgs.visualstudio.com/_packaging/crates/Cargo/index/\" }\n",
            ),
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries]\na = { token = \"{token}\" }\nb = { token = \"{token}\" }\nc = { token = \"{token}\" }\n",
            ),
        ],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
];

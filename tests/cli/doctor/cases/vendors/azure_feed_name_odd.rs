use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a dot in front",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/.crates/Cargo/index/\"\n",
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
        finds: &["azure-feed-name-odd warning p/.cargo/config.toml:2:9"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "an organization with an underscore",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+https://pkgs.dev.azure.com/con_toso/_packaging/crates/Cargo/index/\"\n",
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
        finds: &["azure-feed-name-odd warning p/.cargo/config.toml:2:9"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "a blank is allowed in projects and feeds",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+https://pkgs.dev.azure.com/contoso/Mein%20Projekt/_packaging/Shared%20Feed/Cargo/index/\"\n",
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
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
];

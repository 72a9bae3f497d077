use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "nothing before _packaging",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+https://pkgs.dev.azure.com/_packaging/crates/Cargo/index/\"\n",
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
        finds: &["azure-organization-missing error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "the older host has it in its name",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+https://contoso.pkgs.visualstudio.com/_packaging/crates/Cargo/index/\"\n",
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

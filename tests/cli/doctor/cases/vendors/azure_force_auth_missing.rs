use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a feed whose name says that it is public",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries]\nBMP_PublicPackages = { index = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/BMP_PublicPackages/Cargo/index/\" }\n",
            ),
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.BMP_PublicPackages]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["azure-force-auth-missing info p/.cargo/config.toml:2:32"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "it asks already",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+https://pkgs.dev.azure.com/contoso/public/_packaging/crates~force-auth/Cargo/index/\"\n",
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
    Case {
        name: "nothing says that it is public",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+https://pkgs.dev.azure.com/contoso/republic/_packaging/crates/Cargo/index/\"\n",
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

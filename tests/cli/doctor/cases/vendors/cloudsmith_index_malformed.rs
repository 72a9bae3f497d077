use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the endpoint of another client",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+https://npm.cloudsmith.io/acme/tools/\"\n",
            ),
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"Token abc\"\n",
            ),
        ],
        finds: &["cloudsmith-index-malformed error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "without the repository",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+https://cargo.cloudsmith.io/acme/\"\n",
            ),
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"Token abc\"\n",
            ),
        ],
        finds: &["cloudsmith-index-malformed error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "an index",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+https://cargo.cloudsmith.io/acme/tools/\"\n",
            ),
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"Token abc\"\n",
            ),
        ],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
];

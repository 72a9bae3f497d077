use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the git index of a public repository",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries]\nr = { index = \"https://dl.cloudsmith.io/public/acme/tools/cargo/index.git\" }\n",
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
        finds: &["cloudsmith-index-legacy info p/.cargo/config.toml:2:15"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "the sparse one",
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

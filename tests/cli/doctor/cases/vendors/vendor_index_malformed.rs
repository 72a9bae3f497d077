use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "Gitea's with index",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+https://git.example.com/api/packages/acme/cargo/index/\"\n",
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
        finds: &["vendor-index-malformed error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "Artifactory's without index",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+https://acme.jfrog.io/artifactory/api/cargo/crates/\"\n",
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
        finds: &["vendor-index-malformed error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "right ones",
        files: &[(
            "p/.cargo/config.toml",
            "[registries]\na = { index = \"sparse+https://git.example.com/api/packages/acme/cargo/\" }\nb = { index = \"sparse+https://acme.jfrog.io/artifactory/api/cargo/crates/index/\" }\nc = { index = \"sparse+https://gitlab.com/api/v4/projects/12/packages/cargo/\" }\nd = { index = \"sparse+https://kellnr.example.com/api/v1/crates/\" }\n",
        )],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
];

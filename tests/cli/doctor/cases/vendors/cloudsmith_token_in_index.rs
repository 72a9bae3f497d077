use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "an entitlement token",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+https://dl.cloudsmith.io/Sw0rdf1sh/acme/tools/cargo/\"\n",
        )],
        finds: &["cloudsmith-token-in-index warning p/.cargo/config.toml:2:9"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "in the URL of a source, for git",
        files: &[(
            "p/.cargo/config.toml",
            "[source.r]\nregistry = \"https://dl.cloudsmith.io/Sw0rdf1sh/acme/tools/cargo/index.git\"\n",
        )],
        finds: &["cloudsmith-token-in-index warning p/.cargo/config.toml:2:12"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "none",
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

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a prefix of lock files",
        mistakes: &[16],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"git+{open}\"\n",
        )],
        finds: &["index-scheme-unknown error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "failed to"),
        ..Case::NEW
    },
    Case {
        name: "the same on an Azure feed",
        mistakes: &[16],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"registry+{azure}\"\n",
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
        finds: &["index-scheme-unknown error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "failed to"),
        ..Case::NEW
    },
    Case {
        name: "the prefix of a sparse index",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"SPARSE+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

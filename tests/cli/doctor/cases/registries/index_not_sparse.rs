use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "an Azure index without its prefix",
        mistakes: &[9],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"{azure-without-slash}\"\n",
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
        finds: &["index-not-sparse error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "failed to"),
        ..Case::NEW
    },
    Case {
        name: "a git index on an unknown host",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"https://git.example.com/index\"\n",
        )],
        cargo: Cargo::Cannot("there is no such host"),
        ..Case::NEW
    },
    Case {
        name: "with its prefix",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{azure}\"\n",
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
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

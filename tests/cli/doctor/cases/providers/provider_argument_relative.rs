use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the command is found from one folder only",
        mistakes: &[38],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = [\"cargo:token-from-stdout\", \"./token.sh\"]\n",
        )],
        finds: &["provider-argument-relative warning p/.cargo/config.toml:3:23"],
        cargo: Cargo::FailsToSignIn("r", "cargo:token-from-stdout"),
        ..Case::NEW
    },
    Case {
        name: "in the common list",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token-from-stdout tools/token.sh\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        finds: &["provider-argument-relative warning cargo/config.toml:2:32"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "the command is on PATH",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = [\"cargo:token-from-stdout\", \"echo\", \"{token}\"]\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "the command is a whole path",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = [\"cargo:token-from-stdout\", \"/bin/echo\", \"{token}\"]\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a shell line",
        mistakes: &[37],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token-from-stdout sh -c 'echo {token}'\"\n",
        )],
        finds: &["provider-quoted error p/.cargo/config.toml:3:23"],
        cargo: Cargo::Fails("r", "cargo:token-from-stdout"),
        ..Case::NEW
    },
    Case {
        name: "a path with a blank",
        mistakes: &[37],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = ['\"/no such/keeper\" --cargo']\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-quoted error cargo/config.toml:2:32"],
        cargo: Cargo::Fails("r", "failed to spawn credential process"),
        ..Case::NEW
    },
    Case {
        name: "an array keeps its words",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = [\"cargo:token-from-stdout\", \"sh\", \"-c\", \"echo '{token}'\"]\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "not on PATH",
        mistakes: &[36],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"no-such-keeper --cargo\"\n",
        )],
        finds: &["provider-program-missing error p/.cargo/config.toml:3:23"],
        finds_in_files: Some(&[]),
        cargo: Cargo::Fails(
            "r",
            "credential provider `no-such-keeper --cargo` failed action `get`",
        ),
        ..Case::NEW
    },
    Case {
        name: "not in the checkout",
        mistakes: &[36],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = [\"tools/keeper\"]\n",
        )],
        finds: &["provider-program-missing error p/.cargo/config.toml:3:23"],
        finds_in_files: Some(&[]),
        cargo: Cargo::Fails("r", "failed to spawn credential process"),
        ..Case::NEW
    },
    Case {
        name: "a home that is not replaced",
        mistakes: &[19],
        files: &[
            (
                "cargo/config.toml",
                "[registries.r]\ncredential-provider = \"~/bin/keeper\"\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
        ],
        finds: &["value-not-expanded error cargo/config.toml:2:23"],
        cargo: Cargo::Fails("r", "failed to spawn credential process"),
        ..Case::NEW
    },
    Case {
        name: "in the common list, with a token in the file",
        mistakes: &[36],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\", \"no-such-keeper\"]\n",
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
        finds: &["provider-program-missing error cargo/config.toml:2:47"],
        cargo: Cargo::Fails(
            "r",
            "credential provider `no-such-keeper` failed action `get`",
        ),
        ..Case::NEW
    },
    Case {
        name: "behind one that has the token",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"no-such-keeper\", \"cargo:token\"]\n",
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
        finds: &["provider-program-missing warning cargo/config.toml:2:32"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "crates.io's own",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\ncredential-provider = \"no-such-keeper\"\n",
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
        finds: &["provider-program-missing warning cargo/config.toml:3:23"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "it is there",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\ncredential-provider = \"tools/keeper\"\n",
            ),
            ("p/tools/keeper", ""),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

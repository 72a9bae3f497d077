use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a date among the tokens",
        mistakes: &[95],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\nuntil = 2026-12-31\n",
            ),
        ],
        finds: &["credentials-broken error cargo/credentials.toml:3:1"],
        cargo: Cargo::Fails("r", "unsupported TOML configuration type `datetime`"),
        ..Case::NEW
    },
    Case {
        name: "the same, and nobody asks for a token",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.s]\ntoken = \"{token}\"\nuntil = 2026-12-31\n",
            ),
        ],
        finds: &["credentials-broken warning cargo/credentials.toml:3:1"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "tokens alone",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
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

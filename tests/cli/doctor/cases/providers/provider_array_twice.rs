use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "both files have the array",
        mistakes: &[41],
        files: &[
            (
                "cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = [\"cargo:token-from-stdout\", \"echo\", \"{token}\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = [\"cargo:token-from-stdout\", \"echo\", \"{token}\"]\n",
            ),
        ],
        finds: &["provider-array-twice error p/.cargo/config.toml:3:23"],
        finds_in_files: Some(&[]),
        cargo: Cargo::FailsByChance("r"),
        ..Case::NEW
    },
    Case {
        name: "both files are of the checkout",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = [\"cargo:token-from-stdout\", \"echo\", \"{token}\"]\n\n[net]\nretry = 1\n",
            ),
            (
                "p/a/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = [\"cargo:token-from-stdout\", \"echo\", \"{token}\"]\n\n[net]\nretry = 1\n",
            ),
        ],
        finds: &["provider-array-twice error p/a/.cargo/config.toml:3:23"],
        cargo: Cargo::FailsByChance("r"),
        folder: "p/a",
        ..Case::NEW
    },
    Case {
        name: "one file has the array",
        files: &[
            (
                "cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = [\"cargo:token-from-stdout\", \"echo\", \"{token}\"]\n",
            ),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "both files have the string",
        files: &[
            (
                "cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
            ),
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

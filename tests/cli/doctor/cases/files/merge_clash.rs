use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "text here and a list at home",
        mistakes: &[40],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "cargo/config.toml",
                "[registries.r]\ncredential-provider = [\"cargo:token\"]\n",
            ),
        ],
        finds: &["merge-clash error p/.cargo/config.toml:3:23"],
        cargo: Cargo::Fails("r", "failed to merge configuration"),
        ..Case::NEW
    },
    Case {
        name: "two files, one form",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "cargo/config.toml",
                "[registries.r]\ncredential-provider = \"cargo:token\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "{token}")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

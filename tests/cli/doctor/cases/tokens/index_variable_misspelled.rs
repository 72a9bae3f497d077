use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "small letters, and the registry has no other index",
        mistakes: &[48],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_r_INDEX", "sparse+{open}")],
        finds: &["index-variable-misspelled error variable CARGO_REGISTRIES_r_INDEX"],
        cargo: Cargo::Fails("r", "registry index was not found in any configuration"),
        ..Case::NEW
    },
    Case {
        name: "a file has the index",
        mistakes: &[48],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        variables: &[("CARGO_REGISTRIES_r_INDEX", "sparse+{open}")],
        finds: &["index-variable-misspelled warning variable CARGO_REGISTRIES_r_INDEX"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "upper case",
        files: &[],
        variables: &[("CARGO_REGISTRIES_R_INDEX", "sparse+{open}")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a key of nobody in a registry",
        mistakes: &[25],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\nkind = \"x\"\n",
        )],
        finds: &["registry-key-unknown warning p/.cargo/config.toml:3:1"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "the keys of a registry",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\nprotocol = \"sparse\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

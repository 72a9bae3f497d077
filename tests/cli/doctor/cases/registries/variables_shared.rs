use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a dash and an underscore",
        files: &[(
            "p/.cargo/config.toml",
            "[registries]\nmy-reg = { index = \"sparse+{open}\" }\nmy_reg = { index = \"sparse+{feed}\" }\n",
        )],
        finds: &["variables-shared warning p/.cargo/config.toml:3:1"],
        cargo: Cargo::Resolves(&["my-reg"]),
        ..Case::NEW
    },
    Case {
        name: "two names",
        files: &[(
            "p/.cargo/config.toml",
            "[registries]\nmy-reg = { index = \"sparse+{open}\" }\nmyreg = { index = \"sparse+{feed}\" }\n",
        )],
        cargo: Cargo::Resolves(&["my-reg"]),
        ..Case::NEW
    },
];

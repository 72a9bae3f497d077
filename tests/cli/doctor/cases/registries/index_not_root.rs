use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the file instead of its folder",
        mistakes: &[12],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}config.json\"\n",
        )],
        finds: &["index-not-root error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "sparse registry url must end in a slash"),
        ..Case::NEW
    },
    Case {
        name: "two slashes",
        mistakes: &[12],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}/\"\n",
        )],
        finds: &["index-not-root error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "config.json not found in registry"),
        ..Case::NEW
    },
    Case {
        name: "where the index begins",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

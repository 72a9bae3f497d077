use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a folder",
        files: &[
            ("p/.cargo/config.toml/x", ""),
            (
                "cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        finds: &["config-unreadable error p/.cargo/config.toml"],
        cargo: Cargo::Fails("r", "failed to read configuration file"),
        ..Case::NEW
    },
    Case {
        name: "a file",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a date",
        mistakes: &[21],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\nadded = 2026-01-31\n",
        )],
        finds: &["config-type-unsupported error p/.cargo/config.toml:3:9"],
        cargo: Cargo::Fails("r", "unsupported TOML configuration type `datetime`"),
        ..Case::NEW
    },
    Case {
        name: "a float in a table that is nobody's",
        mistakes: &[21],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[metadata]\nversion = 1.5\n",
        )],
        finds: &["config-type-unsupported error p/.cargo/config.toml:5:11"],
        cargo: Cargo::Fails("r", "unsupported TOML configuration type `float`"),
        ..Case::NEW
    },
    Case {
        name: "both in quotes",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[metadata]\nversion = \"1.5\"\nadded = \"2026-01-31\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

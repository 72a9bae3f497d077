use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a capital letter",
        mistakes: &[81],
        files: &[(
            "p/.cargo/Config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["config-misnamed error p/.cargo/Config.toml:1:2"],
        cargo: Cargo::Fails(
            "r",
            "registry index was not found in any configuration: `r`",
        ),
        ..Case::NEW
    },
    Case {
        name: "home defines the same",
        files: &[
            (
                "p/.cargo/Config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
            (
                "cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        finds: &["config-misnamed warning p/.cargo/Config.toml:1:2"],
        finds_in_files: Some(&["config-misnamed error p/.cargo/Config.toml:1:2"]),
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "other files are nobody's",
        files: &[
            ("p/.cargo/config.toml.bak", "x"),
            ("p/.cargo/audit.toml", ""),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

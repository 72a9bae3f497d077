use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the default is misspelled",
        mistakes: &[77],
        files: &[(
            "p/.cargo/config.toml",
            "[registry]\ndefault = \"cratse\"\n\n[registries.crates]\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["default-registry-unknown warning p/.cargo/config.toml:2:11"],
        cargo: Cargo::Runs(
            &["search", "x"],
            false,
            "registry index was not found in any configuration: `cratse`",
        ),
        ..Case::NEW
    },
    Case {
        name: "the key is misspelled",
        mistakes: &[77],
        files: &[(
            "p/.cargo/config.toml",
            "[registry]\ndefualt = \"r\"\n\n[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["default-registry-unknown warning p/.cargo/config.toml:2:1"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "the default is defined at home",
        files: &[
            ("p/.cargo/config.toml", "[registry]\ndefault = \"r\"\n"),
            (
                "cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the replacement in the wrong table",
        mistakes: &[74],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.crates-io]\nreplace-with = \"r\"\n\n[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["registries-crates-io error p/.cargo/config.toml:2:1"],
        cargo: Cargo::AsksCratesIo,
        ..Case::NEW
    },
    Case {
        name: "an index for crates.io",
        mistakes: &[74],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.crates-io]\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["registries-crates-io error p/.cargo/config.toml:2:1"],
        cargo: Cargo::AsksCratesIo,
        ..Case::NEW
    },
    Case {
        name: "the right table",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.crates-io]\nreplace-with = \"r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        cargo: Cargo::Resolves(&["crates-io"]),
        ..Case::NEW
    },
];

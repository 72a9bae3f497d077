use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the header above the replacement is commented out",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n# [source.crates-io]\nreplace-with = \"r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["key-misplaced error p/.cargo/config.toml:5:1"],
        cargo: Cargo::AsksCratesIo,
        ..Case::NEW
    },
    Case {
        name: "the header above the index is missing",
        files: &[(
            "p/.cargo/config.toml",
            "[net]\nretry = 0\n\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["key-misplaced error p/.cargo/config.toml:4:1"],
        cargo: Cargo::Fails(
            "r",
            "registry index was not found in any configuration: `r`",
        ),
        ..Case::NEW
    },
    Case {
        name: "the replacement of another file counts",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\nreplace-with = \"r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
            (
                "cargo/config.toml",
                "[source.crates-io]\nreplace-with = \"r\"\n",
            ),
        ],
        finds: &["key-misplaced warning p/.cargo/config.toml:3:1"],
        finds_in_files: Some(&["key-misplaced error p/.cargo/config.toml:3:1"]),
        cargo: Cargo::Resolves(&["crates-io"]),
        ..Case::NEW
    },
    Case {
        name: "each below its header",
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

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the registry stands in the manifest",
        mistakes: &[83],
        files: &[(
            "p/Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\n\n[registries]\nr = { index = \"sparse+{open}\" }\n",
        )],
        finds: &["manifest-holds-config error p/Cargo.toml:5:2"],
        cargo: Cargo::Fails(
            "r",
            "registry index was not found in any configuration: `r`",
        ),
        ..Case::NEW
    },
    Case {
        name: "the replacement stands in the manifest",
        files: &[(
            "p/Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\n\n[source.crates-io]\nreplace-with = \"r\"\n",
        )],
        finds: &["manifest-holds-config error p/Cargo.toml:5:2"],
        cargo: Cargo::AsksCratesIo,
        ..Case::NEW
    },
    Case {
        name: "it stands in the configuration too",
        files: &[
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\n\n[registries]\nr = { index = \"sparse+{open}\" }\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries]\nr = { index = \"sparse+{open}\" }\n",
            ),
        ],
        finds: &["manifest-holds-config warning p/Cargo.toml:5:2"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "the manifest holds what belongs there",
        files: &[(
            "p/Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\n\n[package.metadata.registries]\nr = 1\n\n[patch.crates-io]\n",
        )],
        cargo: Cargo::Runs(
            &["metadata", "--no-deps", "--format-version", "1"],
            true,
            "",
        ),
        ..Case::NEW
    },
];

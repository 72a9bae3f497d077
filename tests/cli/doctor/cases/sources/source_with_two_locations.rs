use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a registry here and a folder at home",
        mistakes: &[68],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.m]\nregistry = \"sparse+http://127.0.0.1:9/\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
            ("cargo/config.toml", "[source.m]\ndirectory = \"vendor\"\n"),
        ],
        finds: &["source-with-two-locations error cargo/config.toml:2:1"],
        cargo: Cargo::Fails(
            "r",
            "more than one source location specified for `source.m`",
        ),
        ..Case::NEW
    },
    Case {
        name: "one location",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.m]\nregistry = \"sparse+http://127.0.0.1:9/\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

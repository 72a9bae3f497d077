use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a key of long ago",
        mistakes: &[76],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registry]\nindex = \"https://git.example.com/index\"\n\n[registries.r]\nindex = \"sparse+{open}\"\n\n[source.crates-io]\nreplace-with = \"r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["registry-index-obsolete error p/.cargo/config.toml:2:1"],
        cargo: Cargo::Fails(
            "crates-io",
            "the `registry.index` config value is no longer supported",
        ),
        ..Case::NEW
    },
    Case {
        name: "the key of today",
        files: &[(
            "p/.cargo/config.toml",
            "[registry]\ndefault = \"r\"\n\n[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

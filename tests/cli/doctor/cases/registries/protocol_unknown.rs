use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a protocol that cargo does not speak",
        mistakes: &[75],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.crates-io]\nprotocol = \"http\"\n",
        )],
        finds: &["protocol-unknown error p/.cargo/config.toml:2:12"],
        cargo: Cargo::Fails("crates-io", "unsupported registry protocol `http`"),
        ..Case::NEW
    },
    Case {
        name: "the usual protocol",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.crates-io]\nprotocol = \"sparse\"\n\n[registries.r]\nindex = \"sparse+{open}\"\n\n[source.crates-io]\nreplace-with = \"r\"\n",
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

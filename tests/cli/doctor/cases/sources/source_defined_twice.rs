use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "two names for one mirror",
        mistakes: &[67],
        files: &[
            (
                "p/.cargo/config.toml",
                "[source.one]\nregistry = \"sparse+{open}\"\n\n[source.two]\nregistry = \"sparse+{open}\"\n\n[source.crates-io]\nreplace-with = \"one\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["source-defined-twice error p/.cargo/config.toml:5:12"],
        cargo: Cargo::Fails(
            "crates-io",
            "Sources are not allowed to be defined multiple times.",
        ),
        ..Case::NEW
    },
    Case {
        name: "a source with crates.io's own index",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.mirror]\nregistry = \"https://github.com/rust-lang/crates.io-index\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["source-defined-twice error p/.cargo/config.toml:5:12"],
        cargo: Cargo::Fails("r", "Sources are not allowed to be defined multiple times."),
        ..Case::NEW
    },
    Case {
        name: "two mirrors",
        files: &[
            (
                "p/.cargo/config.toml",
                "[source.one]\nregistry = \"sparse+{open}\"\n\n[source.two]\nregistry = \"sparse+http://127.0.0.1:9/\"\n\n[source.crates-io]\nregistry = \"https://github.com/rust-lang/crates.io-index\"\nreplace-with = \"one\"\n",
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

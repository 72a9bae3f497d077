use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a circle through crates.io",
        mistakes: &[69],
        files: &[(
            "p/.cargo/config.toml",
            "[source.crates-io]\nreplace-with = \"a\"\n\n[source.a]\nregistry = \"sparse+{open}\"\nreplace-with = \"crates-io\"\n",
        )],
        finds: &["replacement-cycle error p/.cargo/config.toml:6:16"],
        cargo: Cargo::Fails("crates-io", "detected a cycle of `replace-with` sources"),
        ..Case::NEW
    },
    Case {
        name: "a circle beside crates.io",
        mistakes: &[70],
        files: &[(
            "p/.cargo/config.toml",
            "[source.crates-io]\nreplace-with = \"a\"\n\n[source.a]\nregistry = \"sparse+http://127.0.0.1:9/a/\"\nreplace-with = \"b\"\n\n[source.b]\nregistry = \"sparse+http://127.0.0.1:9/b/\"\nreplace-with = \"a\"\n",
        )],
        finds: &["replacement-cycle error p/.cargo/config.toml:6:16"],
        cargo: Cargo::Hangs("crates-io"),
        ..Case::NEW
    },
    Case {
        name: "a source that replaces itself, met by a registry of its URL",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.m]\nregistry = \"sparse+{open}\"\nreplace-with = \"m\"\n",
        )],
        finds: &["replacement-cycle error p/.cargo/config.toml:6:16"],
        cargo: Cargo::Fails("r", "detected a cycle of `replace-with` sources"),
        ..Case::NEW
    },
    Case {
        name: "a circle that nothing leads to",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.a]\nregistry = \"sparse+http://127.0.0.1:9/a/\"\nreplace-with = \"b\"\n\n[source.b]\nregistry = \"sparse+http://127.0.0.1:9/b/\"\nreplace-with = \"a\"\n",
        )],
        finds: &["replacement-cycle warning p/.cargo/config.toml:6:16"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "a chain that ends",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.crates-io]\nreplace-with = \"m\"\n\n[source.m]\nregistry = \"sparse+http://127.0.0.1:9/\"\nreplace-with = \"r\"\n",
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

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a credential provider in a source",
        mistakes: &[64],
        files: &[
            (
                "p/.cargo/config.toml",
                "[source.m]\nregistry = \"sparse+{open}\"\ncredential-provider = \"cargo:token\"\n\n[source.crates-io]\nreplace-with = \"m\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["source-key-useless warning p/.cargo/config.toml:3:1"],
        cargo: Cargo::Resolves(&["crates-io"]),
        ..Case::NEW
    },
    Case {
        name: "a branch without a repository",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.m]\nregistry = \"sparse+http://127.0.0.1:9/\"\nbranch = \"main\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["source-key-useless error p/.cargo/config.toml:6:1"],
        cargo: Cargo::Fails("r", "that requires a `git` key to be specified"),
        ..Case::NEW
    },
    Case {
        name: "the keys of a source",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.m]\ngit = \"https://git.example.com/m\"\nbranch = \"main\"\n",
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

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the URL of a registry",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{azure}\"\n\n[source.m]\nregistry = \"sparse+{azure}\"\n\n[source.crates-io]\nreplace-with = \"m\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["source-twin info p/.cargo/config.toml:8:16"],
        cargo: Cargo::Resolves(&["crates-io"]),
        ..Case::NEW
    },
    Case {
        name: "a URL of its own",
        files: &[
            (
                "p/.cargo/config.toml",
                "[source.m]\nregistry = \"sparse+{open}\"\n\n[source.crates-io]\nreplace-with = \"m\"\n",
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

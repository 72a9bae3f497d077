use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "an Azure feed that is only a source",
        files: &[
            (
                "p/.cargo/config.toml",
                "[source.m]\nregistry = \"sparse+{azure}\"\n\n[source.crates-io]\nreplace-with = \"m\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
        ],
        finds: &["source-without-registry error p/.cargo/config.toml:2:12"],
        cargo: Cargo::Fails("crates-io", "no token found for `m`"),
        finds_in_files: Some(&[]),
        ..Case::NEW
    },
    Case {
        name: "home has the registry",
        files: &[
            (
                "p/.cargo/config.toml",
                "[source.m]\nregistry = \"sparse+{azure}\"\n\n[source.crates-io]\nreplace-with = \"m\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n\n[registries.tools]\nindex = \"sparse+{azure}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.tools]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["source-twin info p/.cargo/config.toml:5:16"],
        cargo: Cargo::Resolves(&["crates-io"]),
        finds_in_files: Some(&[]),
        ..Case::NEW
    },
    Case {
        name: "an open mirror",
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

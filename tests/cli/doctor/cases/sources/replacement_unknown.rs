use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "another letter case",
        mistakes: &[61],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r1]\nindex = \"sparse+{open}\"\n\n[source.crates-io]\nreplace-with = \"R1\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["replacement-unknown error p/.cargo/config.toml:5:16"],
        cargo: Cargo::Fails(
            "crates-io",
            "could not find a configured source with the name `R1`",
        ),
        ..Case::NEW
    },
    Case {
        name: "the project instead of the registry",
        mistakes: &[61],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.tools]\nindex = \"sparse+{azure}\"\n\n[source.crates-io]\nreplace-with = \"Platform\"\n",
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
                "[registries.tools]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["replacement-unknown error p/.cargo/config.toml:5:16"],
        cargo: Cargo::Fails(
            "crates-io",
            "could not find a configured source with the name `Platform`",
        ),
        ..Case::NEW
    },
    Case {
        name: "a URL",
        mistakes: &[61],
        files: &[
            (
                "p/.cargo/config.toml",
                "[source.crates-io]\nreplace-with = \"sparse+http://127.0.0.1:9/\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["replacement-unknown error p/.cargo/config.toml:2:16"],
        cargo: Cargo::Fails("crates-io", "could not find a configured source"),
        finds_in_files: Some(&[]),
        ..Case::NEW
    },
    Case {
        name: "home defines it",
        files: &[
            (
                "p/.cargo/config.toml",
                "[source.crates-io]\nreplace-with = \"r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
            (
                "cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        cargo: Cargo::Resolves(&["crates-io"]),
        ..Case::NEW
    },
    Case {
        name: "the definition is misspelt, and its uses are right",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.cratse] # ours\nindex = \"sparse+{feed}\"\n[source.crates-io]\nreplace-with = \"crates\"\n",
            ),
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.crates]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["replacement-unknown error p/.cargo/config.toml:4:16"],
        cargo: Cargo::Fails("crates", "crates"),
        ..Case::NEW
    },
    Case {
        name: "the definition has a blank in its name",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.\"crates \"]\nindex = \"sparse+{open}\"\n[source.crates-io]\nreplace-with = \"crates\"\n",
        )],
        finds: &[
            "registry-name-invalid error p/.cargo/config.toml:1:13",
            "replacement-unknown error p/.cargo/config.toml:4:16",
        ],
        cargo: Cargo::Fails("crates", "crates"),
        ..Case::NEW
    },
];

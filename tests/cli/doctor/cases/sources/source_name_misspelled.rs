use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "an underscore",
        mistakes: &[58],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.crates_io]\nreplace-with = \"r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["source-name-misspelled error p/.cargo/config.toml:4:9"],
        cargo: Cargo::Fails("r", "no source location specified for `source.crates_io`"),
        ..Case::NEW
    },
    Case {
        name: "a dot in quotes",
        mistakes: &[58],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.\"crates.io\"]\nreplace-with = \"r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["source-name-misspelled error p/.cargo/config.toml:4:9"],
        cargo: Cargo::Fails("r", "no source location specified for"),
        ..Case::NEW
    },
    Case {
        name: "a dot without quotes",
        mistakes: &[59],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.crates.io]\nreplace-with = \"r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["source-name-misspelled error p/.cargo/config.toml:4:9"],
        cargo: Cargo::Fails("r", "no source location specified for `source.crates`"),
        ..Case::NEW
    },
    Case {
        name: "a mirror with a name like it",
        files: &[
            (
                "p/.cargo/config.toml",
                "[source.crates_io]\nregistry = \"sparse+{open}\"\n\n[source.crates-io]\nreplace-with = \"crates_io\"\n",
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

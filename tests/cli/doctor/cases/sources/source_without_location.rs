use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "`index` is no key of a source",
        mistakes: &[63],
        files: &[
            (
                "p/.cargo/config.toml",
                "[source.m]\nindex = \"sparse+{open}\"\n\n[source.crates-io]\nreplace-with = \"m\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["source-without-location error p/.cargo/config.toml:2:1"],
        cargo: Cargo::Fails("crates-io", "no source location specified for `source.m`"),
        ..Case::NEW
    },
    Case {
        name: "a registry of the same name lends no location",
        mistakes: &[72],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.r]\nreplace-with = \"o\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["source-without-location error p/.cargo/config.toml:4:9"],
        cargo: Cargo::Fails("r", "no source location specified for `source.r`"),
        ..Case::NEW
    },
    Case {
        name: "a folder for vendored crates that is still to be filled in",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.vendored-sources]\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["source-without-location error p/.cargo/config.toml:4:9"],
        cargo: Cargo::Fails(
            "r",
            "no source location specified for `source.vendored-sources`",
        ),
        ..Case::NEW
    },
    Case {
        name: "crates-io may do without",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.crates-io]\n\n[source.m]\nlocal-registry = \"vendor\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "a registry under `[source]`",
        files: &[(
            "p/.cargo/config.toml",
            "[source.crates-io]\nreplace-with = \"r\"\n\n[source.r]\nindex = \"sparse+{open}\" # I\n",
        )],
        finds: &["source-without-location error p/.cargo/config.toml:5:1"],
        cargo: Cargo::Fails("crates-io", "no source location specified for `source.r`"),
        ..Case::NEW
    },
];

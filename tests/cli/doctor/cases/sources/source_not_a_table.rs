use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "crates-io is a name",
        mistakes: &[60],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source]\ncrates-io = \"r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["source-not-a-table error p/.cargo/config.toml:5:13"],
        cargo: Cargo::Fails("r", "expected a table, but found a string"),
        ..Case::NEW
    },
    Case {
        name: "the replacement stands in `[source]` itself",
        mistakes: &[60],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source]\nreplace-with = \"r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["source-not-a-table error p/.cargo/config.toml:5:16"],
        cargo: Cargo::Fails("r", "expected a table, but found a string"),
        ..Case::NEW
    },
    Case {
        name: "an empty table, and one in braces",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source]\ncrates-io = { replace-with = \"r\" }\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        cargo: Cargo::Resolves(&["crates-io"]),
        ..Case::NEW
    },
    Case {
        name: "with a comment",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n[source]\ncrates-io = \"r\" # D\n",
        )],
        finds: &["source-not-a-table error p/.cargo/config.toml:4:13"],
        cargo: Cargo::Fails("crates-io", "expected a table, but found a string"),
        ..Case::NEW
    },
];

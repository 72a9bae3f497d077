use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a dot in the name",
        mistakes: &[8],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.\"my.reg\"]\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["registry-name-invalid error p/.cargo/config.toml:1:13"],
        cargo: Cargo::Fails("my.reg", "invalid character `.` in registry name: `my.reg`"),
        ..Case::NEW
    },
    Case {
        name: "a digit in front, as a replacement",
        mistakes: &[8],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.1r]\nindex = \"sparse+{open}\"\n\n[source.crates-io]\nreplace-with = \"1r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["registry-name-invalid error p/.cargo/config.toml:1:13"],
        cargo: Cargo::Fails(
            "crates-io",
            "could not find a configured source with the name `1r`",
        ),
        ..Case::NEW
    },
    Case {
        name: "letters of any script",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.\"größe-_1\"]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["größe-_1"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a letter too many",
        mistakes: &[1],
        files: &[(
            "p/.cargo/config.toml",
            "[registeries.r]\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["table-misspelled error p/.cargo/config.toml:1:2"],
        cargo: Cargo::Fails(
            "r",
            "registry index was not found in any configuration: `r`",
        ),
        ..Case::NEW
    },
    Case {
        name: "the singular",
        mistakes: &[2],
        files: &[(
            "p/.cargo/config.toml",
            "[registry.r]\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["table-misspelled error p/.cargo/config.toml:1:11"],
        cargo: Cargo::Fails(
            "r",
            "registry index was not found in any configuration: `r`",
        ),
        ..Case::NEW
    },
    Case {
        name: "one name in quotes",
        mistakes: &[3],
        files: &[(
            "p/.cargo/config.toml",
            "[\"registries.r\"]\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["table-misspelled error p/.cargo/config.toml:1:2"],
        cargo: Cargo::Fails(
            "r",
            "registry index was not found in any configuration: `r`",
        ),
        ..Case::NEW
    },
    Case {
        name: "the plural of source",
        mistakes: &[57],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[sources.crates-io]\nreplace-with = \"r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["table-misspelled error p/.cargo/config.toml:4:2"],
        cargo: Cargo::AsksCratesIo,
        ..Case::NEW
    },
    Case {
        name: "the replacement goes to a registry in a misspelled table",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registeries]\nr = { index = \"sparse+{open}\" }\n\n[source.crates-io]\nreplace-with = \"r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["table-misspelled error p/.cargo/config.toml:1:2"],
        cargo: Cargo::Fails(
            "crates-io",
            "could not find a configured source with the name `r`",
        ),
        ..Case::NEW
    },
    Case {
        name: "a setting under https",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[https]\ntimeout = 60\n",
        )],
        finds: &["table-misspelled warning p/.cargo/config.toml:4:2"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "tables of nobody",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[sourcemap]\nx = 1\n\n[registrar]\ny = 2\n\n[nett]\nz = 3\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

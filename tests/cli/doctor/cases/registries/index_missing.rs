use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "`url` for `index`",
        mistakes: &[6],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nurl = \"sparse+{open}\"\n",
        )],
        finds: &["index-missing error p/.cargo/config.toml:2:1"],
        cargo: Cargo::Fails(
            "r",
            "registry index was not found in any configuration: `r`",
        ),
        ..Case::NEW
    },
    Case {
        name: "a capital letter, in braces",
        mistakes: &[6],
        files: &[(
            "p/.cargo/config.toml",
            "[registries]\nr = { Index = \"sparse+{open}\" }\n",
        )],
        finds: &["index-missing error p/.cargo/config.toml:2:7"],
        cargo: Cargo::Fails(
            "r",
            "registry index was not found in any configuration: `r`",
        ),
        ..Case::NEW
    },
    Case {
        name: "nothing but a credential provider",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\ncredential-provider = \"cargo:token\"\n",
        )],
        finds: &["index-missing error p/.cargo/config.toml:1:13"],
        cargo: Cargo::Fails(
            "r",
            "registry index was not found in any configuration: `r`",
        ),
        ..Case::NEW
    },
    Case {
        name: "home says who gives the token of another project's registry",
        files: &[
            (
                "cargo/config.toml",
                "[registries]\nr = { credential-provider = \"cargo:token\" }\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.s]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        cargo: Cargo::Resolves(&["s"]),
        ..Case::NEW
    },
    Case {
        name: "home says who gives the token of a registry that is named here",
        files: &[
            (
                "cargo/config.toml",
                "[registries.r]\ncredential-provider = \"cargo:token\"\n",
            ),
            ("p/.cargo/config.toml", "[registry]\ndefault = \"r\"\n"),
        ],
        finds: &["index-missing error cargo/config.toml:1:13"],
        cargo: Cargo::Fails(
            "r",
            "registry index was not found in any configuration: `r`",
        ),
        ..Case::NEW
    },
    Case {
        name: "a table without a key",
        files: &[("p/.cargo/config.toml", "[registries.r]\n")],
        finds: &["index-missing error p/.cargo/config.toml:1:13"],
        cargo: Cargo::Fails(
            "r",
            "registry index was not found in any configuration: `r`",
        ),
        ..Case::NEW
    },
    Case {
        name: "a variable lends the index",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\ncredential-provider = \"cargo:token\"\n",
        )],
        variables: &[
            ("CARGO_REGISTRIES_R_INDEX", "sparse+{open}"),
            ("CARGO_REGISTRIES_R_TOKEN", "{token}"),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "home lends the index",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "{token}")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the index in `[env]`",
        mistakes: &[86],
        files: &[(
            "p/.cargo/config.toml",
            "[env]\nCARGO_REGISTRIES_R_INDEX = \"sparse+{open}\"\n",
        )],
        finds: &["env-table-ignored error p/.cargo/config.toml:2:1"],
        cargo: Cargo::Fails(
            "r",
            "registry index was not found in any configuration: `r`",
        ),
        ..Case::NEW
    },
    Case {
        name: "cargo's home in `[env]`",
        files: &[(
            "p/.cargo/config.toml",
            "[env]\nCARGO_HOME = \"x\"\n\n[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["env-table-ignored error p/.cargo/config.toml:2:1"],
        cargo: Cargo::Runs(
            &["check", "--offline"],
            false,
            "is not supported in the `[env]` configuration table",
        ),
        ..Case::NEW
    },
    Case {
        name: "variables of others",
        files: &[(
            "p/.cargo/config.toml",
            "[env]\nCARGO_INCREMENTAL = \"0\"\n\n[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

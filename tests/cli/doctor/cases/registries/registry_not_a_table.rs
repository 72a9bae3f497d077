use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the URL itself",
        mistakes: &[4],
        files: &[(
            "p/.cargo/config.toml",
            "[registries]\nr = \"sparse+{open}\" # ours\n",
        )],
        finds: &["registry-not-a-table error p/.cargo/config.toml:2:5"],
        cargo: Cargo::Fails(
            "r",
            "expected table for configuration key `registries.r`, but found string",
        ),
        ..Case::NEW
    },
    Case {
        name: "a list of tables",
        mistakes: &[5],
        files: &[("p/.cargo/config.toml", "[[registries]]\nname = \"r\"\n")],
        finds: &["registry-not-a-table error p/.cargo/config.toml:1:1"],
        cargo: Cargo::Fails(
            "r",
            "expected table for configuration key `registries`, but found array",
        ),
        ..Case::NEW
    },
    Case {
        name: "a URL where `[registry]` belongs, and no feed yet",
        files: &[(
            "p/.cargo/config.toml",
            "registry = 'sparse+https://feed.test/'\n",
        )],
        finds: &["registry-not-a-table error p/.cargo/config.toml:1:12"],
        cargo: Cargo::Fails(
            "crates-io",
            "expected table for configuration key `registry`, but found string",
        ),
        ..Case::NEW
    },
    Case {
        name: "a table in braces",
        files: &[(
            "p/.cargo/config.toml",
            "[registries]\nr = { index = \"sparse+{open}\" }\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "the name was left out",
        files: &[(
            "p/.cargo/config.toml",
            "[registries]\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["registry-not-a-table error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails(
            "index",
            "expected table for configuration key `registries.index`, but found string",
        ),
        mended: false,
        ..Case::NEW
    },
    Case {
        name: "one of two, with comments",
        files: &[(
            "p/.cargo/config.toml",
            "[registries] # all\nr = \"sparse+{open}\" # main\nq = { index = \"sparse+{open}q/\" } # q\n",
        )],
        finds: &["registry-not-a-table error p/.cargo/config.toml:2:5"],
        cargo: Cargo::Fails("r", "expected table for configuration key `registries.r`"),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a lone path",
        mistakes: &[84],
        files: &[
            ("p/.cargo/config.toml", "include = \"more.toml\"\n"),
            (
                "p/.cargo/more.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        finds: &["include-broken error p/.cargo/config.toml:1:11"],
        cargo: Cargo::Fails("r", "expected a list of strings"),
        ..Case::NEW
    },
    Case {
        name: "a file that is not there",
        mistakes: &[84],
        files: &[(
            "p/.cargo/config.toml",
            "include = [\"none.toml\"]\n\n[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["include-broken error p/.cargo/config.toml:1:12"],
        cargo: Cargo::Fails("r", "failed to load config include"),
        ..Case::NEW
    },
    Case {
        name: "another ending",
        mistakes: &[84],
        files: &[(
            "p/.cargo/config.toml",
            "include = [\"more\"]\n\n[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["include-broken error p/.cargo/config.toml:1:12"],
        cargo: Cargo::Fails("r", "expected a config include path ending with `.toml`"),
        ..Case::NEW
    },
    Case {
        name: "a list, and one that may be absent",
        files: &[
            (
                "p/.cargo/config.toml",
                "include = [\"more.toml\", { path = \"none.toml\", optional = true }]\n",
            ),
            (
                "p/.cargo/more.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the old file hides the feed",
        mistakes: &[82],
        files: &[
            ("p/.cargo/config", "[net]\nretry = 0\n"),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        finds: &["config-both-names warning p/.cargo/config.toml:1:2"],
        cargo: Cargo::Cannot("cargo reads the other file"),
        ..Case::NEW
    },
    Case {
        name: "two files without feeds",
        files: &[
            ("p/.cargo/config", "[net]\nretry = 0\n"),
            ("p/.cargo/config.toml", "[build]\njobs = 2\n"),
        ],
        cargo: Cargo::Cannot("there is no feed"),
        ..Case::NEW
    },
];

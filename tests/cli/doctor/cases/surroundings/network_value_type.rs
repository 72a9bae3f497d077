use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a number in quotes",
        mistakes: &[88],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[http]\ntimeout = \"30\" # seconds\n",
        )],
        finds: &["network-value-type error p/.cargo/config.toml:5:11"],
        cargo: Cargo::Fails("r", "expected an integer, but found a string"),
        ..Case::NEW
    },
    Case {
        name: "a boolean in quotes",
        mistakes: &[88],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
            (
                "cargo/config.toml",
                "[net]\ngit-fetch-with-cli = \"true\"\n",
            ),
        ],
        finds: &["network-value-type error cargo/config.toml:2:22"],
        cargo: Cargo::Fails("r", "expected true/false, but found a string"),
        ..Case::NEW
    },
    Case {
        name: "each has its own type",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[http]\ntimeout = 30\nmultiplexing = false\n\n[net]\nretry = 1\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

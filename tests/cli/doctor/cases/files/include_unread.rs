use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a toolchain of before",
        mistakes: &[85],
        files: &[
            ("p/.cargo/config.toml", "include = [\"more.toml\"]\n"),
            (
                "p/.cargo/more.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
            (
                "p/rust-toolchain.toml",
                "[toolchain]\nchannel = \"1.85.1\"\n",
            ),
        ],
        finds: &["include-unread warning p/.cargo/config.toml:1:1"],
        cargo: Cargo::Cannot("that cargo is not here"),
        ..Case::NEW
    },
    Case {
        name: "a toolchain of now, in the old form",
        files: &[
            ("p/.cargo/config.toml", "include = [\"more.toml\"]\n"),
            (
                "p/.cargo/more.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
            ("p/rust-toolchain", "1.95.0\n"),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

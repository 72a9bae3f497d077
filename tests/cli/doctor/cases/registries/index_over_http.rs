use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a host that is not this machine",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+http://feed.example.com/index/\"\n",
        )],
        finds: &["index-over-http warning p/.cargo/config.toml:2:9"],
        cargo: Cargo::Cannot("there is no such host"),
        ..Case::NEW
    },
    Case {
        name: "this machine",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

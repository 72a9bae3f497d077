use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "it has run out",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
            (
                "home/.cache/feedctl/tokens/0.json",
                "{\"version\":1,\"index\":\"sparse+{open}\",\"account\":\"\",\"expires\":1,\"token\":\"hunter2\"}",
            ),
        ],
        finds: &[
            "token-cache-exposed warning home/.cache/feedctl/tokens/0.json",
            "token-cache-stale info home/.cache/feedctl/tokens/0.json",
        ],
        finds_in_files: Some(&[]),
        cargo: Cargo::Resolves(&["r"]),
        possible: || cfg!(unix),
        ..Case::NEW
    },
    Case {
        name: "it lasts",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
            (
                "home/.cache/feedctl/tokens/0.json",
                "{\"version\":1,\"index\":\"sparse+{open}\",\"account\":\"\",\"expires\":9999999999,\"token\":\"hunter2\"}",
            ),
        ],
        finds: &["token-cache-exposed warning home/.cache/feedctl/tokens/0.json"],
        finds_in_files: Some(&[]),
        cargo: Cargo::Resolves(&["r"]),
        possible: || cfg!(unix),
        ..Case::NEW
    },
    Case {
        name: "of another feed",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
            (
                "home/.cache/feedctl/tokens/0.txt",
                "{\"version\":1,\"index\":\"sparse+{open}\",\"account\":\"\",\"expires\":1,\"token\":\"hunter2\"}",
            ),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

const RECORDED: &str = "{\"version\":1,\"homes\":{\"{root}cargo\":{\"r\":\"sparse+https://feed.example.com/mine/\"}}}\n";

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a checkout gives the name to another feed",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
            ("home/.local/state/feedctl/registries.json", RECORDED),
        ],
        finds: &["token-of-another-feed error p/.cargo/config.toml:2:9"],
        finds_in_files: Some(&[]),
        cargo: Cargo::Cannot("cargo sends the token there without a word"),
        ..Case::NEW
    },
    Case {
        name: "nothing is stored under the name",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
            ("home/.local/state/feedctl/registries.json", RECORDED),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "the feed is the same",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
            (
                "home/.local/state/feedctl/registries.json",
                "{\"version\":1,\"homes\":{\"{root}cargo\":{\"r\":\"sparse+{feed-without-slash}\"}}}\n",
            ),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

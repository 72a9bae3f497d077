use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a variable in an index",
        mistakes: &[19],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+https://${FEED_HOST}/index/\"\n",
        )],
        finds: &["value-not-expanded error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "Bad hostname"),
        ..Case::NEW
    },
    Case {
        name: "percent signs that are part of the URL",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+https://feed.example.com/My%20P%C3%B8/\"\n",
        )],
        cargo: Cargo::Cannot("there is no such host"),
        ..Case::NEW
    },
];

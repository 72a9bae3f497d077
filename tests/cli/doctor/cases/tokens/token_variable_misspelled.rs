use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "small letters",
        mistakes: &[47],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
        )],
        variables: &[("CARGO_REGISTRIES_r_TOKEN", "{token}")],
        finds: &["token-variable-misspelled error variable CARGO_REGISTRIES_r_TOKEN"],
        cargo: Cargo::Fails("r", "no token found for `r`"),
        ..Case::NEW
    },
    Case {
        name: "a hyphen",
        mistakes: &[47],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.my-feed]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
        )],
        variables: &[("CARGO_REGISTRIES_MY-FEED_TOKEN", "{token}")],
        finds: &["token-variable-misspelled error variable CARGO_REGISTRIES_MY-FEED_TOKEN"],
        cargo: Cargo::Fails("my-feed", "no token found for `my-feed`"),
        ..Case::NEW
    },
    Case {
        name: "another token is there",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_r_TOKEN", "{token}")],
        finds: &["token-variable-misspelled warning variable CARGO_REGISTRIES_r_TOKEN"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "the right spelling",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
        )],
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "{token}")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the provider of the table is passed over",
        mistakes: &[49],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.my-feed]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.my-feed]\ntoken = \"{token}\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_MY_FEED_INDEX", "sparse+{feed}")],
        finds: &["index-variable-hides-table error variable CARGO_REGISTRIES_MY_FEED_INDEX"],
        cargo: Cargo::Fails(
            "my-feed",
            "authenticated registries require a credential-provider to be configured",
        ),
        ..Case::NEW
    },
    Case {
        name: "the stored token is passed over",
        mistakes: &[49],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.Feed]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.Feed]\ntoken = \"{token}\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_FEED_INDEX", "sparse+{feed}")],
        finds: &["index-variable-hides-table error variable CARGO_REGISTRIES_FEED_INDEX"],
        cargo: Cargo::Fails("Feed", "no token found for `Feed`"),
        ..Case::NEW
    },
    Case {
        name: "the list at home steps in",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.my-feed]\nindex = \"sparse+{feed}\"\ncredential-provider = [\"cargo:token\"]\n",
            ),
        ],
        variables: &[
            ("CARGO_REGISTRIES_MY_FEED_INDEX", "sparse+{feed}"),
            ("CARGO_REGISTRIES_MY_FEED_TOKEN", "{token}"),
        ],
        finds: &["index-variable-hides-table warning variable CARGO_REGISTRIES_MY_FEED_INDEX"],
        cargo: Cargo::Resolves(&["my-feed"]),
        ..Case::NEW
    },
    Case {
        name: "provider and token come by variables too",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.my-feed]\nindex = \"sparse+{feed}\"\n",
        )],
        variables: &[
            ("CARGO_REGISTRIES_MY_FEED_INDEX", "sparse+{feed}"),
            ("CARGO_REGISTRIES_MY_FEED_TOKEN", "{token}"),
            (
                "CARGO_REGISTRIES_MY_FEED_CREDENTIAL_PROVIDER",
                "cargo:token",
            ),
        ],
        cargo: Cargo::Resolves(&["my-feed"]),
        ..Case::NEW
    },
    Case {
        name: "the name is the same in the variable",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.my_feed]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.my_feed]\ntoken = \"{token}\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_MY_FEED_INDEX", "sparse+{feed}")],
        cargo: Cargo::Resolves(&["my_feed"]),
        ..Case::NEW
    },
];

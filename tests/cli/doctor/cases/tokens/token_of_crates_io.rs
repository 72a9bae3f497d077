use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a header for the feed",
        mistakes: &[51],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
        )],
        variables: &[("CARGO_REGISTRY_TOKEN", "{token}")],
        finds: &["token-of-crates-io warning variable CARGO_REGISTRY_TOKEN"],
        cargo: Cargo::FailsToSignIn("r", "no token found for `r`"),
        ..Case::NEW
    },
    Case {
        name: "a feed that wants a sign-in always",
        mistakes: &[51],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries]\nr = { index = \"sparse+https://pkgs.dev.azure.com/contoso/Platform/_packaging/crates~force-auth/Cargo/index/\" }\n",
            ),
        ],
        variables: &[("CARGO_REGISTRY_TOKEN", "Bearer abc")],
        finds: &[
            "token-of-crates-io warning variable CARGO_REGISTRY_TOKEN",
            "token-missing error machine",
        ],
        cargo: Cargo::Cannot("the feed is far away"),
        ..Case::NEW
    },
    Case {
        name: "a token of crates.io",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
        )],
        variables: &[("CARGO_REGISTRY_TOKEN", "cioAbc")],
        finds: &["token-missing info machine"],
        cargo: Cargo::FailsToSignIn("r", "no token found for `r`"),
        ..Case::NEW
    },
    Case {
        name: "the feed has its own",
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
        variables: &[("CARGO_REGISTRY_TOKEN", "{token}")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a feed that wants a sign-in always",
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
        finds: &["token-missing error machine"],
        cargo: Cargo::Cannot("the feed is far away"),
        ..Case::NEW
    },
    Case {
        name: "the project names cargo:token",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
        )],
        finds: &["token-missing info machine"],
        cargo: Cargo::FailsToSignIn("r", "no token found for `r`"),
        ..Case::NEW
    },
    Case {
        name: "a keychain may have it",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\", \"tools/keeper\"]\n",
            ),
            ("tools/keeper", ""),
            (
                "p/.cargo/config.toml",
                "[registries]\nr = { index = \"sparse+https://pkgs.dev.azure.com/contoso/Platform/_packaging/crates~force-auth/Cargo/index/\" }\n",
            ),
        ],
        cargo: Cargo::Cannot("the feed is far away"),
        ..Case::NEW
    },
    Case {
        name: "a token is stored",
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
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "nothing says that it wants a sign-in",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

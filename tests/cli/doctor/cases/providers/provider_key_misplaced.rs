use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the list stands outside of any table",
        mistakes: &[28],
        files: &[
            (
                "p/.cargo/config.toml",
                "global-credential-providers = [\"cargo:token\"]\n\n[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-key-misplaced error p/.cargo/config.toml:1:1"],
        finds_in_files: Some(&["provider-key-misplaced warning p/.cargo/config.toml:1:1"]),
        cargo: Cargo::Fails(
            "r",
            "authenticated registries require a credential-provider to be configured",
        ),
        ..Case::NEW
    },
    Case {
        name: "the list stands under the table above it",
        mistakes: &[28],
        files: &[
            (
                "p/.cargo/config.toml",
                "[source.crates-io]\nreplace-with = \"r\"\n\nglobal-credential-providers = [\"cargo:token\"]\n\n[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-key-misplaced error p/.cargo/config.toml:4:1"],
        finds_in_files: Some(&["provider-key-misplaced warning p/.cargo/config.toml:4:1"]),
        cargo: Cargo::Fails(
            "r",
            "authenticated registries require a credential-provider to be configured",
        ),
        ..Case::NEW
    },
    Case {
        name: "the list stands under [registries]",
        mistakes: &[29],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries]\nglobal-credential-providers = [\"cargo:token\"]\nr = { index = \"sparse+{feed}\" }\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-key-misplaced error p/.cargo/config.toml:2:1"],
        finds_in_files: Some(&["provider-key-misplaced warning p/.cargo/config.toml:2:1"]),
        cargo: Cargo::Fails("r", "expected a table, but found a array for"),
        ..Case::NEW
    },
    Case {
        name: "the list stands under the registry",
        mistakes: &[28],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\r\nindex = \"sparse+{feed}\"\r\nglobal-credential-providers = \"cargo:token\"\r\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-key-misplaced error p/.cargo/config.toml:3:1"],
        finds_in_files: Some(&["provider-key-misplaced warning p/.cargo/config.toml:3:1"]),
        cargo: Cargo::Fails(
            "r",
            "authenticated registries require a credential-provider to be configured",
        ),
        ..Case::NEW
    },
    Case {
        name: "the right place has a list too",
        files: &[(
            "p/.cargo/config.toml",
            "global-credential-providers = [\"cargo:token\"]\n\n[registry]\nglobal-credential-providers = [\"cargo:token\"]\n\n[registries.r]\nindex = \"sparse+{feed}\"\n",
        )],
        finds: &["provider-key-misplaced warning p/.cargo/config.toml:1:1"],
        cargo: Cargo::FailsToSignIn("r", "no token found for `r`"),
        ..Case::NEW
    },
    Case {
        name: "the provider of crates.io was meant for feeds",
        mistakes: &[27],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-key-misplaced warning cargo/config.toml:2:1"],
        cargo: Cargo::FailsToSignIn(
            "r",
            "authenticated registries require a credential-provider to be configured",
        ),
        ..Case::NEW
    },
    Case {
        name: "the list stands under [registry]",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\n",
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
        name: "crates.io has its own provider beside the list",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\"]\ncredential-provider = \"cargo:token\"\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\n",
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
        name: "no feed is here",
        files: &[(
            "cargo/config.toml",
            "[registry]\ncredential-provider = \"cargo:token\"\n",
        )],
        cargo: Cargo::Cannot("publishing would leave the machine"),
        ..Case::NEW
    },
    Case {
        name: "a list that moves takes its comments along",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "cargo/config.toml",
                "global-credential-providers = [\n  \"cargo:token\", # plain\n] # B\n\n[net] # n\nretry = 0\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-key-misplaced error cargo/config.toml:1:1"],
        cargo: Cargo::FailsToSignIn(
            "r",
            "authenticated registries require a credential-provider to be configured",
        ),
        ..Case::NEW
    },
];

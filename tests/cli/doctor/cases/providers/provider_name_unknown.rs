use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "another letter case",
        mistakes: &[35],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:Token\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-name-unknown error p/.cargo/config.toml:3:23"],
        cargo: Cargo::Fails("r", "credential provider `cargo:Token` failed action `get`"),
        ..Case::NEW
    },
    Case {
        name: "without its prefix",
        mistakes: &[35],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = ['token']\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-name-unknown error p/.cargo/config.toml:3:23"],
        cargo: Cargo::Fails("r", "credential provider `token` failed action `get`"),
        ..Case::NEW
    },
    Case {
        name: "in the common list",
        mistakes: &[35],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\", \"cargo:win-cred\"]\n",
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
        finds: &["provider-name-unknown error cargo/config.toml:2:47"],
        cargo: Cargo::Fails(
            "r",
            "credential provider `cargo:win-cred` failed action `get`",
        ),
        ..Case::NEW
    },
    Case {
        name: "a keychain of no system",
        mistakes: &[35],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:keychain\"]\n",
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
        finds: &["provider-name-unknown error cargo/config.toml:2:32"],
        cargo: Cargo::Fails(
            "r",
            "credential provider `cargo:keychain` failed action `get`",
        ),
        ..Case::NEW
    },
    Case {
        name: "through an alias",
        mistakes: &[35],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"ours\"\n\n[credential-alias]\nours = \"cargo:tokens\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-name-unknown error p/.cargo/config.toml:6:8"],
        cargo: Cargo::Fails(
            "r",
            "credential provider `cargo:tokens` failed action `get`",
        ),
        ..Case::NEW
    },
    Case {
        name: "behind one that has the token",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"libsecret\", \"cargo:token\"]\n",
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
        finds: &["provider-name-unknown warning cargo/config.toml:2:32"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "the exact name",
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
        name: "an alias of that name",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"token\"\n\n[credential-alias]\ntoken = \"cargo:token\"\n",
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
        name: "two of the list in one text",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token, cargo:wincred\"]\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-name-unknown error cargo/config.toml:2:32"],
        cargo: Cargo::FailsToSignIn(
            "r",
            "credential provider `cargo:token, cargo:wincred` failed action `get`",
        ),
        ..Case::NEW
    },
];

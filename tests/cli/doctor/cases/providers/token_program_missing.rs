use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a command that prints the token",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token-from-stdout no-such-program --now\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{azure}\"\n",
            ),
        ],
        finds: &["token-program-missing error cargo/config.toml:2:32"],
        finds_in_files: Some(&[]),
        cargo: Cargo::Fails(
            "r",
            "credential provider `cargo:token-from-stdout no-such-program --now` failed action `get`",
        ),
        ..Case::NEW
    },
    Case {
        name: "behind a token",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token-from-stdout no-such-program\", \"cargo:token\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{azure}\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["token-program-missing warning cargo/config.toml:2:32"],
        finds_in_files: Some(&[]),
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "it is there",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token-from-stdout echo {token}\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{azure}\"\n",
            ),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

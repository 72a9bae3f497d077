use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the list is for Windows and macOS",
        mistakes: &[34],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:wincred\", \"cargo:macos-keychain\"]\n",
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
        finds: &["provider-for-other-system error cargo/config.toml:2:49"],
        cargo: Cargo::Fails("r", "no credential providers could handle the request"),
        ..Case::NEW
    },
    Case {
        name: "a registry's own provider is for Windows",
        mistakes: &[34],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:wincred\"\n",
        )],
        finds: &["provider-for-other-system error p/.cargo/config.toml:3:23"],
        finds_in_files: Some(&[]),
        cargo: Cargo::Fails("r", "no credential providers could handle the request"),
        ..Case::NEW
    },
    Case {
        name: "cargo:token is among them",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\", \"cargo:wincred\", \"cargo:macos-keychain\"]\n",
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
];

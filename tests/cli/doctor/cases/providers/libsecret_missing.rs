use feedctl::system::env::Env;

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the library is not there",
        mistakes: &[33],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:token\", \"cargo:libsecret\"]\n",
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
        finds: &["libsecret-missing error cargo/config.toml:2:47"],
        cargo: Cargo::Fails("r", "failed to load libsecret"),
        possible: || !Env::made_up("/", None, []).has_libsecret(),
        ..Case::NEW
    },
    Case {
        name: "only one registry asks for it",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:libsecret\"\n",
        )],
        finds: &["libsecret-missing error p/.cargo/config.toml:3:23"],
        finds_in_files: Some(&[]),
        cargo: Cargo::Fails("r", "failed to load libsecret"),
        possible: || !Env::made_up("/", None, []).has_libsecret(),
        ..Case::NEW
    },
    Case {
        name: "no feed is here, but publishing asks for it",
        files: &[(
            "cargo/config.toml",
            "[registry]\nglobal-credential-providers = [\"cargo:token\", \"cargo:libsecret\"]\n",
        )],
        finds: &["libsecret-missing warning cargo/config.toml:2:47"],
        cargo: Cargo::Cannot("publishing would leave the machine"),
        possible: || !Env::made_up("/", None, []).has_libsecret(),
        ..Case::NEW
    },
    Case {
        name: "a token is found before it is asked",
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"cargo:libsecret\", \"cargo:token\"]\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "{token}")],
        finds: &["provider-order info cargo/config.toml:2:51"],
        cargo: Cargo::Resolves(&["r"]),
        possible: || !Env::made_up("/", None, []).has_libsecret(),
        ..Case::NEW
    },
];

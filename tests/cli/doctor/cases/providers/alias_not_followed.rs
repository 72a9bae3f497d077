use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "arguments stand behind the alias",
        mistakes: &[42],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"keeper --tenant\"\n\n[credential-alias]\nkeeper = [\"cargo:token-from-stdout\", \"echo\", \"{token}\"]\n",
        )],
        finds: &["alias-not-followed error p/.cargo/config.toml:3:23"],
        cargo: Cargo::Fails(
            "r",
            "credential provider `keeper --tenant` failed action `get`",
        ),
        ..Case::NEW
    },
    Case {
        name: "an alias leads to an alias",
        mistakes: &[42],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"one\"\n\n[credential-alias]\none = \"two\"\ntwo = \"cargo:token\"\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["alias-not-followed error p/.cargo/config.toml:6:7"],
        cargo: Cargo::Fails("r", "credential provider `two` failed action `get`"),
        ..Case::NEW
    },
    Case {
        name: "the table has a plural name",
        mistakes: &[42],
        files: &[
            (
                "cargo/config.toml",
                "[registry]\nglobal-credential-providers = [\"keeper\"]\n\n[credential-aliases]\nkeeper = \"cargo:token\"\n",
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
        finds: &["alias-not-followed error cargo/config.toml:4:2"],
        cargo: Cargo::Fails("r", "credential provider `keeper` failed action `get`"),
        ..Case::NEW
    },
    Case {
        name: "the table has an underscore, and nobody names its entries",
        files: &[(
            "p/.cargo/config.toml",
            "[credential_alias]\nkeeper = \"cargo:token\"\n",
        )],
        finds: &["alias-not-followed warning p/.cargo/config.toml:1:2"],
        cargo: Cargo::Cannot("nothing asks for it"),
        ..Case::NEW
    },
    Case {
        name: "an alias with its arguments is named alone",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"keeper\"\n\n[credential-alias]\nkeeper = [\"cargo:token-from-stdout\", \"echo\", \"{token}\"]\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "an alias is named as the program that it starts",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"./keeper\"\n\n[credential-alias]\nkeeper = \"keeper --cargo\"\n",
            ),
            ("p/keeper", ""),
        ],
        cargo: Cargo::Cannot("the program is a stand-in"),
        ..Case::NEW
    },
];

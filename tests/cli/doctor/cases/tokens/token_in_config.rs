use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "in a file of the checkout",
        mistakes: &[45],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\ntoken = \"{token}\"\n",
        )],
        finds: &["token-in-config warning p/.cargo/config.toml:4:1"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "in every spelling",
        mistakes: &[45],
        files: &[(
            "p/.cargo/config.toml",
            "registry = { token = \"secret\" }\nregistries.s.index = \"sparse+{feed}\"\nregistries.s.secret-key = \"secret\"\nregistries.r.index = \"sparse+{open}\"\n",
        )],
        finds: &[
            "token-in-config warning p/.cargo/config.toml:1:14",
            "token-in-config warning p/.cargo/config.toml:3:14",
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "in the user's own file",
        mistakes: &[45],
        files: &[
            ("cargo/config.toml", "[registries.r]\ntoken = \"{token}\"\n"),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n",
            ),
        ],
        finds: &["token-in-config info cargo/config.toml:2:1"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "a placeholder",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\ntoken = \"${TOKEN}\"\n",
        )],
        finds: &["token-not-expanded error p/.cargo/config.toml:4:9"],
        cargo: Cargo::Fails("r", "token rejected for `r`"),
        ..Case::NEW
    },
    Case {
        name: "a registry that is called token",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.token]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["token"]),
        ..Case::NEW
    },
];

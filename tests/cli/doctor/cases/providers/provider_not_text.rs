use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a table with a path",
        mistakes: &[39],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = { path = \"cargo:token\" }\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-not-text error p/.cargo/config.toml:3:23"],
        cargo: Cargo::Fails(
            "r",
            "expected a string or array of strings, but found a table",
        ),
        ..Case::NEW
    },
    Case {
        name: "a table with a header of its own",
        mistakes: &[39],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{feed}\"\n\n[registries.r.credential-provider]\npath = \"cargo:token-from-stdout\"\nargs = [\"echo\", \"{token}\"]\n",
        )],
        finds: &["provider-not-text error p/.cargo/config.toml:4:1"],
        cargo: Cargo::Fails(
            "r",
            "expected a string or array of strings, but found a table",
        ),
        ..Case::NEW
    },
    Case {
        name: "a number",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = 1\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-not-text error p/.cargo/config.toml:3:23"],
        cargo: Cargo::Fails("r", "credential-provider"),
        ..Case::NEW
    },
    Case {
        name: "nothing",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = ''\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-not-text error p/.cargo/config.toml:3:23"],
        cargo: Cargo::Fails("r", "invalid length 0, expected at least one element"),
        ..Case::NEW
    },
    Case {
        name: "a string and an array",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = \"cargo:token\"\n\n[registries.s]\nindex = \"sparse+{open}\"\ncredential-provider = [\"cargo:token\"]\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        variables: &[("CARGO_REGISTRIES_S_TOKEN", "{token}")],
        cargo: Cargo::Resolves(&["r", "s"]),
        ..Case::NEW
    },
    Case {
        name: "a table in braces, with a comment",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\"\ncredential-provider = { path = \"cargo:token\" } # B\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-not-text error p/.cargo/config.toml:3:23"],
        cargo: Cargo::FailsToSignIn(
            "r",
            "expected a string or array of strings, but found a table",
        ),
        ..Case::NEW
    },
    Case {
        name: "a table below a header, with comments",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{feed}\" # i\n[registries.r.credential-provider] # H\npath = \"cargo:token\" # B\n",
            ),
            (
                "cargo/credentials.toml",
                "[registries.r]\ntoken = \"{token}\"\n",
            ),
        ],
        finds: &["provider-not-text error p/.cargo/config.toml:3:1"],
        cargo: Cargo::FailsToSignIn(
            "r",
            "expected a string or array of strings, but found a table",
        ),
        ..Case::NEW
    },
];

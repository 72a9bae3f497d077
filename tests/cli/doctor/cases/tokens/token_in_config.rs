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
        name: "among the arguments of credential providers",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\ncredential-provider = [\"cargo:token-from-stdout\", \"echo\", \"Basic s3cr3t\"]\n\n[registries.s]\nindex = \"sparse+{feed}\"\ncredential-provider = \"echo --password=hunter2\"\n\n[credential-alias]\na = [\"echo\", \"--token\", \"hunter2\"]\n",
        )],
        finds: &[
            "token-in-config warning p/.cargo/config.toml:3:59",
            "token-in-config warning p/.cargo/config.toml:7:23",
            "token-in-config warning p/.cargo/config.toml:10:25",
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "in a user agent, a comment and a variable of its own",
        files: &[(
            "p/.cargo/config.toml",
            "# glpat-hunter2hunter2hunter2\n[registries.r]\nindex = \"sparse+{open}\"\n\n[http]\nuser-agent = \"shipyard s3cr3t\"\n\n[env]\nA = \"ghp_hunter2hunter2hunter2hunter2\"\n",
        )],
        finds: &[
            "token-in-config warning p/.cargo/config.toml:1:1",
            "token-in-config warning p/.cargo/config.toml:6:14",
            "token-in-config warning p/.cargo/config.toml:9:5",
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "where the vendor wants it, in the user's own file",
        files: &[
            (
                "cargo/config.toml",
                "[http]\nuser-agent = \"shipyard s3cr3t\"\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "arguments, commits and names that are no tokens",
        files: &[(
            "p/.cargo/config.toml",
            "# the token is in the vault, ask ops for `token`\n[registries.r]\nindex = \"sparse+{open}\"\n\n[http]\nuser-agent = \"shipyard $TOKEN\"\n\n[credential-alias]\na = [\"cargo:token\", \"--token-file\", \"secret.txt\", \"--token\", \"$TOKEN\", \"--auth\", \"/etc/secret\"]\n\n[net.ssh]\nknown-hosts = [\"h ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl\"]\n\n[source.g]\ngit = \"https://h.example/g\"\nrev = \"9fceb02d0ae598e95dc970b74767f19372d61af8\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
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

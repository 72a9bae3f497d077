use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a password in an index",
        mistakes: &[17],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+http://me:secret@127.0.0.1:9/\"\n",
        )],
        finds: &["password-in-url error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "registry URLs may not contain passwords"),
        ..Case::NEW
    },
    Case {
        name: "a password in a source",
        mistakes: &[18],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.m]\nregistry = \"sparse+http://me:secret@127.0.0.1:9/\"\n",
        )],
        finds: &["password-in-url warning p/.cargo/config.toml:5:12"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "a token for a user",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+http://ghp_hunter2hunter2hunter2@{open-host}/open/index/\"\n",
        )],
        finds: &["password-in-url warning p/.cargo/config.toml:2:9"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "a patch and a proxy",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[patch.crates-io]\na = { git = \"https://me:s3cr3t@127.0.0.1:9/a\" }\n\n[patch.\"https://me:s3cr3t@127.0.0.1:9/b\"]\nb = { path = \"b\" }\n\n[http]\nproxy = \"me:hunter2@127.0.0.1:9\"\n",
        )],
        finds: &[
            "password-in-url warning p/.cargo/config.toml:5:13",
            "password-in-url warning p/.cargo/config.toml:7:1",
            "password-in-url warning p/.cargo/config.toml:11:9",
        ],
        cargo: Cargo::Cannot("there is no such proxy"),
        ..Case::NEW
    },
    Case {
        name: "a proxy with its password in the user's own file",
        files: &[
            (
                "cargo/config.toml",
                "[http]\nproxy = \"http://me:hunter2@127.0.0.1:9\"\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+http://127.0.0.1:9/\"\n",
            ),
        ],
        cargo: Cargo::Cannot("there is no such proxy"),
        ..Case::NEW
    },
    Case {
        name: "no password",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

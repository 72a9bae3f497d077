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
        name: "no password",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

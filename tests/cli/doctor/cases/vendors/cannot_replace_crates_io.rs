use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "Gitea",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+https://git.example.com/api/packages/acme/cargo/\"\n[source.crates-io]\nreplace-with = \"r\"\n",
        )],
        finds: &["cannot-replace-crates-io warning p/.cargo/config.toml:4:16"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "Kellnr's own crates, by a source",
        files: &[(
            "p/.cargo/config.toml",
            "[source]\ncrates-io = { replace-with = \"k\" }\nk = { registry = \"sparse+https://kellnr.example.com/api/v1/crates/\" }\n",
        )],
        finds: &["cannot-replace-crates-io warning p/.cargo/config.toml:2:30"],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
    Case {
        name: "Kellnr's cache of crates.io",
        files: &[(
            "p/.cargo/config.toml",
            "[source]\ncrates-io = { replace-with = \"k\" }\nk = { registry = \"sparse+https://kellnr.example.com/api/v1/cratesio/\" }\n",
        )],
        cargo: Cargo::Cannot("the service is not asked"),
        ..Case::NEW
    },
];

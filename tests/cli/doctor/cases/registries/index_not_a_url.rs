use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "no scheme",
        mistakes: &[14],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"127.0.0.1/index/\"\n",
        )],
        finds: &["index-not-a-url error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "relative URL without a base"),
        ..Case::NEW
    },
    Case {
        name: "a colon for the plus",
        mistakes: &[15],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse:{open}\"\n",
        )],
        finds: &["index-not-a-url error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "cannot-be-a-base-URLs are not supported"),
        ..Case::NEW
    },
    Case {
        name: "the angle brackets of a text",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+<{open}>\"\n",
        )],
        finds: &["index-not-a-url error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "invalid index URL for registry"),
        ..Case::NEW
    },
    Case {
        name: "an empty variable",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        variables: &[("CARGO_REGISTRIES_R_INDEX", "")],
        finds: &["index-not-a-url error variable CARGO_REGISTRIES_R_INDEX"],
        cargo: Cargo::Fails("r", "relative URL without a base"),
        ..Case::NEW
    },
    Case {
        name: "replaced by a registry with such an index",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"127.0.0.1/index/\"\n\n[source.crates-io]\nreplace-with = \"r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["index-not-a-url error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails(
            "crates-io",
            "could not find a configured source with the name `r`",
        ),
        ..Case::NEW
    },
    Case {
        name: "a URL",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "a password with a slash, which is not shown",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+https://me:p/hunter2@feed.example.com/index/\"\n",
        )],
        finds: &["index-not-a-url error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "invalid port number"),
        ..Case::NEW
    },
];

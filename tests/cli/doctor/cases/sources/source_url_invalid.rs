use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a name where a URL must be, in a source that nothing uses",
        mistakes: &[65],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.m]\nregistry = \"r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["source-url-invalid error p/.cargo/config.toml:5:12"],
        cargo: Cargo::Fails(
            "r",
            "configuration key `source.m.registry` specified an invalid URL",
        ),
        ..Case::NEW
    },
    Case {
        name: "a scheme without slashes behind it",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.m]\nregistry = \"sparse+https:host.test/i/\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["source-url-invalid error p/.cargo/config.toml:5:12"],
        cargo: Cargo::Fails("r", "cannot-be-a-base-URLs are not supported"),
        ..Case::NEW
    },
    Case {
        name: "no slash at the end, in use",
        files: &[
            (
                "p/.cargo/config.toml",
                "[source.m]\nregistry = \"sparse+{open-without-slash}\"\n\n[source.crates-io]\nreplace-with = \"m\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        finds: &["source-url-invalid error p/.cargo/config.toml:2:12"],
        cargo: Cargo::Fails("crates-io", "sparse registry url must end in a slash `/`"),
        ..Case::NEW
    },
    Case {
        name: "no slash at the end, and nothing uses it",
        mistakes: &[66],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.m]\nregistry = \"sparse+http://127.0.0.1:9/x\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
            ),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the feed is defined in a member's folder",
        mistakes: &[80],
        files: &[
            ("p/Cargo.toml", "[workspace]\nmembers = [\"services/*\"]\n"),
            (
                "p/services/api/Cargo.toml",
                "[package]\nname = \"api\"\nversion = \"0.1.0\"\n",
            ),
            (
                "p/services/api/.cargo/config.toml",
                "# ours\n[registries]\nr = { index = \"sparse+{open}\" }\n",
            ),
        ],
        finds: &["config-in-member warning p/services/api/.cargo/config.toml:2:2"],
        cargo: Cargo::Cannot("cargo fails on that feed, which nothing here asks for"),
        ..Case::NEW
    },
    Case {
        name: "in the member's folder cargo reads it",
        files: &[
            ("p/Cargo.toml", "[workspace]\nmembers = [\"services/*\"]\n"),
            (
                "p/services/api/Cargo.toml",
                "[package]\nname = \"api\"\nversion = \"0.1.0\"\n",
            ),
            (
                "p/services/api/.cargo/config.toml",
                "[registries]\nr = { index = \"sparse+{open}\" }\n",
            ),
        ],
        folder: "p/services/api",
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "a member's own target is nobody's feed",
        files: &[
            ("p/Cargo.toml", "[workspace]\nmembers = [\"firmware\"]\n"),
            (
                "p/firmware/Cargo.toml",
                "[package]\nname = \"firmware\"\nversion = \"0.1.0\"\n",
            ),
            (
                "p/firmware/.cargo/config.toml",
                "[build]\ntarget = \"thumbv7em-none-eabihf\"\n",
            ),
        ],
        cargo: Cargo::Cannot("there is no feed"),
        ..Case::NEW
    },
];

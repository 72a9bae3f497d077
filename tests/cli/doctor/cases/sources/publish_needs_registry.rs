use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a package that may be published",
        mistakes: &[78],
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.crates-io]\nreplace-with = \"r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\ndescription = \"x\"\nlicense = \"MIT\"\n",
            ),
        ],
        finds: &["publish-needs-registry info p/.cargo/config.toml:5:16"],
        cargo: Cargo::Runs(
            &["publish", "--dry-run", "--allow-dirty"],
            false,
            "crates-io is replaced with remote registry r;",
        ),
        ..Case::NEW
    },
    Case {
        name: "the manifest says where to",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n\n[source.crates-io]\nreplace-with = \"r\"\n",
            ),
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = [\"r\"]\n",
            ),
        ],
        cargo: Cargo::Resolves(&["crates-io"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a dependency's registry is written in other letters",
        mistakes: &[7],
        files: &[
            (
                "p/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\n\n[dependencies]\ngreet = { version = \"0.1\", registry = \"Crates\" }\n",
            ),
            (
                "p/.cargo/config.toml",
                "[registries.crates]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        finds: &["dependency-registry-unknown error p/Cargo.toml:6:39"],
        cargo: Cargo::Runs(
            &["metadata", "--no-deps", "--format-version", "1"],
            false,
            "registry index was not found in any configuration: `Crates`",
        ),
        ..Case::NEW
    },
    Case {
        name: "the registry of a dependency is defined nowhere",
        mistakes: &[91],
        files: &[(
            "p/Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\n\n[target.'cfg(unix)'.build-dependencies.greet]\nversion = \"0.1\"\nregistry = \"crates\"\n",
        )],
        finds: &["dependency-registry-unknown error p/Cargo.toml:7:12"],
        cargo: Cargo::Runs(
            &["metadata", "--no-deps", "--format-version", "1"],
            false,
            "registry index was not found in any configuration: `crates`",
        ),
        ..Case::NEW
    },
    Case {
        name: "a member's dependency names a registry that home defines",
        files: &[
            (
                "p/Cargo.toml",
                "[workspace]\nmembers = [\"a\"]\n\n[workspace.dependencies]\ngreet = { version = \"0.1\", registry = \"crates\" }\n",
            ),
            (
                "p/a/Cargo.toml",
                "[package]\nname = \"a\"\nversion = \"0.1.0\"\n\n[dependencies]\ngreet = { workspace = true }\ntally = { version = \"0.1\", registry = \"crates-io\" }\n",
            ),
            ("p/a/src/lib.rs", ""),
            (
                "cargo/config.toml",
                "[registries.crates]\nindex = \"sparse+{open}\"\n",
            ),
        ],
        cargo: Cargo::Runs(
            &["metadata", "--no-deps", "--format-version", "1"],
            true,
            "",
        ),
        ..Case::NEW
    },
    Case {
        name: "a variable defines it",
        files: &[(
            "p/Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\n\n[dependencies]\ngreet = { version = \"0.1\", registry = \"crates\" }\n",
        )],
        variables: &[("CARGO_REGISTRIES_CRATES_INDEX", "sparse+{open}")],
        cargo: Cargo::Runs(
            &["metadata", "--no-deps", "--format-version", "1"],
            true,
            "",
        ),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "keys with dots, a mark and mixed kinds",
        files: &[
            (
                "p/.cargo/config.toml",
                "\u{feff}registries.r.index = \"sparse+{open}\"\n[build]\nrustflags = [\"a\"]\n[term]\nprogress = { when = \"never\", width = 80 }\n",
            ),
            (
                "p/azure-pipelines.yml",
                "steps:\n- task: CargoAuthenticate@0\n  inputs:\n    configFile: .cargo/config.toml\n",
            ),
        ],
        finds: &[
            "pipeline-cannot-read-config warning p/.cargo/config.toml:1:1",
            "pipeline-cannot-read-config warning p/.cargo/config.toml:1:1",
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "an include of strings and tables, and an entry without an index",
        files: &[
            (
                "p/.cargo/config.toml",
                "include = [\"a.toml\", { path = \"b.toml\", optional = true }]\n[registries.r]\nindex = \"sparse+{open}\"\n[registries.crates-io]\nprotocol = \"sparse\"\n",
            ),
            ("p/.cargo/a.toml", ""),
            (
                "p/.pipelines/ci/build.yaml",
                "steps:\n- task: CargoAuthenticate@0\n  inputs:\n    configFile: .cargo/config.toml\n",
            ),
        ],
        finds: &[
            "pipeline-cannot-read-config warning p/.cargo/config.toml:1:11",
            "pipeline-cannot-read-config warning p/.cargo/config.toml:4:13",
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "no registries",
        files: &[
            ("p/.cargo/config.toml", "[source.crates-io]\n"),
            (
                "p/azure-pipelines.yml",
                "steps:\n- task: CargoAuthenticate@0\n  inputs:\n    configFile: .cargo/config.toml\n",
            ),
        ],
        finds: &["pipeline-cannot-read-config warning p/.cargo/config.toml:1:1"],
        cargo: Cargo::Runs(&["generate-lockfile", "--offline"], true, ""),
        ..Case::NEW
    },
    Case {
        name: "a table, and what no pipeline reads",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\n[build]\njobs = 2\n",
            ),
            ("cargo/config.toml", "net.retry = 2\n"),
            (
                "p/azure-pipelines.yml",
                "steps:\n- task: CargoAuthenticate@0\n  inputs:\n    configFile: .cargo/config.toml\n",
            ),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "another pipeline",
        files: &[
            (
                "p/.cargo/config.toml",
                "registries.r.index = \"sparse+{open}\"\n",
            ),
            (
                "p/azure-pipelines.yml",
                "steps:\n# - task: CargoAuthenticate@0\n- script: cargo build\n",
            ),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

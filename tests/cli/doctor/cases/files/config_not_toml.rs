use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a Windows path in double quotes",
        mistakes: &[20],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[build]\ntarget-dir = \"C:\\Users\\me\"\n",
        )],
        finds: &["config-not-toml error p/.cargo/config.toml:5:19"],
        cargo: Cargo::Fails("r", "too few unicode value digits"),
        ..Case::NEW
    },
    Case {
        name: "a block that was added twice",
        mistakes: &[22],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["config-not-toml error p/.cargo/config.toml:4:13"],
        cargo: Cargo::Fails("r", "duplicate key"),
        ..Case::NEW
    },
    Case {
        name: "no quotes around a value",
        files: &[("p/.cargo/config.toml", "[registries.r]\nindex = sparse\n")],
        finds: &["config-not-toml error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "could not parse TOML configuration"),
        ..Case::NEW
    },
    Case {
        name: "a key of more parts than cargo's parser follows",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a]\n",
        )],
        finds: &["config-not-toml error p/.cargo/config.toml:4:162"],
        cargo: Cargo::Fails("r", "recursion limit"),
        ..Case::NEW
    },
    Case {
        name: "a key of as many parts as it follows",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a]\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "a Windows path in single quotes",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[build]\ntarget-dir = 'C:\\Users\\me'\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

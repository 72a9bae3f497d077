use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "two keys that are left over",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[unstable]\nregistry-auth = true\ncredential-process = true\n",
        )],
        finds: &["unstable-registry-auth info p/.cargo/config.toml:5:1"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "beside one that is not",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n[unstable]\nbuild-std = [\"core\"]\nsparse-registry = true\n",
        )],
        finds: &["unstable-registry-auth info p/.cargo/config.toml:5:1"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "others only",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n[unstable]\nbuild-std = [\"core\"]\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the last slash is missing",
        mistakes: &[10],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open-without-slash}\"\n",
        )],
        finds: &["index-without-slash error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "sparse registry url must end in a slash `/`"),
        ..Case::NEW
    },
    Case {
        name: "nothing but a host",
        mistakes: &[11],
        files: &[(
            "p/.cargo/config.toml",
            "[registries]\nr = { index = \"sparse+http://127.0.0.1:9\" } # ours\n",
        )],
        finds: &["index-without-slash error p/.cargo/config.toml:2:15"],
        cargo: Cargo::Fails("r", "sparse registry url must end in a slash `/`"),
        // Nothing answers there.
        mended: false,
        ..Case::NEW
    },
    Case {
        name: "the slash is there",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "another slash is at the end",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = 'sparse+{open-without-slash}\\'\n",
        )],
        finds: &["index-without-slash error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "sparse registry url must end in a slash"),
        ..Case::NEW
    },
];

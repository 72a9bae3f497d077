use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a query behind the URL",
        mistakes: &[13],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}?a=b\"\n",
        )],
        finds: &["index-with-query error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "sparse registry url must end in a slash `/`"),
        ..Case::NEW
    },
    Case {
        name: "no query",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "a signature in the query, which is not shown",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}?sig=hunter2\"\n",
        )],
        finds: &["index-with-query error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "sparse registry url must end in a slash `/`"),
        ..Case::NEW
    },
];

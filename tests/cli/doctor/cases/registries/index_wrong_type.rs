use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a number",
        mistakes: &[23],
        files: &[("p/.cargo/config.toml", "[registries.r]\nindex = 3\n")],
        finds: &["index-wrong-type error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "expected a string, but found a integer"),
        ..Case::NEW
    },
    Case {
        name: "a list of one",
        mistakes: &[23],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = [\"sparse+{open}\"]\n",
        )],
        finds: &["index-wrong-type error p/.cargo/config.toml:2:9"],
        cargo: Cargo::Fails("r", "expected a string, but found a array"),
        ..Case::NEW
    },
    Case {
        name: "text",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a feed under the old name",
        mistakes: &[82],
        files: &[(
            "p/.cargo/config",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["config-without-extension info p/.cargo/config"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "a target under the old name",
        files: &[("p/.cargo/config", "[build]\ntarget = \"x\"\n")],
        cargo: Cargo::Cannot("there is no feed"),
        ..Case::NEW
    },
];

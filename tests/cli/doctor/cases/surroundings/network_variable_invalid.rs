use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "`1` is no boolean to cargo",
        mistakes: &[89],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        variables: &[("CARGO_NET_OFFLINE", "1")],
        finds: &["network-variable-invalid error variable CARGO_NET_OFFLINE"],
        cargo: Cargo::Fails("r", "provided string was not `true` or `false`"),
        ..Case::NEW
    },
    Case {
        name: "a number that is none",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        variables: &[("CARGO_NET_RETRY", "three")],
        finds: &["network-variable-invalid error variable CARGO_NET_RETRY"],
        cargo: Cargo::Fails("r", "invalid digit found in string"),
        ..Case::NEW
    },
    Case {
        name: "`false` and a number",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        variables: &[("CARGO_NET_OFFLINE", "false"), ("CARGO_NET_RETRY", "0")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a letter is missing in a key of the network",
        mistakes: &[87],
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[http]\ntimout = 60\n",
        )],
        finds: &["network-key-misspelled warning p/.cargo/config.toml:5:1"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "git's word for not checking certificates",
        files: &[("p/.cargo/config.toml", "http.sslVerify = false\n")],
        finds: &["network-key-misspelled warning p/.cargo/config.toml:1:6"],
        cargo: Cargo::Cannot("cargo only warns"),
        ..Case::NEW
    },
    Case {
        name: "every key is one of cargo's",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[http]\ntimeout = 60\nssl-version.min = \"tlsv1.2\"\n\n[net]\nretry = 0\nssh.known-hosts = []\n\n[term]\ncolor = \"never\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

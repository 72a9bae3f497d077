use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "the certificates lie in `.cargo`, not in the folder above",
        mistakes: &[90],
        files: &[
            ("p/.cargo/config.toml", "[http]\ncainfo = \"ca.pem\"\n"),
            ("p/.cargo/ca.pem", ""),
        ],
        finds: &["ca-file-missing error p/.cargo/config.toml:2:10"],
        cargo: Cargo::Cannot("the feeds of these tests speak no TLS"),
        ..Case::NEW
    },
    Case {
        name: "the file that a home names is missing",
        files: &[("cargo/config.toml", "[http]\ncainfo = \"{root}none.pem\"\n")],
        finds: &["ca-file-missing error cargo/config.toml:2:10"],
        cargo: Cargo::Cannot("the feeds of these tests speak no TLS"),
        ..Case::NEW
    },
    Case {
        name: "the certificates lie where cargo looks",
        files: &[
            ("p/.cargo/config.toml", "[http]\ncainfo = \"ca.pem\"\n"),
            ("p/ca.pem", ""),
        ],
        cargo: Cargo::Cannot("the feeds of these tests speak no TLS"),
        ..Case::NEW
    },
    Case {
        name: "a checkout sends nobody out of itself",
        files: &[(
            "p/.cargo/config.toml",
            "[http]\ncainfo = \"/none/such.pem\"\nproxy-cainfo = \"../none.pem\"\n",
        )],
        cargo: Cargo::Cannot("the feeds of these tests speak no TLS"),
        ..Case::NEW
    },
];

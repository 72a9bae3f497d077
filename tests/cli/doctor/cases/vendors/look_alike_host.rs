use crate::doctor::case::{Cargo, Case};

const SERVED: Cargo = Cargo::Cannot("no such host is to be asked");

pub(super) const CASES: &[Case] = &[
    Case {
        name: "something after the vendor's whole host",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+https://pkgs.dev.azure.com.evil.example/contoso/_packaging/crates/Cargo/index/\"\n",
        )],
        finds: &["look-alike-host warning p/.cargo/config.toml:2:9"],
        cargo: SERVED,
        ..Case::NEW
    },
    Case {
        name: "a letter off",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+https://cargo.cloudsmlth.io/acme/tools/\"\n",
        )],
        finds: &["look-alike-host warning p/.cargo/config.toml:2:9"],
        cargo: SERVED,
        ..Case::NEW
    },
    Case {
        name: "a hyphen for the dot",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+https://pkgs.dev-azure.com/contoso/_packaging/crates/Cargo/index/\"\n",
        )],
        finds: &["look-alike-host warning p/.cargo/config.toml:2:9"],
        cargo: SERVED,
        ..Case::NEW
    },
    Case {
        name: "a letter that only looks Latin",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+https://pkgs.dev.\u{430}zure.com/contoso/_packaging/crates/Cargo/index/\"\n",
        )],
        finds: &["look-alike-host warning p/.cargo/config.toml:2:9"],
        cargo: SERVED,
        ..Case::NEW
    },
    Case {
        name: "the same as it travels",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+https://pkgs.dev.xn--zure-43d.com/contoso/_packaging/crates/Cargo/index/\"\n",
        )],
        finds: &["look-alike-host warning p/.cargo/config.toml:2:9"],
        cargo: SERVED,
        ..Case::NEW
    },
    Case {
        name: "a host of one's own",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+https://feeds.azure.corp.example/index/\"\n[registries.s]\nindex = \"sparse+https://my-bucket.s3.eu-west-1.amazonaws.com/index/\"\n",
        )],
        cargo: SERVED,
        ..Case::NEW
    },
];

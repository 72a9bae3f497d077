use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a checkout brings its own credential provider",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\ncredential-provider = \"tools/token.sh\"\n",
            ),
            ("p/tools/token.sh", ""),
        ],
        finds: &["runs-program info p/.cargo/config.toml:3:23"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "a checkout with a feed brings a wrapper and a proxy",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n\n[build]\nrustc-wrapper = \"tools/wrap\"\n\n[http]\nproxy = \"me:secret@proxy.example.com:3128\"\n",
        )],
        finds: &[
            "runs-program info p/.cargo/config.toml:5:17",
            "password-in-url warning p/.cargo/config.toml:8:9",
            "runs-program info p/.cargo/config.toml:8:9",
        ],
        cargo: Cargo::Cannot("there is no such proxy"),
        ..Case::NEW
    },
    Case {
        name: "a home may run what it likes, and cargo's own are no strangers",
        files: &[
            (
                "p/.cargo/config.toml",
                "[registries.r]\nindex = \"sparse+{open}\"\ncredential-provider = \"cargo:token\"\n",
            ),
            ("cargo/config.toml", "[build]\nrustc-wrapper = \"\"\n"),
        ],
        variables: &[("CARGO_REGISTRIES_R_TOKEN", "{token}")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "a wrapper without any feed is nobody's business",
        files: &[(
            "p/.cargo/config.toml",
            "[build]\nrustc-wrapper = \"sccache\"\n",
        )],
        cargo: Cargo::Cannot("there is no feed"),
        ..Case::NEW
    },
];

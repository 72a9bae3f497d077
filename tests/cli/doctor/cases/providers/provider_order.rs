use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a keychain is asked after cargo:token",
        mistakes: &[32],
        files: &[(
            "p/.cargo/config.toml",
            "[registry]\nglobal-credential-providers = [\"cargo:wincred\", \"cargo:token\"]\n\n[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        finds: &["provider-order info p/.cargo/config.toml:2:49"],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "the Book's order",
        files: &[(
            "p/.cargo/config.toml",
            "[registry]\nglobal-credential-providers = [\"cargo:token\", \"cargo:macos-keychain\", \"cargo:wincred\"]\n\n[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "cargo:token alone",
        files: &[(
            "p/.cargo/config.toml",
            "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n\n[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

pub(super) const CASES: &[Case] = &[
    #[cfg(unix)]
    Case {
        name: "everybody may write the folder above",
        files: &[(".cargo/config.toml", "[net]\nretry = 0\n")],
        writable: &[".cargo"],
        finds: &["config-above-writable warning .cargo/config.toml"],
        cargo: Cargo::Cannot("cargo reads it all the same"),
        ..Case::NEW
    },
    #[cfg(unix)]
    Case {
        name: "everybody may write the file above",
        files: &[(".cargo/config.toml", "[net]\nretry = 0\n")],
        writable: &[".cargo/config.toml"],
        finds: &["config-above-writable warning .cargo/config.toml"],
        cargo: Cargo::Cannot("cargo reads it all the same"),
        ..Case::NEW
    },
    Case {
        name: "only the user may write the file above",
        files: &[(".cargo/config.toml", "[net]\nretry = 0\n")],
        cargo: Cargo::Cannot("cargo reads it all the same"),
        ..Case::NEW
    },
];

use crate::doctor::case::{Cargo, Case};

const PRIVATE: &str =
    "[registries.r]\nindex = \"sparse+{azure}\"\ncredential-provider = \"cargo:token\"\n";

pub(super) const CASES: &[Case] = &[
    Case {
        name: "Azure Pipelines",
        files: &[("p/.cargo/config.toml", PRIVATE)],
        variables: &[("TF_BUILD", "True")],
        finds: &["job-without-token error machine"],
        finds_in_files: Some(&[]),
        cargo: Cargo::Fails("r", "no token found for `r`"),
        ..Case::NEW
    },
    Case {
        name: "GitHub Actions",
        files: &[("p/.cargo/config.toml", PRIVATE)],
        variables: &[("GITHUB_ACTIONS", "true")],
        finds: &["job-without-token error machine"],
        finds_in_files: Some(&[]),
        cargo: Cargo::Fails("r", "no token found for `r`"),
        ..Case::NEW
    },
    Case {
        name: "GitLab, with the variable",
        files: &[("p/.cargo/config.toml", PRIVATE)],
        variables: &[
            ("GITLAB_CI", "true"),
            ("CARGO_REGISTRIES_R_TOKEN", "{token}"),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
    Case {
        name: "a feed that everybody may read",
        files: &[(
            "p/.cargo/config.toml",
            "[registries.r]\nindex = \"sparse+{open}\"\n",
        )],
        variables: &[("GITLAB_CI", "true")],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

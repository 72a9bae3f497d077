use crate::doctor::case::{Cargo, Case};

const PRIVATE: &str =
    "[registries.r]\nindex = \"sparse+{azure}\"\ncredential-provider = \"cargo:token\"\n";

pub(super) const CASES: &[Case] = &[
    Case {
        name: "Azure Pipelines builds a fork",
        files: &[("p/.cargo/config.toml", PRIVATE)],
        variables: &[("TF_BUILD", "True"), ("SYSTEM_PULLREQUEST_ISFORK", "True")],
        finds: &["fork-without-token error machine"],
        finds_in_files: Some(&[]),
        cargo: Cargo::Fails("r", "no token found for `r`"),
        ..Case::NEW
    },
    Case {
        name: "GitLab builds a fork that has the variable",
        files: &[("p/.cargo/config.toml", PRIVATE)],
        variables: &[
            ("GITLAB_CI", "true"),
            ("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "10"),
            ("CI_MERGE_REQUEST_PROJECT_ID", "1"),
            ("CARGO_REGISTRIES_R_TOKEN", "{token}"),
        ],
        cargo: Cargo::Resolves(&["r"]),
        ..Case::NEW
    },
];

//! Cases of the checks of manifests, network and trust.

mod ca_file_missing;
mod cargo_home_malformed;
mod config_above_writable;
mod config_in_member;
mod dependency_registry_unknown;
mod manifest_holds_config;
mod network_key_misspelled;
mod network_value_type;
mod network_variable_invalid;
mod runs_program;

use super::Cases;

pub(in crate::doctor) const CASES: &[Cases] = &[
    ("ca-file-missing", ca_file_missing::CASES),
    ("cargo-home-malformed", cargo_home_malformed::CASES),
    ("config-above-writable", config_above_writable::CASES),
    ("config-in-member", config_in_member::CASES),
    (
        "dependency-registry-unknown",
        dependency_registry_unknown::CASES,
    ),
    ("manifest-holds-config", manifest_holds_config::CASES),
    ("network-key-misspelled", network_key_misspelled::CASES),
    ("network-value-type", network_value_type::CASES),
    ("network-variable-invalid", network_variable_invalid::CASES),
    ("runs-program", runs_program::CASES),
];

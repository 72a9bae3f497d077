//! Checks of what lies around the configuration: manifests, members' folders, the
//! network, and who may change or run what.

mod ca_file_missing;
mod cargo_home_malformed;
mod config_above_writable;
mod config_in_member;
pub(super) mod dependency_registry_unknown;
mod manifest_holds_config;
mod network;
mod network_key_misspelled;
mod network_value_type;
mod network_variable_invalid;
mod runs_program;

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    title: "Manifests, network and trust",
    checks: &[
        &ca_file_missing::CHECK,
        &cargo_home_malformed::CHECK,
        &config_above_writable::CHECK,
        &config_in_member::CHECK,
        &dependency_registry_unknown::CHECK,
        &manifest_holds_config::CHECK,
        &network_key_misspelled::CHECK,
        &network_value_type::CHECK,
        &network_variable_invalid::CHECK,
        &runs_program::CHECK,
    ],
};

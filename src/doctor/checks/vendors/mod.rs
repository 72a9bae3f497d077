//! Checks: what Azure Artifacts, Cloudsmith and others want.

mod azure_feed_name_odd;
mod azure_force_auth_missing;
mod azure_index_malformed;
mod azure_names_swapped;
mod azure_organization_missing;
mod azure_server_on_cloud_host;
mod cannot_replace_crates_io;
mod cloudsmith_index_legacy;
mod cloudsmith_index_malformed;
mod cloudsmith_token_in_index;
mod index;
mod look_alike_host;
pub(super) mod pipeline_cannot_read_config;
mod unstable_registry_auth;
mod vendor_index_malformed;

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    title: "What Azure Artifacts, Cloudsmith and others want",
    checks: &[
        &azure_feed_name_odd::CHECK,
        &azure_force_auth_missing::CHECK,
        &azure_index_malformed::CHECK,
        &azure_names_swapped::CHECK,
        &azure_organization_missing::CHECK,
        &azure_server_on_cloud_host::CHECK,
        &cannot_replace_crates_io::CHECK,
        &cloudsmith_index_legacy::CHECK,
        &cloudsmith_index_malformed::CHECK,
        &cloudsmith_token_in_index::CHECK,
        &look_alike_host::CHECK,
        &pipeline_cannot_read_config::CHECK,
        &unstable_registry_auth::CHECK,
        &vendor_index_malformed::CHECK,
    ],
};

//! Cases of this group.

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
mod look_alike_host;
mod pipeline_cannot_read_config;
mod unstable_registry_auth;
mod vendor_index_malformed;

use super::Cases;

pub(in crate::doctor) const CASES: &[Cases] = &[
    ("azure-feed-name-odd", azure_feed_name_odd::CASES),
    ("azure-force-auth-missing", azure_force_auth_missing::CASES),
    ("azure-index-malformed", azure_index_malformed::CASES),
    ("azure-names-swapped", azure_names_swapped::CASES),
    (
        "azure-organization-missing",
        azure_organization_missing::CASES,
    ),
    (
        "azure-server-on-cloud-host",
        azure_server_on_cloud_host::CASES,
    ),
    ("cannot-replace-crates-io", cannot_replace_crates_io::CASES),
    ("cloudsmith-index-legacy", cloudsmith_index_legacy::CASES),
    (
        "cloudsmith-index-malformed",
        cloudsmith_index_malformed::CASES,
    ),
    (
        "cloudsmith-token-in-index",
        cloudsmith_token_in_index::CASES,
    ),
    ("look-alike-host", look_alike_host::CASES),
    (
        "pipeline-cannot-read-config",
        pipeline_cannot_read_config::CASES,
    ),
    ("unstable-registry-auth", unstable_registry_auth::CASES),
    ("vendor-index-malformed", vendor_index_malformed::CASES),
];

//! Cases of the checks of files.

mod config_beyond_limits;
mod config_both_names;
mod config_misnamed;
mod config_not_toml;
mod config_type_unsupported;
mod config_unreadable;
mod config_without_extension;
mod credentials_broken;
mod credentials_in_project;
mod env_table_ignored;
mod include_broken;
mod include_unread;
mod merge_clash;

use super::Cases;

pub(in crate::doctor) const CASES: &[Cases] = &[
    ("config-beyond-limits", config_beyond_limits::CASES),
    ("config-both-names", config_both_names::CASES),
    ("config-misnamed", config_misnamed::CASES),
    ("config-not-toml", config_not_toml::CASES),
    ("config-type-unsupported", config_type_unsupported::CASES),
    ("config-unreadable", config_unreadable::CASES),
    ("config-without-extension", config_without_extension::CASES),
    ("credentials-broken", credentials_broken::CASES),
    ("credentials-in-project", credentials_in_project::CASES),
    ("env-table-ignored", env_table_ignored::CASES),
    ("include-broken", include_broken::CASES),
    ("include-unread", include_unread::CASES),
    ("merge-clash", merge_clash::CASES),
];

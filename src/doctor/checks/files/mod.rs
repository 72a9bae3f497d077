//! Checks of files: what keeps cargo from loading its configuration, and what it
//! passes over.

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
mod feed_keys;
mod include_broken;
mod include_unread;
mod merge_clash;

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    title: "Files that cargo reads or passes over",
    checks: &[
        &config_beyond_limits::CHECK,
        &config_both_names::CHECK,
        &config_misnamed::CHECK,
        &config_not_toml::CHECK,
        &config_type_unsupported::CHECK,
        &config_unreadable::CHECK,
        &config_without_extension::CHECK,
        &credentials_broken::CHECK,
        &credentials_in_project::CHECK,
        &env_table_ignored::CHECK,
        &include_broken::CHECK,
        &include_unread::CHECK,
        &merge_clash::CHECK,
    ],
};

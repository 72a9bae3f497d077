//! Checks of `[registries]` and `[registry]`: tables, names, keys and index URLs.

mod default_registry_unknown;
mod index_missing;
mod index_not_a_url;
mod index_not_root;
mod index_not_sparse;
mod index_over_http;
mod index_scheme_unknown;
mod index_twice;
mod index_with_query;
mod index_without_slash;
mod index_wrong_type;
mod key_misplaced;
mod password_in_url;
mod protocol_unknown;
mod registries_crates_io;
mod registry_index_obsolete;
mod registry_key_unknown;
mod registry_name_invalid;
mod registry_not_a_table;
mod sparse_hosts;
mod table_misspelled;
pub(super) mod url;
mod value_not_expanded;
mod variables_shared;

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    title: "Registries and their index URLs",
    checks: &[
        &default_registry_unknown::CHECK,
        &index_missing::CHECK,
        &index_not_a_url::CHECK,
        &index_not_root::CHECK,
        &index_not_sparse::CHECK,
        &index_over_http::CHECK,
        &index_scheme_unknown::CHECK,
        &index_twice::CHECK,
        &index_with_query::CHECK,
        &index_without_slash::CHECK,
        &index_wrong_type::CHECK,
        &key_misplaced::CHECK,
        &password_in_url::CHECK,
        &protocol_unknown::CHECK,
        &registries_crates_io::CHECK,
        &registry_index_obsolete::CHECK,
        &registry_key_unknown::CHECK,
        &registry_name_invalid::CHECK,
        &registry_not_a_table::CHECK,
        &table_misspelled::CHECK,
        &value_not_expanded::CHECK,
        &variables_shared::CHECK,
    ],
};

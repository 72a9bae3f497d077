//! Cases of the checks of registries.

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
mod table_misspelled;
mod value_not_expanded;
mod variables_shared;

use super::Cases;

pub(in crate::doctor) const CASES: &[Cases] = &[
    ("default-registry-unknown", default_registry_unknown::CASES),
    ("index-missing", index_missing::CASES),
    ("index-not-a-url", index_not_a_url::CASES),
    ("index-not-root", index_not_root::CASES),
    ("index-not-sparse", index_not_sparse::CASES),
    ("index-over-http", index_over_http::CASES),
    ("index-scheme-unknown", index_scheme_unknown::CASES),
    ("index-twice", index_twice::CASES),
    ("index-with-query", index_with_query::CASES),
    ("index-without-slash", index_without_slash::CASES),
    ("index-wrong-type", index_wrong_type::CASES),
    ("key-misplaced", key_misplaced::CASES),
    ("password-in-url", password_in_url::CASES),
    ("protocol-unknown", protocol_unknown::CASES),
    ("registries-crates-io", registries_crates_io::CASES),
    ("registry-index-obsolete", registry_index_obsolete::CASES),
    ("registry-key-unknown", registry_key_unknown::CASES),
    ("registry-name-invalid", registry_name_invalid::CASES),
    ("registry-not-a-table", registry_not_a_table::CASES),
    ("table-misspelled", table_misspelled::CASES),
    ("value-not-expanded", value_not_expanded::CASES),
    ("variables-shared", variables_shared::CASES),
];

//! Cases of the checks of tokens.

mod fork_without_token;
mod index_variable_hides_table;
mod index_variable_misspelled;
mod index_variable_renames;
mod index_variable_shadows_file;
mod job_without_token;
mod token_cache_exposed;
mod token_cache_stale;
mod token_empty;
mod token_expired;
mod token_ignored;
mod token_in_config;
mod token_missing;
mod token_not_basic;
mod token_not_expanded;
mod token_of_another_feed;
mod token_of_crates_io;
mod token_variable_misspelled;
mod token_with_blank;
mod token_without_scheme;
mod token_wrapped;

use super::Cases;

pub(in crate::doctor) const CASES: &[Cases] = &[
    ("fork-without-token", fork_without_token::CASES),
    (
        "index-variable-hides-table",
        index_variable_hides_table::CASES,
    ),
    (
        "index-variable-misspelled",
        index_variable_misspelled::CASES,
    ),
    ("index-variable-renames", index_variable_renames::CASES),
    (
        "index-variable-shadows-file",
        index_variable_shadows_file::CASES,
    ),
    ("job-without-token", job_without_token::CASES),
    ("token-cache-exposed", token_cache_exposed::CASES),
    ("token-cache-stale", token_cache_stale::CASES),
    ("token-empty", token_empty::CASES),
    ("token-expired", token_expired::CASES),
    ("token-ignored", token_ignored::CASES),
    ("token-in-config", token_in_config::CASES),
    ("token-missing", token_missing::CASES),
    ("token-not-basic", token_not_basic::CASES),
    ("token-not-expanded", token_not_expanded::CASES),
    ("token-of-another-feed", token_of_another_feed::CASES),
    ("token-of-crates-io", token_of_crates_io::CASES),
    (
        "token-variable-misspelled",
        token_variable_misspelled::CASES,
    ),
    ("token-with-blank", token_with_blank::CASES),
    ("token-without-scheme", token_without_scheme::CASES),
    ("token-wrapped", token_wrapped::CASES),
];

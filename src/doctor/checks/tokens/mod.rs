//! Checks: tokens, where they are kept and what they look like.

mod fork_without_token;
mod held;
mod index_variable_hides_table;
mod index_variable_misspelled;
mod index_variable_renames;
mod index_variable_shadows_file;
mod job_without_token;
mod jobs;
mod lookup;
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

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    title: "Tokens and secrets",
    checks: &[
        &fork_without_token::CHECK,
        &index_variable_hides_table::CHECK,
        &index_variable_misspelled::CHECK,
        &index_variable_renames::CHECK,
        &index_variable_shadows_file::CHECK,
        &job_without_token::CHECK,
        &token_cache_exposed::CHECK,
        &token_cache_stale::CHECK,
        &token_empty::CHECK,
        &token_expired::CHECK,
        &token_ignored::CHECK,
        &token_in_config::CHECK,
        &token_missing::CHECK,
        &token_not_basic::CHECK,
        &token_not_expanded::CHECK,
        &token_of_another_feed::CHECK,
        &token_of_crates_io::CHECK,
        &token_variable_misspelled::CHECK,
        &token_with_blank::CHECK,
        &token_without_scheme::CHECK,
        &token_wrapped::CHECK,
    ],
};

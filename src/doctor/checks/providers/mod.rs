//! Checks: credential providers.

mod alias_not_followed;
mod alias_shadows_built_in;
pub(super) mod chain;
mod keychain_bypassed;
mod keys;
mod libsecret_missing;
pub(in crate::doctor::checks) mod names;
mod provider_argument_relative;
mod provider_array_twice;
mod provider_for_other_system;
mod provider_key_misplaced;
mod provider_key_misspelled;
mod provider_list_not_a_list;
mod provider_list_odd;
mod provider_list_variable_split;
mod provider_missing;
mod provider_name_unknown;
mod provider_not_text;
mod provider_order;
mod provider_program_missing;
mod provider_quoted;
mod rewrite;
mod stale_token_wins;
mod token_program_missing;

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    title: "Credential providers",
    checks: &[
        &alias_not_followed::CHECK,
        &alias_shadows_built_in::CHECK,
        &keychain_bypassed::CHECK,
        &libsecret_missing::CHECK,
        &provider_argument_relative::CHECK,
        &provider_array_twice::CHECK,
        &provider_for_other_system::CHECK,
        &provider_key_misplaced::CHECK,
        &provider_key_misspelled::CHECK,
        &provider_list_not_a_list::CHECK,
        &provider_list_odd::CHECK,
        &provider_list_variable_split::CHECK,
        &provider_missing::CHECK,
        &provider_name_unknown::CHECK,
        &provider_not_text::CHECK,
        &provider_order::CHECK,
        &provider_program_missing::CHECK,
        &provider_quoted::CHECK,
        &stale_token_wins::CHECK,
        &token_program_missing::CHECK,
    ],
};

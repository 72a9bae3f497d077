//! Cases of the checks of credential providers.

mod alias_not_followed;
mod alias_shadows_built_in;
mod keychain_bypassed;
mod libsecret_missing;
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
mod stale_token_wins;
mod token_program_missing;

use super::Cases;

pub(in crate::doctor) const CASES: &[Cases] = &[
    ("alias-not-followed", alias_not_followed::CASES),
    ("alias-shadows-built-in", alias_shadows_built_in::CASES),
    ("keychain-bypassed", keychain_bypassed::CASES),
    ("libsecret-missing", libsecret_missing::CASES),
    (
        "provider-argument-relative",
        provider_argument_relative::CASES,
    ),
    ("provider-array-twice", provider_array_twice::CASES),
    (
        "provider-for-other-system",
        provider_for_other_system::CASES,
    ),
    ("provider-key-misplaced", provider_key_misplaced::CASES),
    ("provider-key-misspelled", provider_key_misspelled::CASES),
    ("provider-list-not-a-list", provider_list_not_a_list::CASES),
    ("provider-list-odd", provider_list_odd::CASES),
    (
        "provider-list-variable-split",
        provider_list_variable_split::CASES,
    ),
    ("provider-missing", provider_missing::CASES),
    ("provider-name-unknown", provider_name_unknown::CASES),
    ("provider-not-text", provider_not_text::CASES),
    ("provider-order", provider_order::CASES),
    ("provider-program-missing", provider_program_missing::CASES),
    ("provider-quoted", provider_quoted::CASES),
    ("stale-token-wins", stale_token_wins::CASES),
    ("token-program-missing", token_program_missing::CASES),
];
